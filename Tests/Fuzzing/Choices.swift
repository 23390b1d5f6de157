/// Decisions that bytes make, so that a fuzzer can change one and keep the others.
package struct Choices {
  private let bytes: [UInt8]
  private var next = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number from 0 to `count - 1`; 0 where the bytes have come to their end.
  mutating func below(_ count: Int) -> Int {
    guard next < bytes.count, count > 1 else { return 0 }
    defer { next += 1 }
    return Int(bytes[next]) % count
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// True once in `count` times.
  mutating func once(in count: Int) -> Bool { below(count) == count - 1 }
}
