import Checking
import Diagnostics
import Plans
import Vocabulary

/// The lines of a `plan` or `train` block, collected as control flow reaches them.
final class TrainingLines: LineTaker {
  private let interpreter: Interpreter
  private(set) var settings: [TrainingSetting] = []

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  func take(_ line: CheckedLine, _ frame: Frame) throws(Stop) {
    guard case .entry(let entry) = line.word else { return }
    guard entry.isAvailable else {
      throw interpreter.stop(.notAvailable(entry.name, at: line.wordSpan))
    }
    // A second line of one word, in a branch that was taken later, takes the place of the first;
    // phases follow one another.
    if entry.name != "phase" { settings.removeAll { $0.word == entry.name } }
    // What cannot be evaluated is unknown, but not missing.
    settings.append(
      TrainingSetting(
        word: entry.name, span: line.span, wordSpan: line.wordSpan, arguments: []))
    if entry.name == "phase" {
      let own = try interpreter.trainingSettings(line.block ?? [], frame)
      settings[settings.count - 1].phase = own
      return
    }
    let arguments = try interpreter.arguments(of: line, frame)
    settings[settings.count - 1].arguments = arguments
    try interpreter.checkValues(of: settings[settings.count - 1])
  }
}

extension Interpreter {
  func trainingSettings(
    _ statements: [CheckedStatement], _ frame: Frame
  ) throws(Stop) -> [TrainingSetting] {
    let lines = TrainingLines(self)
    try run(statements, frame, linesTo: lines)
    return lines.settings
  }

  /// Checks types and legal values of a line of a plan, whether or not the plan is ever used.
  func checkValues(of setting: TrainingSetting) throws(Stop) {
    for argument in setting.arguments {
      guard let description = argument.setting else { continue }
      switch description.type {
      case .function, .formula, .value: continue
      default: _ = try settingValue(argument, for: description, of: setting.word)
      }
    }
  }
}
