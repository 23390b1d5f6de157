import Foundation
import TestSupport
import Testing

/// What the prompt says to somebody who comes from another language, or from the shell.
@Suite struct PromptHintTests {
  private func ended(_ input: String) throws -> Invocation.Ended {
    try Invocation.run([], input: Data((input + "\n").utf8))
  }

  @Test(arguments: [
    ("model.fit(x, y)", "train net on points"), ("history = model.fit(x)", "train net on points"),
    ("model.compile(loss='mse')", "':help train'"), ("model.add(Dense(4))", "network net {"),
    ("model = Sequential([\n  Dense(4),\n])", "network net {"),
    ("class Net(nn.Module):", "network net {"), ("model.predict(x)", "net([1, 2])"),
    ("df.head()", "the name alone"), ("loss.backward()", "'step net on points'"),
    ("plt.plot(x)", "'plot net.history'"), ("np.sqrt(2)", "':help sqrt'"),
    ("df = pd.read_csv(\"a.csv\")", "data points { read"),
    ("for i in range(3):", "for i in 0..2 { … }"), ("for i in range(2, n):", "if x > 3 { … }"),
    ("for x in [1, 2]:", "for x in [1, 2] { … }"), ("while True:", "there is no 'while'"),
    ("if 1 > 0:", "if 1 > 0 { … }"), ("def f(x):", "fn area(width, height)"),
    ("import torch", "nothing has to be imported"),
    ("from math import sqrt", "nothing has to be imported"),
    ("library(keras)", "nothing has to be imported"), ("%timeit f(x)", "':time STATEMENT'"),
    ("print(\"x\")", "print \"x\""), ("println(3)", "print 3"), ("cat(\"a\")", "print \"a\""),
    ("x = 3", "let x = 3"), ("x <- 3", "let x = 3"),
    ("c(1, 2)", "[1, 2, 3]"), ("type(3)", "':type EXPRESSION'"), ("ls()", "':show'"),
    ("pip install torch", "not the shell"), ("nn run a.nn", "not the shell"),
    ("!ls", "not the shell"),
  ])
  func `a line of another language is answered in one line`(_ line: String, _ way: String) throws {
    let ended = try ended(line)
    #expect(ended.errors.contains(way), "\(ended.errors)")
    #expect(ended.errors.split(separator: "\n").count == 1 && ended.status == 1)
  }

  @Test(arguments: ["help", "?", "help()", "exit", "quit", "quit()", "q"])
  func `who asks for help or leaves is told the way`(line: String) throws {
    let ended = try ended(line)
    #expect(ended.status == 0 && ended.errors == "" && ended.output.contains(":"))
  }

  @Test(arguments: [
    ("let c = 3\nc", "3\n"), ("fn cat(x) = 2 * x\ncat(4)", "8\n"), ("fn c(x) = 2 * x\nc(4)", "8\n"),
    ("var x = 1\nx = 2\nx", "2\n"),
    ("let type = 3\ntype * 2", "6\n"), ("fn fit(x) = x\nfit(1)", "1\n"), ("print (1 + 2)", "3\n"),
    ("1 == 1", "true\n"), ("let df = [1, 2]\ndf[1]", "1\n"),
  ])
  func `what is no other language is run`(_ lines: String, _ output: String) throws {
    let ended = try ended(lines)
    #expect(ended.errors == "" && ended.output == output)
  }

  @Test func `a word with a question mark is explained`() throws {
    for line in ["dense?", "dense ?", "?dense", "help(dense)"] {
      #expect(try ended(line).output.contains("Connects every input to every output."))
    }
  }

  @Test func `several statements are taken back at once`() throws {
    let ended = try ended("let a = 1\nlet b = 2\nlet c = 3\n:undo 2\n:show\n:undo 2\n:undo x")
    #expect(ended.output.hasPrefix("undone: let c = 3\nundone: let b = 2\n  a  a number  1\n"))
    #expect(ended.errors.hasPrefix("there is nothing to undo\nwrite it as ':undo [COUNT]'"))
  }

  @Test(arguments: ["en", "pt"])
  func `help alone fits one screen`(language: String) throws {
    let output = try ended(":language \(language)\n:help").output
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    // Below the answer to the first command.
    let page = lines.dropFirst()
    #expect(page.count == 23 && page.allSatisfy { $0.count <= 80 }, "\(output)")
  }

  @Test func `words that nobody knows are answered with those near them`() throws {
    let errors = try ended(":help denz\n:help learnin\n:help normm\n:w\n:help xyzzyq").errors
    #expect(errors.contains("did you mean 'dense'?") && errors.contains("did you mean 'rate'?"))
    #expect(errors.contains("':w' is the beginning of several: ':why', ':write'"))
    #expect(errors.hasSuffix("there is no word 'xyzzyq'; ':help' shows where to begin\n"))
  }

  @Test func `a word names the data that is there`() throws {
    let input = """
      data pets { read blobs(samples: 30); split test: every 5 }
      network net { dense 3, softmax }
      train net
      train net on pets { loss cross_entropy; optimizer adam; rate 0.1; batch 8; epochs 1 };
      evaluate net
      """
    let errors = try ended(input).errors
    #expect(errors.contains("train net on pets\n") && errors.contains("loss cross_entropy"))
    #expect(errors.contains("evaluate net on pets.test\n"), "\(errors)")
  }

  @Test func `notes speak of the prompt`() throws {
    let ended = try ended("data d { read \"missing.csv\" }\nzzqqxx 3")
    #expect(ended.errors.contains("the directory in which 'nn' was started"))
    #expect(ended.errors.contains("':help' shows where the words of the language are listed"))
    #expect(!ended.errors.contains("'nn help'") && !ended.errors.contains("script's directory"))
  }

  @Test func `in an opened file paths are those of the file`() throws {
    let ended = try Invocation.run(
      [], files: ["a.nn": Data("data d { read \"missing.csv\" }\n".utf8)],
      input: Data(":open ./a.nn\n".utf8))
    #expect(ended.errors.contains("paths are relative to the script's directory"))
  }

  @Test(arguments: [
    ("l1", "l1 · setting of "), ("momentum", "setting of sgd"),
    ("full", "value of 'size' in batch"),
    ("undo", ":undo [COUNT]  take back"), ("freeze", "word behind the name of a network"),
    ("embedding", "Puts a learned vector"), ("patience", "setting of stop"),
  ])
  func `help knows settings, their values and commands`(_ word: String, _ text: String) throws {
    let ended = try ended(":help \(word)")
    #expect(ended.errors == "" && ended.output.contains(text), "\(ended.output)\(ended.errors)")
  }

  @Test func `the time of a training is told in parts`() throws {
    let ended = try ended(
      """
      data p { read moons(samples: 200, noise: 0.1) }
      network net { dense 4, tanh; dense 1, sigmoid }
      :time train net on p { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 3 }
      train net on p { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 3 }
      """)
    #expect(ended.errors == "")
    // Only the one that was asked about.
    #expect(ended.output.components(separatedBy: "dense_1").count > 1)
    let second = ended.output.components(separatedBy: "Training net").last ?? ""
    #expect(!second.contains("dense_1"), "\(second)")
  }
}
