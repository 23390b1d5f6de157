import Foundation
@testable import Tables

/// Reads `text` as a file of its own, which is gone afterwards.
func table(
  _ text: String, separator: Character? = nil, hasHeader: Bool? = nil, firstBytes: Int? = nil
) throws -> Table {
  try table(
    bytes: Array(text.utf8), separator: separator, hasHeader: hasHeader, firstBytes: firstBytes)
}

func table(
  bytes: [UInt8], separator: Character? = nil, hasHeader: Bool? = nil, firstBytes: Int? = nil
) throws -> Table {
  try withTemporaryFile(bytes) { path in
    let source = DataSource.file(path: path, separator: separator, hasHeader: hasHeader)
    return try readTable(source, firstBytes: firstBytes)
  }
}

/// The problem that reading `text` meets.
func problem(
  reading text: String, separator: Character? = nil, hasHeader: Bool? = nil
) -> TableError? {
  problem { _ = try table(text, separator: separator, hasHeader: hasHeader) }
}

/// The problem that `body` meets.
func problem(_ body: () throws -> Void) -> TableError? {
  do {
    try body()
    return nil
  } catch {
    return error as? TableError
  }
}

/// Calls `body` with the path of a file that holds `bytes` and is removed afterwards.
func withTemporaryFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result
{
  let directory = FileManager.default.temporaryDirectory
    .appendingPathComponent("nnscript-tables-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  let file = directory.appendingPathComponent("table.csv")
  try Data(bytes).write(to: file)
  return try body(file.path)
}

/// The file below the folder of data that lies beside the repository; `nil` where there is none.
func sharedFile(_ path: String) -> String? {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let file = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(path)").path
  return FileManager.default.fileExists(atPath: file) ? file : nil
}

/// A file that the project itself ships.
func sampleFile(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Samples/data/\(name)").path
}

extension Table {
  init(path: String) throws {
    self = try readTable(.file(path: path))
  }

  /// The cells row by row, as texts; a missing one is empty.
  var texts: [[String]] {
    (0..<rowCount).map { row in
      columns.map { column in
        switch column[row] {
        case .number(let value): value == value.rounded() ? "\(Int(value))" : "\(value)"
        case .text(let text): text
        case .boolean(let truth): "\(truth)"
        case .missing: ""
        }
      }
    }
  }

  /// The numbers of the column called `name`.
  func numbers(_ name: String) -> [Double] {
    index(of: name).map { columns[$0].numbers.values } ?? []
  }
}
