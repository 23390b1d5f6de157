import Foundation
import Kernels
import Testing

@testable import Engine

/// The optimizer `lbfgs` on functions whose minimum is known.
struct LimitedMemoryBFGSTests {
  /// A function of a few numbers, with the buffers that the optimizer works on.
  private final class Problem {
    let weights: FloatBuffer
    let gradients: FloatBuffer
    let states: FloatBuffer
    let search: LimitedMemoryBFGS
    let value: ([Double]) -> (loss: Double, gradient: [Double])
    var looks = 0

    init(
      start: [Float], history: Int = 10,
      _ value: @escaping ([Double]) -> (loss: Double, gradient: [Double])
    ) {
      weights = FloatBuffer(start)
      gradients = FloatBuffer(count: start.count)
      states = FloatBuffer(
        count: LimitedMemoryBFGS.stateNames(history: history).count * start.count)
      search = LimitedMemoryBFGS(
        history: history, weights: weights, gradients: gradients, states: states)
      self.value = value
    }

    func look() -> Double {
      looks += 1
      let (loss, gradient) = value(weights.values.map { Double($0) })
      for (index, slope) in gradient.enumerated() { gradients[index] = Float(slope) }
      return loss
    }

    /// Makes so many iterations, and returns the losses that each began with.
    func run(_ iterations: Int) -> [Double] {
      (0..<iterations).map { _ in
        let loss = look()
        search.iterate(loss: loss, firstStep: 1, look: look)
        return loss
      }
    }
  }

  /// A quartic valley with its only minimum, 0, at (1, 1): Rosenbrock (1960).
  private func valley(_ x: [Double]) -> (loss: Double, gradient: [Double]) {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return (a * a + 100 * b * b, [-2 * a - 400 * x[0] * b, 200 * b])
  }

  @Test func `linear least squares are solved to the digits of a Float`() {
    // Rows of A, and b = A·(2, -1, 0.5): the mean of the squares is 0 there alone.
    let rows: [[Double]] = [[1, 2, 0], [0, 1, 3], [2, 0, 1], [1, 1, 1], [3, -1, 2]]
    let solution = [2, -1, 0.5]
    let problem = Problem(start: [0, 0, 0]) { x in
      var (loss, gradient) = (0.0, [0.0, 0, 0])
      for row in rows {
        let error = (0..<3).reduce(0) { $0 + row[$1] * (x[$1] - solution[$1]) }
        loss += error * error / 5
        for index in 0..<3 { gradient[index] += 2 * error * row[index] / 5 }
      }
      return (loss, gradient)
    }
    _ = problem.run(12)
    for (found, wanted) in zip(problem.weights.values, solution) {
      #expect(abs(Double(found) - wanted) < 1e-5)
    }
    #expect(problem.looks < 60)
  }

  @Test(arguments: [1, 2, 10])
  func `a curved valley is followed to its end`(_ history: Int) {
    let problem = Problem(start: [-1.2, 1, 0], history: history, valley)
    let losses = problem.run(history == 1 ? 200 : 60)
    #expect(abs(problem.weights[0] - 1) < 1e-3 && abs(problem.weights[1] - 1) < 1e-3)
    // Each step lowers the loss, or leaves it alone in the digits that there are.
    for (before, after) in zip(losses, losses.dropFirst()) {
      #expect(after <= before * (1 + 1e-5) + 1e-12)
    }
  }

  @Test func `what is no number stops a step short of it`() {
    // The logarithm of a negative number is none: 1 is the minimum, and 0 the end of the world.
    let problem = Problem(start: [0.1]) { x in
      (x[0] - Foundation.log(x[0]), [1 - 1 / x[0]])
    }
    _ = problem.run(20)
    #expect(abs(problem.weights[0] - 1) < 1e-3)
  }

  @Test func `at the minimum the weights stay`() {
    let problem = Problem(start: [1, 1, 0], valley)
    _ = problem.run(3)
    #expect(problem.weights.values == [1, 1, 0])
  }

  @Test func `the whole memory is in the states`() {
    let whole = Problem(start: [-1.2, 1, 0], valley)
    _ = whole.run(10)
    let first = Problem(start: [-1.2, 1, 0], valley)
    _ = first.run(4)
    let rest = Problem(start: first.weights.values, valley)
    rest.states.pointer.update(from: first.states.pointer, count: first.states.count)
    _ = rest.run(6)
    #expect(rest.weights.values == whole.weights.values)
  }
}
