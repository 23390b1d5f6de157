import Diagnostics
import Testing

@testable import Tables

@Suite struct SplitTests {
  private let shares = SplitStep(id: 1, train: 0.7, validation: .share(0.15), test: .share(0.15))

  @Test func `parts have their shares, and every row is in one of them`() throws {
    let order = Array((0..<150).reversed())
    let rows = try splitRows(150, classes: nil, shares, permutation: order)
    #expect([rows.train, rows.validation, rows.test].map(\.count) == [105, 22, 23])
    #expect((rows.train + rows.validation + rows.test).sorted() == Array(0..<150))
    // The order made by chance ends with the test part; rows of a part keep the file's order.
    #expect(rows.test == Array(0..<23))
  }

  @Test(arguments: [3, 10, 77, 150, 1040])
  func `each class is in each part with its share`(count: Int) throws {
    var random = SystemlessGenerator(state: UInt64(count))
    let classes = (0..<count).map { _ in Int32.random(in: 0..<3, using: &random) }
    let order = Array(0..<count).shuffled(using: &random)
    guard let rows = try? splitRows(count, classes: classes, shares, permutation: order) else {
      #expect(count < 10)
      return
    }
    for (part, share) in [(rows.train, 0.7), (rows.validation, 0.15), (rows.test, 0.15)] {
      #expect(abs(Double(part.count) - share * Double(count)) < 2)
      for place in 0..<3 as Range<Int32> {
        let all = classes.count { $0 == place }
        let here = part.count { classes[$0] == place }
        #expect(abs(Double(here) - share * Double(all)) <= 2)
      }
    }
    #expect((rows.train + rows.validation + rows.test).sorted() == Array(0..<count))
  }

  @Test func `equal classes are split equally`() throws {
    let classes = (0..<150).map { Int32($0 / 50) }
    let rows = try splitRows(150, classes: classes, shares, permutation: Array(0..<150))
    #expect(rows.train.count == 105)
    for place in 0..<3 as Range<Int32> {
      #expect(rows.train.count { classes[$0] == place } == 35)
    }
  }

  @Test func `a class with a single row is learnt`() throws {
    let classes = (0..<40).map { Int32($0 == 39 ? 1 : 0) }
    let rows = try splitRows(40, classes: classes, shares, permutation: Array(0..<40))
    #expect(rows.train.contains(39))
  }

  @Test func `a kept order puts the parts one after the other`() throws {
    let step = SplitStep(
      id: 1, validation: .share(0.2), test: .share(0.2), keepsOrder: true)
    let rows = try splitRows(10, classes: Array(repeating: 0, count: 10), step, permutation: [])
    #expect(rows == SplitRows(train: Array(0..<6), validation: [6, 7], test: [8, 9]))
  }

  @Test func `every fifth row needs no chance`() throws {
    let step = SplitStep(id: 1, test: .every(5))
    let rows = try splitRows(12, classes: nil, step, permutation: Array(0..<12))
    #expect(rows.test == [4, 9])
    #expect(rows.train == [0, 1, 2, 3, 5, 6, 7, 8, 10, 11])
    let both = SplitStep(id: 1, validation: .share(0.25), test: .every(4))
    let parts = try splitRows(40, classes: nil, both, permutation: Array(0..<40))
    #expect([parts.train, parts.validation, parts.test].map(\.count) == [20, 10, 10])
  }

  @Test func `the training part is the rest where it is left out`() throws {
    let step = SplitStep(id: 1, test: .share(0.25))
    #expect(try splitRows(8, classes: nil, step, permutation: Array(0..<8)).train.count == 6)
  }

  @Test(arguments: [
    SplitStep(id: 7, train: 0.7, validation: .share(0.2)),
    SplitStep(id: 7, train: 0.9, test: .share(0.2)),
    SplitStep(id: 7, test: .share(1)),
    SplitStep(id: 7, train: -0.5, test: .share(1.5)),
    SplitStep(id: 7, test: .share(.nan)),
    SplitStep(id: 7, test: .every(1)),
    SplitStep(id: 7, test: .every(0)),
    SplitStep(id: 7, validation: .share(0.01), test: .share(0.1)),
    SplitStep(id: 7, train: 0.8, test: .every(100)),
  ])
  func `parts that cannot be are a problem of the split`(step: SplitStep) {
    let error = problem {
      _ = try splitRows(10, classes: nil, step, permutation: Array(0..<10))
    }
    #expect(error?.code == .splitImpossible)
    #expect(error?.item == 7)
  }

  @Test func `the seed decides on the split, and nothing else does`() throws {
    let text = "x,y\n" + (0..<60).map { "\($0),\($0)\n" }.joined()
    let steps = Steps.target("y").split(test: .share(0.3))
    let first = try steps.prepared(text, seed: 1).test?.rows
    #expect(try steps.scale(.none).prepared(text, seed: 1).test?.rows == first)
    #expect(try steps.prepared(text, seed: 2).test?.rows != first)
  }
}
