import Checking
import Diagnostics
import Engine
import Plans
import Safetensors
import Shapes
import Tables
import Vocabulary

extension Interpreter {
  /// `load net from "net.safetensors"`.
  func load(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard let first = try arguments(of: line, frame).first, let network = try network(first),
      let from = line.from, let path = try path(behind: from, frame)
    else { return }
    let place = LoadingPlace(
      network: network, isUncertain: isUncertain(network), path: path, word: line.wordSpan,
      from: from.span)
    // Where it cannot be loaded, nothing more is said of it.
    if isDry { network.isUncertain = true }
    if isDry, let saved = tables.dryFiles[options.resolved(path)] {
      return try loadInDryRun(saved, at: place)
    }
    let file = try tensorFile(path, at: from.span)
    let saved: SavedNetwork?
    do throws(SavedNetwork.Unreadable) {
      saved = try SavedNetwork(file)
    } catch {
      throw stop(.cannotLoad(path, error.message, at: from.span))
    }
    guard let plan = try plan(toLoad: saved?.plan, at: place) else { return }
    let model = try loaded(plan, file, saved, at: place)
    if !isDry {
      let source = DataRecord.Source(path: path, hash: file.contentHash)
      record(loaded: source)
      try keep(source, at: from.span)
    }
    keep(
      model, plan, try saved.flatMap { saved throws(Stop) in try training(saved, at: place) },
      in: network)
  }

  /// What `load` speaks of.
  struct LoadingPlace {
    let network: Network
    /// Whether a dry run does not know what has been done with it.
    let isUncertain: Bool
    let path: String
    let word: Span
    let from: Span
  }

  private func loadInDryRun(_ saved: SavedInDryRun, at place: LoadingPlace) throws(Stop) {
    guard let found = saved.plan else { return }
    guard let plan = try plan(toLoad: found, at: place) else { return }
    let shapes = try tensorShapes(of: found, at: place)
    try checkFit(of: plan, to: shapes, at: place)
    keep(nil, plan, saved.training, in: place.network)
  }

  /// Lets the network be what a file made of it.
  private func keep(
    _ model: Model?, _ plan: ModelPlan, _ training: TrainedWith?, in network: Network
  ) {
    network.model = model
    network.plan = plan
    network.training = training
    network.isLoaded = true
    network.isUncertain = unknownConditions > 0
    network.settings = []
    network.history = []
    network.mayContinue = false
    network.forgetEvaluations()
  }

  // MARK: The file

  /// The tensors in the file at `path`, relative to the script.
  func tensorFile(_ path: String, at span: Span) throws(Stop) -> TensorFile {
    let resolved = options.resolved(path)
    if let known = tables.tensorFiles[resolved] { return known }
    let bytes: [UInt8]
    switch host.readFile(resolved) {
    case .success(let read): bytes = read
    case .failure(let problem): throw stop(.fileUnreadable(problem.message, at: span))
    }
    do throws(TensorFileError) {
      let file = try TensorFile(bytes)
      tables.tensorFiles[resolved] = file
      return file
    } catch {
      throw stop(.cannotLoad(path, error.message, at: span, remedy: error.remedy))
    }
  }

  /// The network's plan for the input that the file names, or that it has already; `nil` where a dry run
  /// cannot know it.
  private func plan(toLoad saved: ModelPlan?, at place: LoadingPlace) throws(Stop) -> ModelPlan? {
    let network = place.network
    if let planned = try plan(of: network, form: saved?.form ?? network.plan?.form) {
      if let saved { try checkFunctions(of: planned.0, against: saved, at: place) }
      return planned.0
    }
    if place.isUncertain { return nil }
    throw stop(.shapeNeededToLoad(network.name, at: place.word))
  }

  /// An activation leaves no trace in the tensors, and another one makes nonsense of them.
  private func checkFunctions(
    of plan: ModelPlan, against saved: ModelPlan, at place: LoadingPlace
  ) throws(Stop) {
    for (own, other) in zip(plan.layers, saved.layers) where own.name == other.name {
      let names = [own.activation, other.activation].map { $0?.shownName ?? "linear" }
      if names[0] != names[1] {
        throw stop(
          .activationsDiffer(own.name, names[0], names[1], place.path, at: place.from))
      }
    }
  }

