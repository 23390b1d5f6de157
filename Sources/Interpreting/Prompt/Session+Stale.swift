import Checking
import Diagnostics
import Engine

extension Session {
  /// Says what rests on a name that has just been given another meaning.
  func tellStale(_ record: StatementRecord, _ formerNames: Set<String>, _ before: SessionState) {
    let names = record.declared.filter { formerNames.contains($0) && $0 != Self.resultName }
    guard record.kind != .assignment, record.kind != .look else { return }
    for name in names {
      forgetCompiled(usersOf: name)
      for line in staleLines(after: name, before) {
        host.write(options.style.painted("  \(line[options.language])", .faint) + "\n")
      }
    }
  }

  /// The declarations that rest on `name`, directly or through others, the latest of each name.
  private func users(of name: String) -> [StatementRecord] {
    var affected: Set = [name]
    var users: [StatementRecord] = []
    for record in latestDeclarations where !affected.isDisjoint(with: record.used) {
      guard record.declared.contains(where: { $0 != name }) else { continue }
      affected.formUnion(record.declared)
      users.append(record)
    }
    return users
  }

  /// The declarations that still hold, in their order.
  private var latestDeclarations: [StatementRecord] {
    var seen: Set<String> = []
    let latest = records.reversed().filter { record in
      record.declared.contains { seen.insert($0).inserted }
    }
    return latest.reversed()
  }

  /// Lets functions that call the new one be compiled anew.
  private func forgetCompiled(usersOf name: String) {
    for user in users(of: name) {
      for name in user.declared {
        switch value(named: name) {
        case .function(let function): function.key = nil
        case .optimizer(let optimizer): optimizer.key = nil
        default: break
        }
      }
    }
  }

  private func staleLines(after name: String, _ before: SessionState) -> [Text] {
    var lines: [Text] = []
    if case .network(let former)? = before.value(named: name),
      let iterations = former.model?.iterationsTrained, iterations > 0
    {
      lines.append(
        Text(
          en: "the new '\(name)' begins untrained; ':undo' brings the trained one back",
          pt: "a nova '\(name)' começa sem treino; ':undo' traz de volta a treinada"))
    }
    for user in users(of: name) {
      guard let own = user.declared.first else { continue }
      lines += staleLine(own, after: name, before).map { [$0] } ?? []
    }
    for network in Reached(interpreter).networks {
      if case .data(let former)? = before.value(named: name), network.training?.data === former,
        value(named: network.name).isNetwork(network)
      {
        lines.append(
          Text(
            en: "'\(network.name)' was trained on the former '\(name)'",
            pt: "'\(network.name)' foi treinada com o '\(name)' anterior"))
      }
    }
    return lines
  }

  private func staleLine(_ user: String, after name: String, _ before: SessionState) -> Text? {
    switch value(named: user) {
    case .network(let network):
      guard (network.model?.iterationsTrained ?? 0) > 0 else { return nil }
      return Text(
        en: "'\(user)' uses '\(name)': its next training may begin with new weights",
        pt: "'\(user)' usa '\(name)': seu próximo treino pode começar com pesos novos")
    case .function, .optimizer, .unknown: return nil
    default:
      return Text(
        en: "'\(user)' was made with the former '\(name)'; enter it again to renew it",
        pt: "'\(user)' foi feito com o '\(name)' anterior; digite-o de novo para renová-lo")
    }
  }

  /// The value that `name` has at the top level.
  func value(named name: String) -> RunValue {
    guard let place = checker.global(named: name), interpreter.globals.indices.contains(place)
    else { return .unknown }
    return interpreter.globals[place]
  }
}

extension RunValue {
  fileprivate func isNetwork(_ network: Network) -> Bool {
    if case .network(let own) = self { own === network } else { false }
  }
}
