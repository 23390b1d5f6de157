import Diagnostics
import Foundation
import Plans
import Testing
import Vocabulary

@testable import Tables

@Suite struct GeneratorTests {
  private func points(
    _ name: String, samples: Int = 300, noise: Double = 0, seed: UInt64 = 0
  ) throws -> Table {
    try readTable(
      .generator(GeneratorPlan(name: name, samples: samples, noise: noise, seed: seed)))
  }

  @Test(arguments: Generator.allCases)
  func `the same plan gives the same points, and another seed others`(
    generator: Generator
  ) throws {
    let first = try points(generator.rawValue, noise: 0.1, seed: 5)
    #expect(first.rowCount == 300)
    #expect(try points(generator.rawValue, noise: 0.1, seed: 5).contentHash == first.contentHash)
    #expect(try points(generator.rawValue, noise: 0.1, seed: 6).contentHash != first.contentHash)
    let isCurve = generator == .line || generator == .sine
    #expect(first.columnNames == (isCurve ? ["x", "y"] : ["x1", "x2", "class"]))
    #expect(first.defaultTarget == (isCurve ? "y" : "class"))
    #expect(first.columns.allSatisfy { column in !(0..<300).contains { column.isMissing($0) } })
  }

  @Test func `exclusive or alone is its truth table`() throws {
    #expect(
      try points("xor", samples: 4).texts
        == [["0", "0", "0"], ["0", "1", "1"], ["1", "0", "1"], ["1", "1", "0"]])
  }

  @Test func `points of exclusive or lie around the corners of their class`() throws {
    let table = try points("xor", samples: 400)
    for (cells, row) in zip(table.texts, 0...) {
      let (x1, x2) = (table.numbers("x1")[row], table.numbers("x2")[row])
      #expect(cells[2] == ((x1 > 0.5) != (x2 > 0.5) ? "1" : "0"))
      #expect(abs(x1 - x1.rounded()) <= 0.4 && abs(x2 - x2.rounded()) <= 0.4)
    }
  }

  @Test func `curves without noise are exact`() throws {
    let line = try points("line")
    #expect(zip(line.numbers("x"), line.numbers("y")).allSatisfy { $1 == 2 * $0 + 1 })
    #expect(line.numbers("x").allSatisfy { -1...1 ~= $0 })
    let sine = try points("sine")
    #expect(zip(sine.numbers("x"), sine.numbers("y")).allSatisfy { $1 == sin($0) })
    #expect(sine.numbers("x").first == 0 && abs((sine.numbers("x").last ?? 0) - 2 * .pi) < 1e-12)
  }

  @Test func `circles have their radius, and noise its deviation`() throws {
    let exact = try points("circles")
    for row in 0..<exact.rowCount {
      let radius = hypot(exact.numbers("x1")[row], exact.numbers("x2")[row])
      #expect(abs(radius - (exact.columns[2][row] == .text("inner") ? 0.5 : 1)) < 1e-12)
    }
    let line = try points("line", samples: 4000, noise: 0.25)
    let squares = zip(line.numbers("x"), line.numbers("y")).map { pow($1 - 2 * $0 - 1, 2) }
    // The deviation of a deviation of 4,000 numbers is 0.25 / √8000 = 0.003.
    #expect(abs((squares.reduce(0, +) / 4000).squareRoot() - 0.25) < 0.012)
  }

  @Test(arguments: [("moons", 2), ("circles", 2), ("spirals", 3), ("blobs", 3), ("xor", 2)])
  func `classes are equally frequent and come in no order`(name: String, classes: Int) throws {
    let table = try points(name)
    let summary = table.summaries()[2]
    #expect(summary.levels.map(\.count) == Array(repeating: 300 / classes, count: classes))
    let everyThird = stride(from: 2, to: 300, by: 3).map { table.columns[2][$0] }
    #expect(Set(everyThird).count == classes)
  }

  @Test func `too few and too many samples are problems`() {
    #expect(problem { _ = try points("moons", samples: 0) }?.code == .emptyTable)
    #expect(problem { _ = try points("moons", samples: .max) }?.code == .tableTooLarge)
    #expect(problem { _ = try points("moon") }?.suggestion?.name == "moons")
    #expect(throws: Never.self) { try points("sine", samples: 1) }
  }
}
