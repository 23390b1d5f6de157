import Kernels
import Plans

/// How a network came to where it is: enough to go back to any of its iterations.
///
/// Training repeats itself bit for bit, so the network is put at a mark before the place that is
/// wanted, and the iterations from there on are run again. Memory: at most eight marks, each with
/// a copy of the parameters and of what the optimizer keeps, and of more than eight megabytes each
/// only two.
struct Trail {
  /// The network at one moment.
  struct Mark {
    /// How many iterations it had made.
    let iteration: Int
    let epochs: Int
    let begun: EpochInProgress?
    let weights: FloatBuffer
    let memory: OptimizerMemory?
    /// Whether its parameters are others than the iterations before it gave, such as the best ones.
    let isJump: Bool
  }

  /// Iterations by one plan, up to the next leg or the present.
  struct Leg {
    let start: Int
    let epochs: Int
    /// Iterations of the first epoch that had been made before.
    let begun: Int
    /// Epochs of the plan that had been done before.
    let done: Int
    let plan: TrainingPlan
    let samples: Samples
    /// Whether single steps were asked for.
    let isStepwise: Bool

    /// How many epochs of the plan are done when the network has `epochs`.
    func done(at epochs: Int) -> Int { done + epochs - self.epochs }
  }

  private static let mostMarks = 8
  private static let smallBytes = 8 << 20
  private static let mostLegs = 1_000

  private var marks: [Mark] = []
  private var legs: [Leg] = []
  /// The first epoch whose end is known, and after how many iterations each ended.
  private var firstEpoch = 0
  private var epochEnds: [Int] = []

  /// The earliest iteration that can be gone back to; `nil` before any training.
  var start: Int? { marks.first?.iteration }

  /// The earliest epoch whose end can be gone back to; 0 is the beginning.
  var firstKnownEpoch: Int { firstEpoch }

  /// The leg that is being walked.
  var present: Leg? { legs.last }

  /// After how many iterations `epoch` had ended; 0 is the beginning.
  func end(of epoch: Int) -> Int? {
    if epoch == firstEpoch, let first = marks.first { return first.iteration }
    let index = epoch - firstEpoch - 1
    return epochEnds.indices.contains(index) ? epochEnds[index] : nil
  }

  /// Begins a leg at the present state of `model`, unless it only goes on with the last one.
  mutating func begin(
    _ plan: TrainingPlan, _ samples: Samples, done: Int, begun: Int, isStepwise: Bool,
    of model: Model
  ) {
    if let last = legs.last, !model.hasJumped, last.plan == plan, last.isStepwise == isStepwise,
      last.samples.inputs === samples.inputs, last.done(at: model.epochsTrained) == done,
      (model.begun?.iterations ?? 0) == begun
    {
      return
    }
    if legs.count >= Self.mostLegs { self = Trail() }
    if marks.isEmpty { firstEpoch = model.epochsTrained }
    let memory = model.optimizer.map { $0.copy() }
    add(
      Mark(
        iteration: model.iterationsTrained, epochs: model.epochsTrained,
        begun: begun == 0 ? nil : model.begun, weights: model.weights.copy(), memory: memory,
        isJump: model.hasJumped))
    legs.append(
      Leg(
        start: model.iterationsTrained, epochs: model.epochsTrained, begun: begun, done: done,
        plan: plan, samples: samples, isStepwise: isStepwise))
    model.hasJumped = false
  }

  mutating func noteEpochEnd(after iteration: Int) { epochEnds.append(iteration) }

  /// After how many iterations each epoch of the present leg ended.
  var endsOfLeg: [Int] {
    guard let present else { return [] }
    return Array(epochEnds.dropFirst(max(present.epochs - firstEpoch, 0)))
  }

  /// Takes note of epochs of the present leg that were trained before, by another process.
  mutating func takeUp(endsOfLeg ends: [Int]) { epochEnds += ends }

  /// Keeps `mark`, and of the others as many as there may be.
  mutating func add(_ mark: Mark) {
    if let last = marks.last, !mark.isJump, last.iteration >= mark.iteration { return }
    marks.append(mark)
    let bytes = bytesOfFloats(mark.weights.count + (mark.memory?.states.count ?? 0))
    while marks.count > (bytes > Self.smallBytes ? 2 : Self.mostMarks) {
      // The first is the beginning, and over a jump nothing can be run again.
      if let index = marks.indices.dropFirst().dropLast().first(where: { !marks[$0].isJump }) {
        marks.remove(at: index)
      } else {
        marks.removeFirst()
        forgetBeforeFirstMark()
      }
    }
  }

  private mutating func forgetBeforeFirstMark() {
    guard let first = marks.first else { return }
    if let leg = legs.lastIndex(where: { $0.start <= first.iteration }) {
      legs.removeFirst(leg)
    }
    epochEnds.removeFirst(min(max(first.epochs - firstEpoch, 0), epochEnds.count))
    firstEpoch = first.epochs
  }

  // MARK: Going back

  /// The last mark that is not behind iteration `target`.
  func mark(before target: Int) -> Mark? { marks.last { $0.iteration <= target } }

  /// The leg that begins at or before `iteration` and where it ends, if it does.
  func leg(at iteration: Int) -> (leg: Leg, end: Int)? {
    guard let index = legs.lastIndex(where: { $0.start <= iteration }) else { return nil }
    return (legs[index], index + 1 < legs.count ? legs[index + 1].start : .max)
  }

  /// Forgets what came behind iteration `target`.
  mutating func cut(after target: Int, epochs: Int) {
    marks.removeAll { $0.iteration > target }
    // A leg that would begin here has not been walked.
    while legs.count > 1, let last = legs.last, last.start >= target { legs.removeLast() }
    epochEnds.removeLast(max(0, epochEnds.count - max(epochs - firstEpoch, 0)))
  }
}
