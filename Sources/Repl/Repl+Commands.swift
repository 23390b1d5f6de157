import Diagnostics
import Interpreting
import Prelude
import Reports
import Vocabulary

extension Repl {
  /// Does what a line with a colon asks for.
  func perform(_ word: String, _ argument: String) {
    guard let command = ReplCommand(word) else { return refuse(ReplCommand.unknown(word)) }
    switch command {
    case .help: help(argument)
    case .show: show(argument)
    case .type: tellType(argument)
    case .why: tellWhy(argument)
    case .time: time(argument)
    case .undo: undo(argument)
    case .write: write(argument)
    case .open: open(argument)
    case .reset: reset()
    case .edit: edit()
    case .language: speak(argument)
    case .quit: leave()
    }
  }

  /// Says what a command lacks.
  private func refuse(lacking command: ReplCommand) {
    let (name, argument) = (command.rawValue, command.argument)
    refuse(
      Text(
        en: "write it as ':\(name) \(argument.en)': \(command.summary.en)",
        pt: "escreva-o como ':\(name) \(argument.pt)': \(command.summary.pt)"))
  }

  // MARK: Help

  private func help(_ word: String) {
    let word = word.trimmed
    if word.isEmpty { return host.write(helpPage) }
    if word.hasPrefix(":"), let command = ReplCommand(String(word.dropFirst())) {
      return help(for: command)
    }
    let catalogue = Catalogue.builtin
    let style = host.style()
    var pages: [String] = []
    if let group = WordGroup(rawValue: word) {
      pages.append(wordList(group, of: catalogue, style: style, language: language))
    }
    pages += catalogue.entries(named: word).map { entryHelp($0, style: style, language: language) }
    if pages.isEmpty, let code = Code(rawValue: word) {
      pages.append(explanationPage(code, style: style, language: language))
    }
    if pages.isEmpty, session.names.contains(word) { return run("show \(word)") }
    if pages.isEmpty, let command = ReplCommand(rawValue: word) { return help(for: command) }
    if pages.isEmpty {
      pages += settingHelp(word, of: catalogue, style: style, language: language).map { [$0] } ?? []
    }
    guard pages.isEmpty else { return host.write(pages.joined(separator: "\n")) }
    refuseUnknown(word, catalogue)
  }

  private func help(for command: ReplCommand) {
    let line = ":\(command.rawValue) \(command.argument[language])".trimmed
    host.write("\(line)  \(command.summary[language])\n")
  }

  private func refuseUnknown(_ word: String, _ catalogue: Catalogue) {
    let names =
      catalogue.entries.map(\.name) + WordGroup.allCases.map(\.rawValue) + session.names
      + ReplCommand.allCases.map(\.rawValue)
    let foreign = catalogue.entries.first { entry in
      entry.foreignNames.values.contains { $0.lowercased() == word.lowercased() }
    }
    // `learn` is in 'learning_rate', which is 'rate' here.
    let within = catalogue.entries.filter { entry in
      word.count >= 4
        && entry.foreignNames.values.contains { $0.lowercased().contains(word.lowercased()) }
    }
    let near =
      (foreign?.name ?? closestName(to: word, among: names)).map { [$0] }
      ?? Array(within.map(\.name).prefix(6)) + nearNames(to: word, among: names, count: 6)
    if near.count == 1 {
      return refuse(
        Text(
          en: "there is no word '\(word)'; did you mean '\(near[0])'?",
          pt: "não existe a palavra '\(word)'; você quis dizer '\(near[0])'?"))
    }
    guard !near.isEmpty else {
      return refuse(
        Text(
          en: "there is no word '\(word)'; ':help' shows where to begin",
          pt: "não existe a palavra '\(word)'; ':help' mostra por onde começar"))
    }
    var seen: Set<String> = []
    let list = near.filter { seen.insert($0).inserted }.prefix(6).map { "'\($0)'" }
      .joined(separator: ", ")
    refuse(
      Text(
        en: "there is no word '\(word)'; near it are \(list)",
        pt: "não existe a palavra '\(word)'; perto dela há \(list)"))
  }

  /// All of it on one screen of 24 lines and 80 columns, with the prompt below.
  private var helpPage: String {
    let commands = ReplCommand.allCases.map { command in
      let line = ":\(command.rawValue) \(command.argument[language])".trimmed
      return "  " + line.padded(to: 24) + command.summary[language]
    }
    let groups = WordGroup.allCases.map(\.rawValue).joined(separator: " ").wrapped(to: 70)
      .map { "  " + $0 }
    let example = """
        data d { read moons(samples: 200, noise: 0.1) }
        network net { dense 8, tanh; dense 1, sigmoid }
        train net on d { loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 9 }
      """
    return Text(
      en: """
        Every line of a script can be typed; a value alone is shown, and is then 'it'.

        \(example)

        ';' behind a value hides it. Tab completes. ':help dense' explains a word;
        ':help layers' lists all of a kind:
        \(groups.joined(separator: "\n"))

        \(commands.joined(separator: "\n"))

        """,
      pt: """
        Cada linha de um script pode ser digitada aqui; um valor sozinho vira 'it'.

        \(example)

        ';' após um valor o cala. Tab completa. ':help dense' explica uma palavra;
        ':help layers' lista todas de um tipo:
        \(groups.joined(separator: "\n"))

        \(commands.joined(separator: "\n"))

        """)[language]
  }

