import Diagnostics
import Shapes

extension Diagnostic {
  static func fileUnreadable(_ message: Text, at span: Span) -> Diagnostic {
    .error(
      .fileUnreadable, message, at: Label(span),
      notes: [
        Text(
          en: "paths are relative to the script's directory",
          pt: "caminhos são relativos ao diretório do script")
      ])
  }

  // MARK: Saving

  static func savedUnderOtherName(
    _ path: String, of network: String, at span: Span
  ) -> Diagnostic {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let point = path[name...].lastIndex(of: ".") ?? path.endIndex
    let isExport = [".onnx", ".py"].contains(path[point...])
    let line = "export \(network) to \"\(path)\""
    return .error(
      .cannotSave,
      Text(
        en: "'save' writes the format safetensors, and '\(path)' does not end in '.safetensors'",
        pt: "'save' grava no formato safetensors, e '\(path)' não termina em '.safetensors'"),
      at: Label(span),
      notes: isExport
        ? [
          Text(
            en: "for other programs, write '\(line)'",
            pt: "para outros programas, escreva '\(line)'")
        ] : [],
      fixIts: path.contains("\"") || path.contains("\\") || path.contains("{")
        ? [] : [.replace(span, with: "\"\(path[..<point]).safetensors\"", isSafe: false)])
  }

  static func nothingToSave(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotSave,
      Text(
        en: "'\(network)' has no weights yet, since the shape of its input is not known",
        pt: "'\(network)' ainda não tem pesos, pois a forma de sua entrada não é conhecida"),
      at: Label(span),
      notes: [
        Text(
          en: "train it first, or let it begin with a line such as 'input 4'",
          pt: "treine-a antes, ou comece-a com uma linha como 'input 4'")
      ])
  }

  static func cannotSave(_ network: String, unwritable name: String, at span: Span) -> Diagnostic {
    .error(
      .cannotSave,
      Text(
        en:
          "'\(network)' cannot be saved: a function of it, or a formula of its data, uses '\(name)'",
        pt: "'\(network)' não pode ser salva: uma função dela, ou fórmula dos dados, usa '\(name)'"),
      at: Label(span),
      notes: [
        Text(
          en: "numbers, texts, lists of them, and other functions can be written along with it",
          pt: "números, textos, listas deles e outras funções podem ser gravados junto")
      ])
  }

  static func notFiniteToSave(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotSave,
      Text(
        en: "'\(network)' cannot be saved: a number in its plan is not finite",
        pt: "'\(network)' não pode ser salva: um número de seu plano não é finito"),
      at: Label(span))
  }

  // MARK: Loading

  /// - Parameter why: The end of a sentence that begins with the file.
  static func cannotLoad(
    _ path: String, _ why: Text, at span: Span, remedy: Text? = nil
  ) -> Diagnostic {
    .error(
      .cannotLoad, Text(en: "'\(path)' \(why.en)", pt: "'\(path)' \(why.pt)"), at: Label(span),
      notes: remedy.map { [$0] } ?? [])
  }

  static func shapeNeededToLoad(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotLoad,
      Text(
        en: "the file holds tensors alone, and the shape of the input of '\(network)' is not known",
        pt: "o arquivo só tem tensores, e a forma da entrada de '\(network)' não é conhecida"),
      at: Label(span),
      notes: [
        Text(
          en: "let the network begin with a line such as 'input 4'",
          pt: "comece a rede com uma linha como 'input 4'")
      ])
  }

  static func activationsDiffer(
    _ layer: String, _ own: String, _ other: String, _ path: String, at span: Span
  ) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "'\(layer)' ends with '\(own)' in the script, and with '\(other)' in '\(path)'",
        pt: "'\(layer)' termina com '\(own)' no script, e com '\(other)' em '\(path)'"),
      at: Label(span))
  }

  static func tensorsDiffer(
    _ differences: TensorDifferences, network: String, path: String, at span: Span, declared: Span
  ) -> Diagnostic {
    let shown = differences.all.prefix(8).map(\.text)
    let rest = differences.all.count - shown.count
    let more = Text(en: "and \(rest) more", pt: "e mais \(rest)")
    return .error(
      .shapeMismatch,
      Text(
        en: "the layers of '\(network)' are others than those in '\(path)'",
        pt: "as camadas de '\(network)' são diferentes das de '\(path)'"),
      at: Label(span), also: [Label(declared, Text(en: "declared here", pt: "declarada aqui"))],
      notes: shown + (rest > 0 ? [more] : []))
  }

  /// A network whose file does not say what its data went through.
  static func preparationUnknown(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotLoad,
      Text(
        en: "the file that '\(network)' was loaded from does not say how rows become its input",
        pt: "o arquivo de onde '\(network)' foi lida não diz como registros viram sua entrada"),
      at: Label(span),
      notes: [
        Text(
          en: "name a data set of the script in place of the file",
          pt: "nomeie um conjunto de dados do script no lugar do arquivo")
      ])
  }

  /// A network is looked at without data, and its file does not say on which it was trained.
  static func dataNotNamed(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotLoad,
      Text(
        en: "the file that '\(network)' was loaded from does not say which data it was trained on",
        pt: "o arquivo de onde '\(network)' foi lida não diz com quais dados ela foi treinada"),
      at: Label(span),
      notes: [
        Text(
          en: "name them, as in 'plot regions(\(network), DATA)'",
          pt: "nomeie-os, como em 'plot regions(\(network), DADOS)'")
      ])
  }

  /// What needs the loss of a network, whose file holds weights alone.
  static func lossUnknown(_ network: String, at span: Span) -> Diagnostic {
    .error(
      .cannotLoad,
      Text(
        en: "the file that '\(network)' was loaded from does not say which loss it was trained "
          + "with",
        pt: "o arquivo de onde '\(network)' foi lida não diz com qual perda ela foi treinada"),
      at: Label(span),
      notes: [
        Text(
          en: "'save' writes it with the weights; a file of tensors alone does not have it",
          pt: "'save' a grava com os pesos; um arquivo só de tensores não a tem")
      ])
  }
}

