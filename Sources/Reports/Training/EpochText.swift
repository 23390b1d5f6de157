import Diagnostics
import Plans

/// The numbers of an epoch as words, in parts that a line can leave out from the end.
struct EpochText {
  let language: Language
  /// Epochs of the network before this training began.
  let before: Int
  /// Epochs that this training is going to have, where that is known.
  let planned: Int?

  /// `epoch  7/50`, counted over all trainings of the network.
  func head(_ epoch: Int) -> String {
    let word = Text(en: "epoch", pt: "época")[language]
    guard let planned else { return "\(word) \(epoch)" }
    let total = String(before + planned)
    return "\(word) \(String(epoch).paddedLeft(to: total.count))/\(total)"
  }

  func loss(_ loss: Double) -> String {
    Text(en: "loss", pt: "perda")[language] + " " + aligned(NumberText.short(loss))
  }

  /// Validation loss and metrics, with the names that the language has for them.
  func results(of result: EpochResult) -> [String] {
    var parts: [String] = []
    if let loss = result.validationLoss {
      let name = Text(en: "validation loss", pt: "perda na validação")[language]
      parts.append(name + " " + aligned(NumberText.short(loss)))
    }
    parts += result.metrics.map { "\($0.name) " + aligned(metricText($0.name, $0.value)) }
    parts += result.validationMetrics.map {
      "validation.\($0.name) " + aligned(metricText($0.name, $0.value))
    }
    return parts
  }

  func line(_ result: EpochResult) -> String {
    let parts = [head(result.epoch), loss(result.loss)] + results(of: result)
    return parts.joined(separator: "  ").trimmedAtEnd
  }

  /// The number so wide that those of other epochs stand below it.
  private func aligned(_ number: String) -> String {
    number.padded(to: number.hasSuffix("%") ? 6 : 7)
  }
}
