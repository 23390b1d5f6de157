import Checking
import Diagnostics
import Testing

@Suite struct LengthTests {
  @Test func `a script full of mistakes is checked in time, each mistake reported`() {
    // Quadratic work would take minutes here.
    let lines = (0..<5_000).map { "let name\($0) = wrong\($0)" }
    #expect(checked(lines.joined(separator: "\n")).problems.count == 5_000)
  }

  @Test func `a long script of all kinds is checked without a problem`() {
    let parts = (0..<300).map { number in
      """
      fn f\(number)(x) = x ^ 2 + 1
      for i in 1..3 { print f\(number)(i), "is {f\(number)(i)}" }
      network n\(number) { dense 16, relu; repeat 2 { dense 8, tanh }; dense 1, sigmoid }
      """
    }
    #expect(messages(parts.joined(separator: "\n")) == [])
  }
}
