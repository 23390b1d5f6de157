import Diagnostics

/// The layers of a network from top to bottom, each a box behind the one that it takes.
struct DiagramLayout {
  private let diagram: LayerDiagram
  private let box: Rectangle

  private static let step = 66.0
  private static let boxHeight = 42.0
  private static let head = 52.0
  /// Boxes of a network that is longer are left out in its middle.
  private static let most = 40

  init(_ diagram: LayerDiagram, in box: Rectangle) {
    self.diagram = diagram.shortened(to: Self.most)
    self.box = box
  }

  static func height(of diagram: LayerDiagram) -> Double {
    head + step * Double(diagram.shortened(to: most).boxes.count) + 4
  }

  /// In a narrow box as far to the left as leaves room for the words on the right.
  private var middle: Double {
    let words = diagram.boxes.flatMap { [$0.output, $0.parameters ?? ""] }
    let room = 20 + (words.map { Drawing.width(of: $0) }.max() ?? 0)
    let hasDetours = diagram.boxes.enumerated().contains { index, item in
      item.inputs.contains { $0 != index - 1 }
    }
    let least = box.left + (hasDetours ? 84 : 24) + halfWidth
    return min((box.left + box.right) / 2, max(least, box.right - room - halfWidth))
  }
  private var halfWidth: Double { min(150, (box.right - box.left) * 0.27) }
  private func top(_ index: Int) -> Double { box.top + Self.head + Self.step * Double(index) }

  func draw(into drawing: inout Drawing) {
    drawing.add([
      .words(
        Drawing.Words(
          text: diagram.title.cut(to: Int((box.right - box.left - 48) / 10.4)),
          place: Place(x: box.left + 24, y: box.top + 30), size: 17, isBold: true))
    ])
    drawing.add(diagram.boxes.indices.flatMap(arrows))
    drawing.add(diagram.boxes.indices.flatMap(marks))
  }

  private func arrows(_ index: Int) -> [Drawing.Mark] {
    let stroke = Drawing.Stroke(tint: .axis, width: 1.6)
    return diagram.boxes[index].inputs.enumerated().flatMap { lane, from -> [Drawing.Mark] in
      let (start, end) = (top(from) + Self.boxHeight, top(index))
      if from == index - 1 {
        return ChartLayout.arrow(
          from: Place(x: middle, y: start), to: Place(x: middle, y: end), stroke)
      }
      // Around the boxes between, on the left.
      let side = middle - halfWidth - 18 - 12 * Double((index - from) % 5)
      let edge = middle - halfWidth
      return [
        .polyline(
          [
            Place(x: edge, y: start - Self.boxHeight / 2),
            Place(x: side, y: start - Self.boxHeight / 2),
            Place(x: side, y: end + Self.boxHeight / 2),
          ], stroke)
      ]
        + ChartLayout.arrow(
          from: Place(x: side, y: end + Self.boxHeight / 2),
          to: Place(x: edge, y: end + Self.boxHeight / 2), stroke)
    }
  }

  private func marks(_ index: Int) -> [Drawing.Mark] {
    let item = diagram.boxes[index]
    let top = top(index)
    let frame = Rectangle(
      left: middle - halfWidth, top: top, right: middle + halfWidth, bottom: top + Self.boxHeight)
    let letters = max(4, Int(halfWidth * 2 / 8.3) - 1)
    let aside = max(4, Int((box.right - frame.right - 16) / 8.3))
    var marks: [Drawing.Mark] = [
      .rectangle(
        frame, fill: Drawing.Paint(tint: .page), stroke: Drawing.Stroke(tint: .page, width: 1)),
      .rectangle(
        frame,
        fill: Drawing.Paint(
          tint: .series(item.parameters == nil ? 5 : 0),
          opacity: item.parameters == nil ? 0.10 : 0.18),
        stroke: Drawing.Stroke(tint: .axis, width: 1)),
      .words(
        Drawing.Words(
          text: item.name.cut(to: letters),
          place: Place(x: middle, y: top + (item.detail.isEmpty ? 26 : 18)), anchor: .middle,
          isBold: true)),
      .words(item.detail.cut(to: letters), middle, top + 35, .middle),
      .words(
        item.output.cut(to: aside), frame.right + 12, top + (item.parameters == nil ? 26 : 18)),
    ]
    if let parameters = item.parameters {
      marks.append(
        .words(parameters.cut(to: aside), frame.right + 12, top + 35))
    }
    return marks
  }
}

extension LayerDiagram {
  /// The same with at most `most` boxes: one stands for those of the middle that are left out.
  func shortened(to most: Int) -> LayerDiagram {
    guard boxes.count > most else { return self }
    let first = most / 2
    let last = most - first - 1
    let start = boxes.count - last
    var short = Array(boxes[..<first])
    short.append(
      Box(
        name: "…", detail: "+ \(boxes.count - first - last)", parameters: nil, output: "",
        inputs: [first - 1]))
    for index in start..<boxes.count {
      var box = boxes[index]
      box.inputs = box.inputs.map { $0 < first ? $0 : $0 < start ? first : $0 - start + first + 1 }
      short.append(box)
    }
    return LayerDiagram(title: title, boxes: short)
  }
}
