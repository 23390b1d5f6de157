/// A place on a drawing; `y` grows downwards.
package struct Place: Hashable, Sendable {
  var x: Double
  var y: Double
}

/// A part of a drawing; `top` is less than `bottom`.
package struct Rectangle: Hashable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  func contains(_ place: Place) -> Bool {
    place.x >= left && place.x <= right && place.y >= top && place.y <= bottom
  }

  func contains(_ other: Rectangle) -> Bool {
    other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom
  }

  /// Whether some part of the straight line between two places lies in the rectangle.
  ///
  /// - Source: Liang and Barsky (1984), clipping against each side in turn.
  func meets(from a: Place, to b: Place) -> Bool {
    var (first, last) = (0.0, 1.0)
    let sides = [
      (a.x - b.x, a.x - left), (b.x - a.x, right - a.x), (a.y - b.y, a.y - top),
      (b.y - a.y, bottom - a.y),
    ]
    for (slope, distance) in sides {
      if slope == 0 {
        if distance < 0 { return false }
      } else if slope < 0 {
        first = max(first, distance / slope)
      } else {
        last = min(last, distance / slope)
      }
    }
    return first <= last
  }
}
