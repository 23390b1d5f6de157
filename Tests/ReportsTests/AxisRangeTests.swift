import Testing

@testable import Reports

@Suite struct AxisRangeTests {
  private static let ranges: [(least: Double, most: Double)] = [
    (0, 1), (0.05, 1.24), (-3, 17), (1e-9, 2e-9), (1e9, 1.5e9), (-1e300, 1e300), (0.6931, 0.6931),
    (0, 0), (1, 1.000_000_000_000_1), (-1e-7, 0), (3, 3.2), (-7, -7), (123_456.7, 123_457.9),
  ]

  @Test(arguments: ranges)
  func `ticks of a linear axis ascend within it, and no two look the same`(
    _ range: (least: Double, most: Double)
  ) {
    for isWhole in [false, true] {
      let axis = AxisRange(
        Chart.Axis("", isWhole: isWhole), holding: [range.least, range.most], ticks: 6)
      expectOrder(of: axis)
      #expect(axis.lower <= range.least && axis.upper >= range.most)
    }
  }

  @Test(arguments: [(1e-5, 0.1), (0.3, 0.4), (1, 1), (1e-300, 1e300), (0.002, 3), (5, 5000)])
  func `ticks of a logarithmic axis ascend within it, and no two look the same`(
    _ range: (least: Double, most: Double)
  ) {
    let axis = AxisRange(
      Chart.Axis("", scale: .logarithmic), holding: [range.least, range.most], ticks: 6)
    expectOrder(of: axis)
    #expect(axis.lower <= range.least * 1.000_001 && axis.upper >= range.most * 0.999_999)
  }

  private func expectOrder(of axis: AxisRange) {
    let values = axis.ticks.map(\.value)
    #expect(values == values.sorted())
    #expect(!values.isEmpty && values.count <= 13, "\(axis.ticks)")
    #expect(Set(axis.ticks.map(\.label)).count == values.count, "\(axis.ticks)")
    for value in values {
      #expect((-1e-6...1.000_001).contains(axis.position(of: value)))
    }
  }

  @Test func `ticks are round numbers`() {
    let axis = AxisRange(Chart.Axis(""), holding: [0.05, 1.24], ticks: 6)
    #expect(axis.ticks.map(\.label) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2", "1.4"])
    let large = AxisRange(Chart.Axis(""), holding: [1e9, 1.5e9], ticks: 4)
    #expect(large.ticks.map(\.label) == ["1e9", "1.1e9", "1.2e9", "1.3e9", "1.4e9", "1.5e9"])
    let rates = AxisRange(Chart.Axis("", scale: .logarithmic), holding: [1e-5, 0.1], ticks: 8)
    #expect(rates.ticks.map(\.label) == ["1e-5", "0.0001", "0.001", "0.01", "0.1"])
  }

  @Test func `equal distances on a logarithmic axis are equal ratios`() {
    let axis = AxisRange(Chart.Axis("", scale: .logarithmic), holding: [0.001, 1000], ticks: 6)
    #expect(abs(axis.position(of: 1) - 0.5) < 1e-12)
  }
}
