import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The optimizer `lbfgs`: steps along an estimate of the curvature, with a line search.
///
/// It looks at the loss several times in one iteration, always over the same samples. Its memory are
/// the states of the optimizer: `history` steps, as many changes of the gradient, and one more buffer
/// that begins with how many of them there are and which comes next. Sums are `Double`.
///
/// - Source: Nocedal and Wright (2006), algorithms 7.4 (direction), 3.5 and 3.6 (line search); Hager
///   and Zhang (2005), equation 4.1, for the condition near the minimum.
final class LimitedMemoryBFGS {
  /// Looks at the loss in one iteration, at most.
  private static let mostLooks = 25

  private let history: Int
  private let weights: FloatBuffer
  private let gradients: FloatBuffer
  private let states: FloatBuffer
  private let start: FloatBuffer
  private let startGradients: FloatBuffer
  private let direction: UnsafeMutableBufferPointer<Double>
  /// What each pair takes away from the direction, kept for the way back.
  private let shares: UnsafeMutableBufferPointer<Double>
  private var looks = 0

  /// - Precondition: `states` holds the buffers that `stateNames` names, for all `weights`.
  init(history: Int, weights: FloatBuffer, gradients: FloatBuffer, states: FloatBuffer) {
    precondition(
      states.count == (2 * history + 2) * gradients.count && weights.count >= gradients.count,
      "a step and a change of the gradient for each pair")
    self.history = history
    (self.weights, self.gradients, self.states) = (weights, gradients, states)
    // What layers keep stands behind the weights, and is copied along.
    start = FloatBuffer(count: weights.count)
    startGradients = FloatBuffer(count: gradients.count)
    direction = .allocate(capacity: gradients.count)
    direction.initialize(repeating: 0)
    shares = .allocate(capacity: history)
    shares.initialize(repeating: 0)
  }

  deinit {
    direction.deallocate()
    shares.deallocate()
  }

  /// What the optimizer keeps for each weight.
  static func stateNames(history: Int) -> [String] {
    (1...history).map { "step \($0)" } + (1...history).map { "change \($0)" } + ["count", "next"]
  }

  /// Makes one step.
  ///
  /// - Parameter loss: That of the present weights, whose gradients are those in the buffer.
  /// - Parameter firstStep: The length of the step that is tried first, as a share of the direction.
  /// - Parameter look: Computes the loss and the gradients of the weights in the buffer.
  func iterate(loss: Double, firstStep: Double, look: () -> Double) {
    copy(weights, to: start)
    copy(gradients, to: startGradients)
    setDirection()
    var slope = slopeAlongDirection()
    if !(slope < 0) {
      pairCount = 0
      setDirection()
      slope = slopeAlongDirection()
    }
    guard slope < 0, slope.isFinite else { return }
    var step = firstStep
    // Without a pair the length of the gradient says nothing about that of the step.
    if pairCount == 0 { step *= min(1, 1 / sumOfMagnitudes()) }
    looks = 0
    let origin = Point(step: 0, loss: loss, slope: slope)
    if let found = search(from: origin, step, look) {
      move(to: found.step)
      if looks > 0, found.step != lastStep { _ = self.look(at: found.step, look) }
      keepPair()
    } else {
      // Nothing better can be seen in these digits, and the pairs may be why.
      move(to: 0)
      pairCount = 0
    }
  }

  // MARK: - Line search

  /// The loss at a step along the direction, and its slope there.
  private struct Point {
    var step: Double
    var loss: Double
    var slope: Double
  }

  private var lastStep = 0.0

  /// A step that lowers the loss enough and leaves little slope; `nil` where none is found.
  private func search(from origin: Point, _ firstStep: Double, _ look: () -> Double) -> Point? {
    var previous = origin
    var step = firstStep
    while looks < Self.mostLooks {
      let point = self.look(at: step, look)
      if isFine(point, origin) { return point }
      if !isLow(point, origin) || (looks > 1 && point.loss >= previous.loss) {
        return narrow(previous, point, origin, look)
      }
      if point.slope >= 0 { return narrow(point, previous, origin, look) }
      previous = point
      step *= 2
    }
    return isLow(previous, origin) && previous.step > 0 ? previous : nil
  }

  /// Searches between two steps, of which `low` has the lower loss.
  private func narrow(
    _ low: Point, _ high: Point, _ origin: Point, _ look: () -> Double
  ) -> Point? {
    var (low, high) = (low, high)
    while looks < Self.mostLooks {
      let width = high.step - low.step
      guard abs(width) > 1e-12 * max(abs(low.step), abs(high.step)) else { break }
      let point = self.look(at: between(low, high), look)
      if isFine(point, origin) { return point }
      if !isLow(point, origin) || point.loss >= low.loss {
        high = point
      } else {
        if point.slope * width >= 0 { high = low }
        low = point
      }
    }
    return low.step > 0 && low.loss < origin.loss ? low : nil
  }

