import Diagnostics
import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  static let training = """
    data gate { read xor() }
    network net { dense 4, tanh; dense 1, sigmoid }
    train net on gate { loss log_loss; optimizer adam; rate 0.05; batch full; epochs 3 }

    """

  @Test(arguments: [
    ["jump"], ["run"], ["check"], ["run", "program.nn", "--sead", "3"],
    ["run", "program.nn", "--seed", "many"], ["run", "program.nn", "--seed", "-1"],
    ["run", "program.nn", "--threads", "0"], ["run", "program.nn", "--threads", "2.5"],
    ["run", "program.nn", "rate"], ["run", "program.nn", "=1"],
    ["run", "program.nn", "rate=1", "rate=2"], ["run", "program.nn", "--language", "la"],
    ["run", "missing.nn"], ["check", "missing.nn"], ["check", "."], ["help", "denze"],
    ["help", "dense", "relu"], ["help", "runs", "shw"], ["explain", "shape"],
    ["explain", "diverged", "x"],
  ])
  func `a wrong command line exits with 2 and says why`(arguments: [String]) throws {
    let ended = try Invocation.run(
      arguments, files: ["program.nn": Data("print 1\n".utf8)])
    #expect(ended.status == 2)
    #expect(ended.output == "")
    #expect(!ended.errors.isEmpty)
  }

  @Test(arguments: [
    (["predic", "x"], "there is no command 'predic'; did you mean 'nn predict'?"),
    (["program.nn"], "'program.nn' is no command; to run it, write 'nn run program.nn'"),
    (["--language", "pt", "rn", "a"], "não existe o comando 'rn'; você quis dizer 'nn run'?"),
    (["runs", "shw"], "'nn runs' has no 'shw'; did you mean 'nn runs show'?"),
    (["diff", "program.nn@HEAD"], "'program.nn@HEAD' is one version; name the other"),
    (["predict", "net.safetensors", "missing.csv"], "there is no file 'net.safetensors'"),
  ])
  func `what was probably meant is said`(arguments: [String], message: String) throws {
    let ended = try Invocation.run(
      arguments, files: ["program.nn": Data("print 1\n".utf8)])
    #expect(ended.status == 2 && ended.output.isEmpty)
    #expect(ended.errors.hasPrefix("nn: " + message), "\(ended.errors)")
  }

  @Test func `the folder of the records is not offered as a script`() throws {
    let ended = try Invocation.shell("mkdir .nn b.nn; \"$NN\" run .n; \"$NN\" run b.n")
    #expect(ended.errors == "nn: there is no file '.n'\nnn: there is no file 'b.n'\n")
  }

  @Test(arguments: [
    (["check", "a", "--jsn"], "Erro: Opção desconhecida '--jsn'. Você quis dizer '--json'?\n"),
    (["format", "--check=3", "a"], "Erro: A opção '--check' não aceita valor, e '3' foi dado.\n"),
    (["show", "a", "b", "c"], "Erro: 2 argumentos inesperados: 'b', 'c'\n"),
  ])
  func `a wrong command line is told in Portuguese too`(
    arguments: [String], message: String
  ) throws {
    let ended = try Invocation.run(arguments + ["--language", "pt"])
    #expect(ended.status == 2 && ended.errors.hasPrefix(message), "\(ended.errors)")
  }

  @Test(arguments: [
    ("const x = 1\r\nprint x ** 2\r\n", "let x = 1\r\nprint x ^ 2\r\n"),
    ("print nothing\n", "print nothing\n"), ("print 1\n", "print 1\n"),
  ])
  func `a repair is written into the script, and nothing else is`(
    wrong: String, right: String
  ) throws {
    let invocation = try Invocation(
      ["check", "--fix", "program.nn"], files: ["program.nn": Data(wrong.utf8)])
    let ended = try invocation.end()
    let url = invocation.folder.appendingPathComponent("program.nn")
    #expect(try Data(contentsOf: url) == Data(right.utf8))
    #expect(ended.output.contains("repairs") == (wrong != right))
    let names = try FileManager.default.contentsOfDirectory(atPath: invocation.folder.path)
    #expect(names == ["program.nn"])
  }

  @Test func `a script that cannot be written keeps its text`() throws {
    let ended = try Invocation.shell(
      "chmod a-w p.nn; \"$NN\" check --fix p.nn; echo $?; cat p.nn",
      files: ["p.nn": Data("const x = 1\n".utf8)])
    // The administrator may write it all the same.
    #expect(ended.output.hasSuffix("2\nconst x = 1\n") || ended.output.hasSuffix("let x = 1\n"))
  }

  @Test func `the list of problems has every code with what it means`() throws {
    let ended = try Invocation.run(["explain"])
    #expect(ended.status == 0)
    let lines = ended.output.split(separator: "\n")
    for code in Code.allCases {
      let line = lines.first { $0.hasPrefix("  \(code.rawValue) ") }
      #expect(line?.hasSuffix(" " + code.explanation.summary.en) == true)
    }
    let portuguese = try Invocation.run(["explain", "--language", "pt"]).output
    #expect(portuguese.contains(Code.shapeMismatch.explanation.summary.pt))
  }

  @Test func `help and version are no errors`() throws {
    for arguments in [
      ["--help"], ["--version"], ["help"], ["run", "--help"], ["help", "dense"],
    ] {
      let ended = try Invocation.run(arguments)
      #expect(ended.status == 0)
      #expect(!ended.output.isEmpty && ended.errors.isEmpty)
    }
    #expect(try Invocation.run(["--version"]).output.hasPrefix("nn "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a completion script can be made`(shell: String) throws {
    let ended = try Invocation.run(["--generate-completion-script", shell])
    #expect(ended.status == 0 && ended.output.contains("check"))
  }

  @Test func `a script is read from the standard input`() throws {
    let ended = try Invocation.run(["run", "-"], input: Data("print 6 * 7\n".utf8))
    #expect(ended.output == "42\n" && ended.status == 0)
  }

  @Test func `a file that was nearly named is offered`() throws {
    let files = ["iris.nn": Data("print 1\n".utf8)]
    #expect(try Invocation.run(["run", "iris"], files: files).errors.contains("'iris.nn'"))
    #expect(try Invocation.run(["run", "irs.nn"], files: files).errors.contains("'iris.nn'"))
  }

  @Test func `a param takes its value from the command line`() throws {
    let program = [
      "program.nn": Data("param rate = 0.5\nparam name = \"a\"\nprint rate, name\n".utf8)
    ]
    #expect(try Invocation.run(["run", "program.nn"], files: program).output == "0.5 a\n")
    let ended = try Invocation.run(["run", "program.nn", "rate=0.25", "name=x=y"], files: program)
    #expect(ended.output == "0.25 x=y\n" && ended.status == 0)
    let unknown = try Invocation.run(["run", "program.nn", "rat=1"], files: program)
    #expect(unknown.status != 0 && unknown.errors.contains("rate"))
  }

  @Test func `a wrong script and a false expectation exit with 1`() throws {
    let wrong = try Invocation.run("run", program: "print nothing_of_that_name\n")
    #expect(wrong.status == 1 && wrong.errors.contains("nothing_of_that_name"))
    let failed = try Invocation.run(
      "run", program: "print 1\nexpect 2 > 3, \"too small\"\nprint 4\n")
    #expect(failed.status == 1 && failed.output == "1\n" && failed.errors.contains("too small"))
  }

  @Test func `a training that diverges says where and exits with 1`() throws {
    let ended = try Invocation.run(
      "run",
      program: """
        data points { read line(samples: 100, noise: 0.1) }
        network model { dense 1 }
        train model on points { loss mse; optimizer sgd; rate 1e6; batch full; epochs 1000 }

        """)
    #expect(ended.status == 1)
    #expect(ended.errors.contains("program.nn:3"))
  }

  @Test func `quiet leaves of the events what the script prints`() throws {
    let program =
      Self.training + """
        print "done"
        let runs = sweep s in 1..2 {
          train net on gate { seed s; loss log_loss; optimizer adam; rate 0.05; batch full; epochs 3 }
        }
        print length(runs.table)

        """
    let ended = try Invocation.run("run", program: program, ["--quiet", "--json"])
    let printed = ["done", "1"].map { "{\"event\": \"print\", \"text\": \"\($0)\"}\n" }
    #expect(ended.output == printed.joined())
  }

  @Test func `quiet leaves what the script prints`() throws {
    let program = Self.training + "print \"done\"\n"
    #expect(try Invocation.run("run", program: program, ["--quiet"]).output == "done\n")
    #expect(try Invocation.run("run", program: program).output.count > 100)
  }

  @Test func `every line of a JSON run is an object`() throws {
    let ended = try Invocation.run(
      "run", program: Self.training + "print \"a \\\"b\\\"\"\nevaluate net on gate.train\n",
      ["--json"])
    #expect(ended.status == 0 && ended.errors == "")
    let lines = ended.output.split(separator: "\n")
    #expect(lines.count >= 6)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      #expect((object as? [String: Any])?["event"] is String, "\(line)")
    }
  }

  @Test func `a profile names the layers and the parts of an iteration`() throws {
    let ended = try Invocation.run("run", program: Self.training, ["--profile", "--json"])
    let line = try #require(ended.output.split(separator: "\n").last { $0.contains("\"profile\"") })
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let operations = try #require(object?["operations"] as? [[String: Any]])
    #expect(Set(operations.compactMap { $0["layer"] as? String }) == ["dense_1", "dense_2"])
    #expect(
      Set(operations.compactMap { $0["stage"] as? String })
        .isSuperset(of: ["forward", "backward", "update"]))
    let counted = operations.reduce(0) { $0 + ($1["seconds"] as? Double ?? .infinity) }
    #expect(counted > 0 && counted <= (object?["seconds"] as? Double ?? 0))
    // Three iterations over all samples: (2 → 4) forward and its weights, (4 → 1) also backward.
    let samples = try #require(
      ended.output.firstMatch(of: /"samples": (\d+)/).flatMap { Double($0.output.1) })
    let arithmetic = operations.reduce(0) { $0 + ($1["arithmetic"] as? Double ?? 0) }
    #expect(arithmetic == 3 * samples * 2 * (2 * 8 + 3 * 4))
    let text = try Invocation.run("run", program: Self.training, ["--profile", "--quiet"]).output
    #expect(text.hasPrefix("where the time of 'net' went: 3 iterations in "))
    #expect(text.contains("  dense_1  ") && text.contains("GFLOP/s at best\n"))
  }

  @Test func `problems are told as JSON`() throws {
    let ended = try Invocation.run("check", program: "print nothing_of_that_name\n", ["--json"])
    #expect(ended.status == 1 && ended.errors == "")
    #expect(ended.output.contains("\"unknown-name\""))
    _ = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
  }

  @Test func `messages follow the language that was asked for`() throws {
    let program = ["program.nn": Data("print nothing_of_that_name\n".utf8)]
    let command = ["check", "program.nn"]
    let english = try Invocation.run(command, files: program).output
    let asked = try Invocation.run(command + ["--language", "pt"], files: program).output
    let locale = try Invocation.run(
      command, files: program, environment: ["LC_ALL": "pt_BR.UTF-8"]
    ).output
    #expect(asked == locale && asked != english)
    let help = try Invocation.run(["--help"], environment: ["LANG": "pt_BR.UTF-8"]).output
    #expect(help.contains("USO:") && help.contains("experimentos"))
  }

  @Test func `no colour leaves the terminal`() throws {
    let ended = try Invocation.run("run", program: Self.training + "print nothing_of_that_name\n")
    #expect(!(ended.output + ended.errors).contains("\u{1B}"))
  }
}
