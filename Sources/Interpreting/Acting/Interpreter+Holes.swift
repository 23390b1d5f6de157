import Checking
import Diagnostics
import Kernels
import Plans
import Tables
import Vocabulary

/// What the data says of a hole: the value, and why it is that one.
struct HoleAnswer {
  var value: String
  var reason: Text
  /// Whether nothing else fits.
  var isCertain = false
}

extension Interpreter {
  /// Answers the holes of a training and of the last layer of its network from the data.
  func answerHoles(
    in settings: [TrainingSetting], of network: Network, on prepared: PreparedData
  ) {
    guard isDry, !holes.isEmpty else { return }
    let last = lastLayer(of: network)
    answerLastLayer(last, prepared)
    let activation = last?.activation ?? lastActivation(for: prepared)
    let optimizer = settings.last { $0.word == "optimizer" }?.arguments.first?.value
    for setting in settings {
      for argument in setting.arguments where holes.contains(argument.span) {
        guard argument.setting?.isPositional == true else { continue }
        holeAnswers[argument.span] = answer(
          setting.word, prepared, activation: activation, optimizer: optimizer)
      }
    }
  }

  /// Lets the lines that a training lacks be proposed with what the holes in their place would get.
  ///
  /// The lack is told at the training's word or, without a block, at its line; or at a phase.
  func answerMissingLines(
    of network: Network, _ settings: [TrainingSetting], on prepared: PreparedData,
    at line: CheckedLine
  ) {
    guard isDry else { return }
    let activation = lastLayer(of: network)?.activation ?? lastActivation(for: prepared)
    let optimizer = settings.last { $0.word == "optimizer" }?.arguments.first?.value
    var lines: [String: String] = [:]
    for word in ["loss", "optimizer", "rate", "batch"] {
      let answer = answer(word, prepared, activation: activation, optimizer: optimizer)
      if let answer { lines[word] = "\(word) \(answer.value)" }
    }
    for place in [line.wordSpan, line.span] + settings.filter({ $0.phase != nil }).map(\.wordSpan) {
      lineAnswers[place] = lines
    }
  }

  /// Lets a line that names no data be proposed the data that was declared last, or that its network
  /// was trained on, and a training what that data asks for.
  func proposeData(
    to line: CheckedLine, of network: Network, _ settings: [TrainingSetting] = [],
    isEvaluated: Bool = false
  ) {
    let declared = globals.reversed().lazy.compactMap { value in
      if case .data(let data) = value { data } else { nil }
    }
    let trained = isEvaluated ? network.training?.data : nil
    guard isDry, let on = line.on, on.isUnknown, let data = trained ?? declared.first else {
      return
    }
    let prepared = data.isPartial ? nil : data.prepared
    if let prepared, !isEvaluated {
      answerMissingLines(of: network, settings, on: prepared, at: line)
    }
    let head = Span(line.span.file, line.span.start..<on.span.start)
    let part = isEvaluated && prepared?.test != nil ? ".test" : ""
    lineAnswers[head, default: [:]]["on"] = "on \(data.name)\(part)"
  }

  /// The holes of a network's lines, which nobody has evaluated yet.
  func noteHoles(of network: Network) {
    guard let last = lastLayer(of: network) else { return }
    for argument in last.line.arguments {
      if case .hole = argument.value.kind { holes.insert(argument.value.span) }
    }
  }

  private func answer(
    _ word: String, _ prepared: PreparedData, activation: String, optimizer: RunValue?
  ) -> HoleAnswer? {
    let target = targetText(prepared)
    let samples = prepared.train.count
    switch word {
    case "loss":
      let loss = loss(for: prepared, activation)
      return HoleAnswer(
        value: loss,
        reason: Text(
          en: "\(target.en), and the network ends with \(activation), so \(loss)",
          pt: "\(target.pt), e a rede termina com \(activation), logo \(loss)"))
    case "optimizer":
      return HoleAnswer(
        value: "adam",
        reason: Text(
          en: "adam needs the least care with the rate; sgd is the one of the textbooks",
          pt: "adam pede o menor cuidado com a taxa; sgd é o dos livros"))
    case "rate":
      let isPlain = optimizer?.printed() == "sgd"
      let rate = isPlain ? "0.1" : "0.01"
      return HoleAnswer(
        value: rate,
        reason: Text(
          en: "most often between 0.001 and 0.1; \(rate) is a good first try here",
          pt: "quase sempre entre 0.001 e 0.1; \(rate) é uma boa primeira tentativa aqui"))
    case "batch":
      let batch = samples < 64 ? "full" : samples < 1_000 ? "16" : "32"
      let count = NumberText.countText(samples)
      return HoleAnswer(
        value: batch,
        reason: Text(
          en: "the training part has \(count.en) samples; a power of two below that, or 'full'",
          pt: "a parte de treino tem \(count.pt) amostras; uma potência de dois menor, ou 'full'"))
    default: return nil
    }
  }

