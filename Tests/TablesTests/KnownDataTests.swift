import Diagnostics
import Foundation
import Kernels
import Plans
import Testing

@testable import Tables

/// Files that lie beside the repository, where they do.
@Suite struct KnownDataTests {
  @Test func `a shipped table is read`() throws {
    let table = try Table(path: sampleFile("iris.csv"))
    #expect(table.rowCount == 150)
    #expect(table.columns.map(\.isText) == [false, false, false, false, true])
    #expect(table.notes == [])
  }

  @Test(arguments: [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
    "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
  ])
  func `the spectrum of CSV files means what it should`(name: String) throws {
    guard let path = sharedFile("csv-spectrum/\(name).csv"),
      let meaning = sharedFile("csv-spectrum/\(name).json")
    else { return }
    let json = try Data(contentsOf: URL(fileURLWithPath: meaning))
    let rows = try JSONDecoder().decode([[String: String]].self, from: json)
    let table = try Table(path: path)
    let found = table.texts.map { Dictionary(uniqueKeysWithValues: zip(table.columnNames, $0)) }
    // A column of numbers has no leading zeros; the files' line ends may have been made alike.
    let expected = rows.map { row in
      row.mapValues { text in
        Int(text).map(String.init) ?? text.split(separator: "\r\n").joined(separator: "\n")
      }
    }
    #expect(found == expected)
  }

  @Test func `a spreadsheet's file of a decimal comma equals the plain one`() throws {
    guard let plain = sharedFile("energy/energy.csv"),
      let comma = sharedFile("energy/energy_semicolon_comma_bom.csv")
    else { return }
    let (first, second) = (try Table(path: plain), try Table(path: comma))
    #expect(first.rowCount == 768 && second.rowCount == 768)
    #expect(first.columnNames.map { $0.lowercased() } == second.columnNames.map { $0.lowercased() })
    for (one, other) in zip(first.columns, second.columns) {
      #expect(one.numbers.values == other.numbers.values)
      #expect(!other.isText)
    }
  }

  @Test func `a compressed file equals the plain one`() throws {
    guard let packed = sharedFile("formats/iris.csv.gz"), let plain = sharedFile("iris/iris.csv")
    else { return }
    let (first, second) = (try Table(path: packed), try Table(path: plain))
    #expect(first.texts == second.texts)
    #expect(first.contentHash == second.contentHash)
    let part = try readTable(.file(path: packed), firstBytes: 1000)
    #expect(part.isPartial && part.rowCount > 10 && part.rowCount < 150)
  }

  @Test(arguments: [
    ("titanic/titanic.csv", 891, 11), ("adult/adult_test.csv", 16281, 15),
    ("absenteeism/Absenteeism_at_work.csv", 740, 21), ("heart/heart_cleveland.csv", 303, 14),
    ("auto-mpg/auto_mpg.csv", 398, 9), ("airline/airline_passengers.csv", 144, 2),
    ("california-housing/housing.csv", 20640, 10), ("penguins/penguins.csv", 344, 8),
  ])
  func `tables from life have their rows and columns`(path: String, rows: Int, columns: Int) throws
  {
    guard let file = sharedFile(path) else { return }
    let table = try Table(path: file)
    #expect(table.rowCount == rows)
    #expect(table.columns.count == columns)
    #expect(table.columns.allSatisfy { $0.strayTexts.isEmpty })
  }

  @Test func `missing cells are counted as their publishers do`() throws {
    guard let mpg = sharedFile("auto-mpg/auto_mpg.csv"),
      let heart = sharedFile("heart/heart_cleveland.csv")
    else { return }
    let horsepower = try Table(path: mpg).summaries().first { $0.name == "horsepower" }
    #expect(horsepower?.missing == 6 && horsepower?.kind == .number)
    // Six question marks, four under ca and two under thal.
    let summaries = try Table(path: heart).summaries()
    #expect(summaries.map(\.missing).reduce(0, +) == 6)
    #expect(summaries.allSatisfy { $0.kind == .number })
  }

  @Test func `a file without a header begins with its first row`() throws {
    guard let file = sharedFile("adult/adult_train.csv") else { return }
    let table = try readTable(.file(path: file), firstBytes: 1 << 20)
    #expect(table.notes.map(\.code) == [.noHeader])
    #expect(table.columns[0][0] == .number(39))
    #expect(table.columns[1][0] == .text("State-gov"))
    #expect(table.isPartial)
  }

  /// The reference: ordinary least squares of scikit-learn 1.9.1 on the same files and split.
  @Test(arguments: [
    ("diabetes/diabetes.csv", "progression", 57.26), ("abalone/abalone.csv", "rings", 2.188),
    ("wine-quality/winequality-red.csv", "quality", 0.6923),
  ])
  func `least squares on the prepared samples give the known error`(
    path: String, target: String, error: Double
  ) throws {
    guard let file = sharedFile(path) else { return }
    let data = try Steps.target(target).scale(.standard).split(test: .every(5))
      .prepared(Table(path: file))
    let test = try #require(data.test)
    let weights = leastSquares(data.train)
    let squares = zip(test.rows, test.targetRows).map { row, target in
      let prediction = zip(weights, [1] + row.map(Double.init)).map { $0 * $1 }.reduce(0, +)
      return pow(prediction - Double(target[0]), 2)
    }
    let found = (squares.reduce(0, +) / Double(test.count)).squareRoot()
    #expect(abs(found - error) < error * 5e-4)
  }
}

/// The weights of the constant and of each input that make the squared error least.
///
/// The sum of a one-hot column's inputs is constant, so a little ridge picks one of many answers;
/// it changes the error far below the digits that are compared.
private func leastSquares(_ samples: Samples) -> [Double] {
  let rows = samples.rows.map { [1] + $0.map(Double.init) }
  let targets = samples.targetRows.map { Double($0[0]) }
  let width = rows[0].count
  var system = (0..<width).map { i in
    (0..<width).map { j in rows.reduce(i == j ? 1e-6 : 0) { $0 + $1[i] * $1[j] } }
      + [zip(rows, targets).reduce(0) { $0 + $1.0[i] * $1.1 }]
  }
  for column in 0..<width {
    let pivot = (column..<width).max { abs(system[$0][column]) < abs(system[$1][column]) } ?? column
    system.swapAt(column, pivot)
    for row in 0..<width where row != column {
      let factor = system[row][column] / system[column][column]
      for place in column...width { system[row][place] -= factor * system[column][place] }
    }
  }
  return (0..<width).map { system[$0][width] / system[$0][$0] }
}
