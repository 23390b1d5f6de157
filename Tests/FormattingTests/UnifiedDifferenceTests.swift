import Formatting
import TestSupport
import Testing

@Suite struct UnifiedDifferenceTests {
  @Test func `equal texts have no difference`() {
    #expect(unifiedDifference(from: "a\nb\n", to: "a\nb\n", named: "x") == "")
  }

  @Test func `a changed line stands between its neighbours`() {
    let old = (1...9).map { "\($0)\n" }.joined()
    #expect(
      unifiedDifference(from: old, to: old.replacing("5\n", with: "five\n"), named: "x.nn") == """
        --- x.nn
        +++ x.nn
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func `changes far apart have hunks of their own`() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("\n2\n", with: "\n").replacing("\n19\n", with: "\n19\nmore\n")
    let text = unifiedDifference(from: old, to: new, named: "x")
    #expect(text.contains("@@ -1,5 +1,4 @@\n 1\n-2\n 3\n"))
    #expect(text.contains("@@ -17,4 +16,5 @@\n 17\n 18\n 19\n+more\n 20\n"))
  }

  @Test func `a missing line end is told`() {
    #expect(
      unifiedDifference(from: "a", to: "a\n", named: "x")
        == "--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n")
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `a difference turns the old text into the new one`(seed: UInt64) {
    var random = SplitMix(state: seed)
    func text() -> String {
      (0..<random.below(30)).map { _ in "\(random.below(4))\n" }.joined()
    }
    let (old, new) = (text(), text())
    let lines = unifiedDifference(from: old, to: new, named: "x").split(separator: "\n").dropFirst(
      2)
    let left = lines.filter { $0.first == "-" }.count - lines.filter { $0.first == "+" }.count
    #expect(left == old.count / 2 - new.count / 2)
    #expect(patched(old, by: lines.map(String.init)) == new)
  }

  private func patched(_ old: String, by lines: [String]) -> String {
    let old = old.split(separator: "\n").map(String.init)
    var result: [String] = []
    var place = 0
    for line in lines {
      if line.hasPrefix("@@") {
        let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
        let start = numbers[1] == 0 ? numbers[0] : numbers[0] - 1
        result += old[place..<start]
        place = start
      } else if line.hasPrefix("-") {
        #expect(old[place] == line.dropFirst())
        place += 1
      } else {
        if line.hasPrefix(" ") { place += 1 }
        result.append(String(line.dropFirst()))
      }
    }
    return (result + old[place...]).map { $0 + "\n" }.joined()
  }
}