  // MARK: Values

  private func show(_ name: String) {
    if !name.isEmpty { return run("show \(name)") }
    let overview = session.overview
    guard !overview.isEmpty else {
      return say(Text(en: "there are no names yet", pt: "ainda não há nomes"))
    }
    let names = overview.map(\.name.displayWidth).max() ?? 0
    let kinds = overview.map(\.kind[language].displayWidth).max() ?? 0
    let style = host.style()
    for (name, kind, value) in overview {
      let start = "  \(name.padded(to: names))  \(kind[language].padded(to: kinds))  "
      let room = max(style.width - start.displayWidth - 1, 0)
      let line = start + value.shownSafely.cut(to: room, ellipsis: style.ellipsis)
      host.write(line.trimmedEnd + "\n")
    }
  }

  private func tellType(_ expression: String) {
    guard !expression.isEmpty else { return refuse(lacking: .type) }
    if let kind = session.kind(ofExpression: expression) {
      host.write(kind[language] + "\n")
    } else {
      noteFailure()
    }
  }

  private func tellWhy(_ path: String) {
    guard !path.isEmpty else { return refuse(lacking: .why) }
    switch session.reason(for: path) {
    case .success(let lines): host.write(lines.map { $0[language] + "\n" }.joined())
    case .failure(let problem): refuse(problem.message)
    }
  }

  private func time(_ statement: String) {
    guard !statement.isEmpty else { return refuse(lacking: .time) }
    let start = host.now()
    // A training tells what takes its time.
    run(statement, isProfiling: true)
    let seconds = host.now() - start - session.secondsOfMeasuring
    say(Text(verbatim: fineDurationText(seconds)))
  }

  // MARK: The session

  private func undo(_ argument: String) {
    guard let count = argument.isEmpty ? 1 : Int(argument), count > 0 else {
      return refuse(lacking: .undo)
    }
    for _ in 0..<count {
      guard let text = session.undo() else {
        return refuse(Text(en: "there is nothing to undo", pt: "não há nada a desfazer"))
      }
      sayUndone(text)
    }
  }

  private func sayUndone(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let style = host.style()
    let shown = line.shownSafely.cut(to: max(style.width - 20, 10), ellipsis: style.ellipsis)
    // What was interrupted, and ':reset', have no text.
    say(
      shown.isEmpty
        ? Text(en: "undone", pt: "desfeito")
        : Text(en: "undone: \(shown)", pt: "desfeito: \(shown)"))
  }

  private func reset() {
    session.reset()
    say(
      Text(
        en: "all names and networks are gone; ':undo' brings them back",
        pt: "todos os nomes e redes se foram; ':undo' os traz de volta"))
  }

  private func open(_ path: String) {
    let path = path.unquoted
    guard !path.isEmpty else { return refuse(lacking: .open) }
    switch host.readScript(path) {
    case .failure(let problem): refuse(problem.message)
    case .success(let text):
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
      run(text, named: path, folder: path.hasPrefix("/") && folder.isEmpty ? "/" : folder)
    }
  }

  private func write(_ path: String) {
    let path = path.unquoted
    guard !path.isEmpty else { return refuse(lacking: .write) }
    switch session.script() {
    case .failure(let problem): refuse(problem.message)
    case .success(let text):
      if let problem = host.writeFile(path, Array(text.utf8)) {
        let why = problem.message
        return refuse(
          Text(
            en: "'\(path)' cannot be written: \(why.en)",
            pt: "'\(path)' não pode ser escrito: \(why.pt)"))
      }
      let count = text.split(separator: "\n").count
      say(
        Text(
          en: "wrote \(count) line\(count == 1 ? "" : "s") to '\(path)'; it gives the same values",
          pt: "\(count) linha\(count == 1 ? " escrita" : "s escritas") em '\(path)'; "
            + "ele dá os mesmos valores"))
    }
  }

  private func edit() {
    guard host.isTerminal else {
      return refuse(
        Text(en: "an editor needs a terminal", pt: "um editor precisa de um terminal"))
    }
    switch TextEditor(host.environment).edited(lastEntry) {
    case .failure(let problem): refuse(problem.message)
    case .success(let text):
      guard !text.trimmed.isEmpty else { return }
      host.write(text.hasSuffix("\n") ? text : text + "\n")
      take(text)
    }
  }

  private func speak(_ word: String) {
    guard let known = Language(rawValue: word) else { return refuse(lacking: .language) }
    language = known
    say(Text(en: "messages are in English", pt: "as mensagens são em português"))
  }
}

extension String {
  /// The text without the quotes around it.
  var unquoted: String {
    count >= 2 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : self
  }

  var trimmedEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
