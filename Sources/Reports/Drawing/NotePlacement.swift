/// Where the words of a note stand: in the corner beside its point that covers least.
struct NotePlacement {
  let box: Rectangle

  /// - Parameter shapes: The series, as connected lines or as single points.
  init(
    beside point: Place, width: Double, height: Double, within frame: Rectangle,
    avoiding shapes: [(isLine: Bool, places: [Place])]
  ) {
    let boxes = Self.boxes(beside: point, width: width, height: height)
    let costs = boxes.enumerated().map { rank, box in
      // What covers nothing and is near comes first.
      (frame.contains(box) ? 0 : 1_000_000) + Self.covered(by: box, of: shapes) * 100 + rank
    }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    var box = boxes[best]
    // Nowhere in the frame there is room: then at least on the page.
    let shift = min(0, frame.right - box.right) + max(0, frame.left - box.left)
    if !frame.contains(box) {
      box.left += shift
      box.right += shift
    }
    self.box = box
  }

  /// The places that are tried, nearest first.
  private static func boxes(beside point: Place, width: Double, height: Double) -> [Rectangle] {
    let (right, left) = (point.x + 9, point.x - 9 - width)
    var corners: [(x: Double, y: Double)] = []
    for distance in [9.0, 24, 40, 58] {
      let (above, below) = (point.y - distance - height, point.y + distance)
      corners += [(right, above), (left, above), (right, below), (left, below)]
      if distance == 9 {
        corners += [(right + 4, point.y - height / 2), (left - 4, point.y - height / 2)]
      }
    }
    return corners.map { corner in
      Rectangle(
        left: corner.x, top: corner.y, right: corner.x + width, bottom: corner.y + height)
    }
  }

  private static func covered(
    by box: Rectangle, of shapes: [(isLine: Bool, places: [Place])]
  ) -> Int {
    shapes.reduce(0) { sum, shape in
      guard shape.isLine, shape.places.count > 1 else {
        return sum + shape.places.count { box.contains($0) }
      }
      return sum
        + zip(shape.places, shape.places.dropFirst()).count { box.meets(from: $0, to: $1) }
    }
  }
}
