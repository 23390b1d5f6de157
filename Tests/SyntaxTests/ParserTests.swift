import Diagnostics
import Syntax
import Testing

@Suite struct ParserTests {
  private func outlines(of text: String) -> [String] {
    let tree = parse(SourceFile(name: "test", text: text))
    return tree.problems.map { "problem: \($0.message.en)" } + tree.statements.map(outline)
  }

  @Test(arguments: [
    ("1 + 2 * 3", "(1.0 + (2.0 * 3.0))"), ("1 - 2 - 3", "((1.0 - 2.0) - 3.0)"),
    ("-x ^ 2", "-(x ^ 2.0)"), ("2 ^ 3 ^ 2", "(2.0 ^ (3.0 ^ 2.0))"), ("2 ^ -1", "(2.0 ^ -1.0)"),
    ("a or b and not c == d", "(a or (b and not (c == d)))"),
    ("1..n + 1 by 2", "(1.0 .. (n + 1.0) by 2.0)"), ("0.1..1 log 3", "(0.1 .. 1.0 log 3.0)"),
    ("x in 1..3", "(x in (1.0 .. 3.0))"), ("f(x, rate: 2,)", "f(x, rate: 2.0)"),
    ("a.b[1, 2](c).d", "a.b[1.0, 2.0](c).d"),
    ("[x ^ 2 for x in l if x != 3]", "[(x ^ 2.0) for x in l if (x != 3.0)]"),
    ("[1, 2, 3,]", "[1.0, 2.0, 3.0]"), ("70%", "0.7%"), ("8 epochs", "8.0 epochs"),
    ("1 sample", "1.0 samples"),
    ("28x28", "28x28"), ("(if a then b else c) + 1", "((if a then b else c) + 1.0)"),
    ("fn(x) = x + 1", "(fn(x) = (x + 1.0))"), ("\"a {b + 1} \\{\\n\"", "\"a {(b + 1.0)} {\n\""),
    ("\"{\"in {1}\"}\"", "\"{\"in {1.0}\"}\""), ("`Age (years)` + 1", "(`Age (years)` + 1.0)"),
    ("if a then b\nelse c", "(if a then b else c)"), ("f(1,\n  2)", "f(1.0, 2.0)"),
    ("1 +\n2", "(1.0 + 2.0)"),
    ("not not a", "not not a"), ("- - 1", "--1.0"), ("1e-3", "0.001"), ("1_000", "1000.0"),
  ])
  func `an expression is read from loosest to tightest`(_ source: String, _ structure: String) {
    #expect(outlines(of: "let value = \(source)") == ["let value = \(structure)"])
  }

  @Test(arguments: [
    ("print (a + b) * 2", "print(((a + b) * 2.0))"), ("show [1, 2]", "show([1.0, 2.0])"),
    ("prnt x", "prnt(x)"), ("net([1, 2])", "net([1.0, 2.0])"), ("a * 7", "(a * 7.0)"),
    ("rate = 2", "rate = 2.0"), ("train = 3", "train = 3.0"), ("seed 42", "seed(42.0)"),
    ("train net on d.train with p", "train(net) on d.train with p"),
    ("predict net on \"a.csv\" to \"b.csv\"", "predict(net) on \"a.csv\" to \"b.csv\""),
    (
      "network n { dense 8 from stem as out; relu }",
      "network n {dense(8.0) from stem as out; relu()}"
    ),
    ("network n { conv 20, kernel: 5x5, relu }", "network n {conv(20.0, kernel: 5x5, relu)}"),
    ("data d { split test: every 5 }", "data d {split(test: every 5.0)}"),
    ("network n { dense ? }", "network n {dense(?)}"),
    ("let run = train net on d", "let run = train(net) on d"),
    ("let s = evaluate net on d.test", "let s = evaluate(net) on d.test"),
    ("let e = if a then b else c", "let e = (if a then b else c)"),
    ("if a { x = 1 } else if b { x = 2 }\nelse { x = 3 }", "if/2/else"),
    ("repeat 3 { print \"again\" }", "repeat 3.0"),
    ("sweep a in [1], b in 1..2, sample: 3 { print a }", "sweep/2/1"),
    ("data x { rate rate }", "data x {rate(rate)}"), ("época = 1", "época = 1.0"),
    ("plan p { rate (a) * 2; loss -x }", "plan p {rate((a * 2.0)); loss(-x)}"),
  ])
  func `a statement is what it looks like`(_ source: String, _ structure: String) {
    #expect(outlines(of: source) == [structure])
  }

  @Test func `line ends and semicolons separate, comments and blank lines do not matter`() {
    let text = "nn 1\n\n# first\nlet a = 1; let b = 2 # end\r\n\n  let c = 3\n"
    #expect(outlines(of: text) == ["let a = 1.0", "let b = 2.0", "let c = 3.0"])
  }

  @Test func `a documentation comment belongs to the declaration below it`() {
    let tree = parse(
      SourceFile(name: "t", text: "## Old.\n\n## One.\n##  Two.\nfn f(x) = x\nlet a = 1"))
    #expect(tree.statements.map(\.documentation) == [["One.", "Two."], []])
  }

  @Test(arguments: [
    ("let n = 8epochs", "let n = 8 epochs"), ("let n = 3x", "let n = 3 * x"),
    ("let n = .5", "let n = 0.5"),
    ("let c = a < b < c", "let c = a < b and b < c"),
    ("plan p { rate = 0.01 }", "plan p { rate 0.01 }"),
    ("plan p { epochs: 2 }", "plan p { epochs 2 }"), ("let c = a && b", "let c = a and b"),
    ("let p = x ** 2", "let p = x ^ 2"), ("print f(x = 1)", "print f(x: 1)"),
    ("let a: 1", "let a = 1"),
    ("if a = b { print 1 }", "if a == b { print 1 }"),
    ("network n { dense 3 softmax }", "network n { dense 3 , softmax }"),
  ])
  func `a habit from elsewhere is repaired`(_ wrong: String, _ right: String) {
    let tree = parse(SourceFile(name: "test", text: wrong))
    #expect(tree.problems.count == 1, "\(tree.problems.map(\.message.en))")
    guard let edits = tree.problems.first?.fixIts.first?.edits else {
      Issue.record("no repair")
      return
    }
    var bytes = tree.source.utf8
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.bytes, with: edit.replacement.utf8)
    }
    let repaired = String(decoding: bytes, as: UTF8.self)
    let plain = { (text: String) in text.filter { $0 != " " } }
    #expect(plain(repaired) == plain(right))
    #expect(parse(SourceFile(name: "repaired", text: repaired)).problems == [])
  }

  @Test(arguments: [
    "let a = ", "let = 3", "print \"open", "let a = 'b'", "fn f(x = x", "network n {\n dense 8\n",
    "}",
    "let a = b // c", "let to = 3", "for x 1..3 { }", "if a\n{ print 1 }", "let x = (1 + 2",
    "let y = [1, 2",
    "print 1 2", "let a = if b then c", "let `a = 3", "train n to \"a\" on d",
    "let z = 1 + if a then b else c",
    "let t = \"\\q\"", "+ 3", "let ‘a’ = 3", "data d { 5 }",
  ])
  func `one mistake is one problem`(_ wrong: String) {
    let problems = parse(SourceFile(name: "test", text: wrong + "\nlet fine = 1")).problems
    #expect(problems.count == 1, "\(wrong): \(problems.map(\.message.en))")
  }
}
