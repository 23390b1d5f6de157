import Testing

@testable import Pictures

/// Images that are read again as any other program reads them.
@Suite struct GIFFileTests {
  /// What the frames of a file show, one after another, read by the rules of the format alone.
  ///
  /// - Source: CompuServe (1990), "Graphics Interchange Format, version 89a".
  private struct Reader {
    let bytes: [UInt8]
    var place = 13 + 768
    var frames: [[Int]] = []
    let width: Int
    let height: Int

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let sizes = bytes.dropFirst(6).prefix(4).map(Int.init) + [0, 0, 0, 0]
      (width, height) = (sizes[0] | sizes[1] << 8, sizes[2] | sizes[3] << 8)
    }

    private mutating func byte() -> Int {
      place += 1
      return Int(bytes[place - 1])
    }

    private mutating func short() -> Int { byte() | byte() << 8 }

    private mutating func blocks() -> [Int] {
      var all: [Int] = []
      while true {
        let count = byte()
        if count == 0 { return all }
        for _ in 0..<count { all.append(byte()) }
      }
    }

    mutating func read() {
      var canvas = [Int](repeating: -1, count: width * height)
      var hidden = -1
      while place < bytes.count {
        switch byte() {
        case 0x21:
          let kind = byte()
          let data = blocks()
          if kind == 0xF9 { hidden = data[0] & 1 == 1 ? data[3] : -1 }
        case 0x2C:
          let (left, top, columns, rows) = (short(), short(), short(), short())
          _ = byte()
          let size = byte()
          for (index, color) in colors(blocks(), size).enumerated() where color != hidden {
            canvas[(top + index / columns) * width + left + index % columns] = color
          }
          #expect(rows > 0)
          frames.append(canvas)
        default: return
        }
      }
    }

    /// The colours behind codes, by a plain list of what each code stands for.
    private func colors(_ data: [Int], _ size: Int) -> [Int] {
      let (clear, end) = (1 << size, 1 << size + 1)
      var table: [[Int]] = []
      var length = size + 1
      var last: [Int]?
      var (position, result) = (0, [Int]())
      while true {
        var code = 0
        for bit in 0..<length where data[(position + bit) / 8] >> ((position + bit) % 8) & 1 == 1 {
          code |= 1 << bit
        }
        position += length
        if code == end { return result }
        if code == clear {
          table = (0..<1 << size).map { [$0] } + [[], []]
          (length, last) = (size + 1, nil)
          continue
        }
        let run = code < table.count ? table[code] : (last ?? []) + [(last ?? [0])[0]]
        if let last, table.count < 4096 { table.append(last + [run[0]]) }
        if table.count == 1 << length, length < 12 { length += 1 }
        result += run
        last = run
      }
    }
  }

  private func noise(_ count: Int, colors: UInt64, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 33 % colors)
    }
  }

  @Test(
    arguments: [(1, 1, 1), (7, 3, 2), (64, 33, 255), (300, 200, 255), (200, 400, 2), (90, 90, 1)])
  func `frames are read again as they were`(_ width: Int, _ height: Int, _ colors: Int) {
    var file = GIFFile(
      width: width, height: height, palette: (0..<colors).map { [$0, $0, 255 - $0] })
    let images = (1...3).map {
      noise(width * height, colors: UInt64(colors), seed: UInt64($0))
    }
    for (index, image) in images.enumerated() {
      file.add(image, after: index > 0 ? images[index - 1] : nil, hundredths: 6)
    }
    var reader = Reader(file.finished())
    reader.read()
    #expect(reader.frames == images.map { $0.map(Int.init) })
  }

  @Test func `a frame holds only what changed`() {
    var image = [UInt8](repeating: 1, count: 100 * 100)
    var file = GIFFile(width: 100, height: 100, palette: [[0, 0, 0], [255, 0, 0]])
    file.add(image, after: nil, hundredths: 6)
    let (before, last) = (file.finished().count, image)
    for place in 5_040..<5_044 { image[place] = 0 }
    file.add(image, after: last, hundredths: 6)
    // Eight bytes of a control block, ten of a frame's head, and a few codes.
    #expect(file.finished().count - before < 40)
    file.add(image, after: image, hundredths: 6)
    var reader = Reader(file.finished())
    reader.read()
    #expect(reader.frames.count == 3)
    #expect(reader.frames.last == image.map(Int.init))
  }

  @Test func `drawings become frames with their own colours, where there is a library for it`()
    throws
  {
    let page = { (color: String) in
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
        + "<rect width='20' height='10' fill='#ffffff'/>"
        + "<rect width='10' height='10' fill='\(color)'/></svg>"
    }
    do throws(PictureProblem) {
      let image = try gifPicture(
        ofSVGs: 2, width: 20, height: 10, hundredths: 10, shouldStop: { false }
      ) { page($0 == 0 ? "#0072b2" : "#d55e00") }
      var reader = Reader(image ?? [])
      reader.read()
      let colors = reader.frames.map { frame in
        [0, 19].map { place in
          Array(reader.bytes[13 + frame[place] * 3..<13 + frame[place] * 3 + 3])
        }
      }
      #expect(
        colors == [
          [[0x00, 0x72, 0xB2], [255, 255, 255]], [[0xD5, 0x5E, 0x00], [255, 255, 255]],
        ])
      let stopped = try gifPicture(
        ofSVGs: 2, width: 20, height: 10, hundredths: 10, shouldStop: { true }
      ) { _ in page("#000000") }
      #expect(stopped == nil)
    } catch {
      guard case .missingLibrary = error else { throw error }
    }
  }
}
