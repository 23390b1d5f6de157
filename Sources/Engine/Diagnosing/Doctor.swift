import Graphs
import Kernels
import Plans

/// Watches a training that goes on for what a teacher would point out, and changes nothing in it.
///
/// Losses are looked at after each epoch; units and gradients twice, after the fifth epoch and at the
/// end, on at most a thousand samples. So the loop of iterations does nothing for it.
struct Doctor: Codable {
  /// Fewer of them are no pattern.
  private static let fewestEpochs = 10
  /// A share of the first loss; any smaller gain is none.
  private static let smallestGain = 0.001
  /// Of the units of a layer; a third is what a healthy training at a lively rate leaves.
  private static let deadShare = 0.5
  /// Between the gradients of the first and the last weights.
  private static let smallestRatio = 1e-4
  private static let examinedEpoch = 5

  private let epochsBefore: Int
  /// How far the validation loss rises above its lowest before it means something: by a quarter, and
  /// by three times the chance in the mean of so many samples (a rise to 1.55 for 100 of them).
  private let overfittingRise: Double
  private var epochs = 0
  private var first: EpochResult?
  private var lowestLoss = Double.infinity
  private var lowestValidation: EpochResult?
  private var told: Set<Finding.Kind> = []

  init(epochsBefore: Int, validationSamples: Int) {
    self.epochsBefore = epochsBefore
    overfittingRise = 1.25 + 3 / Double(max(validationSamples, 1)).squareRoot()
  }

  /// Whether it can count on from where it is.
  var isSound: Bool {
    let counts = 0...(1 << 53)
    return counts.contains(epochs) && counts.contains(epochsBefore)
      && [first, lowestValidation].compactMap(\.self).allSatisfy { counts.contains($0.epoch) }
  }

  /// What an epoch shows; `examination` is asked for only where it is time.
  mutating func findings(
    after result: EpochResult, _ examination: () -> Examination?
  ) -> [Finding] {
    epochs += 1
    var found = [flatLoss(result), overfitting(result)].compactMap { $0 }
    if epochs == Self.examinedEpoch { found += findings(in: examination()) }
    return untold(found)
  }

  /// What the network at the end of a training shows.
  mutating func findings(_ examination: () -> Examination?) -> [Finding] {
    guard epochs > 0, epochs != Self.examinedEpoch else { return [] }
    return untold(findings(in: examination()))
  }

  private mutating func untold(_ findings: [Finding]) -> [Finding] {
    findings.filter { told.insert($0.kind).inserted }
  }

  // MARK: Losses

  /// A network that was trained before may have nothing left to gain.
  private mutating func flatLoss(_ result: EpochResult) -> Finding? {
    guard let first else {
      self.first = result
      return nil
    }
    lowestLoss = min(lowestLoss, result.loss)
    guard epochs == Self.fewestEpochs, epochsBefore == 0, abs(first.loss) > 1e-3,
      lowestLoss > first.loss - Self.smallestGain * abs(first.loss)
    else { return nil }
    return .flatLoss(epochs: epochs, loss: result.loss, rate: result.rate)
  }

  private mutating func overfitting(_ result: EpochResult) -> Finding? {
    guard let validation = result.validationLoss else { return nil }
    guard let lowest = lowestValidation, let least = lowest.validationLoss, validation > least
    else {
      lowestValidation = result
      return nil
    }
    guard result.epoch >= lowest.epoch + Self.fewestEpochs, least > 0,
      validation > overfittingRise * least, result.loss < lowest.loss
    else { return nil }
    return .overfitting(
      turned: lowest.epoch, lowest: least, epoch: result.epoch, validationLoss: validation,
      loss: result.loss)
  }

  // MARK: Units and gradients

  private func findings(in examination: Examination?) -> [Finding] {
    guard let examination else { return [] }
    var found: [Finding] = []
    let worst = examination.units.max {
      Double($0.dead) / Double($0.count) < Double($1.dead) / Double($1.count)
    }
    if let worst, Double(worst.dead) >= Self.deadShare * Double(worst.count), worst.dead > 1 {
      found.append(
        .deadUnits(
          layer: worst.layer, dead: worst.dead, of: worst.count, samples: examination.samples))
    }
    guard let first = examination.gradients.first, let last = examination.gradients.last,
      examination.gradients.count > 1, first.size.isFinite, last.size > 0
    else { return found }
    let ratio = first.size / last.size
    if ratio < Self.smallestRatio, found.isEmpty {
      found.append(.vanishingGradient(first: first.layer, last: last.layer, ratio: ratio))
    } else if ratio > 1 / Self.smallestRatio {
      found.append(.explodingGradient(first: first.layer, last: last.layer, ratio: ratio))
    }
    return found
  }
}

extension Finding {
  fileprivate enum Kind: String, Codable { case deadUnits, vanishing, exploding, flat, overfitting }

  fileprivate var kind: Kind {
    switch self {
    case .deadUnits: .deadUnits
    case .vanishingGradient: .vanishing
    case .explodingGradient: .exploding
    case .flatLoss: .flat
    case .overfitting: .overfitting
    }
  }
}
