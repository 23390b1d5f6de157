package import Diagnostics
import Engine
import Plans
package import Reports
import Syntax
import Tables
import Vocabulary

extension Interpreter {
  /// Notes what is trained, and on what, for a page about the run.
  func reportTraining(of network: Network, _ model: Model, _ part: DataPart) {
    guard recorder == nil, let report = host.report else { return }
    if let counts = try? model.plan.parameterCounts(scriptFunctions.table) {
      report.note(
        architectureDiagram(model.plan, parameterCounts: counts, language: options.language),
        of: network.name)
    }
    guard let prepared = part.data.prepared else { return }
    report.addFact(
      Text(en: "data \(part.data.name)", pt: "dados \(part.data.name)")[options.language],
      Text(
        en:
          "\(NumberText.count(prepared.sampleCount)) samples, content \(hex(prepared.contentHash))",
        pt:
          "\(NumberText.count(prepared.sampleCount, in: .portuguese)) amostras, conteúdo \(hex(prepared.contentHash))"
      )[options.language])
  }

  private func hex(_ hash: UInt64) -> String { String(hash, radix: 16) }
}

/// `source` cut into what a reader tells apart by colour.
package func scriptPieces(of source: SourceFile) -> [ScriptPiece] {
  var pieces: [ScriptPiece] = []
  var isStart = true
  for token in parse(source).tokens {
    if token.triviaStart < token.span.start {
      let trivia = source.text(of: Span(source.id, token.triviaStart..<token.span.start))
      pieces.append(ScriptPiece(trivia.contains("#") ? .comment : .other, trivia))
    }
    let text = source.text(of: token.span)
    if !text.isEmpty { pieces.append(ScriptPiece(kind(of: token, isStart: isStart), text)) }
    switch token.kind {
    case .separator: isStart = true
    case .punctuation: isStart = text == "{" || text == "}"
    default: isStart = false
    }
  }
  return pieces
}

private func kind(of token: Token, isStart: Bool) -> ScriptPiece.Kind {
  switch token.kind {
  case .number, .percent, .dimensions: .number
  case .text: .text
  case .reserved: .reserved
  // What opens a line is its word.
  case .name: isStart ? .word : .other
  case .punctuation, .separator, .unknown, .endOfFile: .other
  }
}
