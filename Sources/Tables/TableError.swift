package import Diagnostics
package import Vocabulary

/// What is wrong with a file, with what stands in it, or with what a script asks of it.
///
/// The floor that knows the spans makes a `Diagnostic` of it; `item` tells it which line to point at.
package struct TableError: Error, Hashable, Sendable {
  package var code: Code
  package var message: Text
  package var notes: [Text]
  /// The `id` of the step that cannot be done; `nil` is the source.
  package var item: Int?
  package var column: String?
  /// What was probably meant.
  package var suggestion: Suggestion?

  init(
    _ code: Code, _ message: Text, notes: [Text] = [], item: Int? = nil, column: String? = nil,
    suggestion: Suggestion? = nil
  ) {
    self.code = code
    self.message = message
    self.notes = notes
    self.item = item
    self.column = column
    self.suggestion = suggestion
  }
}

/// Something about the data that is worth knowing and keeps nothing from running.
package struct TableNote: Hashable, Sendable {
  package var code: Code
  package var message: Text
  package var notes: [Text]
  /// The `id` of the step that it is about; `nil` is the source.
  package var item: Int?
  package var column: String?

  init(_ code: Code, _ message: Text, notes: [Text] = [], item: Int? = nil, column: String? = nil) {
    self.code = code
    self.message = message
    self.notes = notes
    self.item = item
    self.column = column
  }
}

/// Where a person finds a row.
enum RowPlace: Hashable, Sendable {
  case line(Int)
  case row(Int)
  /// A line of one of several files.
  case lineOf(file: String, Int)
  /// A row of one of several files that have no lines.
  case rowOf(file: String, Int)

  var text: Text {
    switch self {
    case .line(let number): Text(en: "line \(number)", pt: "linha \(number)")
    case .row(let number): Text(en: "row \(number)", pt: "registro \(number)")
    case .lineOf(let file, let number):
      Text(en: "line \(number) of '\(file)'", pt: "linha \(number) de '\(file)'")
    case .rowOf(let file, let number):
      Text(en: "row \(number) of '\(file)'", pt: "registro \(number) de '\(file)'")
    }
  }
}
