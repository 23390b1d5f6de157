import CKernels

/// An endless row of random numbers, each of which can be had by its position.
///
/// - Source: Salmon, Moraes, Dror and Shaw (2011), Philox4x32-10.
package struct RandomStream: Sendable {
  package let seed: UInt64
  /// Which of the streams of `seed` it is.
  package let stream: UInt64
  /// What the next call takes.
  package private(set) var position: UInt64

  package init(seed: UInt64, stream: UInt64, position: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
    self.position = position
  }

  // MARK: By position

  /// 32 random bits.
  package func bits(at position: UInt64) -> UInt32 {
    var word: UInt32 = 0
    nn_random_bits(seed, stream, position, 1, &word)
    return word
  }

  /// A number of [0, 1), a multiple of 2⁻²⁴.
  package func uniform(at position: UInt64) -> Float {
    var number: Float = 0
    nn_random_uniform(seed, stream, position, 1, &number)
    return number
  }

  /// A number of a normal distribution of mean 0 and deviation 1.
  package func normal(at position: UInt64) -> Float {
    var number: Float = 0
    nn_random_normal(seed, stream, position, 1, &number)
    return number
  }

  /// Fills `places` with uniform numbers of [0, 1) from `first` on.
  package func fillUniform(_ places: UnsafeMutableBufferPointer<Float>, from first: UInt64 = 0) {
    guard let start = places.baseAddress else { return }
    nn_random_uniform(seed, stream, first, places.count, start)
  }

  /// Fills `places` with normal numbers from `first` on.
  package func fillNormal(_ places: UnsafeMutableBufferPointer<Float>, from first: UInt64 = 0) {
    guard let start = places.baseAddress else { return }
    nn_random_normal(seed, stream, first, places.count, start)
  }

  /// Fills `places` with a dropout mask from position `first` on: `1 / keeping` with probability
  /// `keeping`, else 0.
  package func fillMask(
    _ places: UnsafeMutableBufferPointer<Float>, keeping: Float, from first: UInt64 = 0
  ) {
    guard let start = places.baseAddress else { return }
    nn_random_mask(seed, stream, first, places.count, keeping, start)
  }

  /// The numbers below `count` in a random order, which is the same whatever was taken before.
  package func permutation(of count: Int) -> [Int] {
    permutationIndices(of: count).map(Int.init)
  }

  /// The same as `permutation(of:)`, in the form that gathering takes.
  package func permutationIndices(of count: Int) -> [Int32] {
    precondition(count >= 0 && count <= Int(Int32.max), "a count that fits 32 bits")
    return [Int32](unsafeUninitializedCapacity: count) { places, filled in
      if let start = places.baseAddress { nn_random_permutation(seed, stream, count, start) }
      filled = count
    }
  }

  /// Fills `places` with the numbers below its count in a random order; allocates nothing.
  package func fillPermutation(_ places: UnsafeMutableBufferPointer<Int32>) {
    guard let start = places.baseAddress else { return }
    nn_random_permutation(seed, stream, places.count, start)
  }

  // MARK: One after the other

  /// A number of [0, 1) with all the digits of a double; takes two positions.
  package mutating func uniform() -> Double {
    let high = UInt64(nextBits() >> 5)
    let low = UInt64(nextBits() >> 6)
    return Double(high << 26 | low) * 0x1p-53
  }

  /// A normal number; takes two positions, of which one number is left unused.
  package mutating func normal() -> Double {
    position += position & 1
    let number = normal(at: position)
    position += 2
    return Double(number)
  }

  /// A whole number of `0..<bound`; takes two positions.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a bound above 0")
    let bits = UInt64(nextBits()) | UInt64(nextBits()) << 32
    return Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  private mutating func nextBits() -> UInt32 {
    defer { position += 1 }
    return bits(at: position)
  }
}
