import Diagnostics
import Foundation
import Interpreting
import TestSupport
import Testing

/// What the prompt's statements leave behind, as text.
private final class Prompt {
  private(set) var session: Session
  private let said: Said

  final class Said {
    var text = ""
    var problems: [Code] = []
    /// How often it may be asked whether somebody pressed Ctrl-C, until somebody did.
    var patience = Int.max
  }

  init() {
    let said = Said()
    self.said = said
    session = Session(
      host: Host(
        readScript: { _ in .failure(FileProblem(Text(verbatim: "no files"))) },
        writeFile: { _, _ in FileProblem(Text(verbatim: "no files")) },
        write: { said.text += $0 }, warn: { said.problems += $0.map(\.code) }, now: { 0 },
        isInterrupted: {
          said.patience -= 1
          return said.patience <= 0
        }),
      options: RunOptions(threads: 1, isQuiet: true))
  }

  /// What is shown for `text`.
  @discardableResult
  func enter(_ text: String, patience: Int = .max) -> String {
    (said.text, said.problems, said.patience) = ("", [], patience)
    ending = session.run(text)
    return said.text
  }

  private(set) var ending = Session.Ending.completed
  var problems: [Code] { said.problems }
}

@Suite struct SessionTests {
  private static let setUp = """
    data points { read moons(samples: 60, noise: 0.1) }
    network net { dense 4, tanh; dense 1, sigmoid }

    """
  private static let training =
    "train net on points { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 3 }\n"

  @Test func `a value alone is shown and is it`() {
    let prompt = Prompt()
    #expect(prompt.enter("1 + 2") == "3\n")
    #expect(prompt.enter("it * 2") == "6\n")
    #expect(prompt.enter("it + 1;") == "")
    #expect(prompt.enter("it") == "7\n")
    #expect(prompt.enter("\"a\"") == "\"a\"\n")
    #expect(prompt.enter("let it_too = it") == "")
  }

  @Test func `a name may be declared again`() {
    let prompt = Prompt()
    prompt.enter("let a = 1\nfn f(x) = x + a")
    #expect(prompt.enter("f(1)") == "2\n")
    prompt.enter("let a = 10")
    #expect(prompt.enter("f(1)") == "11\n")
  }

  @Test(arguments: [
    "let a = b", "var a = 5\na = [1][2]", "a +", "print [1][2]", "dens 3", "let a = 2; nothing_so",
    "for i in 1..3 { c = c + i; print [1][i] }",
  ])
  func `an error leaves everything as it was before the statement`(wrong: String) {
    let prompt = Prompt()
    prompt.enter("let a = 1\nvar c = 0")
    prompt.enter(wrong)
    #expect(prompt.ending == .failed && !prompt.problems.isEmpty)
    let a = prompt.enter("a")
    // What stands before the wrong statement has been run.
    #expect(a == (wrong.contains("= 5") ? "5\n" : wrong.contains("= 2;") ? "2\n" : "1\n"))
    #expect(prompt.enter("c") == "0\n")
  }