  private func loss(for prepared: PreparedData, _ activation: String) -> String {
    switch prepared.encoding.target.kind {
    case .classes: activation == "linear" ? "hinge" : "cross_entropy"
    case .binary: "log_loss"
    case .number: "mse"
    }
  }

  private func lastActivation(for prepared: PreparedData) -> String {
    switch prepared.encoding.target.kind {
    case .classes: "softmax"
    case .binary: "sigmoid"
    case .number: "linear"
    }
  }

  // MARK: The last layer

  private struct LastLayer {
    var line: CheckedLine
    /// The name of its activation, where it is written.
    var activation: String?
  }

  private func lastLayer(of network: Network) -> LastLayer? {
    guard case .block(let statements) = network.declaration.function.body,
      case .line(let line)? = statements.last?.kind
    else { return nil }
    let written = line.arguments.first { $0.setting?.name == "activation" }?.value.kind
    if case .builtin(let name, _)? = written { return LastLayer(line: line, activation: name) }
    let isOpen = written.map { if case .hole = $0 { true } else { false } } ?? false
    return LastLayer(line: line, activation: isOpen ? nil : "linear")
  }

  private func answerLastLayer(_ last: LastLayer?, _ prepared: PreparedData) {
    guard let last, case .entry(let entry) = last.line.word, entry.name == "dense" else { return }
    let target = targetText(prepared)
    for argument in last.line.arguments {
      guard case .hole = argument.value.kind else { continue }
      if argument.setting?.name == "units" {
        let outputs = prepared.encoding.target.outputs
        holeAnswers[argument.value.span] = HoleAnswer(
          value: "\(outputs)",
          reason: Text(en: "\(target.en), so \(outputs)", pt: "\(target.pt), logo \(outputs)"),
          isCertain: true)
      } else if argument.setting?.name == "activation" {
        let activation = lastActivation(for: prepared)
        holeAnswers[argument.value.span] = HoleAnswer(
          value: activation,
          reason: Text(
            en: "\(target.en), so the network ends with \(activation)",
            pt: "\(target.pt), logo a rede termina com \(activation)"))
      }
    }
  }
}

extension Diagnostic {
  /// The problem with what the data says of its hole.
  func answered(by answer: HoleAnswer?) -> Diagnostic {
    guard code == .hole, let answer else { return self }
    var problem = self
    problem.notes.insert(answer.reason, at: 0)
    problem.fixIts = [
      .replace(primary.span, with: answer.value, isSafe: answer.isCertain)
    ]
    return problem
  }

  /// The problem with the lines that the data asks for in the place of the words' examples, and with
  /// the data's own name.
  func answered(byLines lines: [String: String]?, _ catalogue: Catalogue) -> Diagnostic {
    guard [.missingLine, .missingTail].contains(code), let lines else { return self }
    var problem = self
    for (word, line) in lines {
      let example =
        code == .missingTail && word == "on"
        ? Diagnostic.exampleOfData : catalogue.word(word, in: .train)?.example
      guard let example else { continue }
      problem.notes = problem.notes.map { note in
        Text(en: note.en.replacing(example, with: line), pt: note.pt.replacing(example, with: line))
      }
      for fixIt in problem.fixIts.indices {
        for edit in problem.fixIts[fixIt].edits.indices {
          let text = problem.fixIts[fixIt].edits[edit].replacement
          problem.fixIts[fixIt].edits[edit].replacement = text.replacing(example, with: line)
        }
      }
    }
    return problem
  }
}
