/// A script that makes samples, trains a random network on them for two epochs and evaluates it.
///
/// Most of these scripts are right; one that is not has to be refused like any other.
package struct NetworkScript {
  package private(set) var text = ""
  private var choices: Choices
  private var network: LayerLines

  package init(_ bytes: [UInt8]) {
    choices = Choices(bytes)
    network = LayerLines()
    write()
  }

  /// What a target is, and the network's last layer with it.
  private enum Kind {
    case yes, classes(Int), number
  }

  private mutating func write() {
    if choices.once(in: 4) { text += "seed \(choices.below(100))\n" }
    let kind = writeData()
    let end = lastLayer(for: kind)
    network.write(1 + choices.below(6), &choices)
    text += network.declarations
    text += "network net {\n" + network.lines.map { "  \($0)\n" }.joined() + "  \(end.layer)\n}\n"
    writeFunctions(end.loss)
    writeTraining(end.loss, kind)
    if hasTest { text += "evaluate net on d.test\n" }
    if choices.once(in: 3) { text += "evaluate net on d.train\n" }
    if choices.once(in: 6) { text += "train net on d with usual { seed 3 }\n" }
  }

  // MARK: Data

  private var hasTest = false
  private var hasValidation = false

  private mutating func writeData() -> Kind {
    // Large ones are for several threads, and for batches of several pieces.
    let count = choices.pick([40, 1, 2, 3, 7, 33, 64, 200, 700, 2_000])
    let noise = choices.pick(["0.1", "0", "2"])
    let (source, kind): (String, Kind) = choices.pick([
      ("moons", .yes), ("circles", .yes), ("blobs", .classes(4)), ("spirals", .classes(3)),
      ("line", .number), ("sine", .number),
    ])
    text += "data d {\n  read \(source)(samples: \(count), noise: \(noise), seed: 1)\n"
    network.shape = [source == "line" || source == "sine" ? 1 : 2]
    let isSeries = source == "sine" && choices.once(in: 2)
    if isSeries {
      let size = choices.pick([7, 1, 3])
      text += "  drop x\n  target y\n  window size: \(size)\n"
      network.shape = [size, 1]
    }
    text += choices.pick(["  scale standard\n", "", "  scale minmax\n"])
    (hasTest, hasValidation) = choices.pick([(true, false), (false, false), (true, true)])
    if hasTest {
      text += hasValidation ? "  split train: 60%, validation: 20%, test: 20%" : "  split test: 30%"
      text += isSeries ? ", order: kept\n" : "\n"
    }
    text += "}\n"
    return kind
  }

  // MARK: Loss

  private mutating func lastLayer(for kind: Kind) -> (layer: String, loss: String) {
    switch kind {
    case .yes:
      choices.pick([
        ("dense 1, sigmoid", "log_loss"), ("dense 1, sigmoid", "mse"), ("dense 1", "hinge"),
        ("dense 1, sigmoid", "binary_cross_entropy"), ("dense 2, softmax", "cross_entropy"),
      ])
    case .classes(let count):
      choices.pick([
        ("dense \(count), softmax", "cross_entropy"), ("dense \(count), softmax", "kl_divergence"),
        ("dense \(count)", "hinge"), ("dense \(count)", "hinge, form: structured"),
        ("dense \(count), softmax", "mse"), ("dense \(count), softmax", "own"),
      ])
    case .number:
      choices.pick([
        ("dense 1", "mse"), ("dense 1", "mae"), ("dense 1", "huber, delta: 0.5"),
        ("dense 1", "log_cosh"), ("dense 1, softplus", "poisson"), ("dense 1", "own"),
        ("dense 1", "mean((prediction - target) ^ 2) + 1e-3 * sum(weights ^ 2)"),
      ])
    }
  }

  private mutating func writeFunctions(_ loss: String) {
    if loss == "own" {
      text += """
        fn own(prediction, target) =
          mean(if target > prediction then 4 * (target - prediction) else prediction - target)

        """
    }
    text += """
      optimizer heavy_ball(momentum = 0.9) {
        state velocity = 0
        velocity = momentum * velocity + gradient
        weight = weight - rate * velocity
      }

      """
  }

  // MARK: Training

  private mutating func writeTraining(_ loss: String, _ kind: Kind) {
    let isPhased = choices.once(in: 5)
    text += "plan usual {\n  loss \(loss)\n"
    if isPhased {
      for _ in 0..<2 { text += "  phase { epochs 1; \(optimization().joined(separator: "; ")) }\n" }
    } else {
      text += "  epochs 2\n" + optimization().map { "  \($0)\n" }.joined()
    }
    let metrics =
      switch kind {
      case .yes: ["", "accuracy", "precision, recall, f1", "auc"]
      case .classes: ["", "accuracy", "top(k: 2)", "accuracy, f1"]
      case .number: ["", "rmse", "mae, r2"]
      }
    let chosen = choices.pick(metrics)
    if !chosen.isEmpty { text += "  metrics \(chosen)\n" }
    if choices.once(in: 6) {
      let monitor = hasValidation ? "validation.loss" : "loss"
      text += "  stop patience: 1 epochs, monitor: \(monitor), restore: best\n"
    }
    text += "}\ntrain net on d with usual\n"
  }

  /// The lines for one optimizer with its rate and batch.
  private mutating func optimization() -> [String] {
    var lines: [String] = []
    let optimizer = choices.pick([
      "adam", "sgd", "sgd, momentum: 0.9", "sgd, momentum: 0.5, nesterov: true", "adagrad",
      "rmsprop", "rmsprop, momentum: 0.9", "adamw", "nadam", "lion", "muon", "lbfgs", "heavy_ball",
    ])
    lines.append("optimizer \(optimizer)")
    if optimizer == "lbfgs" {
      lines.append("batch full")
    } else {
      lines.append("batch \(choices.pick(["16", "1", "2", "7", "512", "full"]))")
      lines.append(
        "rate "
          + choices.pick([
            "0.01", "0.001", "0.1", "10", "1e6", "0.01, decay: cosine",
            "fn(epoch) = 0.1 * 0.95 ^ epoch",
          ]))
    }
    if choices.once(in: 4) { lines.append("clip \(choices.pick(["norm: 1", "value: 0.5"]))") }
    return lines
  }
}
