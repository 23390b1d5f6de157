#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Rows of numbers in the form in which they were read, in one place of memory that grows.
///
/// It is shared storage: who fills it has filled it before anybody else sees it.
///
/// - Shapes: `[rows, columns]`, row-major.
package final class NumberMatrix: @unchecked Sendable {
  /// How wide a number is kept.
  package enum Form: Sendable {
    /// Whole numbers from 0 to 255.
    case bytes
    /// What is missing is not a number.
    case floats

    package var width: Int { self == .bytes ? 1 : MemoryLayout<Float>.stride }
  }

  package let form: Form
  package let columns: Int
  /// The columns in which a number is missing.
  package var columnsWithMissing: Set<Int> = []
  private var memory: UnsafeMutableRawPointer?
  /// In bytes.
  private var capacity = 0
  private var used = 0

  /// A matrix without rows.
  package init(_ form: Form, columns: Int) {
    precondition(columns > 0, "a matrix needs a column")
    self.form = form
    self.columns = columns
  }

  deinit { free(memory) }

  /// The rows that are there whole.
  package var rows: Int { used / (columns * form.width) }

  /// Sees to it that `count` rows have room.
  ///
  /// - Returns: Whether there is so much memory.
  package func reserve(rows count: Int) -> Bool {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: columns * form.width)
    return !overflow && reserve(bytes: bytes)
  }

  private func reserve(bytes: Int) -> Bool {
    guard bytes > capacity else { return true }
    // A large piece of memory grows without being copied, and what is not touched yet costs nothing.
    guard let grown = realloc(memory, bytes) else { return false }
    (memory, capacity) = (grown, bytes)
    return true
  }

  /// Adds numbers, which need not end with a row, in the form of the matrix.
  ///
  /// - Returns: Whether there was memory for them.
  package func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return true }
    let (needed, overflow) = used.addingReportingOverflow(bytes.count)
    guard !overflow, needed <= capacity || reserve(bytes: max(needed, capacity / 2 * 3)),
      let memory
    else { return false }
    (memory + used).copyMemory(from: start, byteCount: bytes.count)
    used = needed
    return true
  }

  /// Adds the rows of another matrix of the same form.
  package func append(_ other: NumberMatrix) -> Bool {
    precondition(other.form == form && other.columns == columns, "a matrix of the same form")
    columnsWithMissing.formUnion(other.columnsWithMissing)
    return append(UnsafeRawBufferPointer(start: other.memory, count: other.used))
  }

  /// Takes away the rows behind the first `count`.
  package func keepFirst(_ count: Int) {
    precondition(count >= 0 && count <= rows, "rows that there are")
    used = count * columns * form.width
  }

  package subscript(row: Int, column: Int) -> Double {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns, "a place inside the matrix")
    return form == .bytes
      ? Double(bytes[row * columns + column]) : Double(floats[row * columns + column])
  }

  /// The numbers, where they are bytes; for loops that check their extents themselves.
  package var bytes: UnsafePointer<UInt8> { start(UInt8.self) }

  /// The numbers, where they are floats.
  package var floats: UnsafePointer<Float> { start(Float.self) }

  private func start<Number>(_: Number.Type) -> UnsafePointer<Number> {
    guard let memory else { preconditionFailure("a matrix with rows") }
    return UnsafePointer(memory.assumingMemoryBound(to: Number.self))
  }
}

/// Which rows of a matrix are meant, in their order.
package final class RowIndices: @unchecked Sendable {
  package let count: Int
  private let memory: UnsafeMutablePointer<Int32>

  /// - Precondition: the rows fit 32 bits.
  package init(_ rows: some Collection<Int>) {
    count = rows.count
    memory = .allocate(capacity: max(count, 1))
    for (place, row) in rows.enumerated() { memory[place] = Int32(row) }
  }

  deinit { memory.deallocate() }

  package var start: UnsafePointer<Int32> { UnsafePointer(memory) }

  package subscript(_ place: Int) -> Int {
    precondition(place >= 0 && place < count, "a place among the rows")
    return Int(memory[place])
  }
}