extension TensorDifferences.Difference {
  fileprivate var text: Text {
    switch self {
    case .shape(let name, let wanted, let found):
      let (wanted, found) = (Shape(wanted).description, Shape(found).description)
      return Text(
        en: "'\(name)' is \(wanted) in the network, and \(found) in the file",
        pt: "'\(name)' é \(wanted) na rede, e \(found) no arquivo")
    case .missing(let name, let wanted):
      let wanted = Shape(wanted).description
      return Text(
        en: "'\(name)' is \(wanted) in the network, and not in the file",
        pt: "'\(name)' é \(wanted) na rede, e não está no arquivo")
    case .unknown(let name, let found):
      let found = Shape(found).description
      return Text(
        en: "'\(name)' is \(found) in the file, and not in the network",
        pt: "'\(name)' é \(found) no arquivo, e não está na rede")
    }
  }
}

extension SavedNetwork.Unreadable {
  /// The end of a sentence that begins with the file.
  var message: Text {
    switch self {
    case .format(let version) where Int(version) == nil:
      Text(
        en: "has the format '\(version.shownSafely)', which this version of 'nn' does not know",
        pt: "tem o formato '\(version.shownSafely)', que esta versão do 'nn' não conhece")
    case .format(let version):
      Text(
        en: "was written by a later version of 'nn' (format \(version.shownSafely))",
        pt: "foi gravado por uma versão mais nova do 'nn' (formato \(version.shownSafely))")
    case .text(let name):
      Text(
        en: "is damaged: what it says under '\(name)' cannot be read",
        pt: "está danificado: o que diz em '\(name)' não pode ser lido")
    case .unsound(let name):
      Text(
        en: "is damaged: its entry '\(name)' has values that no saved network has",
        pt: "está danificado: sua entrada '\(name)' tem valores que nenhuma rede salva tem")
    }
  }
}
