import Foundation
import TestSupport
import Testing

/// Tables that no page of text can show: what they are made of matters byte by byte.
@Suite struct BadInputTests {
  private static let script = Data(
    """
    data flowers { read "flowers.csv"; target species }
    show flowers

    """.utf8)

  private func run(on table: Data) throws -> Invocation.Ended {
    try Invocation.run(
      ["run", "program.nn"], files: ["program.nn": Self.script, "flowers.csv": table])
  }

  private static let rows = ["length,width,species", "5.1,3.5,setosa", "7.0,3.2,versicolor"]

  @Test func `line ends of other systems and a byte order mark change nothing`() throws {
    let plain = try run(on: Data((Self.rows.joined(separator: "\n") + "\n").utf8))
    #expect(plain.status == 0, "\(plain.errors)")
    for end in ["\r\n", "\n"] {
      for (mark, last) in [([], end), ([0xEF, 0xBB, 0xBF], end), ([], "")] as [([UInt8], String)] {
        let table = Data(mark) + Data((Self.rows.joined(separator: end) + last).utf8)
        let ended = try run(on: table)
        #expect(ended.output == plain.output && ended.errors == plain.errors)
      }
    }
  }

  @Test func `a script with line ends of other systems runs`() throws {
    let text = "let a = 1\r\nprint a + 1\r\n"
    let ended = try Invocation.run(
      ["run", "-"], input: Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8))
    #expect(ended.output == "2\n" && ended.status == 0)
  }

  @Test func `a file that is no table is refused by name`() throws {
    let picture = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
    let ended = try run(on: picture)
    #expect(ended.status == 1)
    #expect(ended.errors.contains("[binary-file]") && ended.errors.contains("program.nn:1"))
  }

  @Test func `a line of more than 16 MB is refused while it comes through a pipe`() throws {
    let program = "data flowers { read \"/dev/stdin\"; target species }\n"
    let ended = try Invocation.shell(
      #"yes | tr -d '\n' | "$NN" run program.nn"#, files: ["program.nn": Data(program.utf8)])
    #expect(ended.status == 1)
    #expect(ended.errors.contains("[line-too-long]") && ended.errors.contains("16 MB"))
  }

  @Test func `a script of 100,000 lines is checked to its last line`() throws {
    let line = "let a = [x ^ 2 for x in 1..3]\n"
    let blocks = (0..<20_000).map {
      "fn f\($0)(x) {\n  let y = x + 1\n  return y * 2\n}\n# \($0)\n"
    }
    let program = blocks.joined() + line + "print lengt(a)\n"
    let ended = try Invocation.run("check", program: program)
    #expect(ended.status == 1)
    #expect(ended.output.contains("program.nn:100002:7") && ended.output.contains("'length'"))
  }
}