  @Test func `an error leaves the weights as they were`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    let before = prompt.enter("net([0.3, 0.2])\nnet.history.loss")
    // The second training of the loop diverges, or the line behind it fails.
    for wrong in ["[1][2]", "expect 1 > 2"] {
      prompt.enter("for i in 1..2 { \(Self.training.trimmingCharacters(in: .newlines)); \(wrong) }")
      #expect(prompt.ending == .failed)
      #expect(prompt.enter("net([0.3, 0.2])\nnet.history.loss") == before)
    }
    prompt.enter("back 4")
    #expect(prompt.ending == .completed, "the way back is still known")
  }

  @Test func `undo takes back statements, weights included`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    let before = prompt.enter("net([0.3, 0.2]);\nnet.dense_1.weight")
    prompt.enter(Self.training)
    let after = prompt.enter("net.dense_1.weight")
    #expect(after != before)
    #expect(prompt.session.undo() == Self.training.trimmingCharacters(in: .newlines))
    #expect(prompt.enter("net.dense_1.weight") == before)
    prompt.enter(Self.training)
    #expect(prompt.enter("net.dense_1.weight") == after, "the same training gives the same again")
    while prompt.session.undo() != nil {}
    #expect(prompt.session.names == [])
  }

  @Test func `an interrupted training keeps its weights and can go on`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp)
    let endless = Self.training.replacingOccurrences(of: "epochs 3", with: "epochs 100000")
    prompt.enter(endless, patience: 50)
    #expect(prompt.ending == .interrupted && prompt.session.interruptedNetwork == "net")
    let epochs = Int(prompt.enter("net.epochs").trimmingCharacters(in: .newlines)) ?? 0
    #expect(epochs > 0)
    prompt.enter("continue", patience: 50)
    #expect(prompt.ending == .interrupted)
    #expect(Int(prompt.enter("net.epochs").trimmingCharacters(in: .newlines)) ?? 0 > epochs)
  }

  @Test func `an interrupted loop declares nothing`() {
    let prompt = Prompt()
    prompt.enter("let a = [x for x in 1..1e7]", patience: 2)
    #expect(prompt.ending == .interrupted && prompt.session.names == [])
    // Behind an interrupted training, it is no training that was interrupted.
    prompt.enter(Self.setUp)
    let endless = Self.training.replacingOccurrences(of: "epochs 3", with: "epochs 100000")
    prompt.enter(endless, patience: 50)
    #expect(prompt.session.interruptedNetwork == "net")
    prompt.enter("let a = [x for x in 1..1e7]", patience: 2)
    #expect(prompt.ending == .interrupted && prompt.session.interruptedNetwork == nil)
    prompt.enter("continue", patience: 50)
    #expect(prompt.session.interruptedNetwork == "net")
  }

  @Test func `the layers of an untrained network can be asked for as they are declared`() {
    let prompt = Prompt()
    func members(_ path: String...) -> [String] { prompt.session.members(at: path).map(\.name) }
    prompt.enter("network net { dense 4, tanh; dropout 10%; dense 1 as last }")
    // What has parameters is not known before the shape is.
    #expect(members("net").prefix(3) == ["dense_1", "dropout_1", "last"])
    let shown = prompt.enter("net")
    #expect(shown.contains("dropout_1  dropout 10%\n  last       dense 1 as last\n"))
    prompt.enter("network net { input 3; dense 4, tanh; dropout 10%; dense 1 }")
    #expect(members("net").prefix(3) == ["dense_1", "dense_2", "history"])
    #expect(members("net", "dense_1") == ["weight", "bias"])
    // The first weights are those that a training would begin with.
    let first = prompt.enter("net.dense_1.weight")
    #expect(first.hasPrefix("3x4: mean "))
    #expect(prompt.enter("net.dense_1.weight") == first)
    #expect(prompt.enter("seed 5\nnet.dense_1.weight") != first)
    #expect(prompt.enter("seed 0\nnet.dense_1.weight") == first)
    prompt.enter("net.dense_3")
    #expect(prompt.problems == [.notEvaluated])
  }

  @Test func `a number that is none is told so`() {
    let prompt = Prompt()
    #expect(prompt.enter("1 / 0").contains("inf\n  infinite: divided by zero"))
    #expect(prompt.enter("0 / 0").contains("nan\n  not a number"))
    #expect(prompt.enter("[1, 2 / 0, [0 / 0]]").hasSuffix("  2 of the 3 numbers are not finite\n"))
    #expect(prompt.enter("[1, 2]") == "[1, 2]\n" && prompt.enter("1 / 0;") == "")
  }

  @Test func `a prediction of classes says which they are`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    let lines = prompt.enter("net([0.5, 0.25])").split(separator: "\n")
    #expect(lines.count == 2 && lines[1].contains("%, ") && lines[1].hasSuffix("%"))
    #expect(prompt.enter("let p = net([0.5, 0.25])\np").split(separator: "\n").count == 1)
    prompt.enter(
      """
      data three { read blobs(samples: 30) }
      network scores { dense 3 }
      train scores on three { loss hinge; optimizer adam; rate 0.1; batch 8; epochs 1 }
      """)
    #expect(prompt.problems == [], "\(prompt.problems)")
    #expect(prompt.enter("scores([1, 2])").contains("the largest is that of '"))
  }

  @Test func `the names are listed with what they are like`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + "fn f(x, y = 1) = x + y\nnetwork other { dense 1 }")
    prompt.enter(Self.training)
    let lines = prompt.session.overview.map { "\($0.name) \($0.value)" }
    #expect(
      lines == ["f (x, y)", "net trained for 3 epochs", "other untrained", "points 60 samples"])
  }

  @Test func `the kind of a value is told without any effect`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training + "fn loud() { print 1; return 2 }")
    func kind(_ text: String) -> String { prompt.session.kind(ofExpression: text)?.en ?? "wrong" }
    #expect(kind("net([0.5, 0.25])") == "a number" && kind("sqrt(2)") == "a number")
    let weights = prompt.enter("net.dense_1.weight")
    #expect(kind("net.history") == "a history")
    _ = kind("loud()")
    #expect(prompt.enter("net.dense_1.weight") == weights)
  }

  @Test func `what rests on a former meaning is named`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    #expect(prompt.enter("let a = 1\nlet b = a + 1") == "")
    #expect(prompt.enter("let a = 2").contains("'b' was made with the former 'a'"))
    let data = prompt.enter("data points { read moons(samples: 40, noise: 0.2) }")
    #expect(data.contains("'net' was trained on the former 'points'"))
    let network = prompt.enter("network net { dense 1, sigmoid }")
    #expect(network.contains("the new 'net' begins untrained"))
  }

  @Test func `a layer shows its numbers in short`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    let weight = prompt.enter("net.dense_1.weight")
    #expect(weight.hasPrefix("2x4: mean ") && weight.split(separator: "\n").count == 3)
    #expect(prompt.enter("net.dense_1").contains("bias    4: mean"))
    #expect(prompt.enter("length(net.dense_1.weight)") == "2\n")
    #expect(
      prompt.session.members(at: ["net"]).map(\.name).prefix(3) == ["dense_1", "dense_2", "loss"])
    prompt.enter("net.dense_3")
    #expect(prompt.problems == [.unknownMember])
  }

  @Test func `a part that is not there is no member`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp)
    let names = prompt.session.members(at: ["points"]).map(\.name)
    #expect(names.contains("train") && !names.contains("test"))
    #expect(
      prompt.session.role(of: "points") == .data && prompt.session.role(of: "net") == .network)
  }

  @Test func `a type is told without any effect`() {
    let prompt = Prompt()
    prompt.enter(Self.setUp + Self.training)
    #expect(prompt.session.kind(ofExpression: "1..3")?.en == "a range")
    #expect(prompt.session.kind(ofExpression: "net.loss")?.en == "a number")
    #expect(prompt.session.kind(ofExpression: "nothing_so") == nil)
    #expect(!prompt.session.names.contains("it"))
  }

  @Test func `why a setting has its value`() throws {
    let prompt = Prompt()
    #expect(throws: FileProblem.self) { try prompt.session.reason(for: "train.rate").get() }
    prompt.enter(Self.setUp + Self.training)
    let lines = try prompt.session.reason(for: "train.rate").get().map(\.en)
    #expect(lines.first == "rate = 0.05, set by 'rate 0.05' (input[1]:3)")
    #expect(try prompt.session.reason(for: "rate").get().map(\.en) == lines)
    #expect(throws: FileProblem.self) { try prompt.session.reason(for: "net.rat").get() }
    #expect(throws: FileProblem.self) { try prompt.session.reason(for: "rat").get() }
  }

  private func reason(_ prompt: Prompt, _ path: String) throws -> [String] {
    try prompt.session.reason(for: path).get().map(\.en)
  }

  @Test func `what a line of the block overrode is told`() throws {
    let prompt = Prompt()
    prompt.enter(
      Self.setUp
        + "plan p { loss log_loss; optimizer sgd, momentum: 0.9; rate 0.5; batch 16; epochs 3 }")
    prompt.enter("train net on points with p { rate 0.1 }")
    #expect(
      try reason(prompt, "train.rate").prefix(2) == [
        "rate = 0.1, set by 'rate 0.1' (input[2]:1)",
        "  which overrode 0.5, set by 'rate 0.5' (input[1]:3)",
      ])
    #expect(
      try reason(prompt, "train.batch").prefix(1) == ["batch = 16, set by 'batch 16' (input[1]:3)"])
    // The defaults of an optimizer stand beside what overrides them.
    let optimizer = try reason(prompt, "net.optimizer")
    #expect(optimizer.contains("  momentum: 0.9, which overrode the default 0"))
    #expect(optimizer.contains { $0.hasPrefix("  nesterov: ") && $0.hasSuffix("default false") })
    #expect(
      try reason(prompt, "train.momentum").first
        == "optimizer = sgd, momentum: 0.9, set by 'optimizer sgd, momentum: 0.9' (input[1]:3)")
    #expect(
      try reason(prompt, "train").map { $0.prefix { $0 != " " } } == [
        "loss", "optimizer", "batch", "epochs", "rate",
      ])
    #expect(try reason(prompt, "train.clip").first == "clip: no line of the last training sets it")
    // A training without the plan overrides nothing.
    prompt.enter(Self.training)
    #expect(try reason(prompt, "train.rate").count == 2)
  }

  @Test func `what why can be asked about is known`() {
    let prompt = Prompt()
    #expect(prompt.session.reasons(of: "train").isEmpty)
    prompt.enter(Self.setUp + Self.training)
    let names = prompt.session.reasons(of: "train").map(\.name)
    #expect(names.contains("rate") && names.contains("optimizer") && !names.contains("dense"))
    #expect(prompt.session.reasons(of: "net").count == names.count)
    #expect(prompt.session.reasons(of: "points").isEmpty)
  }

  @Test func `a session with all kinds of layers is written`() throws {
    let prompt = Prompt()
    prompt.enter("data points { read moons(samples: 60, noise: 0.1) }")
    prompt.enter("network inner { dense 4, tanh, l2: 0.01; dense 1, sigmoid }")
    prompt.enter(Self.training.replacingOccurrences(of: "net", with: "inner"))
    prompt.enter("network net { inner freeze; dense 3, tanh, l1: 0.001; dense 1, sigmoid }")
    prompt.enter(Self.training)
    #expect(prompt.problems.allSatisfy { $0.isAdvice }, "\(prompt.problems)")
    let script = try prompt.session.script().get()
    #expect(script.contains("inner freeze") && script.contains("l1: 0.001"))
  }

  @Test func `a session is written as a script that gives the same`() throws {
    let prompt = Prompt()
    prompt.enter("let width = 3\nprint width")
    prompt.enter("let width = 4\nwidth")
    prompt.enter("data points { read moons(samples: 60, noise: 0.1) }")
    prompt.enter("network net { dense width, tanh; dense 1, sigmoid }\n" + Self.training)
    let script = try prompt.session.script().get()
    #expect(script.hasPrefix("let width = 4\ndata points {"))
    #expect(script.contains("train net on points {") && !script.contains("print"))
    let again = Prompt()
    again.enter(script)
    #expect(again.enter("net([0.3, 0.2])") == prompt.enter("net([0.3, 0.2])"))
  }

  @Test func `a function is written behind what it uses now`() throws {
    let prompt = Prompt()
    prompt.enter("let a = 1\nfn f(x) = x * a\nlet a = 2\nf(3)")
    let script = try prompt.session.script().get()
    #expect(script.hasPrefix("let a = 2\n") && script.hasSuffix("\nfn f(x) = x * a\n"))
  }

  @Test func `what cannot be replayed is not written`() {
    let prompt = Prompt()
    prompt.enter("let a = 1\nlet b = a\nlet a = 2")
    #expect(throws: FileProblem.self) { try prompt.session.script().get() }
    #expect(throws: FileProblem.self) { try Prompt().session.script().get() }
  }
}

