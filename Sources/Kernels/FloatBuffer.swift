import CKernels

/// Floats in one place of memory that begins at a multiple of 64 bytes and never moves.
///
/// It is shared storage, like the memory of a program: who writes it sees to it that nobody else
/// reads or writes the same places meanwhile.
package final class FloatBuffer: @unchecked Sendable {
  package let count: Int
  private let memory: UnsafeMutableRawPointer
  /// Whose memory it is, where it is part of another's.
  private let owner: FloatBuffer?

  /// The bytes between two places that loops like to begin at.
  package static let alignment = 64

  /// A buffer of `count` zeros.
  package init(count: Int) {
    precondition(count >= 0, "a buffer needs a count of 0 or more")
    (self.count, owner) = (count, nil)
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    memory = .allocate(byteCount: bytes, alignment: Self.alignment)
    memory.bindMemory(to: Float.self, capacity: max(count, 1))
      .initialize(repeating: 0, count: max(count, 1))
  }

  /// A buffer that holds `values`.
  package convenience init(_ values: [Float]) {
    self.init(count: values.count)
    values.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      pointer.update(from: first, count: source.count)
    }
  }

  /// The `count` floats of `owner` from `offset` on, a multiple of 16, which become zeros.
  package init(_ owner: FloatBuffer, from offset: Int, count: Int) {
    let part = owner.view(offset..<offset + count)
    part.update(repeating: 0)
    (self.count, self.owner) = (count, owner)
    memory = UnsafeMutableRawPointer(owner.pointer + offset)
  }

  deinit {
    if owner == nil { memory.deallocate() }
  }

  /// Where the floats begin; for loops that check their extents themselves.
  package var pointer: UnsafeMutablePointer<Float> {
    memory.assumingMemoryBound(to: Float.self)
  }

  /// All floats.
  package var all: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: pointer, count: count)
  }

  /// The floats at `range`; valid as long as the buffer lives.
  package func view(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a view inside the buffer")
    return UnsafeMutableBufferPointer(start: pointer + range.lowerBound, count: range.count)
  }

  package subscript(_ index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "an index inside the buffer")
      return pointer[index]
    }
    set {
      precondition(index >= 0 && index < count, "an index inside the buffer")
      pointer[index] = newValue
    }
  }

  /// A copy of the floats.
  package var values: [Float] { Array(all) }

  /// A buffer of its own with the same floats.
  package func copy() -> FloatBuffer {
    let copy = FloatBuffer(count: count)
    copy.pointer.update(from: pointer, count: count)
    return copy
  }
}

extension FloatBuffer {
  /// The numbers of a matrix of `columns`, column by column.
  package func transposed(columns: Int) -> FloatBuffer {
    let result = FloatBuffer(count: count)
    if columns > 0 { nn_transpose(pointer, count / columns, columns, result.pointer) }
    return result
  }
}
