import Diagnostics
import Exporting

extension Diagnostic {
  /// A network that the other format cannot hold.
  static func cannotExport(_ network: String, _ problem: ExportProblem, at span: Span) -> Diagnostic
  {
    let layer = problem.layer.map { "'\($0)': " } ?? ""
    return .error(
      .cannotExport,
      Text(
        en: "'\(network)' cannot be written in this format: \(layer)\(problem.reason.en)",
        pt: "'\(network)' não pode ser gravada neste formato: \(layer)\(problem.reason.pt)"),
      at: Label(span), notes: [problem.remedy])
  }

  /// A file whose name says nothing about its format.
  static func exportFormatUnknown(_ path: String, at span: Span) -> Diagnostic {
    .error(
      .cannotExport,
      Text(
        en: "the name '\(path)' does not say in which format to write",
        pt: "o nome '\(path)' não diz em que formato gravar"),
      at: Label(span),
      notes: [
        Text(
          en: "end it with '.onnx', or say 'format: pytorch' or 'format: keras' behind the network",
          pt: "termine-o com '.onnx', ou diga 'format: pytorch' ou 'format: keras' depois da rede")
      ])
  }

  /// A file whose name fits another format than the one that the line names.
  static func exportEnding(
    _ path: String, _ format: String, ending: String, at span: Span
  ) -> Diagnostic {
    .error(
      .cannotExport,
      Text(
        en: "a file for '\(format)' ends in '\(ending)', and '\(path)' does not",
        pt: "um arquivo para '\(format)' termina em '\(ending)', e '\(path)' não"),
      at: Label(span))
  }
}
