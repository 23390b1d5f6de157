import Diagnostics
import Plans
import Tables

/// What is known of a training that diverged, for the message.
struct Divergence {
  var network: String
  var epoch: Int
  var iteration: Int
  var origin: DivergenceOrigin?
  /// The rate and the loss as the script writes them; `nil` where the training has several.
  var rate: (value: Double, span: Span)?
  var loss: Span?
  /// Where the rows of the training part stand in the file.
  var places: TrainingPlaces?
  /// Whether a batch is the whole training part.
  var isFullBatch = false
}

extension Diagnostic {
  /// A loss that is not finite: where it began, for which rows, and what to change.
  static func diverged(_ found: Divergence, at span: Span) -> Diagnostic {
    var notes = [found.origin.map(begin), found.rows].compactMap { $0 }
    var fixIts: [FixIt] = []
    var place = span
    if found.isLossUndefined {
      place = found.loss ?? span
      notes.append(
        Text(
          en:
            "a logarithm, a root or a division met 0 or less: keep it above, as 'log(max(x, 1e-7))'",
          pt:
            "um logaritmo, raiz ou divisão encontrou 0 ou menos: mantenha acima, 'log(max(x, 1e-7))'"
        ))
    } else if let rate = found.rate {
      place = rate.span
      let (now, tried) = (
        NumberText.short(rate.value), NumberText.short(rate.value / 10, digits: 2)
      )
      notes.append(
        Text(
          en: "most often the rate is too high: \(now) here",
          pt: "quase sempre a taxa é alta demais: aqui \(now)"))
      fixIts = [
        FixIt(
          Text(en: "try 'rate \(tried)'", pt: "experimente 'rate \(tried)'"),
          [Edit(rate.span, tried)])
      ]
    } else {
      notes.append(
        Text(
          en: "most often the rate is too high: try a tenth of it",
          pt: "quase sempre a taxa é alta demais: experimente um décimo"))
    }
    if let largest = found.origin?.largestInput, largest > 100 {
      let value = NumberText.short(largest)
      notes.append(
        Text(
          en:
            "the inputs go up to \(value): 'scale standard' in the data makes larger rates possible",
          pt: "as entradas vão até \(value): 'scale standard' nos dados permite taxas maiores"))
    }
    notes.append(
      Text(
        en: "the weights of '\(found.network)' are those before that iteration",
        pt: "os pesos de '\(found.network)' são os de antes dessa iteração"))
    return .error(
      .diverged,
      Text(
        en: "the loss is no longer finite in epoch \(found.epoch), iteration \(found.iteration)",
        pt: "a perda deixou de ser finita na época \(found.epoch), iteração \(found.iteration)"),
      at: Label(place),
      also: place == span
        ? [] : [Label(span, Text(en: "this training", pt: "este treinamento"))],
      notes: notes, fixIts: fixIts)
  }

  /// "it began in 'dense_2', in the matrix product".
  private static func begin(_ origin: DivergenceOrigin) -> Text {
    let place =
      origin.layer.map { Text(verbatim: "'\($0)'") } ?? Text(en: "the loss", pt: "perda")
    guard let operation = origin.operation else {
      guard origin.layer != nil, origin.samples.isEmpty else {
        return Text(en: "it began in \(place.en)", pt: "começou em \(place.pt)")
      }
      return Text(
        en: "the update before made weights of \(place.en) infinite",
        pt: "a atualização anterior tornou infinitos pesos de \(place.pt)")
    }
    let words = operationText(operation)
    let sources = sourceText(origin.sources)
    return Text(
      en: "it began in \(place.en), in \(words.en)\(sources.en)",
      pt: "começou \(origin.layer == nil ? "na" : "em") \(place.pt), em \(words.pt)\(sources.pt)")
  }

  private static func sourceText(_ sources: Set<DivergenceOrigin.Source>) -> Text {
    switch (sources.contains(.prediction), sources.contains(.target)) {
    case (true, true):
      Text(
        en: " of the prediction and the target", pt: " da predição e do alvo")
    case (true, false): Text(en: " of the prediction", pt: " da predição")
    case (false, true): Text(en: " of the target", pt: " do alvo")
    case (false, false): Text(verbatim: "")
    }
  }

  private static func operationText(_ name: String) -> Text {
    switch name {
    case "MatrixProduct": Text(en: "the matrix product", pt: "o produto de matrizes")
    case "add", "subtract": Text(en: "a sum", pt: "uma soma")
    case "multiply": Text(en: "a product", pt: "um produto")
    case "square": Text(en: "a square", pt: "um quadrado")
    case "divide": Text(en: "a division", pt: "uma divisão")
    case "power": Text(en: "a power", pt: "uma potência")
    case "exp", "expm1": Text(en: "an exponential", pt: "uma exponencial")
    case "log", "log1p": Text(en: "a logarithm", pt: "um logaritmo")
    case "sqrt": Text(en: "a square root", pt: "uma raiz quadrada")
    case "LogSoftmax", "Softmax": Text(en: "the softmax", pt: "o softmax")
    case "Reduction": Text(en: "a sum over values", pt: "uma soma de valores")
    default: Text(en: "'\(name)'", pt: "'\(name)'")
    }
  }
}

extension Divergence {
  /// Whether a formula of the loss itself is not defined there, rather than its numbers too large.
  fileprivate var isLossUndefined: Bool {
    guard let origin, origin.layer == nil, loss != nil else { return false }
    return ["log", "log1p", "divide", "sqrt"].contains(origin.operation)
  }

  /// For which rows of the batch it was not finite.
  fileprivate var rows: Text? {
    guard let origin, !origin.batch.isEmpty else { return nil }
    if isFullBatch, origin.samples.isEmpty || origin.samples.count == origin.batch.count {
      let all = NumberText.countText(origin.batch.count)
      return Text(
        en: "for all \(all.en) samples of the training part, which are one batch",
        pt: "para todas as \(all.pt) amostras da parte de treino, que são um só lote")
    }
    let isAll = origin.samples.isEmpty || origin.samples.count == origin.batch.count
    let shown = (isAll ? origin.batch : origin.samples).prefix(3).map { place(of: $0) }
    let more = (isAll ? origin.batch : origin.samples).count > 3 ? ", …" : ""
    let en = shown.map(\.en).joined(separator: ", ") + more
    let pt = shown.map(\.pt).joined(separator: ", ") + more
    let all = NumberText.countText(origin.batch.count)
    guard !isAll else {
      return Text(
        en: "the batch of that iteration: \(all.en) samples, \(en)",
        pt: "o lote dessa iteração: \(all.pt) amostras, \(pt)")
    }
    return Text(
      en:
        "not finite for \(NumberText.count(origin.samples.count)) of the batch's \(all.en) samples: "
        + en,
      pt:
        "não finita em \(NumberText.count(origin.samples.count, in: .portuguese)) das \(all.pt) amostras do lote: "
        + pt)
  }

  private func place(of sample: Int) -> Text {
    guard let line = places?.line(of: sample) else {
      return Text(en: "sample \(sample + 1)", pt: "amostra \(sample + 1)")
    }
    return Text(en: "line \(line)", pt: "linha \(line)")
  }
}
