import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A surface in a box of a drawing, seen without perspective.
struct ReliefLayout {
  private let relief: Relief
  private let field: Chart.Field
  private let values: [Double]
  private let box: Rectangle
  private let least: Double
  private let most: Double
  /// How large a unit of the floor is drawn, and where its middle lies.
  private var scale = 1.0
  private var origin = Place(x: 0, y: 0)

  /// Seen from so far aside and above, in radians.
  private static let turn = 0.62
  private static let tilt = 0.60
  /// How high the highest place is, where the floor is 2 by 2.
  private static let height = 1.15

  /// - Returns: `nil` where there is no surface.
  init?(_ relief: Relief, in box: Rectangle) {
    guard let field = relief.field.drawable, let values = field.values.first else { return nil }
    self.relief = relief
    self.field = field
    self.box = box
    self.values = values.map { field.isLogarithmic ? log10(max($0, 1e-300)) : $0 }
    least = self.values.min() ?? 0
    most = self.values.max() ?? 1
    fit()
  }

  /// A place of the floor, from -1 to 1 each way, and a height from 0 to 1, in units of the floor.
  private static func turned(_ x: Double, _ y: Double, _ z: Double) -> Place {
    let (c, s) = (cos(turn), sin(turn))
    let away = x * s + y * c
    return Place(x: x * c - y * s, y: -(z * height * cos(tilt) + away * sin(tilt)))
  }

  private func projected(_ x: Double, _ y: Double, _ z: Double) -> Place {
    let place = Self.turned(x, y, z)
    return Place(x: origin.x + place.x * scale, y: origin.y + place.y * scale)
  }

  /// As large as the box lets it be, with room for the title and the names.
  private mutating func fit() {
    var places = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { Self.turned($0.0, $0.1, 0) }
    places.append(Self.turned(-1, 1, 1))
    for row in 0..<field.rows {
      for column in 0..<field.columns {
        places.append(
          Self.turned(
            2 * Double(column) / Double(field.columns - 1) - 1,
            2 * Double(row) / Double(field.rows - 1) - 1,
            share(values[row * field.columns + column])))
      }
    }
    var (least, most) = (places[0], places[0])
    for place in places {
      least = Place(x: min(least.x, place.x), y: min(least.y, place.y))
      most = Place(x: max(most.x, place.x), y: max(most.y, place.y))
    }
    let (left, right) = (box.left + 66, box.right - 24)
    let (top, bottom) = (box.top + 66, box.bottom - 44)
    scale = max(min((right - left) / (most.x - least.x), (bottom - top) / (most.y - least.y)), 1)
    origin = Place(
      x: (left + right) / 2 - (least.x + most.x) / 2 * scale,
      y: (top + bottom) / 2 - (least.y + most.y) / 2 * scale)
  }

  private func share(_ value: Double) -> Double {
    most > least ? (value - least) / (most - least) : 0
  }

  private func corner(_ column: Int, _ row: Int) -> Place {
    projected(
      2 * Double(column) / Double(field.columns - 1) - 1,
      2 * Double(row) / Double(field.rows - 1) - 1,
      share(values[row * field.columns + column]))
  }

  func draw(into drawing: inout Drawing) {
    drawing.add([
      .words(
        Drawing.Words(
          text: relief.title.cut(to: Int((box.right - box.left - 48) / 10.4)),
          place: Place(x: box.left + 24, y: box.top + 30), size: 17, isBold: true))
    ])
    drawing.add(floor)
    drawing.add(surface)
    drawing.add(path)
    drawing.add(names)
  }

  private var floor: [Drawing.Mark] {
    let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { projected($0.0, $0.1, 0) }
    return [.polygon(corners, fill: nil, stroke: Drawing.Stroke(tint: .axis, width: 1))]
  }

