import Diagnostics
import Plans

/// What a person is told of a finding: what was seen, in numbers, and what to try.
func findingText(_ finding: Finding) -> Text {
  switch finding {
  case .deadUnits(let layer, let dead, let count, let samples):
    let (some, all) = (NumberText.countText(dead), NumberText.countText(count))
    let looked = NumberText.countText(samples)
    return Text(
      en:
        "\(some.en) of \(all.en) units of '\(layer)' are dead: 'relu' gives 0 for all of \(looked.en) "
        + "training samples, so they learn no more; try a lower rate, or 'leaky_relu'",
      pt: "\(some.pt) de \(all.pt) unidades de '\(layer)' estão mortas: 'relu' dá 0 em todas as "
        + "\(looked.pt) amostras de treinamento, e elas não aprendem mais; experimente uma taxa "
        + "menor, ou 'leaky_relu'")
  case .vanishingGradient(let first, let last, let ratio):
    let far =
      ratio > 0
      ? Text(
        en: "\(timesText(1 / ratio)) times smaller than in '\(last)'",
        pt: "\(timesText(1 / ratio)) vezes menor que em '\(last)'") : Text(verbatim: "0")
    return Text(
      en:
        "the gradient vanishes on its way back: in '\(first)' it is \(far.en), so the first layers "
        + "hardly learn; try 'relu', or fewer layers",
      pt: "o gradiente some no caminho de volta: em '\(first)' é \(far.pt), e as primeiras camadas "
        + "quase não aprendem; experimente 'relu', ou menos camadas")
  case .explodingGradient(let first, let last, let ratio):
    let times = timesText(ratio)
    return Text(
      en:
        "the gradient explodes on its way back: in '\(first)' it is \(times) times larger than in "
        + "'\(last)'; try 'clip norm: 1', or 'scale standard' in the data",
      pt: "o gradiente explode no caminho de volta: em '\(first)' é \(times) vezes maior que em "
        + "'\(last)'; experimente 'clip norm: 1', ou 'scale standard' nos dados")
  case .flatLoss(let epochs, let loss, let rate):
    let value = NumberText.short(loss)
    let reason =
      rate > 0 && rate <= 1e-5
      ? Text(
        en: "a rate of \(NumberText.short(rate)) hardly moves the weights; try 'rate 0.01'",
        pt: "uma taxa de \(NumberText.short(rate)) mal move os pesos; experimente 'rate 0.01'")
      : Text(
        en:
          "the rate may be too high or too low, the features not scaled, or the network too small",
        pt: "a taxa pode ser alta ou baixa demais, as entradas estar sem escala, ou a rede ser "
          + "pequena demais")
    return Text(
      en: "the loss does not fall: after \(epochs) epochs it is \(value), as after the first; "
        + reason.en,
      pt: "a perda não cai: depois de \(epochs) épocas é \(value), como depois da primeira; "
        + reason.pt)
  case .overfitting(let turned, let lowest, let epoch, let validation, let loss):
    let (low, now) = (NumberText.short(lowest), NumberText.short(validation))
    let own = NumberText.short(loss)
    return Text(
      en: "over-fitting since epoch \(turned): the validation loss has risen from \(low) to \(now) "
        + "in epoch \(epoch), while the training loss has fallen to \(own); "
        + "'stop patience: 10 epochs, restore: best' ends there",
      pt: "sobreajuste desde a época \(turned): a perda de validação subiu de \(low) para \(now) "
        + "na época \(epoch), enquanto a de treinamento caiu para \(own); "
        + "'stop patience: 10 epochs, restore: best' termina ali")
  }
}

/// A large factor, rounded to two digits: `3,200,000`.
private func timesText(_ factor: Double) -> String {
  guard factor >= 10, factor < 1e15 else { return NumberText.short(factor, digits: 2) }
  var unit = 1.0
  while factor / unit >= 100 { unit *= 10 }
  return NumberText.count(Int((factor / unit).rounded() * unit))
}

/// The members of a finding as JSON: its kind, its numbers, and its text in English.
func members(of finding: Finding) -> [(String, JSONValue)] {
  var members: [(String, JSONValue)] = [("event", .string("noticed"))]
  switch finding {
  case .deadUnits(let layer, let dead, let count, let samples):
    members += [
      ("finding", .string("dead_units")), ("layer", .string(layer)), ("dead", .integer(dead)),
      ("units", .integer(count)), ("samples", .integer(samples)),
    ]
  case .vanishingGradient(let first, let last, let ratio):
    members += [
      ("finding", .string("vanishing_gradient")), ("first", .string(first)),
      ("last", .string(last)), ("ratio", .number(ratio)),
    ]
  case .explodingGradient(let first, let last, let ratio):
    members += [
      ("finding", .string("exploding_gradient")), ("first", .string(first)),
      ("last", .string(last)), ("ratio", .number(ratio)),
    ]
  case .flatLoss(let epochs, let loss, let rate):
    members += [
      ("finding", .string("flat_loss")), ("epochs", .integer(epochs)), ("loss", .number(loss)),
      ("rate", .number(rate)),
    ]
  case .overfitting(let turned, let lowest, let epoch, let validation, let loss):
    members += [
      ("finding", .string("overfitting")), ("turned", .integer(turned)),
      ("lowest_validation_loss", .number(lowest)), ("epoch", .integer(epoch)),
      ("validation_loss", .number(validation)), ("loss", .number(loss)),
    ]
  }
  return members + [("text", .string(findingText(finding).en))]
}
