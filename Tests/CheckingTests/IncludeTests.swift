import Checking
import Diagnostics
import Testing

@Suite struct IncludeTests {
  @Test func `the names of an included file are those of the script`() {
    let files = ["common.nn": "let width = 3\nfn double(x) = 2 * x"]
    #expect(codes("include \"common.nn\"\nprint double(width)", files: files) == [])
  }

  @Test func `a problem of an included file stands in that file, behind those of the script`() {
    let problems = checked(
      "include \"common.nn\"\nprint widht", files: ["common.nn": "print nope"]
    ).problems
    #expect(problems.map(\.primary.span.file.number) == [0, 1])
  }

  @Test func `a file that two others include is included once`() {
    let files = ["a.nn": "let a = 1", "b.nn": "include \"a.nn\"\nlet b = a"]
    #expect(codes("include \"a.nn\"\ninclude \"b.nn\"\nprint a, b", files: files) == [])
  }

  @Test(arguments: [
    ("include \"none.nn\"", "include-failed"), ("include \"a.nn\"", "include-cycle"),
    ("let x = 1\ninclude \"{x}.nn\"", "include-failed"),
    ("if true { include \"c.nn\" }", "misplaced-statement"),
    ("include \"script.nn\"", "include-cycle"), ("include \"p.nn\"", "misplaced-statement"),
  ])
  func `an include that cannot be is one problem`(_ script: String, _ code: String) {
    let files = [
      "a.nn": "include \"b.nn\"", "b.nn": "include \"a.nn\"", "c.nn": "let c = 1",
      "p.nn": "param p = 1", "script.nn": "",
    ]
    #expect(codes(script, files: files) == [code])
  }
}
