package import Diagnostics

/// A line of a record's text: fields parted by two blanks or more, of which the first says what the
/// line tells. Lines that belong to the one above them are indented by two blanks.
///
/// A field that could not be read back otherwise stands in quotes, written as a string of JSON.
struct RecordLine {
  let number: Int
  let depth: Int
  let fields: [String]

  /// - Parameter number: The line's number in its text, from 1.
  init(_ fields: [String], depth: Int = 0, number: Int = 0) {
    self.number = number
    self.depth = depth
    self.fields = fields
  }

  var key: String { fields.first ?? "" }

  var text: String {
    var text = ""
    for (index, field) in fields.enumerated() {
      let written = Self.written(field)
      let isLast = index == fields.count - 1
      // Columns of a fixed width: a longer field moves its own line alone.
      let width = index == 0 ? 14 - 2 * depth : index < 3 && key != "command" ? 20 : 0
      text += isLast ? written : (written + "  ").padded(to: width)
    }
    return String(repeating: "  ", count: depth) + text
  }

  private static func written(_ field: String) -> String {
    let isPlain =
      !field.isEmpty && !field.contains("  ") && !field.hasPrefix(" ") && !field.hasSuffix(" ")
      && !field.hasPrefix("\"") && !field.hasPrefix("#")
      && field.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
          && !(0x2028...0x2029).contains($0.value)
      }
    return isPlain ? field : JSONValue.string(field).text
  }

  // MARK: Reading

  /// The lines of `text` that say something: comments and empty ones are left out.
  ///
  /// - Throws: A `RecordProblem` where a quoted field does not end.
  static func lines(of text: String) throws(RecordProblem) -> [RecordLine] {
    var lines: [RecordLine] = []
    let pieces = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      // An editor may have put a carriage return there.
      let bytes = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
      let content = bytes.drop { $0 == blank }
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      guard let fields = fields(of: content) else { throw RecordProblem(line: index + 1) }
      lines.append(
        RecordLine(fields, depth: (bytes.count - content.count) / 2, number: index + 1))
    }
    return lines
  }

  private static func fields(of bytes: ArraySlice<UInt8>) -> [String]? {
    var fields: [String] = []
    var rest = bytes
    while let first = rest.first {
      if first == quote {
        guard let (field, end) = quoted(rest) else { return nil }
        fields.append(field)
        rest = rest[end...]
      } else {
        var end = rest.startIndex
        while end < rest.endIndex,
          rest[end] != blank || (end + 1 < rest.endIndex && rest[end + 1] != blank)
        {
          end += 1
        }
        fields.append(String(decoding: rest[..<end], as: UTF8.self))
        rest = rest[end...]
      }
      rest = rest.drop { $0 == blank }
    }
    return fields
  }

  /// The string of JSON that `bytes` begin with, and where it ends.
  private static func quoted(_ bytes: ArraySlice<UInt8>) -> (String, end: Int)? {
    var content: [UInt8] = []
    var place = bytes.startIndex + 1
    while place < bytes.endIndex {
      let byte = bytes[place]
      place += 1
      if byte == quote { return (String(decoding: content, as: UTF8.self), place) }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard place < bytes.endIndex else { return nil }
      let sign = bytes[place]
      place += 1
      switch sign {
      case UInt8(ascii: "n"): content.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): content.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): content.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "u"):
        guard place + 4 <= bytes.endIndex,
          let code = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(code)
        else { return nil }
        content += Array(String(Character(scalar)).utf8)
        place += 4
      default: content.append(sign)
      }
    }
    return nil
  }
}

private let blank = UInt8(ascii: " ")
private let quote = UInt8(ascii: "\"")

/// Why a text is no record.
package struct RecordProblem: Error, Hashable, Sendable {
  /// The line, from 1, where the text ceases to be one; `nil` where a later version wrote it.
  package var line: Int?

  package init(line: Int?) { self.line = line }

  package var message: Text {
    guard let line else {
      return Text(
        en: "a later version of nn wrote it", pt: "foi escrito por uma versão mais nova do nn")
    }
    return Text(
      en: "line \(line) says nothing that a record can say",
      pt: "a linha \(line) não diz nada que um registro possa dizer")
  }
}
