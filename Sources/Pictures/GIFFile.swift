/// The bytes of a GIF image with several frames.
///
/// - Source: CompuServe (1990), "Graphics Interchange Format, version 89a": the blocks by their
///   sections 18 to 27, the codes by its appendix F.
struct GIFFile {
  /// The place of the colour that lets the frame before be seen.
  static let unchanged = 255

  private let width: Int
  private let height: Int
  private var bytes: [UInt8]

  /// - Parameter palette: Red, green and blue of each colour, 255 colours at most.
  init(width: Int, height: Int, palette: [[Int]]) {
    precondition(palette.count <= Self.unchanged, "one place is for what does not change")
    (self.width, self.height) = (width, height)
    bytes = Array("GIF89a".utf8) + Self.short(width) + Self.short(height)
    // A palette of 256 colours, with eight bits for each of red, green and blue.
    bytes += [0xF7, 0, 0]
    let colors = palette.flatMap { $0.map { UInt8(clamping: $0) } }
    bytes += colors + [UInt8](repeating: 0, count: 768 - colors.count)
    // Again and again.
    bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
  }

  /// Adds a frame of `width` times `height` places of colours.
  mutating func add(_ image: [UInt8], after last: [UInt8]?, hundredths: Int) {
    precondition(image.count == width * height, "a colour for each pixel")
    let box = changed(image, last)
    // What was seen stays, and one colour is not drawn.
    bytes += [0x21, 0xF9, 4, 0x05] + Self.short(hundredths) + [UInt8(Self.unchanged), 0]
    bytes += [0x2C] + Self.short(box.left) + Self.short(box.top)
    bytes += Self.short(box.right - box.left) + Self.short(box.bottom - box.top) + [0, 8]
    var codes = CodeWriter()
    for row in box.top..<box.bottom {
      for place in row * width + box.left..<row * width + box.right {
        let isSame = last.map { $0[place] == image[place] } ?? false
        codes.add(isSame ? UInt8(Self.unchanged) : image[place])
      }
    }
    bytes += codes.finished()
  }

  func finished() -> [UInt8] { bytes + [0x3B] }

  /// The least rectangle that holds all that changed; one pixel where nothing did.
  private func changed(
    _ image: [UInt8], _ last: [UInt8]?
  ) -> (left: Int, top: Int, right: Int, bottom: Int) {
    guard let last else { return (0, 0, width, height) }
    var box = (left: width, top: height, right: 0, bottom: 0)
    for place in image.indices where image[place] != last[place] {
      let (column, row) = (place % width, place / width)
      box = (
        min(box.left, column), min(box.top, row), max(box.right, column + 1),
        max(box.bottom, row + 1)
      )
    }
    return box.right == 0 ? (0, 0, 1, 1) : box
  }

  private static func short(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}

/// Colours as codes of growing length, each for a row of colours that was seen before.
///
/// - Source: Welch (1984), "A technique for high-performance data compression".
private struct CodeWriter {
  private static let clear = 256
  private static let end = 257
  private static let mostCodes = 4096

  /// For each code and the colour behind it the code of both; 0 where there is none.
  private var longer = [UInt16](repeating: 0, count: mostCodes * 256)
  private var known: [Int] = []
  private var next = 258
  private var length = 9
  /// The code of the colours that have not been written.
  private var pending: Int?
  private var bits = 0
  private var bitCount = 0
  private var bytes: [UInt8] = []

  init() { write(Self.clear) }

  mutating func add(_ color: UInt8) {
    guard let code = pending else {
      pending = Int(color)
      return
    }
    let key = code * 256 + Int(color)
    if longer[key] != 0 {
      pending = Int(longer[key])
      return
    }
    write(code)
    pending = Int(color)
    guard next < Self.mostCodes else { return forget() }
    longer[key] = UInt16(next)
    known.append(key)
    next += 1
    // Whoever reads learns each code one step later.
    if next > 1 << length { length += 1 }
  }

  /// The codes in blocks of 255 bytes at most.
  mutating func finished() -> [UInt8] {
    if let pending { write(pending) }
    // With the last code whoever reads has caught up.
    if next >= 1 << length, next < Self.mostCodes { length += 1 }
    write(Self.end)
    if bitCount > 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
    var blocks: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 255) {
      let block = bytes[start..<min(start + 255, bytes.count)]
      blocks.append(UInt8(block.count))
      blocks += block
    }
    return blocks + [0]
  }

  private mutating func forget() {
    write(Self.clear)
    for key in known { longer[key] = 0 }
    known = []
    (next, length) = (258, 9)
  }

  private mutating func write(_ code: Int) {
    bits |= code << bitCount
    bitCount += length
    while bitCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }
}
