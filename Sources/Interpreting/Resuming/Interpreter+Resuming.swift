import Checking
import Diagnostics
import Engine
import Plans
import Tables

extension Interpreter {
  /// A training that is being kept, from its beginning on.
  final class Keeping {
    let name: String
    let beginning: KeptTraining.Beginning
    /// What it left in the run that was stopped.
    let known: KeptTraining?
    /// The line of the script that asks for it.
    let place: Span
    var story = KeptTraining.Story()

    init(
      _ name: String, _ beginning: KeptTraining.Beginning, _ known: KeptTraining?, at place: Span
    ) {
      (self.name, self.beginning, self.known, self.place) = (name, beginning, known, place)
    }

    /// Takes note of what is told.
    func note(_ event: TrainingEvent) {
      switch event {
      case .started(let card): story.card = card
      case .epochEnded(let result): story.history.append(result)
      case .noticed(let finding): story.findings.append(finding)
      case .phaseBegan, .progressed, .ended, .profiled: break
      }
    }
  }

  /// How the training that is about to begin is kept, and what it left in the run that was stopped; `nil`
  /// where nobody keeps any.
  ///
  /// - Problems: `cannot-resume` where it is another training than then.
  func keeping(
    _ network: Network, _ model: Model, _ plan: TrainingPlan, at span: Span
  ) throws(Stop) -> Keeping? {
    guard let checkpoints else {
      if plan.checkpoint != nil, host.checkpoints == nil, host.journal == nil, recorder == nil {
        note(.checkpointNotKept(.noRun, at: span))
      }
      return nil
    }
    let name = checkpoints.next()
    let data = network.training?.data
    let beginning = KeptTraining.Beginning(
      network: model.plan, plan: plan, data: data?.name ?? "",
      dataHash: data?.prepared?.contentHash ?? 0, weightHash: model.weightHash)
    let known: KeptTraining?
    do throws(KeptTraining.Unreadable) {
      known = try checkpoints.kept(name)
    } catch {
      throw stop(.cannotResume(.damaged(network: network.name, error.message), at: span))
    }
    if let known, let difference = known.difference(to: beginning) {
      throw stop(.cannotResume(difference, at: span))
    }
    let line = network.settings.last { $0.word == "checkpoint" }
    return Keeping(name, beginning, known, at: line?.wordSpan ?? span)
  }

  /// What keeps the checkpoints of a training, for the engine.
  func keeper(_ keeping: Keeping?) -> CheckpointKeeper? {
    guard let keeping, let checkpoints else { return nil }
    return CheckpointKeeper(known: keeping.known?.checkpoint) { [self] checkpoint in
      let kept = KeptTraining(
        beginning: keeping.beginning, story: keeping.story, checkpoint: checkpoint)
      if let problem = checkpoints.keep(kept, as: keeping.name) {
        // The training is worth more than its checkpoint.
        note(.checkpointNotKept(problem.message, at: keeping.place))
      }
    }
  }

  /// Holds a file that the script has loaded against what the run that was stopped found in it.
  ///
  /// - Problems: `cannot-resume` where it holds something else now.
  func keep(_ file: DataRecord.Source, at span: Span) throws(Stop) {
    guard let checkpoints else { return }
    let name = checkpoints.next()
    if let former = checkpoints.loaded(name) {
      if former != file { throw stop(.cannotResume(.file(file.path), at: span)) }
    } else if let problem = checkpoints.keep(file, as: name) {
      note(.checkpointNotKept(problem.message, at: span))
    }
  }

  /// Tells again what was told of a training before the run was stopped, to whoever takes notes.
  func retell(_ story: KeptTraining.Story, _ keeping: Keeping, _ output: inout Output) {
    for event in story.history.map(TrainingEvent.epochEnded)
      + story.findings.map(TrainingEvent.noticed)
    {
      keeping.note(event)
      output.retold(event)
    }
  }
}

extension Diagnostic {
  static func cannotResume(_ difference: ResumeDifference, at span: Span) -> Diagnostic {
    let message: Text
    switch difference {
    case .data(let name):
      message = Text(
        en: "the run cannot be resumed: the file of '\(name)' is not what it was",
        pt: "a execução não pode ser retomada: o arquivo de '\(name)' não é o que era")
    case .training(let network):
      message = Text(
        en: "the run cannot be resumed: this training of '\(network)' is not what it was",
        pt: "a execução não pode ser retomada: este treino de '\(network)' não é o que era")
    case .weights(let network):
      message = Text(
        en: "the run cannot be resumed: '\(network)' begins with other weights than then",
        pt: "a execução não pode ser retomada: '\(network)' começa com outros pesos do que antes")
    case .file(let path):
      message = Text(
        en: "the run cannot be resumed: '\(path)' is not what it was",
        pt: "a execução não pode ser retomada: '\(path)' não é o que era")
    case .damaged(let network, let why):
      message = Text(
        en: "the run cannot be resumed: the checkpoint of '\(network)' \(why.en)",
        pt: "a execução não pode ser retomada: o checkpoint de '\(network)' \(why.pt)")
    }
    return .error(.cannotResume, message, at: Label(span), notes: [.runAnew])
  }

  /// - Parameter why: What has changed since the run that was stopped; a whole sentence.
  static func cannotResume(_ why: Text, in source: SourceFile) -> Diagnostic {
    .error(
      .cannotResume,
      Text(
        en: "the run cannot be resumed: \(why.en)",
        pt: "a execução não pode ser retomada: \(why.pt)"),
      at: Label(Span(source.id, 0..<0)), notes: [.runAnew])
  }

  /// - Parameter why: Why there is nothing to go on with.
  static func nothingKept(_ why: Text, at span: Span) -> Diagnostic {
    .warning(
      .nothingKept,
      Text(
        en:
          "nothing was kept that the run could go on with, so it begins from the start: \(why.en)",
        pt:
          "nada foi guardado com que a execução pudesse continuar, e ela começa do início: \(why.pt)"
      ),
      at: Label(span))
  }

  static func checkpointNotKept(_ why: Text, at span: Span) -> Diagnostic {
    .warning(
      .cannotWrite,
      Text(
        en: "the checkpoint of this training cannot be kept: \(why.en)",
        pt: "o checkpoint deste treino não pode ser guardado: \(why.pt)"),
      at: Label(span))
  }
}

extension Text {
  fileprivate static let noRun = Text(
    en: "only 'nn run' keeps some, and goes on with '--resume'",
    pt: "só 'nn run' os guarda, e continua com '--resume'")

  fileprivate static let runAnew = Text(
    en: "without '--resume' the script is run from its beginning",
    pt: "sem '--resume' o script é executado desde o início")
}
