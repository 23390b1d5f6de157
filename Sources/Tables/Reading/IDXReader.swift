import Diagnostics
import Kernels
import Shapes

/// Reads images, or labels, as MNIST ships them, plain or compressed.
///
/// The columns of images are the pixels, `p0_0` to `p27_27`; beside them stands `label` where the file
/// of the labels lies next to the images under MNIST's names (`train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`). Labels are classes.
///
/// - Source: LeCun, Cortes and Burges, "The MNIST database": two zero bytes, the type, the number of
///   extents, each extent as a big-endian number of 32 bits, then the values.
/// - Problems: `file-unreadable`, `table-too-large`, already where only the beginning is read.
func readIDX(_ path: String, firstBytes: Int?) throws(TableError) -> Table {
  let images = try IDXFile(path, firstBytes: firstBytes)
  var labels: IDXFile?
  if let name = images.labelsPath, isIDX(name) {
    let found = try IDXFile(name, firstBytes: firstBytes)
    guard found.extents == [images.extents[0]] else {
      throw .labelsDiffer(path, images: images.extents[0], name, labels: found.extents[0])
    }
    labels = found
  }
  let count = min(images.values.rows, labels?.values.rows ?? .max)
  guard count > 0 else { throw .idxEmpty(path) }
  images.values.keepFirst(count)
  var columns: [Column] = []
  if images.extents.count == 1 {
    columns.append(images.labelColumn(count))
  } else {
    for pixel in 0..<images.values.columns { columns.append(images.column(pixel)) }
    if let labels { columns.append(labels.labelColumn(count)) }
  }
  return Table(
    name: path, columns: columns, rowCount: count, lines: [],
    isPartial: images.isCut || labels?.isCut == true,
    contentHash: labels.map { images.hash &* 0x100_0000_01b3 ^ $0.hash } ?? images.hash,
    defaultTarget: columns.last?.name == "label" ? "label" : nil, notes: [],
    image: images.extents.count == 3 ? [1, images.extents[1], images.extents[2]] : nil)
}

/// Whether `path` is such a file; a pipe is none, since it could not be read again.
///
/// One that was cut off before its head says so only by its name.
func isIDX(_ path: String) -> Bool {
  guard var reader = try? FileReader(path: path, hasLines: false), reader.isRegular,
    (try? reader.read(until: 4)) != nil
  else { return false }
  guard reader.bytes.count == 4 else {
    return (1...4).contains { path.contains("idx\($0)-ubyte") }
  }
  return reader.bytes[0...2] == [0, 0, 8] && (1...4).contains(reader.bytes[3])
}

private struct IDXFile {
  let path: String
  /// The number of rows first.
  let extents: [Int]
  /// The values, a row for each image or label.
  let values: NumberMatrix
  let hash: UInt64
  let isCut: Bool

  /// The most columns that a table has from here.
  private static let mostValues = 1 << 16
  private static let pieceSize = 1 << 20

  init(_ path: String, firstBytes: Int?) throws(TableError) {
    var reader = try FileReader(path: path, hasLines: false)
    try reader.read(until: 4)
    guard reader.bytes.count == 4 else {
      throw .idxTooShort(path, wanted: nil, found: reader.bytes.count)
    }
    guard reader.bytes[0...2] == [0, 0, 8] else {
      throw .gzipDamaged(path, at: reader.bytes.count)
    }
    let rank = Int(reader.bytes[3])
    let head = 4 + 4 * rank
    try reader.read(until: head)
    guard rank >= 1, rank <= 4 else { throw .gzipDamaged(path, at: reader.bytes.count) }
    guard reader.bytes.count == head else {
      throw .idxTooShort(path, wanted: nil, found: reader.bytes.count)
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
    guard perRow > 0, extents[0] > 0 else { throw .idxEmpty(path) }
    try checkRoom(path, rows: extents[0], columns: perRow, width: 1)
    // Both factors are below 2³², so that the product fits.
    let wanted = extents[0] * perRow
    let limit = min(wanted, firstBytes.map { max($0 - head, perRow) } ?? .max)
    let values = NumberMatrix(.bytes, columns: perRow)
    var hash = fnv1a(reader.bytes)
    while reader.position - head < limit {
      let piece = try reader.nextPiece(min(limit - (reader.position - head), Self.pieceSize))
      guard !piece.isEmpty else {
        throw .idxTooShort(path, wanted: head + wanted, found: reader.position)
      }
      hash = fnv1a(piece, from: hash)
      guard piece.withUnsafeBytes(values.append) else { throw .noMemoryLeft(path) }
    }
    (self.path, self.extents, self.values, self.hash) = (path, extents, values, hash)
    isCut = limit < wanted
  }

  /// Where MNIST has the labels of these images.
  var labelsPath: String? {
    guard extents.count > 1, let place = path.ranges(of: "images-idx3").last else { return nil }
    return path.replacingCharacters(in: place, with: "labels-idx1")
  }

  func column(_ pixel: Int) -> Column {
    let width = extents.last ?? 1
    let name = extents.count == 2 ? "p\(pixel)" : "p\(pixel / width)_\(pixel % width)"
    return Column(name, .numbers(NumberColumn(values, column: pixel)))
  }

  func labelColumn(_ count: Int) -> Column {
    let values = UnsafeBufferPointer(start: values.bytes, count: count)
    let levels = Set(values).sorted()
    var places = [Int32](repeating: -1, count: 256)
    for (place, level) in levels.enumerated() { places[Int(level)] = Int32(place) }
    return Column(
      "label", .texts(values.map { places[Int($0)] }, levels: levels.map { String($0) }))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}

extension TableError {
  /// A head that speaks of no image, or of images without pixels.
  static func idxEmpty(_ path: String) -> TableError {
    TableError(
      .emptyTable,
      Text(
        en: "by its head, '\(path)' holds no values",
        pt: "por seu cabeçalho, '\(path)' não tem valores"))
  }

  /// - Parameter wanted: What the head says; `nil` where there is not even a whole head.
  static func idxTooShort(_ path: String, wanted: Int?, found: Int) -> TableError {
    guard let wanted else {
      return TableError(
        .fileUnreadable,
        Text(
          en: found == 0
            ? "'\(path)' is empty, and images or labels were to be expected of its name"
            : "'\(path)' is cut off in its head: there are \(found) bytes",
          pt: found == 0
            ? "'\(path)' está vazio, e por seu nome deveria ter imagens ou rótulos"
            : "'\(path)' está cortado no cabeçalho: há \(found) bytes"))
    }
    return TableError(
      .fileUnreadable,
      Text(
        en: "'\(path)' is cut off: by its head it has \(NumberText.count(wanted)) bytes, and "
          + "there are \(NumberText.count(found))",
        pt:
          "'\(path)' está cortado: por seu cabeçalho tem \(NumberText.count(wanted, in: .portuguese)) bytes, e há "
          + NumberText.count(found, in: .portuguese)))
  }

  static func labelsDiffer(
    _ images: String, images count: Int, _ labels: String, labels found: Int
  ) -> TableError {
    TableError(
      .fileUnreadable,
      Text(
        en: "'\(images)' has \(NumberText.count(count)) images, and '\(labels)' "
          + "\(NumberText.count(found)) labels",
        pt: "'\(images)' tem \(NumberText.count(count, in: .portuguese)) imagens, e '\(labels)' "
          + "\(NumberText.count(found, in: .portuguese)) rótulos"))
  }
}
