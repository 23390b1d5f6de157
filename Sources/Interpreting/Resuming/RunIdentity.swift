import Diagnostics
import Plans

/// What has to be the same for a run to go on with one that was stopped.
struct RunIdentity: Hashable, Codable {
  struct Script: Hashable, Codable {
    var name: String
    var text: String
  }

  /// The script and what it includes.
  var scripts: [Script]
  var parameters: [String: String]
  /// That of the command line.
  var seed: UInt64?
  var version: String

  init(_ sources: [SourceFile], _ options: RunOptions) {
    scripts = sources.map { Script(name: $0.name, text: $0.text) }
    parameters = options.parameters
    seed = options.seed
    version = options.origin.version
  }

  /// What is other than in `former`, the run that was stopped; `nil` where nothing is.
  func difference(from former: RunIdentity) -> Text? {
    for (own, other) in zip(scripts, former.scripts) where own.text != other.text {
      let line = Self.firstDifference(own.text, other.text)
      return Text(
        en: "'\(own.name)' has changed since then, from line \(line) on",
        pt: "'\(own.name)' mudou desde então, a partir da linha \(line)")
    }
    guard scripts.count == former.scripts.count else {
      return Text(
        en: "the script includes other files than then",
        pt: "o script inclui outros arquivos do que antes")
    }
    for name in Set(parameters.keys).union(former.parameters.keys).sorted()
    where parameters[name] != former.parameters[name] {
      let (old, new) = (former.parameters[name], parameters[name])
      let none = Text(en: "not set", pt: "não definido")
      return Text(
        en: "'\(name)' is \(new ?? none.en) on the command line, and was \(old ?? none.en)",
        pt: "'\(name)' é \(new ?? none.pt) na linha de comando, e era \(old ?? none.pt)")
    }
    if seed != former.seed {
      let (old, new) = (former.seed.map { String($0) }, seed.map { String($0) })
      let none = Text(en: "none", pt: "nenhuma")
      return Text(
        en: "'--seed' is \(new ?? none.en), and was \(old ?? none.en)",
        pt: "'--seed' é \(new ?? none.pt), e era \(old ?? none.pt)")
    }
    guard version == former.version else {
      return Text(
        en: "this is 'nn' \(version), and the run was begun with \(former.version)",
        pt: "este é o 'nn' \(version), e a execução foi iniciada com \(former.version)")
    }
    return nil
  }

  /// The first line, from 1, in which two texts differ.
  private static func firstDifference(_ a: String, _ b: String) -> Int {
    let (a, b) = (
      a.split(separator: "\n", omittingEmptySubsequences: false),
      b.split(separator: "\n", omittingEmptySubsequences: false)
    )
    return (zip(a, b).enumerated().first { $1.0 != $1.1 }?.offset ?? min(a.count, b.count)) + 1
  }
}
