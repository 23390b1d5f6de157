import Graphs
import Kernels
package import Plans
import Shapes

/// A network with its parameters, which can be trained, evaluated and asked.
///
/// Training goes on from where the last one stopped: the number of epochs and the optimizer's state
/// are kept, so 25 epochs twice are 50, bit for bit.
package final class Model {
  package let plan: ModelPlan
  /// Epochs trained since the parameters were made.
  package internal(set) var epochsTrained = 0
  /// Iterations made since the parameters were made.
  package internal(set) var iterationsTrained = 0

  /// The clock that trainings look at between all operations, to report where the time went; they do
  /// neither where it is `nil`.
  package var profilingClock: (() -> Double)?

  let functions: FunctionTable
  /// The most bytes that programs of this model may take.
  let memory: Int
  let parameterLayout: ParameterLayout
  let weights: FloatBuffer
  var optimizer: OptimizerMemory?
  /// The epoch that was begun and not ended.
  var begun: EpochInProgress?
  /// How it came to where it is.
  var trail = Trail()
  /// Whether trainings from now on keep what it takes to go back to any of their iterations.
  package var keepsTrail = true
  /// Whether the parameters are others than the last iteration gave.
  var hasJumped = false
  /// The training that was begun and not ended.
  var unfinished: UnfinishedTraining?
  /// The losses of the batches, over all trainings since the parameters were made.
  package internal(set) var iterationLosses = LossSeries()
  private var team: ThreadTeam?
  private var predictors: [Int: Predictor] = [:]

  /// Makes the network of `plan` with first weights drawn under `seed`.
  ///
  /// - Parameter memory: The bytes that may be used, by default those of the machine.
  package init(
    _ plan: ModelPlan, functions: FunctionTable, seed: UInt64, memory: Int = availableMemory()
  ) throws(EngineError) {
    self.plan = plan
    self.functions = functions
    self.memory = memory
    var graph = GraphBuilder()
    _ = try plan.write(into: &graph, functions)
    parameterLayout = ParameterLayout(graph)
    let bytes = saturatingSum(
      [parameterLayout.countWithStates, parameterLayout.count].map(bytesOfFloats))
    guard bytes <= memory else {
      throw .tooLarge(MemoryNeed(parameters: bytes), available: memory)
    }
    weights = FloatBuffer(count: parameterLayout.countWithStates)
    parameterLayout.draw(into: weights, seed: seed)
  }

  /// How many numbers the network learns.
  package var parameterCount: Int { parameterLayout.places.reduce(0) { $0 + $1.count } }

  /// The learned tensors in the order of the layers.
  package var parameters: [NamedTensor] { parameterLayout.places.map(tensor) }

  /// What layers keep beside them, such as running means, in the order of the layers.
  package var keptTensors: [NamedTensor] { parameterLayout.states.map(tensor) }

  private func tensor(at place: ParameterLayout.Place) -> NamedTensor {
    NamedTensor(
      name: place.name, shape: place.extents,
      values: Array(weights.view(place.offset..<place.offset + place.count)))
  }

  /// How many of them a training changes.
  package var trainableCount: Int { parameterLayout.trainable.reduce(0) { $0 + $1.count } }

  /// Takes over the epochs and iterations after which the weights that it has been given were saved.
  package func takeUp(epochs: Int, iterations: Int) {
    (epochsTrained, iterationsTrained) = (epochs, iterations)
  }

  /// Takes over the values of tensors of the same names and shapes.
  ///
  /// - Returns: The names of this network's tensors that were not among them.
  package func take(_ tensors: [NamedTensor]) -> [String] {
    (unfinished, trail) = (nil, Trail())
    return setTensors(tensors)
  }

  /// Sets the values of tensors of the same names and shapes.
  func setTensors(_ tensors: [NamedTensor]) -> [String] {
    var missing: [String] = []
    let byName = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
    for place in parameterLayout.places + parameterLayout.states {
      guard let tensor = byName[place.name], tensor.shape == place.extents,
        tensor.values.count == place.count
      else {
        missing.append(place.name)
        continue
      }
      _ = weights.view(place.offset..<place.offset + place.count).update(from: tensor.values)
    }
    return missing
  }

  /// Takes over the parameters of another network, and what its layers keep beside them, for the
  /// layers that are called as there behind `prefix`.
  package func take(from part: Model, prefix: String) {
    (unfinished, trail) = (nil, Trail())
    let given = part.parameterLayout.places + part.parameterLayout.states
    for place in parameterLayout.places + parameterLayout.states {
      guard
        let own = given.first(where: { prefix + $0.name == place.name }),
        own.extents == place.extents
      else { continue }
      (weights.pointer + place.offset).update(
        from: part.weights.pointer + own.offset, count: own.count)
    }
  }

  /// Forgets the way that it has come, and the samples that it has seen: there is no going back, and
  /// no training to continue.
  package func forgetPast() {
    (begun, unfinished) = (nil, nil)
    trail = Trail()
  }

  /// Draws first weights anew under `seed`, and forgets all training.
  package func reset(seed: UInt64) {
    parameterLayout.draw(into: weights, seed: seed)
    (epochsTrained, iterationsTrained) = (0, 0)
    (optimizer, begun, unfinished) = (nil, nil, nil)
    (trail, hasJumped) = (Trail(), false)
    iterationLosses = LossSeries()
  }

  /// A hash of all parameters, and of what layers keep beside them, bit for bit, in the order of the
  /// layers: FNV-1a over their 32-bit patterns.
  package var weightHash: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in parameterLayout.places + parameterLayout.states {
      for value in weights.view(place.offset..<place.offset + place.count) {
        hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3
      }
    }
    return hash
  }

  /// A team of `count` threads, made at the first call.
  func team(of count: Int) -> ThreadTeam? {
    guard count > 1 else { return nil }
    if let team, team.count == count { return team }
    team = ThreadTeam(count)
    return team
  }

  /// The compiled forward pass for batches of up to `capacity` samples.
  func predictor(capacity: Int) throws(EngineError) -> Predictor {
    if let known = predictors[capacity] { return known }
    let made = try Predictor(self, capacity: capacity)
    predictors[capacity] = made
    return made
  }

  /// Whether all parameters are ordinary numbers.
  var hasFiniteWeights: Bool {
    // A sum is finite only where every term is; the terms are too small to overflow a double.
    Kernels.Reduction.sum(weights.pointer, count: weights.count).isFinite
  }
}
