import Diagnostics
import Kernels
import Shapes
import Testing

@testable import Tables

@Suite struct SeriesTests {
  /// Ten rows: `y` counts, `x` is its tenfold.
  private let series = "x,y\n" + (0..<10).map { "\($0 * 10),\($0)\n" }.joined()

  @Test func `a sample is some rows in order, and its target lies behind them`() throws {
    let data = try Steps.target("y").window(3, horizon: 2).prepared(series)
    #expect(data.inputShape == [3, 2])
    #expect(data.train.count == 6)
    // The past of the target is among the inputs.
    #expect(Array(data.train.inputs.floats.view(0..<6)) == [0, 0, 10, 1, 20, 2])
    #expect(Array(data.train.inputs.floats.view(30..<36)) == [50, 5, 60, 6, 70, 7])
    #expect(data.train.numbers == [4, 5, 6, 7, 8, 9])
  }

  @Test func `parts of a series follow one another, and the training part alone is learnt from`()
    throws
  {
    let data = try Steps.target("y").drop("x").scale(.minmax)
      .window(2, horizon: 1).split(test: .share(0.5), keepsOrder: true).prepared(series)
    #expect(data.train.count == 4)
    #expect(data.test?.count == 4)
    // The training part sees rows 0 to 5, so 5 becomes 1.
    let inputs = data.train.inputs.floats
    #expect(inputs[0] == 0)
    #expect(abs(inputs[7] - 0.8) < 1e-6)
    #expect(data.test?.numbers == [6, 7, 8, 9])
  }

  @Test func `windows are not drawn by chance`() {
    let shuffled = Steps.target("y").window(2, horizon: 1).split(test: .share(0.5))
    #expect(shuffled.problem(series)?.code == .splitImpossible)
    let strided = Steps.target("y").window(2, horizon: 1).split(test: .every(3), keepsOrder: true)
    #expect(strided.problem(series)?.code == .splitImpossible)
  }

  @Test(arguments: [9, 10, 1_000_000, Int.max])
  func `a series shorter than a window is told so`(size: Int) throws {
    let problem = Steps.target("y").window(size, horizon: 2).problem(series)
    #expect(problem?.code == .emptyTable)
  }

  @Test func `a class can be foretold from its past`() throws {
    let weather = "sky\n" + ["sun", "rain", "sun", "snow", "sun"].joined(separator: "\n")
    let data = try Steps.target("sky").window(1, horizon: 1).prepared(weather)
    #expect(data.classes == ["rain", "snow", "sun"])
    #expect(data.inputShape == [1, 3])
    #expect(data.train.count == 4)
  }

  @Test func `a new table gives a window that ends with its last row`() throws {
    let data = try Steps.target("y").window(3, horizon: 2).prepared(series)
    let new = try table("x,y\n1,2\n3,4\n5,6\n7,8\n")
    let samples = try data.encoding.samples(from: new).samples
    #expect(samples.count == 2)
    #expect(Array(samples.inputs.floats.view(6..<12)) == [3, 4, 5, 6, 7, 8])
    #expect(throws: TableError.self) { _ = try data.encoding.samples(from: table("x,y\n1,2\n")) }
  }
}

extension Samples {
  fileprivate var numbers: [Float]? {
    if case .values(let values, _)? = targets { Array(values.view(0..<values.count)) } else { nil }
  }
}