/// Anything whatever, one statement after another, in one session.
@Suite struct SoakTests {
  private static let scripts: [String] = ProjectFiles.paths(in: "Samples", ending: ".nn").map {
    ProjectFiles.text(of: $0).replacingOccurrences(
      of: "\"data/", with: "\"\(ProjectFiles.root)/Samples/data/")
  }
  private static let pieces: [[Substring]] =
    (scripts + GoldenCase.all(in: "ProblemTests/Golden").map(\.program)).map { text in
      text.matches(of: /[A-Za-z_]+|[0-9.]+|\s+|./).map { text[$0.range] }
    }

  /// `make soak` sets how many sequences are run.
  private static let count =
    ProcessInfo.processInfo.environment["NN_SOAK"].flatMap { Int($0) } ?? 200

  @Test(arguments: 0..<4) func `no sequence of statements ends the process`(part: Int) {
    var random = SplitMix(state: UInt64(part + 1))
    var sentences = GrammarSentences(seed: UInt64(part + 1), count: .max)
    var prompt = Prompt()
    for number in 0..<Self.count / 4 {
      // A session remembers, and now and then is a new one.
      if number % 50 == 0 { prompt = Prompt() }
      let text = random.below(2) == 0 ? sentences.next() ?? "" : mutated(&random)
      let before = prompt.session.names
      prompt.enter(text, patience: 200)
      if prompt.ending == .failed, prompt.session.undo() != nil { _ = prompt.session.overview }
      if random.below(20) == 0 { _ = prompt.session.script() }
      for name in before.prefix(3) { _ = prompt.session.members(at: [name]) }
    }
  }

  private func mutated(_ random: inout SplitMix) -> String {
    var script = Self.pieces[random.below(Self.pieces.count)]
    let words = Self.pieces[random.below(Self.pieces.count)]
    for _ in 0..<random.below(4) where !script.isEmpty && !words.isEmpty {
      let place = random.below(script.count)
      let word = words[random.below(words.count)]
      switch random.below(4) {
      case 0: script[place] = word
      case 1: script.insert(word, at: place)
      case 2: script.remove(at: place)
      default: script = Array(script.prefix(place))
      }
    }
    return script.joined()
  }
}
