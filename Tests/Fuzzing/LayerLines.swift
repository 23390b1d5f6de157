/// Random layers, each of which fits the shape that the ones before it give.
struct LayerLines {
  /// What the layers so far give: features, steps and features, or channels, height and width.
  var shape: [Int] = [2]
  private(set) var lines: [String] = []
  /// Networks that are layers of this one.
  private(set) var declarations = ""
  private var named: [(name: String, shape: [Int])] = []

  mutating func write(_ count: Int, _ choices: inout Choices) {
    if choices.once(in: 6) {
      // What is no place of the table is learnt as zeros.
      let units = choices.pick([3, 1, 8])
      lines.append("embedding \(units), 2")
      shape[shape.count - 1] *= units
    }
    for _ in 0..<count {
      writeLayer(&choices)
      writeJoint(&choices)
    }
    while shape.count > 1 { writeEnd(&choices) }
  }

  private mutating func writeLayer(_ choices: inout Choices) {
    if choices.once(in: 4) { return writeAny(&choices) }
    switch shape.count {
    case 1: writeFlat(&choices)
    case 2: writeSequence(&choices)
    default: writeImage(&choices)
    }
  }

  private static let activations = [
    "relu", "tanh", "sigmoid", "softplus", "leaky_relu", "elu", "selu", "gelu", "silu", "mish",
    "softmax", "linear",
  ]

  /// A layer that takes any shape and keeps it.
  private mutating func writeAny(_ choices: inout Choices) {
    lines.append(
      choices.pick([
        choices.pick(Self.activations), "dropout 30%", "batch_norm", "layer_norm",
        "batch_norm momentum: 0.5",
      ]))
  }

  private mutating func writeFlat(_ choices: inout Choices) {
    switch choices.below(6) {
    case 0, 1: writeDense(choices.pick([8, 1, 3, 7, 17, 64, 130]), &choices)
    case 2:
      let image = choices.pick([[1, 4, 4], [3, 5, 7], [2, 1, 1], [4, 8, 8], [1, 1, 9]])
      writeDense(image.reduce(1, *), &choices)
      lines.append("reshape \(image.dimensions)")
      shape = image
    case 3, 4:
      let sequence = choices.pick([[4, 6], [1, 3], [7, 1], [5, 8]])
      writeDense(sequence.reduce(1, *), &choices)
      lines.append("reshape \(sequence.dimensions)")
      shape = sequence
    default:
      declarations = "network part(width) {\n  dense width, tanh\n  add input\n}\n"
      lines.append("part \(shape[0])")
    }
  }

  private mutating func writeDense(_ units: Int, _ choices: inout Choices) {
    let extra = choices.pick([
      "", "", ", init: he", ", bias: false", ", init: le_cun", ", l2: 0.01", ", l1: 0.001",
    ])
    lines.append("dense \(units), \(choices.pick(Self.activations))\(extra)")
    shape[shape.count - 1] = units
  }

  private mutating func writeSequence(_ choices: inout Choices) {
    let (steps, features) = (shape[0], shape[1])
    switch choices.below(6) {
    case 0, 1, 2:
      let units = choices.pick([4, 1, 3, 9])
      let (all, both) = (choices.once(in: 2), choices.once(in: 3))
      lines.append(
        choices.pick(["gru", "rnn", "lstm"]) + " \(units)" + (all ? ", output: all" : "")
          + (choices.once(in: 4) ? ", layers: 2" : "")
          + (both ? ", direction: both" : ""))
      let width = both ? 2 * units : units
      shape = all ? [steps, width] : [width]
    case 3:
      let heads = choices.pick([1, 2, 3].filter { features % $0 == 0 })
      lines.append(
        "attention \(heads)" + choices.pick(["", ", mask: causal"])
          + choices.pick(["", ", positions: learned"]))
    case 4: writeDense(choices.pick([3, 1, 8]), &choices)
    default:
      let size = min(choices.pick([3, 1, 2]), steps)
      let isSame = choices.once(in: 2)
      lines.append("conv 3, kernel: \(size), relu" + (isSame ? ", padding: same" : ""))
      shape = [isSame ? steps : steps - size + 1, 3]
    }
  }

