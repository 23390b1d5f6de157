import Diagnostics

extension Column {
  /// The different values in `rows` as texts: numbers by size, texts by their letters.
  func levels(in rows: some Collection<Int>) -> [String] {
    switch cells {
    case .numbers(let values):
      Set(rows.lazy.map { values[$0] }.filter { !$0.isNaN }).sorted().map(Self.levelName)
    case .booleans(let values):
      Set(rows.lazy.map { values[$0] }.filter { !$0.isNaN }).sorted().map {
        $0 == 0 ? "false" : "true"
      }
    case .texts(let places, let levels):
      Set(rows.lazy.map { places[$0] }.filter { $0 >= 0 }).map { levels[Int($0)] }.sorted()
    }
  }

  /// The place of each cell among `levels`: `missingPlace` for a missing one, `unseenPlace` for one
  /// that is not among them.
  func places(among levels: [String]) -> [Int32] {
    let placeOfLevel = Dictionary(
      levels.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    switch cells {
    case .texts(let places, let ownLevels):
      let translated = ownLevels.map { placeOfLevel[$0] ?? Self.unseenPlace }
      return places.map { $0 < 0 ? Self.missingPlace : translated[Int($0)] }
    case .booleans(let values):
      return values.map {
        $0.isNaN
          ? Self.missingPlace : placeOfLevel[$0 == 0 ? "false" : "true"] ?? Self.unseenPlace
      }
    case .numbers(let values):
      var known: [Double: Int32] = [:]
      return values.map { value in
        if value.isNaN { return Self.missingPlace }
        if let place = known[value] { return place }
        let place = placeOfLevel[Self.levelName(value)] ?? Self.unseenPlace
        known[value] = place
        return place
      }
    }
  }

  static let missingPlace: Int32 = -1
  static let unseenPlace: Int32 = -2

  /// A number as the name of a level: `3`, not `3.0`.
  static func levelName(_ value: Double) -> String {
    NumberText.exact(value)
  }
}

extension CellValue {
  /// The cell as the name of a level; `nil` where it is missing.
  var levelName: String? {
    switch self {
    case .number(let value): Column.levelName(value)
    case .text(let text): text
    case .boolean(let truth): truth ? "true" : "false"
    case .missing: nil
    }
  }
}