  /// Squares from the farthest to the nearest.
  private var surface: [Drawing.Mark] {
    var marks: [Drawing.Mark] = []
    for row in (0..<field.rows - 1).reversed() {
      for column in (0..<field.columns - 1).reversed() {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { (column + $0.0, row + $0.1) }
        let mean =
          corners.reduce(0.0) { $0 + share(values[$1.1 * field.columns + $1.0]) } / 4
        marks.append(
          .polygon(
            corners.map { corner($0.0, $0.1) }, fill: Drawing.Paint(tint: .ramp(mean)),
            stroke: Drawing.Stroke(tint: .dark, width: 0.5, opacity: 0.3)))
      }
    }
    return marks
  }

  private var path: [Drawing.Mark] {
    let places = relief.path.compactMap(place)
    guard let last = places.last else { return [] }
    var marks: [Drawing.Mark] = []
    if places.count > 1 {
      marks.append(.polyline(places, Drawing.Stroke(tint: .light, width: 4.5, opacity: 0.8)))
      marks.append(.polyline(places, Drawing.Stroke(tint: .series(1), width: 2.4)))
    }
    marks.append(
      .circle(
        last, radius: 5, fill: Drawing.Paint(tint: .series(1)),
        stroke: Drawing.Stroke(tint: .light, width: 1.5)))
    return marks
  }

  /// Where a point of the floor lies on the surface; `nil` outside of it.
  private func place(_ point: Chart.Point) -> Place? {
    let column =
      (point.x - field.x.lowerBound) / (field.x.upperBound - field.x.lowerBound)
      * Double(field.columns - 1)
    let row =
      (point.y - field.y.lowerBound) / (field.y.upperBound - field.y.lowerBound)
      * Double(field.rows - 1)
    guard column >= 0, row >= 0, column <= Double(field.columns - 1),
      row <= Double(field.rows - 1)
    else { return nil }
    let (c, r) = (min(Int(column), field.columns - 2), min(Int(row), field.rows - 2))
    let (u, v) = (column - Double(c), row - Double(r))
    func height(_ dc: Int, _ dr: Int) -> Double {
      share(values[(r + dr) * field.columns + c + dc])
    }
    let below = height(0, 0) * (1 - u) + height(1, 0) * u
    let above = height(0, 1) * (1 - u) + height(1, 1) * u
    return projected(
      2 * column / Double(field.columns - 1) - 1, 2 * row / Double(field.rows - 1) - 1,
      below * (1 - v) + above * v + 0.015)
  }

  /// The name of a direction, without what stands in brackets where there is no room.
  private func short(_ name: String, within width: Double) -> String {
    let letters = max(Int(width / 8), 4)
    guard name.displayWidth > letters, let bracket = name.firstIndex(of: "(") else {
      return name.cut(to: letters)
    }
    return String(name[..<bracket].dropLast()).cut(to: letters)
  }

  private var names: [Drawing.Mark] {
    let (right, left) = (projected(0, -1, 0), projected(-1, 0, 0))
    let (foot, top) = (projected(-1, 1, 0), projected(-1, 1, 1))
    return [
      .words(short(relief.x, within: box.right - right.x - 8), right.x + 4, right.y + 24),
      .words(short(relief.y, within: left.x - box.left - 8), left.x - 4, left.y + 24, .end),
      .line(foot, top, Drawing.Stroke(tint: .axis, width: 1)),
      .words(relief.z, max(top.x, box.left + 8 + Drawing.width(of: relief.z)), top.y - 14, .end),
    ] + heights
  }

  /// The levels that have room for their numbers beside the upright axis.
  private var heights: [Drawing.Mark] {
    var marks: [Drawing.Mark] = []
    var free = Double.infinity
    // Of a surface that is level, its height.
    let flat = field.isLogarithmic ? pow(10, least) : least
    let levels =
      field.levels.isEmpty
      ? [(flat, NumberText.short(flat, digits: 3))] : Array(zip(field.levels, field.levelLabels))
    for (level, label) in levels {
      let place = projected(
        -1, 1, share(field.isLogarithmic ? log10(max(level, 1e-300)) : level))
      guard place.y + 18 <= free else { continue }
      free = place.y
      marks.append(
        .line(
          place, Place(x: place.x - 5, y: place.y), Drawing.Stroke(tint: .axis, width: 1)))
      marks.append(
        .words(label, place.x - 8, place.y + 5, .end))
    }
    return marks
  }
}