  /// Where a cubic through both points has its minimum, away from the ends.
  private func between(_ low: Point, _ high: Point) -> Double {
    let width = high.step - low.step
    var share = 0.5
    if high.loss.isFinite, high.slope.isFinite {
      let mean = low.slope + high.slope - 3 * (low.loss - high.loss) / (low.step - high.step)
      let root = (mean * mean - low.slope * high.slope).squareRoot() * (width < 0 ? -1 : 1)
      let place = 1 - (high.slope + root - mean) / (high.slope - low.slope + 2 * root)
      if place.isFinite { share = min(max(place, 0.1), 0.9) }
    }
    return low.step + share * width
  }

  /// Whether the loss has fallen as much as the slope at the origin promises, in part.
  private func isLow(_ point: Point, _ origin: Point) -> Bool {
    if point.loss <= origin.loss + 1e-4 * point.step * origin.slope { return true }
    // Near the minimum the loss does not change in the digits of a Float, but its slope does.
    return point.loss <= origin.loss + 1e-6 * abs(origin.loss)
      && point.slope <= (2e-4 - 1) * origin.slope
  }

  /// Whether the slope has become small as well: the strong conditions of Wolfe.
  private func isFine(_ point: Point, _ origin: Point) -> Bool {
    isLow(point, origin) && abs(point.slope) <= 0.9 * abs(origin.slope)
  }

  private func look(at step: Double, _ look: () -> Double) -> Point {
    move(to: step)
    looks += 1
    lastStep = step
    let loss = look()
    return Point(step: step, loss: loss.isNaN ? .infinity : loss, slope: slopeAlongDirection())
  }

  private func move(to step: Double) {
    for index in 0..<gradients.count {
      weights.pointer[index] = Float(Double(start.pointer[index]) + step * direction[index])
    }
  }

  private func slopeAlongDirection() -> Double {
    var sum = 0.0
    for index in 0..<gradients.count {
      sum += Double(gradients.pointer[index]) * direction[index]
    }
    return sum
  }

  private func sumOfMagnitudes() -> Double {
    var sum = 0.0
    for value in gradients.all { sum += Double(abs(value)) }
    return sum
  }

  private func copy(_ source: FloatBuffer, to target: FloatBuffer) {
    target.pointer.update(from: source.pointer, count: source.count)
  }
}

// MARK: - Memory

extension LimitedMemoryBFGS {
  /// A state has as many numbers as there are parameters, which may be one: each of these two, which
  /// need no more, has one of its own.
  private var countPlace: Int { 2 * history * gradients.count }
  private var nextPlace: Int { (2 * history + 1) * gradients.count }

  /// How many pairs are kept.
  private var pairCount: Int {
    get { min(max(Int(states[countPlace]), 0), history) }
    set { states[countPlace] = Float(newValue) }
  }

  /// The place of the next pair, which is that of the oldest when all are taken.
  private var nextPair: Int {
    get { min(max(Int(states[nextPlace]), 0), history - 1) }
    set { states[nextPlace] = Float(newValue) }
  }

  private func step(_ pair: Int) -> UnsafeMutablePointer<Float> {
    states.pointer + pair * gradients.count
  }

  private func change(_ pair: Int) -> UnsafeMutablePointer<Float> {
    states.pointer + (history + pair) * gradients.count
  }

  /// The place of a pair; the newest has the age 0.
  private func pair(ofAge age: Int) -> Int { (nextPair - 1 - age + 2 * history) % history }

  /// Keeps how far this iteration went, and how the gradient changed with it.
  private func keepPair() {
    let (s, y) = (step(nextPair), change(nextPair))
    for index in 0..<gradients.count {
      s[index] = weights.pointer[index] - start.pointer[index]
      y[index] = gradients.pointer[index] - startGradients.pointer[index]
    }
    // Only a pair with positive curvature leaves the estimate one of a minimum.
    guard product(s, y) > 1e-10 * product(y, y) else { return }
    nextPair = (nextPair + 1) % history
    pairCount = min(pairCount + 1, history)
  }

  /// Sets the direction to minus the gradient, seen through the curvature of the pairs.
  private func setDirection() {
    let count = gradients.count
    for index in 0..<count { direction[index] = -Double(startGradients.pointer[index]) }
    for age in 0..<pairCount {
      let pair = pair(ofAge: age)
      let (s, y) = (step(pair), change(pair))
      shares[pair] = productWithDirection(s) / product(s, y)
      for index in 0..<count { direction[index] -= shares[pair] * Double(y[index]) }
    }
    if pairCount > 0 {
      let pair = pair(ofAge: 0)
      let scale = product(step(pair), change(pair)) / product(change(pair), change(pair))
      for index in 0..<count { direction[index] *= scale }
    }
    for age in stride(from: pairCount - 1, through: 0, by: -1) {
      let pair = pair(ofAge: age)
      let (s, y) = (step(pair), change(pair))
      let share = shares[pair] - productWithDirection(y) / product(s, y)
      for index in 0..<count { direction[index] += share * Double(s[index]) }
    }
  }

  private func product(
    _ a: UnsafeMutablePointer<Float>, _ b: UnsafeMutablePointer<Float>
  ) -> Double {
    var sum = 0.0
    for index in 0..<gradients.count { sum += Double(a[index]) * Double(b[index]) }
    return sum
  }

  private func productWithDirection(_ a: UnsafeMutablePointer<Float>) -> Double {
    var sum = 0.0
    for index in 0..<gradients.count { sum += Double(a[index]) * direction[index] }
    return sum
  }
}
