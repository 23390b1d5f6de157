import Diagnostics
import Tables

extension Interpreter {
  /// Holds the data that a network is measured on against the data that it learnt from.
  ///
  /// Each data set learns its levels and scales from its own training part; where these are others,
  /// the same number means something else to the network.
  func checkPreparation(
    of training: TrainedWith, _ part: DataPart, at span: Span
  ) throws(Stop) {
    let (trained, own) = (training.data, part.data)
    guard trained !== own, !trained.isPartial, !own.isPartial,
      let learnt = trained.prepared?.encoding, let found = own.prepared?.encoding
    else { return }
    let pair = DataPair(trained: trained.name, own: own.name)
    guard learnt.target.kind == found.target.kind else {
      throw stop(.targetsDiffer(pair, at: span))
    }
    guard learnt.target.classes == found.target.classes else {
      throw stop(
        .levelsDiffer(
          found.target.names.first ?? "", learnt.target.classes, found.target.classes, pair,
          at: span))
    }
    for (old, new) in zip(learnt.features, found.features) where old.levels != new.levels {
      throw stop(.levelsDiffer(new.name, old.levels, new.levels, pair, at: span))
    }
    if learnt.columnNames != found.columnNames {
      note(.columnsDiffer(learnt.columnNames, found.columnNames, pair, at: span))
    }
    let scaled =
      zip(learnt.features, found.features).filter { $0.scale != $1.scale }.map(\.1.name)
      + (learnt.target.scales == found.target.scales ? [] : found.target.names)
    if !scaled.isEmpty { note(.scalesDiffer(scaled, pair, at: span)) }
  }
}

/// The data that a network learnt from, and that which it is measured on.
struct DataPair {
  var trained: String
  var own: String
}

extension FeatureRule {
  /// How its numbers are scaled; levels are not.
  fileprivate var scale: LinearScale? {
    if case .number(_, let scale) = encoding { scale } else { nil }
  }
}
