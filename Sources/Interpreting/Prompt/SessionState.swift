import Checking
import Diagnostics
import Engine
import Plans

/// All that a statement may change, at one moment; values that nothing changes are shared.
struct SessionState {
  let checker: Checker
  let records: [StatementRecord]
  private let globals: [RunValue]
  private let seed: UInt64
  private let seedSpan: Span?
  private let trainedNetwork: Network?
  private let interruptedNetwork: Network?
  private let lastTrained: RunValue
  private let trainingCount: Int
  private let heldAdvice: [Span: [Diagnostic]]
  private let networks: [NetworkState]
  private let functions: [(function: FunctionValue, key: String?)]
  private let optimizers: [(optimizer: OptimizerValue, key: String?)]

  /// - Parameter earlier: The state before, whose copies of weights serve again where they still hold.
  init(
    _ interpreter: Interpreter, _ checker: Checker, _ records: [StatementRecord],
    earlier: SessionState?
  ) {
    self.checker = checker
    self.records = records
    globals = interpreter.globals
    seed = interpreter.presentSeed
    seedSpan = interpreter.seedSpan
    trainedNetwork = interpreter.trainedNetwork
    interruptedNetwork = interpreter.interruptedNetwork
    lastTrained = interpreter.lastTrained
    trainingCount = interpreter.trainingCount
    heldAdvice = interpreter.heldAdvice
    let reached = Reached(interpreter)
    let known = Dictionary(
      (earlier?.networks ?? []).map { (ObjectIdentifier($0.network), $0) }
    ) { first, _ in first }
    networks = reached.networks.map { NetworkState($0, earlier: known[ObjectIdentifier($0)]) }
    functions = reached.functions.map { ($0, $0.key) }
    optimizers = reached.optimizers.map { ($0, $0.key) }
  }

  /// Puts `interpreter` and all that it knows where they were.
  func restore(_ interpreter: Interpreter) {
    interpreter.globals = globals
    interpreter.seed = seed
    interpreter.seedSpan = seedSpan
    interpreter.trainedNetwork = trainedNetwork
    interpreter.interruptedNetwork = interruptedNetwork
    interpreter.lastTrained = lastTrained
    interpreter.trainingCount = trainingCount
    interpreter.heldAdvice = heldAdvice
    restoreObjects()
  }

  /// The value that `name` had.
  func value(named name: String) -> RunValue? {
    guard let place = checker.global(named: name), globals.indices.contains(place) else {
      return nil
    }
    return globals[place]
  }

  /// Puts networks and functions where they were; a dry run has values of its own, but these.
  func restoreObjects() {
    for network in networks { network.restore() }
    for (function, key) in functions { function.key = key }
    for (optimizer, key) in optimizers { optimizer.key = key }
  }
}

/// A network of the script at one moment.
private struct NetworkState {
  let network: Network
  private let model: Model?
  private let weights: Model.State?
  private let plan: ModelPlan?
  private let training: TrainedWith?
  private let isLoaded: Bool
  private let settings: [TrainingSetting]
  private let history: [EpochResult]
  private let evaluations: [String: Evaluation]
  private let lastEvaluatedPart: String?

  init(_ network: Network, earlier: NetworkState?) {
    self.network = network
    model = network.model
    if let earlier, let model, earlier.model === model, let weights = earlier.weights,
      model.isStill(weights)
    {
      self.weights = weights
    } else {
      weights = network.model?.state
    }
    plan = network.plan
    training = network.training
    isLoaded = network.isLoaded
    settings = network.settings
    history = network.history
    evaluations = network.evaluations
    lastEvaluatedPart = network.lastEvaluatedPart
  }

  func restore() {
    network.model = model
    if let model, let weights, !model.isStill(weights) { model.restore(weights) }
    network.plan = plan
    network.training = training
    network.isLoaded = isLoaded
    network.settings = settings
    network.history = history
    network.evaluations = evaluations
    network.lastEvaluatedPart = lastEvaluatedPart
    network.prepareForDryRun()
  }
}

extension Network {
  /// Lets a dry run that begins here know what has been done with the network.
  func prepareForDryRun() {
    evaluatedParts = Set(evaluations.keys)
    mayContinue = model?.canContinue ?? false
    isUncertain = false
  }
}

/// The objects that the values of a session lead to, each once.
struct Reached {
  private(set) var networks: [Network] = []
  private(set) var functions: [FunctionValue] = []
  private(set) var optimizers: [OptimizerValue] = []
  private var seen: Set<ObjectIdentifier> = []

  init(_ interpreter: Interpreter) {
    for value in interpreter.globals { visit(value) }
    for network in [interpreter.trainedNetwork, interpreter.interruptedNetwork] {
      if let network { visit(.network(network)) }
    }
  }

  private mutating func visit(_ value: RunValue) {
    switch value {
    case .network(let network), .results(let network, _):
      guard seen.insert(ObjectIdentifier(network)).inserted else { return }
      networks.append(network)
      for value in network.arguments + network.captured { visit(value) }
    case .function(let function):
      guard seen.insert(ObjectIdentifier(function)).inserted else { return }
      functions.append(function)
      for value in function.captured { visit(value) }
    case .optimizer(let optimizer):
      guard seen.insert(ObjectIdentifier(optimizer)).inserted else { return }
      optimizers.append(optimizer)
      for value in optimizer.captured { visit(value) }
    case .configured(let function, let settings):
      visit(function)
      for value in settings.values { visit(value) }
    case .plan(let plan):
      guard seen.insert(ObjectIdentifier(plan)).inserted else { return }
      for setting in plan.settings { for argument in setting.arguments { visit(argument.value) } }
    case .list(let values):
      // Long lists are numbers; a look at the first tells.
      guard let first = values.first, first.number == nil else { return }
      for value in values.prefix(10_000) { visit(value) }
    default: break
    }
  }
}
