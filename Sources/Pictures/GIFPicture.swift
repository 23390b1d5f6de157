/// SVG documents one after another as a GIF image that begins anew at its end.
///
/// All frames have the colours that are most frequent in some of them. A frame holds only the
/// rectangle in which it differs from the one before, and there only what differs.
///
/// - Parameter document: The document of a frame, of `count`; asked for more than once.
/// - Parameter hundredths: How long a frame is seen, in hundredths of a second; the last one longer.
/// - Returns: `nil` where `shouldStop` said so.
/// - Throws: `missingLibrary` where librsvg, cairo or GObject is not installed.
/// - Source: CompuServe (1990), "Graphics Interchange Format, version 89a".
package func gifPicture(
  ofSVGs count: Int, width: Int, height: Int, hundredths: Int, shouldStop: () -> Bool,
  document: (Int) -> String
) throws(PictureProblem) -> [UInt8]? {
  guard (1...4_000).contains(width), (1...4_000).contains(height), count > 0 else {
    throw .failed
  }
  let library = try DrawingLibrary()
  var colors = ColorCount()
  let samples = min(count, 6)
  for sample in 0..<samples {
    if shouldStop() { return nil }
    let frame = samples == 1 ? 0 : sample * (count - 1) / (samples - 1)
    colors.add(try library.pixels(of: document(frame), width: width, height: height))
  }
  var palette = Palette(colors)
  var file = GIFFile(width: width, height: height, palette: palette.colors)
  var last: [UInt8]?
  for frame in 0..<count {
    if shouldStop() { return nil }
    let pixels = try library.pixels(of: document(frame), width: width, height: height)
    let image = pixels.map { palette.place(of: $0) }
    file.add(image, after: last, hundredths: frame == count - 1 ? 200 : hundredths)
    last = image
  }
  return file.finished()
}

/// How frequent colours are that agree in the upper five bits of red, green and blue.
private struct ColorCount {
  static let boxes = 1 << 15
  var counts = [Int](repeating: 0, count: boxes)
  /// Of red, green and blue, for the mean of each box.
  var sums = [(Int, Int, Int)](repeating: (0, 0, 0), count: boxes)

  static func box(of color: UInt32) -> Int {
    Int(color >> 19 & 31) << 10 | Int(color >> 11 & 31) << 5 | Int(color >> 3 & 31)
  }

  mutating func add(_ pixels: [UInt32]) {
    for color in pixels {
      let box = Self.box(of: color)
      counts[box] += 1
      sums[box].0 += Int(color >> 16 & 255)
      sums[box].1 += Int(color >> 8 & 255)
      sums[box].2 += Int(color & 255)
    }
  }

  func mean(of box: Int) -> [Int] {
    let count = max(counts[box], 1)
    return [sums[box].0 / count, sums[box].1 / count, sums[box].2 / count]
  }
}

/// At most 255 colours; the place behind them means "as before".
private struct Palette {
  private(set) var colors: [[Int]]
  /// For each box the place of the colour that is nearest to it, where it has been asked for.
  private var places = [Int](repeating: -1, count: ColorCount.boxes)

  init(_ found: ColorCount) {
    let frequent = found.counts.indices.filter { found.counts[$0] > 0 }
      .sorted { (found.counts[$0], $0) > (found.counts[$1], $1) }
      .prefix(GIFFile.unchanged)
    colors = frequent.map(found.mean)
    for (place, box) in frequent.enumerated() { places[box] = place }
  }

  mutating func place(of color: UInt32) -> UInt8 {
    let box = ColorCount.box(of: color)
    if places[box] < 0 {
      let wanted = [Int(color >> 16 & 255), Int(color >> 8 & 255), Int(color & 255)]
      func distance(_ other: [Int]) -> Int {
        zip(wanted, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      places[box] = colors.indices.min { distance(colors[$0]) < distance(colors[$1]) } ?? 0
    }
    return UInt8(places[box])
  }
}
