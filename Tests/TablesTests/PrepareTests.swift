import Diagnostics
import Kernels
import Plans
import Shapes
import Testing

@testable import Tables

@Suite struct PrepareTests {
  private let flowers = """
    length,color,size,species
    1,red,10,iris
    2,blue,20,rose
    3,red,30,iris
    4,green,40,rose

    """

  @Test func `numbers stay numbers, and texts have an input for each level`() throws {
    let data = try Steps.target("size").drop("species").prepared(flowers)
    #expect(data.inputNames == ["length", "color=blue", "color=green", "color=red"])
    #expect(data.inputShape == [4])
    #expect(data.train.rows == [[1, 0, 0, 1], [2, 1, 0, 0], [3, 0, 0, 1], [4, 0, 1, 0]])
    #expect(data.train.targetRows == [[10], [20], [30], [40]])
    #expect(data.validation == nil && data.test == nil)
  }

  @Test func `a category is one whatever its cells look like`() throws {
    let data = try Steps.target("y").category("code").prepared("code,y\n10,1\n9,2\n10,3\n")
    #expect(data.inputNames == ["code=9", "code=10"])
    #expect(data.train.rows == [[0, 1], [1, 0], [0, 1]])
  }

  @Test func `the target and what its formula reads are no features`() throws {
    let steps = Steps.target("large", reads: ["size"]) { .boolean($0.number("size") > 15) }
    let data = try steps.drop("color").prepared(flowers)
    #expect(data.inputNames == ["length", "species=iris", "species=rose"])
    #expect(data.classes == ["false", "true"])
    #expect(data.encoding.target.kind == .binary)
    #expect(data.train.targetRows == [[0], [1], [1], [1]])
  }

  @Test func `new columns are features and can be read by later formulas`() throws {
    let steps = Steps.target("size").drop("color", "species")
      .column("double") { .number(2 * $0.number("length")) }
      .column("triple") { .number($0.number("length") + $0.number("double")) }
    let data = try steps.prepared(flowers)
    #expect(data.inputNames == ["length", "double", "triple"])
    #expect(data.train.rows[1] == [2, 4, 6])
  }

  @Test func `rows leave where a condition is not true, or cannot be known`() throws {
    let steps = Steps.target("y").filter { row in
      row["x"] == .missing ? .missing : .boolean(row.number("x") > 1)
    }
    let data = try steps.prepared("x,y\n1,1\n2,2\n,3\n4,4\n")
    #expect(data.train.targetRows == [[2], [4]])
  }

  @Test func `the columns are told as the rows that stayed have them`() throws {
    let steps = Steps.target("size").filter { .boolean($0["species"] == .text("rose")) }
    let columns = try steps.prepared(flowers).columns
    #expect(columns[0].minimum == 2)
    #expect(columns[1].levels == [LevelCount("blue", 1), LevelCount("green", 1)])
    #expect(columns[3].levelCount == 1)
  }

  @Test func `every n-th counts the rows that remain`() throws {
    let steps = Steps.target("y").filter { .boolean($0.number("x") != 2) }.split(test: .every(2))
    let data = try steps.prepared("x,y\n1,1\n2,2\n3,3\n4,4\n5,5\n")
    #expect(data.test?.targetRows == [[3], [5]])
  }

  @Test func `missing drop looks only at columns that are used`() throws {
    let text = "x,note,y\n1,,1\n,a,2\n3,b,\n4,,4\n"
    let data = try Steps.target("y").drop("note").missing(.drop).prepared(text)
    #expect(data.train.rows == [[1], [4]])
    let some = try Steps.target("y").drop("note").missing(.drop, "y").missing(.mean, "x")
      .prepared(text)
    #expect(some.train.rows == [[1], [2.5], [4]])
  }