  private func tensorShapes(
    of plan: ModelPlan, at place: LoadingPlace
  ) throws(Stop) -> [(name: String, shape: [Int])] {
    do throws(EngineError) {
      return try plan.tensorShapes(scriptFunctions.table)
    } catch {
      throw stop(error, network: place.network.name, at: place.word)
    }
  }

  /// Holds the network's tensors against those of the file, and shows all that differ.
  private func checkFit(
    of plan: ModelPlan, to found: [(name: String, shape: [Int])], at place: LoadingPlace
  ) throws(Stop) {
    let differences = TensorDifferences(
      wanted: try tensorShapes(of: plan, at: place), found: found)
    guard differences.isEmpty else {
      throw stop(
        .tensorsDiffer(
          differences, network: place.network.name, path: place.path, at: place.from,
          declared: place.network.declaration.nameSpan))
    }
  }

  /// The network with the weights of the file; `nil` in a dry run.
  private func loaded(
    _ plan: ModelPlan, _ file: TensorFile, _ saved: SavedNetwork?, at place: LoadingPlace
  ) throws(Stop) -> Model? {
    try checkFit(of: plan, to: file.tensors.map { ($0.name, $0.shape) }, at: place)
    if let (message, remedy) = file.damage {
      throw stop(.cannotLoad(place.path, message, at: place.from, remedy: remedy))
    }
    guard !isDry else { return nil }
    do throws(EngineError) {
      let model = try Model(plan, functions: scriptFunctions.table, seed: 0)
      model.keepsTrail = mayGoBack
      _ = model.take(file.networkTensors)
      if let saved {
        model.takeUp(epochs: saved.training.epochs, iterations: saved.training.iterations)
      }
      return model
    } catch {
      throw stop(error, network: place.network.name, at: place.word)
    }
  }

  // MARK: What was learnt from data

  private func training(_ saved: SavedNetwork, at place: LoadingPlace) throws(Stop) -> TrainedWith?
  {
    do throws(LoadedScript.Unusable) {
      let script = try LoadedScript(saved.source, for: self)
      return saved.training(with: script, at: place.word)
    } catch {
      throw stop(
        .cannotLoad(place.path, SavedNetwork.unusableFunctions(error.message), at: place.from))
    }
  }
}

extension SavedNetwork {
  /// What a later prediction or evaluation needs; `nil` where the file has no preparation.
  func training(with script: LoadedScript, at span: Span) -> TrainedWith? {
    guard let preparation else { return nil }
    var steps = DataSteps(
      name: preparation.data, source: .generator(GeneratorPlan(name: preparation.data)))
    steps.derived = script.steps?.derived ?? []
    steps.target = script.steps?.target
    let data = DataSet(
      name: preparation.data, span: span,
      prepared: PreparedData(
        name: preparation.data, learnt: preparation.encoding, contentHash: preparation.contentHash),
      isPartial: false, steps: steps, formulas: script.formulas)
    var trained = TrainedWith(
      data: data, loss: training.loss.map(script.resolved),
      metrics: training.metrics.map { MetricPlan($0.name, script.resolved($0.function)) },
      classWeights: training.classWeights)
    trained.plan = training.plan?.renamingFunctions(script.resolved)
    trained.savedGuess = preparation.guess
    return trained
  }

  static func unusableFunctions(_ why: Text) -> Text {
    Text(
      en: "brings along functions that cannot be used: \(why.en)",
      pt: "traz funções que não podem ser usadas: \(why.pt)")
  }
}

/// In what the tensors of a file are others than those of a network.
struct TensorDifferences {
  enum Difference {
    case shape(name: String, wanted: [Int], found: [Int])
    case missing(name: String, wanted: [Int])
    case unknown(name: String, found: [Int])
  }

  private(set) var all: [Difference] = []

  var isEmpty: Bool { all.isEmpty }

  init(wanted: [(name: String, shape: [Int])], found: [(name: String, shape: [Int])]) {
    let shapes = Dictionary(found.map { ($0.name, $0.shape) }) { first, _ in first }
    for tensor in wanted {
      guard let shape = shapes[tensor.name] else {
        all.append(.missing(name: tensor.name, wanted: tensor.shape))
        continue
      }
      if shape != tensor.shape {
        all.append(.shape(name: tensor.name, wanted: tensor.shape, found: shape))
      }
    }
    let names = Set(wanted.map(\.name))
    all += found.filter { !names.contains($0.name) }
      .map { .unknown(name: $0.name, found: $0.shape) }
  }
}
