import CKernels

/// The instruction sets that this processor has, and those that it lacks are left out.
let variants: [nn_variant] = [NN_VARIANT_PLAIN, NN_VARIANT_AVX2, NN_VARIANT_AVX512].filter {
  defer { nn_force_plain(false) }
  return nn_force_variant($0)
}

/// Runs `body` with the loops of `variant`.
func with<Result>(_ variant: nn_variant, _ body: () throws -> Result) rethrows -> Result {
  _ = nn_force_variant(variant)
  defer { nn_force_plain(false) }
  return try body()
}

/// The same numbers from -1 to 1 in each run.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 23) - 1
  }

  mutating func next(_ count: Int) -> [Float] { (0..<count).map { _ in next() } }

  mutating func next(below count: Int) -> Int { Int((next() + 1) / 2 * Float(count)) % count }
}
