/// A layer of a network, by its name in the language's catalogue, with its settings.
///
/// All that are not given have their defaults. `nn help layers`, or `Documentation/Reference/layers.md`,
/// lists the layers with their settings; an activation is a layer too.
public struct Layer: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case computation(word: String, [String: Argument])
    /// The sum of what comes in and of named outputs.
    case sum([String])
    /// What comes in and named outputs, side by side.
    case concatenation([String])
  }

  let kind: Kind
  private(set) var name: String?
  /// The named output that it takes, if it is not that of the layer before.
  private(set) var source: String?

  /// Any layer: `Layer("attention", ["heads": 2, "mask": "causal"])`.
  public init(_ word: String, _ settings: [String: Argument] = [:]) {
    kind = .computation(word: word, settings)
  }

  private init(_ kind: Kind) {
    self.kind = kind
  }

  /// The layer with its output called `name`, for layers further on; its weights are called so too.
  ///
  /// Without a name it is called by its kind and number among them: `dense_1`.
  public func named(_ name: String) -> Layer {
    var layer = self
    layer.name = name
    return layer
  }

  /// The layer taking the output called `name`, or the network's `input`, and not that of the layer
  /// before.
  public func after(_ name: String) -> Layer {
    var layer = self
    layer.source = name
    return layer
  }

  /// The sum of the output before it and of those called `names`: a shortcut around layers.
  public static func add(_ names: String...) -> Layer { Layer(.sum(names)) }

  /// The output before it and those called `names`, side by side.
  public static func concat(_ names: String...) -> Layer { Layer(.concatenation(names)) }
}

// MARK: - The common ones

extension Layer {
  /// Connects every input to every output.
  public static func dense(_ units: Int, _ activation: Activation? = nil) -> Layer {
    Layer("dense", ["units": .init(units)].with(activation))
  }

  /// A window of weights that moves over images or sequences.
  ///
  /// - Parameter isPadded: Whether zeros around the image keep its extents.
  public static func conv(
    _ channels: Int, kernel: [Int], stride: [Int] = [1], isPadded: Bool = false,
    _ activation: Activation? = nil
  ) -> Layer {
    Layer(
      "conv",
      [
        "channels": .init(channels), "kernel": .extents(kernel), "stride": .extents(stride),
        "padding": isPadded ? "same" : "valid",
      ].with(activation))
  }

  /// The largest value of each window; 2 stands for 2×2.
  public static func maxPool(_ window: Int) -> Layer {
    Layer("max_pool", ["window": .init(window)])
  }

  /// The mean of each window.
  public static func averagePool(_ window: Int) -> Layer {
    Layer("average_pool", ["window": .init(window)])
  }

  /// The mean of each channel over the whole image.
  public static let globalAveragePool = Layer("global_average_pool")

  /// The values of a sample in one row.
  public static let flatten = Layer("flatten")

  /// The same values in another shape.
  public static func reshape(_ shape: [Int]) -> Layer {
    Layer("reshape", ["shape": .extents(shape)])
  }

  /// Sets random values to zero while training, `fraction` of them.
  public static func dropout(_ fraction: Double) -> Layer {
    Layer("dropout", ["fraction": .number(fraction)])
  }

  /// Brings each feature to mean 0 and deviation 1 over the batch.
  public static let batchNorm = Layer("batch_norm")

  /// Brings each sample to mean 0 and deviation 1.
  public static let layerNorm = Layer("layer_norm")

  /// A learned vector in the place of each category; every input is one, counted from 0.
  public static func embedding(_ units: Int, categories: Int) -> Layer {
    Layer("embedding", ["units": .init(units), "categories": .init(categories)])
  }

  /// A plain recurrent layer.
  ///
  /// - Parameter givesAll: Whether the outputs of all steps are given, not the last one's alone.
  public static func rnn(_ units: Int, givesAll: Bool = false) -> Layer {
    recurrent("rnn", units, givesAll)
  }

  /// A recurrent layer with a memory and gates.
  public static func lstm(_ units: Int, givesAll: Bool = false) -> Layer {
    recurrent("lstm", units, givesAll)
  }

  /// A recurrent layer with gates.
  public static func gru(_ units: Int, givesAll: Bool = false) -> Layer {
    recurrent("gru", units, givesAll)
  }

  /// Each step of a sequence looks at all others.
  public static func attention(heads: Int) -> Layer {
    Layer("attention", ["heads": .init(heads)])
  }

  /// An activation by itself.
  public static func activation(_ activation: Activation) -> Layer {
    Layer(activation.name, activation.settings)
  }

  private static func recurrent(_ word: String, _ units: Int, _ givesAll: Bool) -> Layer {
    Layer(word, ["units": .init(units), "output": givesAll ? "all" : "last"])
  }
}

extension [String: Argument] {
  fileprivate func with(_ activation: Activation?) -> [String: Argument] {
    guard let activation else { return self }
    return merging(["activation": .function(activation.name, activation.settings)]) { $1 }
  }
}
