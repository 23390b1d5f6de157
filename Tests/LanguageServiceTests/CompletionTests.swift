import Diagnostics
import Interpreting
import LanguageService
import Prelude
import Testing
import Vocabulary

/// What Tab offers, without a terminal.
@Suite struct CompletionTests {
  private func offered(at text: String) -> [String] {
    completions(at: text, .builtin, Self.source).candidates.map(\.text)
  }

  private static var source: CompletionSource {
    CompletionSource(
      names: [
        Candidate("classifier", role: .network), Candidate("iris", role: .data),
        Candidate("careful", role: .plan), Candidate("width", role: .other),
      ],
      members: { path in
        path == ["classifier"] ? ["history", "dense_1"].map { Candidate($0) } : []
      },
      columns: { $0 == "data/iris.csv" ? ["species", "Petal length", "Petal width"] : [] },
      files: { path in ["data/iris.csv", "data/more/"].filter { $0.hasPrefix(path) } })
  }

  @Test(arguments: [
    // Words of the block that one is in.
    ("tra", "train"), ("network n { den", "dense"),
    ("network n {\n  dense 4, tanh\n  drop", "dropout"),
    ("data d { spl", "split"), ("plan p { opt", "optimizer"),
    ("train classifier on iris { rat", "rate"),
    ("train classifier on iris { phase { bat", "batch"),
    ("repeat 2 { tra", "train"), ("network n { repeat 2 { den", "dense"),
    ("if width > 3 { print 1 } else { eval", "evaluate"),
    // Settings of that word, and their legal values.
    ("network n { dense 4, bi", "bias: "), ("network n { dense 4, bias: t", "true"),
    ("network n { dense 4, re", "relu"), ("network n { dense 4, init: h", "he"),
    ("plan p { loss cross", "cross_entropy"), ("plan p { optimizer ad", "adam"),
    ("plan p { batch f", "full"), ("data d { scale st", "standard"),
    ("data d { read mo", "moons("), ("data d { read moons(sam", "samples: "),
    // Names in scope, members of a value, columns of the data, files in quotes.
    ("classi", "classifier"), ("train cla", "classifier"), ("train classifier on ir", "iris"),
    ("1 + wi", "width"), ("let n = wid", "width"), ("print sq", "sqrt"),
    ("classifier.hi", "history"), ("let a = classifier.den", "dense_1"),
    ("data d { read \"data/iris.csv\"; target sp", "species"),
    ("data d { read \"data/iris.csv\"; drop ", "`Petal length`"),
    // With its backtick or without, whole.
    ("data d { read \"data/iris.csv\"; drop `Petal le", "`Petal length`"),
    ("data d { read \"data/iris.csv\"; drop species, `", "`Petal width`"),
    ("data d { read \"data/iris.csv\"; where Pet", "`Petal width`"),
    ("data d { read \"data/iris.csv\"; column a: `Petal l", "`Petal length`"),
    ("train classifier on iris with ", "careful"), ("train classifier on iris ", "with"),
    ("plan p { metrics accuracy, auc; stop monitor: val", "validation.auc"),
    ("data d { read \"data/ir", "data/iris.csv"), ("include \"data/m", "data/more/"),
    // What the text itself declares.
    ("network deep { dense 2 }\ntrain de", "deep"),
    ("train classifier o", "on"), ("let run = tra", "train"),
    ("network n { class", "classifier"), ("network n { classifier fr", "freeze"),
    // What a function takes follows it.
    ("plan p { optimizer sgd, mom", "momentum: "), ("plan p { loss huber, ", "delta: "),
    ("plan p { optimizer sgd, nesterov: ", "true"), ("plan p { stop pat", "patience: "),
    ("data d { category a, encode: em", "embedding"), ("network n { lstm 4, lay", "layers: "),
  ])
  func `what fits is offered`(_ text: String, _ candidate: String) {
    #expect(offered(at: text).contains(candidate))
  }

  @Test(arguments: [
    "predict classifier on \"new.csv\"", "load classifier from \"net.safetensors\"",
    "plot surface(classifier, iris)",
  ])
  func `a word wants a blank before it`(text: String) {
    #expect([[" "], []].contains(offered(at: text)))
    #expect(!offered(at: text + " ").contains("classifier"))
  }

  @Test(arguments: [
    // A layer is no action, and an action no layer.
    ("den", "dense"), ("network n { tra", "train"), ("plan p { den", "dense"),
    // A line needs a network, a data set, a plan.
    ("train ", "iris"), ("train classifier on ", "width"),
    ("evaluate classifier on ", "classifier"),
    ("train classifier on iris with ", "iris"), ("train classifier on iris ", "iris"),
    // What is neither a number nor a function cannot stand there.
    ("plan p { loss ", "classifier"), ("network n { conv 8, ", "iris"),
    ("plan p { stop ", "sqrt"), ("data d { read moons(", "sqrt"),
    ("plan p { optimizer adam, ", "momentum: "),
    // Given already, or of another word.
    ("network n { dense 4, bias: true, bi", "bias: "), ("network n { flatten uni", "units"),
  ])
  func `what does not fit is not offered`(_ text: String, _ candidate: String) {
    #expect(!offered(at: text).contains(candidate))
  }

  @Test(arguments: ["# tra", "print 12", "print \"a\" # b", "let "])
  func `where nothing is to be completed nothing is offered`(text: String) {
    #expect(offered(at: text) == [])
  }

  @Test func `what is replaced begins where the word does`() {
    #expect(completions(at: "época.tra", .builtin, Self.source).start == "época.".utf8.count)
    #expect(completions(at: "read \"data/ir", .builtin, Self.source).start == 6)
    #expect(completions(at: "drop é, `Petal le", .builtin, Self.source).start == 9)
  }

  @Test(arguments: ["", "{", "}}}", "((", "train {", "a.b.", ".", "\"", "`", "\u{0}", "= = =", "é"])
  func `nothing that is typed makes it fail`(text: String) {
    _ = offered(at: text)
  }
}
