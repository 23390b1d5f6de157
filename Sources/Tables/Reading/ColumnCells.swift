/// What the cells of one column are, read as numbers.
struct CellCounts {
  private var points = 0
  private var commas = 0
  private var wholes = 0
  private var texts = 0
  private var questions = 0
  /// Cells with nothing in them, or with what stands for that.
  var missing = 0

  /// The number in a cell; what is none is not a number.
  @inline(__always)
  mutating func take(_ field: UnsafeBufferPointer<UInt8>, allowsComma: Bool) -> Double {
    guard let number = parseNumber(field, allowsComma: allowsComma), isUsable(number.value) else {
      if isMissingMarker(field) {
        missing += 1
      } else if field.count == 1, field[0] == 0x3F {
        questions += 1
      } else {
        texts += 1
      }
      return .nan
    }
    switch number.mark {
    case .none: wholes += 1
    case .point: points += 1
    case .comma: commas += 1
    }
    return number.value
  }

  /// Counts what another part of the column holds, too.
  mutating func add(_ other: CellCounts) {
    points += other.points
    commas += other.commas
    wholes += other.wholes
    texts += other.texts
    questions += other.questions
    missing += other.missing
  }

  /// Whether all cells that are not missing are numbers, written in one way.
  var isNumeric: Bool {
    texts == 0 && (points == 0 || commas == 0) && (numbers > 0 || questions == 0)
  }

  /// Whether a column of numbers has cells without one.
  var hasMissing: Bool { missing + questions > 0 }

  /// The mark of the numbers that count as numbers: of point and comma, the one met more often.
  var mark: ParsedNumber.Mark { commas > points ? .comma : .point }

  /// Whether so few cells are no numbers that they look like mistakes.
  var isNearlyNumeric: Bool {
    let strays = texts + min(points, commas)
    let rest = numbers - min(points, commas)
    return strays > 0 && strays <= max(1, (strays + rest) / 10) && rest >= 3 * strays
  }

  private var numbers: Int { wholes + points + commas }
}

/// The cells of one column, read as texts.
struct TextCells {
  private var places: [Int32] = []
  private var levels: [String] = []
  private var placeOfLevel: [String: Int32] = [:]
  private var strayTexts: [Int] = []
  private let isNearlyNumeric: Bool
  private let mark: ParsedNumber.Mark

  /// - Parameter numbers: What the cells are when they are read as numbers.
  init(like numbers: CellCounts, rows: Int) {
    places.reserveCapacity(rows)
    isNearlyNumeric = numbers.isNearlyNumeric
    mark = numbers.mark
  }

  var count: Int { places.count }

  mutating func append(_ field: UnsafeBufferPointer<UInt8>, row: Int) {
    guard !isMissingMarker(field) else {
      places.append(-1)
      return
    }
    if isNearlyNumeric, isStray(field) { strayTexts.append(row) }
    let text = String(decoding: field, as: UTF8.self)
    let place = placeOfLevel[text] ?? Int32(levels.count)
    if Int(place) == levels.count {
      placeOfLevel[text] = place
      levels.append(text)
    }
    places.append(place)
  }

  func column(_ name: String) -> Column {
    Column(name, .texts(places, levels: levels), strayTexts: strayTexts)
  }

  private func isStray(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if field.count == 1, field[0] == 0x3F { return false }
    guard let number = parseNumber(field, allowsComma: true), isUsable(number.value) else {
      return true
    }
    return number.mark != .none && number.mark != mark
  }
}

/// Whether `value` is still a number when networks, which count in `Float`, get to see it.
func isUsable(_ value: Double) -> Bool {
  abs(value) <= Double(Float.greatestFiniteMagnitude)
}
