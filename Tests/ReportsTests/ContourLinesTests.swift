import Foundation
import Testing

@testable import Reports

@Suite struct ContourLinesTests {
  private func grid(
    _ columns: Int, _ rows: Int, _ value: (Double, Double) -> Double
  ) -> ContourLines {
    ContourLines(
      columns: columns, rows: rows,
      values: (0..<columns * rows).map { value(Double($0 % columns), Double($0 / columns)) })
  }

  private func area(_ ring: [ContourLines.GridPlace]) -> Double {
    var sum = 0.0
    for (index, place) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      sum += (place.column * next.row - next.column * place.row) / 2
    }
    return sum
  }

  @Test func `a hill is one ring, of the area that the circle has`() {
    let hill = grid(41, 41) { x, y in 100 - (x - 20) * (x - 20) - (y - 20) * (y - 20) }
    let rings = hill.areas(above: 0)
    #expect(rings.count == 1)
    // A polygon inside of a circle of radius 10 has a little less than its area.
    #expect(abs(area(rings[0]) - Double.pi * 100) < 2)
    let line = hill.lines(at: 0)
    #expect(line.count == 1)
    for place in line[0] {
      #expect(abs(hypot(place.column - 20, place.row - 20) - 10) < 0.1)
    }
  }

  @Test func `a slope is a line that ends at the border, and an area that the border closes`() {
    let slope = grid(11, 6) { x, _ in x }
    let lines = slope.lines(at: 4.5)
    #expect(lines.count == 1)
    #expect(lines[0].allSatisfy { abs($0.column - 4.5) < 1e-9 })
    #expect(Set([lines[0].first?.row, lines[0].last?.row]) == [0, 5])
    let areas = slope.areas(above: 4.5)
    #expect(areas.count == 1)
    #expect(abs(abs(area(areas[0])) - 27.5) < 1e-9)
  }

  @Test func `all that is high is the whole grid, and what is low is nothing`() {
    let flat = grid(5, 4) { _, _ in 1 }
    #expect(flat.areas(above: 0).map { abs(area($0)) } == [12])
    #expect(flat.areas(above: 2).isEmpty)
    #expect(flat.lines(at: 0).isEmpty && flat.lines(at: 2).isEmpty)
  }

  @Test func `a ring around a hole runs the other way, so that both are one area`() {
    let crater = grid(41, 41) { x, y in -abs(hypot(x - 20, y - 20) - 10) }
    let areas = crater.areas(above: -3).map(area)
    #expect(areas.count == 2)
    let ring = Double.pi * 120
    #expect(abs(areas.reduce(0, +) - ring) < 6)
  }

  @Test(arguments: [false, true])
  func `at a saddle the mean decides which corners are joined`(_ isHigh: Bool) {
    let saddle = ContourLines(columns: 2, rows: 2, values: [1, 0, isHigh ? 0.4 : -0.4, 1])
    #expect(saddle.lines(at: 0.5).count == 2)
    #expect(saddle.areas(above: 0.5).count == (isHigh ? 1 : 2))
  }

  @Test(arguments: 0..<20)
  func `every line of any grid is a chain of neighbours`(_ seed: Int) {
    let rough = grid(13, 9) { x, y in sin(x * 7.3 + Double(seed)) * cos(y * 5.1 - Double(seed)) }
    for line in rough.lines(at: 0.1) + rough.areas(above: 0.1) {
      for (a, b) in zip(line, line.dropFirst()) {
        #expect(abs(a.column - b.column) <= 1 && abs(a.row - b.row) <= 1)
        #expect(a.column.isFinite && (0...12).contains(a.column) && (0...8).contains(a.row))
      }
    }
  }
}
