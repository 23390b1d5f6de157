import Diagnostics
import Testing

@testable import Tables

@Suite struct DataGuardTests {
  /// Rows whose features are all different, with the answer that `answer` gives.
  private func rows(_ count: Int, _ header: String, _ row: (Int) -> String) -> String {
    header + "\n" + (0..<count).map { row($0) + "\n" }.joined()
  }

  private func codes(_ steps: Steps, _ text: String) throws -> [Code] {
    try steps.prepared(text).notes.map(\.code)
  }

  // MARK: Repeated rows

  @Test func `copies of training rows in the test part are counted and shown`() throws {
    let text = rows(20, "x,y,kind") { row in
      let twin = row < 16 ? row : row - 16
      return "\(twin),\(twin * 7 % 5),\(twin % 2 == 0 ? "a" : "b")"
    }
    let notes = try Steps.target("kind").split(test: .share(0.2), keepsOrder: true).prepared(text)
      .notes
    #expect(notes.map(\.code) == [.repeatedRows])
    #expect(
      notes[0].message.en
        == "4 of 4 test rows stand in the training part too: line 18 is line 2 again, "
        + "line 19 is line 3 again, …")
  }

  @Test func `rows with equal features and other answers are no copies`() throws {
    let text = rows(20, "x,z,y") { row in "\(row % 16),\(row % 16 * 3 % 7),\(row)" }
    #expect(
      try codes(.target("y").split(test: .share(0.2), keepsOrder: true), text) == [])
  }

  @Test func `a single row that is there twice is chance`() throws {
    let text = rows(20, "x,z,y") { row in
      let value = row == 19 ? 3 : row
      return "\(value),\(value * 3 % 7),\(value * value % 11)"
    }
    #expect(
      try codes(.target("y").split(test: .share(0.2), keepsOrder: true), text) == [])
  }

  @Test func `data that repeats itself everywhere is no leak`() throws {
    // Nine of ten rows repeat within the training part, and one of fifteen test rows there.
    let text = rows(300, "x,z,y") { row in
      let value = row < 240 ? row % 24 : row < 244 ? row - 240 : row
      return "\(value),\(value * 3 % 7),\(value * value % 11)"
    }
    #expect(
      try codes(.target("y").split(test: .share(0.2), keepsOrder: true), text) == [])
  }

  // MARK: Copies of the target

  @Test func `the target in another unit is found with its line`() throws {
    let text = rows(12, "celsius,wind,fahrenheit") { row in
      "\(row * 3),\(row * 5 % 7),\(Double(row * 3) * 1.8 + 32)"
    }
    let notes = try Steps.target("fahrenheit").prepared(text).notes
    #expect(notes.map(\.code) == [.targetCopy])
    #expect(
      notes[0].message.en == "the target 'fahrenheit' is 1.8 · 'celsius' + 32 in all 12 rows")
    #expect(notes[0].notes.last?.en.contains("'drop celsius'") == true)
  }

  @Test func `what rounding leaves is no offset`() throws {
    let text = rows(12, "inches,wind,centimetres") { row in
      "\(Double(row + 3) / 2.54),\(row * 5 % 7),\(row + 3)"
    }
    let notes = try Steps.target("centimetres").prepared(text).notes
    #expect(
      notes.map(\.message.en) == ["the target 'centimetres' is 2.54 · 'inches' in all 12 rows"])
  }

  @Test func `a column with one value for each class is found, and so is one with several`() throws
  {
    let text = rows(60, "code,street,x,kind") { row in
      "\(row % 3 + 7),s\(row % 6),\(row * 7 % 59),\(["a", "b", "c"][row % 3])"
    }
    let notes = try Steps.target("kind").category("street").prepared(text).notes
    #expect(notes.map(\.code) == [.targetCopy])
    #expect(notes[0].column == "code")
    #expect(notes[0].notes.first?.en == "so does 'street'")
  }

  @Test func `what nearly says the target is a good feature and no copy`() throws {
    let text = rows(60, "code,x,kind") { row in
      "\(row == 7 ? 9 : row % 3 + 7),\(row * 7 % 59),\(["a", "b", "c"][row % 3])"
    }
    #expect(try codes(.target("kind"), text) == [])
    let line = rows(12, "x,z,y") { row in "\(row),\(row * 5 % 7),\(row == 4 ? 9 : row * 2)" }
    #expect(try codes(.target("y"), line) == [])
  }

  @Test func `a single feature is the exercise, and no copy`() throws {
    #expect(try codes(.target("y"), rows(12, "x,y") { "\($0),\($0 * 2 + 1)" }) == [])
  }

  // MARK: Classes

  @Test func `very unequal classes are told with what the largest alone scores`() throws {
    let text = rows(100, "x,z,kind") { row in
      "\(row),\(row * 7 % 31),\(row % 20 == 0 ? "yes" : "no")"
    }
    let notes = try Steps.target("kind").prepared(text).notes
    #expect(notes.map(\.code) == [.unequalClasses])
    #expect(notes[0].message.en.hasSuffix("'no' 95, 'yes' 5"))
    #expect(notes[0].notes.first?.en.contains("accuracy of 95%") == true)
  }

  @Test func `of many classes the smallest is shown beside the largest`() throws {
    let text = rows(140, "x,z,kind") { row in
      let kind =
        row < 70 ? "a" : row < 90 ? "b" : row < 110 ? "c" : row < 125 ? "d" : row < 137 ? "e" : "f"
      return "\(row),\(row * 7 % 31),\(kind)"
    }
    let notes = try Steps.target("kind").prepared(text).notes
    #expect(notes.first?.message.en.hasSuffix("'a' 70, 'b' 20, 'c' 20, 'd' 15, … 'f' 3") == true)
  }

  @Test func `one in five is not strongly unequal`() throws {
    let text = rows(100, "x,z,kind") { row in
      "\(row),\(row * 7 % 31),\(row % 5 == 0 ? "yes" : "no")"
    }
    #expect(try codes(.target("kind"), text) == [])
  }

  @Test func `a sorted file that is cut as it stands lacks classes, and a mixed one does not`()
    throws
  {
    let sorted = rows(60, "x,z,kind") { row in
      "\(row * 7 % 61),\(row * 5 % 31),\(["a", "b", "c"][row / 20])"
    }
    let step = Steps.target("kind").split(test: .share(0.2), keepsOrder: true)
    let notes = try step.prepared(sorted).notes
    #expect(notes.map(\.code) == [.classNotInPart])
    #expect(notes[0].message.en.hasSuffix("'test' has no row of 'a', 'b'"))
    #expect(try codes(.target("kind").split(test: .share(0.2)), sorted) == [])
    let mixed = rows(60, "x,z,kind") { row in
      "\(row * 7 % 61),\(row * 5 % 31),\(["a", "b", "c"][row % 3])"
    }
    #expect(try codes(step, mixed) == [])
  }

  // MARK: Constant columns

  @Test func `all constant columns are told at once, scaled or not, numbers or texts`() throws {
    let text = rows(12, "k,city,x,z,y") { row in
      "4,Recife,\(row),\(row * 5 % 7),\(row * row % 11)"
    }
    let notes = try Steps.target("y").prepared(text).notes
    #expect(notes.map(\.code) == [.constantColumn])
    #expect(notes[0].notes.first?.en.hasSuffix("'drop k, city'") == true)
  }
}
