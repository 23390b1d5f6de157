/// Random numbers for one purpose of one run.
///
/// Every purpose has a stream of its own, so that adding dropout, say, does not change the
/// shuffles.
package struct RandomSource: Hashable, Sendable {
  package var seed: UInt64
  package var purpose: Purpose

  package init(_ seed: UInt64, _ purpose: Purpose) {
    self.seed = seed
    self.purpose = purpose
  }

  package init(seed: UInt64, purpose: Purpose) {
    self.init(seed, purpose)
  }

  /// What random numbers are for.
  package enum Purpose: Hashable, Sendable {
    /// The order of the samples in an epoch.
    case shuffle(epoch: Int)
    /// The first parameters of the `parameter`-th tensor of a network.
    case initialization(parameter: Int)
    /// Which outputs the `layer`-th layer leaves out in an iteration, counted over all epochs.
    case dropout(layer: Int, iteration: Int)
    /// Which samples belong to which part of the data.
    case split
    /// The samples that a named generator makes.
    case generator(String)
    /// What a script asks for, at its `call`-th call.
    case script(call: Int)
    /// The choices of a named search, sweep or resampling.
    case choice(String)
  }

  /// The numbers, from position 0.
  package var stream: RandomStream { RandomStream(seed: seed, stream: purpose.stream) }

  /// The number of the stream for `position`-wise access.
  package var streamNumber: UInt64 { purpose.stream }
}

extension RandomSource.Purpose {
  /// Four bits for the kind, and 60 for what tells its fellows apart.
  var stream: UInt64 {
    switch self {
    case .shuffle(let epoch): Self.stream(1, UInt64(truncatingIfNeeded: epoch))
    case .initialization(let parameter): Self.stream(2, UInt64(truncatingIfNeeded: parameter))
    case .dropout(let layer, let iteration):
      // 20 bits for the layer leave 40 for the iteration: a million layers, a trillion iterations.
      Self.stream(
        3,
        UInt64(truncatingIfNeeded: layer) << 40 | UInt64(truncatingIfNeeded: iteration)
          & 0xFF_FFFF_FFFF)
    case .split: Self.stream(4, 0)
    case .generator(let name): Self.stream(5, Self.hash(name))
    case .script(let call): Self.stream(6, UInt64(truncatingIfNeeded: call))
    case .choice(let name): Self.stream(7, Self.hash(name))
    }
  }

  private static func stream(_ kind: UInt64, _ rest: UInt64) -> UInt64 {
    kind << 60 | rest & 0x0FFF_FFFF_FFFF_FFFF
  }

  /// Fowler, Noll and Vo's hash FNV-1a, since `Hasher` differs from run to run.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
