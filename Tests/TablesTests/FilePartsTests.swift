import Diagnostics
import Kernels
import Testing

@testable import Tables

@Suite struct FilePartsTests {
  @Test func `each file is a part, found by the names of its columns`() throws {
    let data = try prepared(
      train: "a,b,y\n1,2,no\n3,4,yes\n5,6,no\n", test: "y,a,b\nyes,7,8\n",
      .target("y").scale(.minmax))
    #expect(data.train.count == 3)
    #expect(data.test?.count == 1)
    // Learnt from the training file alone: 7 lies beyond its range from 1 to 5.
    #expect(data.test.map { Array($0.inputs.floats.view(0..<2)) } == [1.5, 1.5])
  }

  @Test func `the training file gives the validation part`() throws {
    let rows = (0..<10).map { "\($0),\($0 % 2)\n" }.joined()
    let data = try prepared(
      train: "a,y\n" + rows, test: "a,y\n1,1\n",
      .target("y", kind: .binary).split(validation: .share(0.2)))
    #expect(data.train.count == 8)
    #expect(data.validation?.count == 2)
    #expect(data.test?.count == 1)
  }

  @Test func `what has a file is not split off`() {
    let found = problem {
      _ = try prepared(
        train: "a,y\n1,2\n2,3\n", test: "a,y\n1,1\n", .target("y").split(test: .share(0.5)))
    }
    #expect(found?.code == .splitImpossible)
  }

  @Test(arguments: [("a,y\n1,2\n", "a,z\n1,1\n"), ("a,y\n1,2\n", "a,b,y\n1,1,1\n")])
  func `files with different columns are told so`(train: String, test: String) {
    let found = problem { _ = try prepared(train: train, test: test, .target("y")) }
    #expect(found?.code == .unknownColumn)
  }

  @Test func `a class that only the test file has cannot be learnt`() {
    let found = problem {
      _ = try prepared(train: "a,y\n1,no\n2,yes\n", test: "a,y\n1,no\n1,yes.\n", .target("y"))
    }
    #expect(found?.code == .unseenLevel)
    #expect(found?.message.en.contains("line 3") == true)
  }

  @Test func `a text among the numbers of another file is found with its line`() {
    let found = problem {
      _ = try prepared(
        train: "a,b,y\n1,1,1\n2,2,2\n", test: "a,b,y\n3,4,5\nlow,5,6\n", .target("y"))
    }
    #expect(found?.code == .textInNumberColumn)
    #expect(found?.message.en.contains("line 3") == true)
  }

  @Test func `a dropped column may be of numbers in one file and of texts in the other`() throws {
    let data = try prepared(
      train: "a,b,y\n1,1,1\n2,2,2\n", test: "a,b,y\nlow,5,6\n", .target("y").drop("a"))
    #expect(data.test?.count == 1)
  }

  private func prepared(train: String, test: String, _ steps: Steps) throws -> PreparedData {
    try withTemporaryFile(Array(train.utf8)) { first in
      try withTemporaryFile(Array(test.utf8)) { second in
        let source = DataSource.files(
          train: PartFile(id: 1, path: first), validation: nil, test: PartFile(id: 2, path: second))
        return try steps.prepared(readTable(source))
      }
    }
  }
}
