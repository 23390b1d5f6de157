/// The loss of each batch as it was seen, in so much memory that it never grows.
///
/// Where there are more than `capacity`, each number is the mean of two, then of four neighbours:
/// 64 kB at most, made before the first iteration.
package struct LossSeries: Codable, Sendable {
  package struct Element: Hashable, Codable, Sendable {
    /// The last iteration that it is the mean of, from 1.
    package let iteration: Int
    package let loss: Float
  }

  private static let capacity = 4_096

  package private(set) var elements: [Element] = []
  /// How many iterations an element stands for.
  package private(set) var stride = 1
  private var sum = 0.0
  private var count = 0

  init() { elements.reserveCapacity(Self.capacity) }

  /// Whether it is one that `note` could have made.
  var isSound: Bool {
    elements.count < Self.capacity && (1...1 << 40).contains(stride) && (0...stride).contains(count)
  }

  /// Adds the loss of an iteration.
  mutating func note(_ loss: Double, iteration: Int) {
    sum += loss
    count += 1
    guard count >= stride else { return }
    elements.append(Element(iteration: iteration, loss: Float(sum / Double(count))))
    (sum, count) = (0, 0)
    guard elements.count >= Self.capacity else { return }
    for index in 0..<Self.capacity / 2 {
      let (a, b) = (elements[2 * index], elements[2 * index + 1])
      elements[index] = Element(iteration: b.iteration, loss: a.loss / 2 + b.loss / 2)
    }
    elements.removeLast(elements.count - Self.capacity / 2)
    stride *= 2
  }

  /// Forgets what came behind iteration `last`.
  mutating func cut(after last: Int) {
    elements.removeAll { $0.iteration > last }
    (sum, count) = (0, 0)
  }
}
