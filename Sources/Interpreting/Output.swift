import Diagnostics
import Plans
import Reports

/// What a run tells its user, as text for people or as one JSON object a line.
struct Output {
  private let host: Host
  private let options: RunOptions
  private var progress: ProgressPrinter
  /// In a run of a sweep, trainings and evaluations go into its table, and are not shown.
  private let recorder: RunRecorder?

  init(_ host: Host, _ options: RunOptions, _ recorder: RunRecorder? = nil) {
    self.recorder = recorder
    self.host = host
    self.options = options
    progress = ProgressPrinter(
      style: options.style, language: options.language, isQuiet: options.isQuiet)
  }

  /// What `print` says.
  func printed(_ text: String) {
    report?.note(text + "\n")
    host.write((options.isJSON ? line("print", text) : text) + "\n")
  }

  /// A table, a chart or a formula that was asked for.
  func shown(_ text: String) {
    report?.note(text)
    show(text)
  }

  /// A picture as text.
  func drawn(_ text: String) { show(text) }

  private func show(_ text: String) {
    if options.isJSON {
      host.write(line("show", text) + "\n")
    } else {
      host.write(text.hasSuffix("\n") ? text : text + "\n")
    }
  }

  /// What takes notes; runs of a sweep go into its table instead.
  private var report: RunReport? { recorder == nil ? host.report : nil }

  private func line(_ event: String, _ text: String) -> String {
    JSONValue.object([("event", .string(event)), ("text", .string(text))]).text
  }

  mutating func training(_ event: TrainingEvent) {
    if let recorder {
      recorder.note(event)
      return
    }
    report?.note(event)
    host.journal?.note(event)
    if options.isJSON {
      if !options.isQuiet { host.write(eventJSON(event) + "\n") }
    } else {
      let text = progress.text(for: event)
      if !text.isEmpty { host.write(text) }
    }
  }

  /// Tells what was told before the run was stopped to those who take notes, and to nobody else.
  func retold(_ event: TrainingEvent) {
    if let recorder { return recorder.note(event) }
    report?.note(event)
    host.journal?.note(event)
  }

  /// Says that a training is taken as the run that was stopped has left it.
  func taken(_ network: String, epochs: Int) {
    guard recorder == nil, !options.isQuiet, !options.isJSON else { return }
    let count = NumberText.count(epochs)
    let text = Text(
      en: "Training \(network)\n  taken from its checkpoint, \(count) epochs\n",
      pt: "Treinando \(network)\n  tomada de seu checkpoint, \(count) épocas\n")
    host.write(text[options.language].shownSafely)
  }

  func stepped(_ step: StepReport) {
    host.write(
      options.isJSON
        ? stepJSON(step) + "\n" : stepText(step, style: options.style, language: options.language))
  }

  /// The epoch that a step ended.
  func endedByStep(_ epoch: EpochResult) {
    guard !options.isQuiet || !options.isJSON else { return }
    var lines = ProgressPrinter(style: .plain, language: options.language, isQuiet: false)
    host.write(
      options.isJSON
        ? eventJSON(.epochEnded(epoch)) + "\n" : "  " + lines.text(for: .epochEnded(epoch)))
  }

  func wentBack(_ report: BackReport) {
    host.write(
      options.isJSON ? backJSON(report) + "\n" : backText(report, language: options.language))
  }

  func evaluated(_ evaluation: Evaluation) {
    if let recorder { return recorder.note(evaluation) }
    report?.note(evaluation)
    host.journal?.note(evaluation)
    host.write(
      options.isJSON
        ? evaluationJSON(evaluation) + "\n"
        : evaluationText(evaluation, style: options.style, language: options.language))
  }
}
