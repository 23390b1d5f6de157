import Diagnostics

/// Small images in rows, each in the colours of its own strongest value.
struct ImageSheetLayout {
  private let sheet: ImageSheet
  private let box: Rectangle
  private let columns: Int
  private let step: (x: Double, y: Double)

  /// More would be too small to be seen.
  private static let most = 64
  private static let nameHeight = 20.0

  init(_ sheet: ImageSheet, in box: Rectangle) {
    var shown = sheet
    shown.images = Array(sheet.images.filter { $0.columns > 0 && $0.rows > 0 }.prefix(Self.most))
    self.sheet = shown
    self.box = box
    (columns, step) = Self.arrangement(shown.images, width: box.right - box.left - 48)
  }

  private static func arrangement(
    _ images: [ImageSheet.Image], width: Double
  ) -> (columns: Int, step: (x: Double, y: Double)) {
    guard let first = images.first else { return (1, (width, 40)) }
    let ratio = min(max(Double(first.rows) / Double(max(first.columns, 1)), 0.08), 2)
    let wanted = Double(images.count) * ratio
    let columns = min(max(1, Int(wanted.squareRoot().rounded(.up)) + 2), min(images.count, 10))
    let x = min(width / Double(columns), images.count == 1 ? 460 : 220)
    return (columns, (x, (x - 10) * ratio + nameHeight + 10))
  }

  static func height(of sheet: ImageSheet, width: Double) -> Double {
    let count = min(sheet.images.count, most)
    let (columns, step) = arrangement(Array(sheet.images.prefix(most)), width: width - 48)
    let rows = (count + columns - 1) / max(columns, 1)
    return 56 + 20 * Double(sheet.remarks.count) + step.y * Double(max(rows, 1)) + 12
  }

  func draw(into drawing: inout Drawing) {
    var marks: [Drawing.Mark] = [
      .words(
        Drawing.Words(
          text: sheet.title.cut(to: Int((box.right - box.left - 48) / 10.4)),
          place: Place(x: box.left + 24, y: box.top + 30), size: 17, isBold: true))
    ]
    var top = box.top + 48
    for remark in sheet.remarks {
      marks.append(
        .words(
          remark.cut(to: Int((box.right - box.left - 48) / 7.6)), box.left + 24, top + 6))
      top += 20
    }
    drawing.add(marks)
    for (index, image) in sheet.images.enumerated() {
      let corner = Place(
        x: box.left + 24 + step.x * Double(index % columns),
        y: top + step.y * Double(index / columns))
      draw(image, at: corner, into: &drawing)
    }
  }

  private func draw(_ image: ImageSheet.Image, at corner: Place, into drawing: inout Drawing) {
    let size = (step.x - 10) / Double(image.columns)
    let height = min(size, (step.y - Self.nameHeight - 10) / Double(image.rows))
    let strongest = image.values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    var outlines: [Int: [Drawing.Outline]] = [:]
    for row in 0..<image.rows {
      var column = 0
      while column < image.columns {
        let level = self.level(image.values[row * image.columns + column], of: strongest)
        var end = column + 1
        while end < image.columns,
          self.level(image.values[row * image.columns + end], of: strongest) == level
        { end += 1 }
        let (left, right) = (corner.x + size * Double(column), corner.x + size * Double(end))
        let (top, bottom) = (
          corner.y + height * Double(row), corner.y + height * Double(row + 1)
        )
        outlines[level, default: []].append(
          Drawing.Outline(
            places: [
              Place(x: left, y: top), Place(x: right, y: top), Place(x: right, y: bottom),
              Place(x: left, y: bottom),
            ], isClosed: true))
        column = end
      }
    }
    let frame = Rectangle(
      left: corner.x, top: corner.y, right: corner.x + size * Double(image.columns),
      bottom: corner.y + height * Double(image.rows))
    var marks: [Drawing.Mark] = outlines.keys.sorted().map { level in
      .path(
        outlines[level] ?? [],
        fill: Drawing.Paint(tint: .balance(Double(level) / Double(Self.levels))), stroke: nil)
    }
    marks.append(.rectangle(frame, fill: nil, stroke: Drawing.Stroke(tint: .axis, width: 0.8)))
    marks.append(
      .words(image.name.cut(to: max(3, Int((step.x - 6) / 8))), corner.x, frame.bottom + 15))
    drawing.add(marks)
    drawing.addHints([
      Drawing.Hint(
        place: Place(x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2),
        text: "\(image.name)\n±\(NumberText.short(strongest))")
    ])
  }

  private static let levels = 16

  private func level(_ value: Double, of strongest: Double) -> Int {
    guard value.isFinite, strongest > 0 else { return 0 }
    return Int((value / strongest * Double(Self.levels)).rounded())
  }
}
