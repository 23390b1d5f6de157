import Diagnostics
import Shapes

/// Reads images, or labels, as MNIST ships them, plain or compressed.
///
/// The columns of images are the pixels, `p0_0` to `p27_27`; beside them stands `label` where the file
/// of the labels lies next to the images under MNIST's names (`train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`). Labels are classes.
///
/// - Source: LeCun, Cortes and Burges, "The MNIST database": two zero bytes, the type, the number of
///   extents, each extent as a big-endian number of 32 bits, then the values.
/// - Problems: `file-unreadable`, `table-too-large`.
func readIDX(_ path: String, firstBytes: Int?) throws(TableError) -> Table {
  let images = try IDXFile(path, firstBytes: firstBytes)
  var labels: IDXFile?
  if let name = images.labelsPath, let found = try? IDXFile(name, firstBytes: firstBytes) {
    guard found.extents == [images.extents[0]] else {
      throw .labelsDiffer(path, images: images.extents[0], name, labels: found.extents[0])
    }
    labels = found
  }
  let count = min(images.rowCount, labels?.rowCount ?? .max)
  guard count > 0 else { throw .fileEmpty(path) }
  var columns: [Column] = []
  if images.extents.count == 1 {
    columns.append(images.labelColumn(count))
  } else {
    for pixel in 0..<images.valuesPerRow { columns.append(images.column(pixel, count)) }
    if let labels { columns.append(labels.labelColumn(count)) }
  }
  let hash = fnv1a(images.bytes)
  return Table(
    name: path, columns: columns, rowCount: count, lines: [],
    isPartial: images.isCut || labels?.isCut == true,
    contentHash: labels.map { fnv1a($0.bytes, from: hash) } ?? hash,
    defaultTarget: columns.last?.name == "label" ? "label" : nil, notes: [],
    image: images.extents.count == 3 ? [1, images.extents[1], images.extents[2]] : nil)
}

/// Whether `path` is such a file; a pipe is none, since it could not be read again.
func isIDX(_ path: String) -> Bool {
  guard var reader = try? FileReader(path: path, hasLines: false), reader.isRegular,
    (try? reader.read(until: 4)) != nil, reader.bytes.count == 4
  else { return false }
  return reader.bytes[0...2] == [0, 0, 8] && (1...4).contains(reader.bytes[3])
}

private struct IDXFile {
  let path: String
  let bytes: [UInt8]
  /// The number of rows first.
  let extents: [Int]
  let isCut: Bool
  private let start: Int

  /// The most columns that a table has from here.
  private static let mostValues = 1 << 16

  init(_ path: String, firstBytes: Int?) throws(TableError) {
    var reader = try FileReader(path: path, hasLines: false)
    try reader.read(until: 4)
    guard reader.bytes.count == 4, reader.bytes[0...2] == [0, 0, 8] else {
      throw .gzipDamaged(path, at: reader.bytes.count)
    }
    let rank = Int(reader.bytes[3])
    start = 4 + 4 * rank
    try reader.read(until: start)
    guard rank >= 1, rank <= 4, reader.bytes.count == start else {
      throw .gzipDamaged(path, at: reader.bytes.count)
    }
    var extents: [Int] = []
    for axis in 0..<rank {
      let number = reader.bytes[(4 + 4 * axis)..<(8 + 4 * axis)].reduce(0) { $0 << 8 | Int($1) }
      extents.append(number)
    }
    var perRow = 1
    for extent in extents.dropFirst() {
      let (product, isTooLarge) = perRow.multipliedReportingOverflow(by: extent)
      guard !isTooLarge, product <= Self.mostValues else {
        throw .tooManyColumns(path, count: product, limit: Self.mostValues)
      }
      perRow = product
    }
    // Both factors are below 2³², so that the product fits.
    let wanted = start + extents[0] * perRow
    let head = start
    let limit = firstBytes.map { max($0, head + perRow) } ?? .max
    try reader.read(until: min(wanted, limit))
    guard reader.bytes.count >= min(wanted, limit) else {
      throw .idxTooShort(path, wanted: wanted, found: reader.bytes.count)
    }
    (self.path, self.extents, bytes, isCut) = (path, extents, reader.bytes, limit < wanted)
  }

  var valuesPerRow: Int { extents.dropFirst().reduce(1, *) }

  /// How many rows have been read whole.
  var rowCount: Int { valuesPerRow == 0 ? 0 : (bytes.count - start) / valuesPerRow }

  /// Where MNIST has the labels of these images.
  var labelsPath: String? {
    guard extents.count > 1, let place = path.ranges(of: "images-idx3").last else { return nil }
    return path.replacingCharacters(in: place, with: "labels-idx1")
  }

  func column(_ pixel: Int, _ count: Int) -> Column {
    let width = extents.last ?? 1
    let name = extents.count == 2 ? "p\(pixel)" : "p\(pixel / width)_\(pixel % width)"
    let perRow = valuesPerRow
    return Column(
      name,
      .numbers(
        bytes.withUnsafeBufferPointer { bytes in
          (0..<count).map { Double(bytes[start + $0 * perRow + pixel]) }
        }))
  }

  func labelColumn(_ count: Int) -> Column {
    let values = bytes[start..<start + count]
    let levels = Set(values).sorted()
    let places = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    return Column(
      "label", .texts(values.map { places[$0] ?? -1 }, levels: levels.map { String($0) }))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

extension TableError {
  static func idxTooShort(_ path: String, wanted: Int, found: Int) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' is cut off: by its head it has \(NumberText.count(wanted)) bytes, and "
          + "there are \(NumberText.count(found))",
        pt: "'\(path)' está cortado: por seu cabeçalho tem \(NumberText.count(wanted)) bytes, e há "
          + NumberText.count(found)))
  }

  static func labelsDiffer(
    _ images: String, images count: Int, _ labels: String, labels found: Int
  ) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(images)' has \(NumberText.count(count)) images, and '\(labels)' "
          + "\(NumberText.count(found)) labels",
        pt: "'\(images)' tem \(NumberText.count(count)) imagens, e '\(labels)' "
          + "\(NumberText.count(found)) rótulos"))
  }
}
