/// The lines of equal height over a grid of values.
///
/// - Source: marching squares: each square of four neighbours is crossed by at most two straight
///   pieces, whose ends are interpolated along its sides; where two corners across are high, the
///   mean of all four decides.
struct ContourLines {
  /// A place between the values: column and row, from 0.
  typealias GridPlace = (column: Double, row: Double)

  private let columns: Int
  private let rows: Int
  /// `[rows, columns]`.
  private let values: [Double]

  init(columns: Int, rows: Int, values: [Double]) {
    precondition(values.count == columns * rows, "a value for each place")
    (self.columns, self.rows, self.values) = (columns, rows, values)
  }

  /// The lines at `level`, with what is higher on their left.
  func lines(at level: Double) -> [[GridPlace]] { traced(level, padding: 0) }

  /// The borders of all that is at least `level` high; those of holes run the other way.
  func areas(above level: Double) -> [[GridPlace]] { traced(level, padding: 1) }

  // MARK: Tracing

  private enum Side { case bottom, right, top, left }

  /// - Parameter padding: 1 where low values surround the grid, so that every line comes back to
  ///   where it began.
  private func traced(_ level: Double, padding: Int) -> [[GridPlace]] {
    var next = [Int](repeating: -1, count: (rows + 2) * (columns + 2) * 2)
    var isEnd = [Bool](repeating: false, count: next.count)
    for row in -padding..<rows - 1 + padding {
      for column in -padding..<columns - 1 + padding {
        for (from, to) in pieces(column, row, level) {
          let (start, end) = (key(column, row, from), key(column, row, to))
          next[start] = end
          isEnd[end] = true
        }
      }
    }
    var lines: [[GridPlace]] = []
    // Lines that end at the border first, so that none of them is begun in its middle.
    for isOpen in [true, false] {
      for start in next.indices where next[start] >= 0 && (!isOpen || !isEnd[start]) {
        var line = [place(start, level)]
        var key = start
        while next[key] >= 0 {
          let following = next[key]
          next[key] = -1
          line.append(place(following, level))
          key = following
        }
        if line.count > 1 { lines.append(line) }
      }
    }
    return lines
  }

  private func value(_ column: Int, _ row: Int, _ level: Double) -> Double {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return level - 1 }
    return values[row * columns + column]
  }

  /// The straight pieces through the square whose lower left corner is at `column`, `row`.
  private func pieces(_ column: Int, _ row: Int, _ level: Double) -> [(Side, Side)] {
    let corners = [
      value(column, row, level), value(column + 1, row, level),
      value(column + 1, row + 1, level), value(column, row + 1, level),
    ]
    var high = 0
    for (bit, corner) in corners.enumerated() where corner >= level { high |= 1 << bit }
    switch high {
    case 1: return [(.bottom, .left)]
    case 2: return [(.right, .bottom)]
    case 3: return [(.right, .left)]
    case 4: return [(.top, .right)]
    case 6: return [(.top, .bottom)]
    case 7: return [(.top, .left)]
    case 8: return [(.left, .top)]
    case 9: return [(.bottom, .top)]
    case 11: return [(.right, .top)]
    case 12: return [(.left, .right)]
    case 13: return [(.bottom, .right)]
    case 14: return [(.left, .bottom)]
    case 5, 10:
      let isJoined = corners.reduce(0, +) / 4 >= level
      if high == 5 {
        return isJoined
          ? [(.bottom, .right), (.top, .left)] : [(.bottom, .left), (.top, .right)]
      }
      return isJoined ? [(.left, .bottom), (.right, .top)] : [(.right, .bottom), (.left, .top)]
    default: return []
    }
  }

  /// The number of one side of a square, the same for both squares that share it.
  private func key(_ column: Int, _ row: Int, _ side: Side) -> Int {
    switch side {
    case .bottom: number(column, row) * 2
    case .top: number(column, row + 1) * 2
    case .left: number(column, row) * 2 + 1
    case .right: number(column + 1, row) * 2 + 1
    }
  }

  private func number(_ column: Int, _ row: Int) -> Int { (row + 1) * (columns + 2) + column + 1 }

  /// Where the line crosses a side.
  private func place(_ key: Int, _ level: Double) -> GridPlace {
    let (number, isUpright) = (key / 2, key % 2 == 1)
    let (column, row) = (number % (columns + 2) - 1, number / (columns + 2) - 1)
    let (a, b) = (
      value(column, row, level),
      value(isUpright ? column : column + 1, isUpright ? row + 1 : row, level)
    )
    let share = a == b ? 0.5 : min(max((level - a) / (b - a), 0), 1)
    return (
      bounded(Double(column) + (isUpright ? 0 : share), columns),
      bounded(Double(row) + (isUpright ? share : 0), rows)
    )
  }

  /// What surrounds the grid lies on its border.
  private func bounded(_ place: Double, _ count: Int) -> Double {
    min(max(place, 0), Double(count - 1))
  }
}
