import Diagnostics
import Kernels
import Vocabulary

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ways to make points for lessons, with the answer known.
package enum Generator: String, CaseIterable, Sendable {
  case xor, line, moons, circles, spirals, blobs, sine

  /// More would be a data set, not a lesson.
  package static let mostSamples = 10_000_000
}

/// The points that `plan` asks for; the same plan gives the same points.
func generatedTable(_ plan: GeneratorPlan) throws(TableError) -> Table {
  guard let generator = Generator(rawValue: plan.name) else { throw .unknownGenerator(plan.name) }
  guard plan.samples > 0 else { throw .generatorMakesNothing(plan.name) }
  guard plan.samples <= Generator.mostSamples else {
    throw .generatorMakesTooMuch(plan.name, limit: Generator.mostSamples)
  }
  var points = Points(plan)
  let columns =
    switch generator {
    case .xor: points.exclusiveOr()
    case .line: points.line()
    case .moons: points.moons()
    case .circles: points.circles()
    case .spirals: points.spirals()
    case .blobs: points.blobs()
    case .sine: points.sine()
    }
  return Table(generated: plan.name, columns)
}

extension GeneratorPlan {
  /// Whether its seed decides on anything: a sine and a truth table without noise are always the same.
  package var dependsOnSeed: Bool {
    noise != 0
      || !(name == Generator.sine.rawValue || name == Generator.xor.rawValue && samples == 4)
  }
}

/// Makes points one after another.
private struct Points {
  let noise: Double
  let count: Int
  private var stream: RandomStream

  init(_ plan: GeneratorPlan) {
    noise = plan.noise
    count = plan.samples
    stream = RandomSource(plan.seed, .generator(plan.name)).stream
  }

  /// Four points are the truth table; more lie around its corners, with a gap between them.
  mutating func exclusiveOr() -> [Column] {
    let isTable = count == 4
    var (x1, x2, places): ([Double], [Double], [Int32]) = ([], [], [])
    for number in isTable ? Array(0..<4) : stream.permutation(of: count) {
      let (first, second) = (number >> 1 & 1, number & 1)
      let spread = isTable ? 0 : 0.8
      x1.append(Double(first) + spread * (stream.uniform() - 0.5) + noise * stream.normal())
      x2.append(Double(second) + spread * (stream.uniform() - 0.5) + noise * stream.normal())
      places.append(Int32(first ^ second))
    }
    return [
      Column("x1", .numbers(NumberColumn(x1))), Column("x2", .numbers(NumberColumn(x2))),
      Column("class", .texts(places, levels: ["0", "1"])),
    ]
  }

  /// `y = 2x + 1`.
  mutating func line() -> [Column] {
    let x = (0..<count).map { _ in 2 * stream.uniform() - 1 }
    return curve(x) { 2 * $0 + 1 }
  }

  /// One period of a sine, at even steps.
  mutating func sine() -> [Column] {
    let step = 2 * Double.pi / Double(max(count - 1, 1))
    return curve((0..<count).map { Double($0) * step }) { sin($0) }
  }

  /// Two half circles that reach into each other.
  mutating func moons() -> [Column] {
    classed(["up", "down"]) { place, along in
      let angle = Double.pi * along
      return place == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
    }
  }

  /// A circle within another.
  mutating func circles() -> [Column] {
    classed(["inner", "outer"]) { place, along in
      let (angle, radius) = (2 * Double.pi * along, place == 0 ? 0.5 : 1.0)
      return (radius * cos(angle), radius * sin(angle))
    }
  }

  /// Three arms that wind around the middle.
  mutating func spirals() -> [Column] {
    classed(["a", "b", "c"]) { place, along in
      let angle = 4 * along + 2 * Double.pi / 3 * Double(place)
      return (along * cos(angle), along * sin(angle))
    }
  }

  /// Three round clouds, at the corners of a triangle.
  mutating func blobs() -> [Column] {
    classed(["A", "B", "C"]) { place, _ in
      let angle = 2 * Double.pi / 3 * Double(place)
      return (2 * cos(angle), 2 * sin(angle))
    }
  }

  /// Equally many points of each class, in an order made by chance.
  ///
  /// - Parameter point: Where a point of a class lies, given how far along its shape it is, 0 to 1.
  private mutating func classed(
    _ names: [String], _ point: (_ place: Int, _ along: Double) -> (Double, Double)
  ) -> [Column] {
    var (x1, x2): ([Double], [Double]) = ([], [])
    var places: [Int32] = []
    for number in stream.permutation(of: count) {
      let place = number % names.count
      let along = stream.uniform()
      let (x, y) = point(place, along)
      x1.append(x + noise * stream.normal())
      x2.append(y + noise * stream.normal())
      places.append(Int32(place))
    }
    return [
      Column("x1", .numbers(NumberColumn(x1))), Column("x2", .numbers(NumberColumn(x2))),
      Column("class", .texts(places, levels: names)),
    ]
  }

  private mutating func curve(_ x: [Double], _ height: (Double) -> Double) -> [Column] {
    [
      Column("x", .numbers(NumberColumn(x))),
      Column("y", .numbers(NumberColumn(x.map { height($0) + noise * stream.normal() }))),
    ]
  }
}

extension Table {
  /// The last column is the one to be predicted.
  fileprivate init(generated name: String, _ columns: [Column]) {
    var hash = fnv1a([])
    for column in columns {
      let numbers =
        if case .texts(let places, _) = column.cells {
          NumberColumn(places.map(Double.init))
        } else {
          column.numbers
        }
      for number in numbers {
        hash = fnv1a(withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }, from: hash)
      }
    }
    self.init(
      name: name, columns: columns, rowCount: columns.first?.numbers.count ?? 0, lines: [],
      isPartial: false, contentHash: hash, defaultTarget: columns.last?.name, notes: [])
  }
}

extension TableError {
  fileprivate static func unknownGenerator(_ name: String) -> TableError {
    TableError(
      .unknownName,
      Text(
        en: "there is no generator '\(name)'", pt: "não existe o gerador '\(name)'"),
      suggestion: Vocabulary.suggestion(for: name, among: Generator.allCases.map(\.rawValue)))
  }

  fileprivate static func generatorMakesNothing(_ name: String) -> TableError {
    TableError(
      .emptyTable,
      Text(
        en: "'\(name)' must make at least one sample",
        pt: "'\(name)' deve gerar ao menos uma amostra"))
  }

  fileprivate static func generatorMakesTooMuch(_ name: String, limit: Int) -> TableError {
    TableError(
      .tableTooLarge,
      Text(
        en: "'\(name)' makes at most \(NumberText.count(limit)) samples",
        pt: "'\(name)' gera no máximo \(NumberText.count(limit, in: .portuguese)) amostras"))
  }
}