  private mutating func writeImage(_ choices: inout Choices) {
    let (channels, height, width) = (shape[0], shape[1], shape[2])
    switch choices.below(4) {
    case 0, 1:
      let size = [min(choices.pick([3, 1, 2]), height), min(choices.pick([3, 1, 2]), width)]
      let isSame = choices.once(in: 2)
      let stride = choices.pick([1, 1, 2])
      let groups = choices.pick([1, 2, 3, 4].filter { channels % $0 == 0 })
      let outputs = groups * choices.pick([2, 1, 5])
      let isWide = isSame && choices.once(in: 3)
      lines.append(
        "conv \(outputs), kernel: \(size.dimensions), \(choices.pick(Self.activations))"
          + (isSame ? ", padding: same" : "") + (stride > 1 ? ", stride: \(stride)" : "")
          + (groups > 1 ? ", groups: \(groups)" : "") + (isWide ? ", dilation: 2" : ""))
      shape = [outputs] + places([height, width], size, stride, isSame)
    case 2:
      let size = [min(2, height), min(choices.pick([2, 3]), width)]
      let isSame = choices.once(in: 2)
      let stride = choices.pick([1, 2])
      lines.append(
        choices.pick(["max_pool", "average_pool"]) + " \(size.dimensions), stride: \(stride)"
          + (isSame ? ", padding: same" : ""))
      shape = [channels] + places([height, width], size, stride, isSame)
    default: writeEnd(&choices)
    }
  }

  private func places(_ image: [Int], _ size: [Int], _ stride: Int, _ isSame: Bool) -> [Int] {
    zip(image, size).map { extent, size in
      isSame ? (extent + stride - 1) / stride : (extent - size) / stride + 1
    }
  }

  /// A layer that makes features of a sequence or an image.
  private mutating func writeEnd(_ choices: inout Choices) {
    if choices.once(in: 3) {
      lines.append("global_average_pool")
      shape = [shape.count == 2 ? shape[1] : shape[0]]
    } else {
      lines.append("flatten")
      shape = [shape.reduce(1, *)]
    }
  }

  /// Names the output, or joins one that has a name.
  private mutating func writeJoint(_ choices: inout Choices) {
    let known = named.isEmpty ? nil : choices.pick(named)
    switch choices.below(8) {
    case 4, 5:
      guard !lines[lines.count - 1].contains(" as ") else { return }
      let name = "s\(named.count)"
      lines[lines.count - 1] += " as \(name)"
      named.append((name, shape))
    case 6:
      guard let known, known.shape.count == shape.count else { return }
      let isImage = shape.count == 3
      guard
        isImage
          ? known.shape.dropFirst() == shape.dropFirst()
          : known.shape.dropLast() == shape.dropLast()
      else { return }
      if known.shape == shape {
        lines.append("add \(known.name)")
      } else {
        lines.append("concat \(known.name)")
        shape[isImage ? 0 : shape.count - 1] += known.shape[isImage ? 0 : shape.count - 1]
      }
    case 7:
      // A joint brings the layers between back in, so that they are not left out.
      guard let known, known.shape.count == 1, shape.count == 1 else { return }
      let name = "s\(named.count)"
      guard !lines[lines.count - 1].contains(" as ") else { return }
      lines[lines.count - 1] += " as \(name)"
      named.append((name, shape))
      lines += ["dense 5, tanh from \(known.name)", "concat \(name)"]
      shape = [5 + shape[0]]
    default: return
    }
  }
}

extension [Int] {
  /// The extents as the language writes them.
  fileprivate var dimensions: String { map(String.init).joined(separator: "x") }
}
