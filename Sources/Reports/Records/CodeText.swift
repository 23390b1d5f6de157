package import Diagnostics
package import Plans

/// Where a script stood in its history, in a few words.
package func codeText(_ code: CodeState) -> Text {
  switch code {
  case .commit(let id, let branch, let changes):
    let place = id.prefix(12) + (branch.map { " (\($0))" } ?? "")
    let rest = changes.text
    return Text(en: place + rest.en, pt: place + rest.pt)
  case .noCommits: return Text(en: "a repository without commits", pt: "um repositório sem commits")
  case .noRepository: return Text(en: "in no repository", pt: "em nenhum repositório")
  case .noGit: return Text(en: "unknown: there is no git", pt: "desconhecido: não há git")
  case .unknown: return Text(en: "unknown", pt: "desconhecido")
  }
}

extension CodeState.Changes {
  fileprivate var text: Text {
    switch self {
    case .none: Text(verbatim: "")
    case .unknownScript:
      Text(en: ", which does not have the script", pt: ", que não tem o script")
    case .patch: Text(en: ", with changes", pt: ", com mudanças")
    case .tooLarge:
      Text(
        en: ", with changes too large to be kept", pt: ", com mudanças grandes demais para guardar")
    case .unknown:
      Text(
        en: ", perhaps with changes: git did not answer in time",
        pt: ", talvez com mudanças: o git não respondeu a tempo")
    }
  }
}