  @Test func `everything is learnt from the training part alone`() throws {
    // The last row is the test part: it has the largest number, the only z, and is not missed.
    let text = "x,w,c,y\n1,1,a,1\n,2,a,2\n3,3,,3\n8,5,b,4\n1000,1000,z,5\n"
    let steps = Steps.target("y").missing(.mean, "x").missing(.mostFrequent, "c")
      .scale(.minmax, "w").split(test: .every(5))
    let data = try steps.prepared(text)
    #expect(data.inputNames == ["x", "w", "c=a", "c=b"])
    #expect(
      data.train.rows == [[1, 0, 1, 0], [4, 0.25, 1, 0], [3, 0.5, 1, 0], [8, 1, 0, 1]])
    #expect(data.test?.rows == [[1000, 249.75, 0, 0]])
    #expect(data.notes.map(\.code) == [.unseenLevel])
    #expect(data.notes[0].message.en.contains("\"z\" (line 6)"))
  }

  @Test func `median and most frequent fill in numbers`() throws {
    let text = "x,y\n1,1\n,2\n2,3\n9,4\n9,5\n"
    #expect(try Steps.target("y").missing(.median).prepared(text).train.rows[1] == [5.5])
    #expect(try Steps.target("y").missing(.mostFrequent).prepared(text).train.rows[1] == [9])
  }

  @Test func `standard scaling divides by the population deviation`() throws {
    // 2, 4, 4, 4, 5, 5, 7, 9: the textbook's eight numbers with mean 5 and deviation 2.
    let text = "x,y\n" + [2, 4, 4, 4, 5, 5, 7, 9].map { "\($0),1\n" }.joined()
    let data = try Steps.target("y").scale(.standard).prepared(text)
    #expect(data.train.rows.map { $0[0] } == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
  }

  @Test func `filled cells count when a scale is learnt`() throws {
    let data = try Steps.target("y").missing(.mean).scale(.standard)
      .prepared("x,y\n0,1\n4,2\n,3\n,4\n")
    // Mean 2, deviation √2 of 0, 4, 2, 2.
    #expect(abs(data.train.rows[1][0] - Float(2).squareRoot()) < 1e-6)
  }

  @Test func `a constant column becomes zero and is mentioned`() throws {
    let data = try Steps.target("y").scale(.standard).prepared("k,x,y\n0.1,1,1\n0.1,2,2\n0.1,3,3\n")
    #expect(data.train.rows.map { $0[0] } == [0, 0, 0])
    #expect(data.notes.map(\.code) == [.constantColumn])
    #expect(data.notes[0].column == "k")
  }

  @Test func `a line with columns comes before one without`() throws {
    let data = try Steps.target("y").scale(.none, "a").scale(.minmax)
      .prepared("a,b,y\n5,5,1\n7,7,2\n")
    #expect(data.train.rows == [[5, 0], [7, 1]])
  }

  @Test func `a generator's points need no target line`() throws {
    let table = try readTable(.generator(GeneratorPlan(name: "xor", samples: 4, noise: 0, seed: 0)))
    let data = try Steps.generated.prepared(table)
    #expect(data.train.rows == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(data.train.targetRows == [[0], [1], [1], [0]])
    #expect(data.encoding.target.kind == .binary)
  }

  @Test func `the columns are summed up with what they are for`() throws {
    let steps = Steps.target("large", reads: ["size"]) { .boolean($0.number("size") > 15) }
    let data = try steps.drop("length").missing(.mean).prepared(
      "length,color,size,w\n1,red,10,\n2,blue,20,5\n3,red,30,7\n")
    #expect(data.columns.map(\.role) == [.dropped, .category, .targetSource, .feature])
    #expect(data.columns.map(\.missing) == [0, 0, 0, 1])
    #expect(data.columns[1].levels == [LevelCount("blue", 1), LevelCount("red", 2)])
    #expect(data.columns[3].minimum == 5 && data.columns[3].maximum == 7)
    #expect(data.columns[3].mean == 6)
  }
}
