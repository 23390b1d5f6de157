import Checking
import Diagnostics
import Engine
import Formatting
import Syntax

extension Session {
  /// The session as a script in the canonical layout, with only what matters to what there is now.
  ///
  /// It has been run from the beginning, and gave the same values and weights.
  package func script() -> Result<String, FileProblem> {
    var kept: [String] = []
    switch keptRecords() {
    case .failure(let problem): return .failure(problem)
    case .success(let texts): kept = texts
    }
    let text = kept.joined(separator: "\n") + "\n"
    guard !kept.isEmpty,
      let script = formatted(parse(SourceFile(name: "script", text: text)))
    else {
      return .failure(
        FileProblem(
          Text(en: "there is nothing to write yet", pt: "ainda não há nada a escrever")))
    }
    if let name = nameThatDiffers(in: script) {
      return .failure(
        FileProblem(
          Text(
            en: "run from the beginning, the script gives another '\(name)' than there is now; "
              + "nothing is written",
            pt: "executado desde o começo, o script dá um '\(name)' diferente do atual; "
              + "nada é escrito")))
    }
    return .success(script)
  }

  /// The statements that what there is now rests on.
  private func keptRecords() -> Result<[String], FileProblem> {
    // From the last to the first.
    var kept: [StatementRecord] = []
    // The names that a later statement declares anew.
    var later: Set<String> = []
    for record in records.reversed() where record.kind != .look {
      let former = record.used.intersection(later)
      switch record.kind {
      case .declaration where record.declared.allSatisfy(later.contains): continue
      case .assignment where record.declared.allSatisfy(later.contains): continue
      case .change where record.callee.map(onlyGivesValue) == true: continue
      case .change where isAbout(former, in: record): continue
      default: break
      }
      let others = former.subtracting(record.declared)
      if record.isFunction,
        let index = kept.firstIndex(where: { !others.isDisjoint(with: $0.declared) })
      {
        // It uses the new ones, so it goes behind the last of them.
        kept.insert(record, at: index)
        later.formUnion(record.declared)
        continue
      }
      if let name = others.sorted().first {
        return .failure(
          FileProblem(
            Text(
              en: "'\(record.text.firstLine)' rests on the '\(name)' of before, which a script "
                + "cannot have beside the new one; enter it again, and then write",
              pt: "'\(record.text.firstLine)' se baseia no '\(name)' anterior, que um script "
                + "não pode ter ao lado do novo; digite-o de novo, e então escreva")))
      }
      kept.append(record)
      if record.kind != .assignment { later.formUnion(record.declared) }
    }
    return .success(kept.reversed().map(\.text))
  }

  /// Whether a call of `name` does nothing but give a value, as far as its declaration tells.
  private func onlyGivesValue(_ name: String) -> Bool {
    guard case .function(let function) = value(named: name) else { return true }
    if case .expression = function.function.body { return true }
    return false
  }

  /// Whether all networks in `record` are `former` ones.
  private func isAbout(_ former: Set<String>, in record: StatementRecord) -> Bool {
    let networks = record.used.filter { name in
      if case .network = value(named: name) { true } else { false }
    }
    return !networks.isEmpty && networks.isSubset(of: former)
  }

  /// Runs `script` in a session of its own.
  ///
  /// - Returns: A name whose value is another one there; `nil` where there is none.
  private func nameThatDiffers(in script: String) -> String? {
    var silent = host
    silent.write = { _ in }
    silent.warn = { _ in }
    silent.writeFile = { _, _ in nil }
    let replayed = Session(host: silent, options: options)
    guard replayed.run(script, named: "script") == .completed else {
      return records.last?.declared.first ?? Self.resultName
    }
    return names.first { name in
      name != Self.resultName && !Self.isSame(value(named: name), replayed.value(named: name))
    }
  }

  private static func isSame(_ a: RunValue, _ b: RunValue) -> Bool {
    if case .network(let a) = a, case .network(let b) = b {
      return a.model?.iterationsTrained == b.model?.iterationsTrained
        && a.model?.weightHash == b.model?.weightHash
    }
    return a.printed(isNested: true) == b.printed(isNested: true)
  }
}

extension String {
  fileprivate var firstLine: String {
    split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }
}
