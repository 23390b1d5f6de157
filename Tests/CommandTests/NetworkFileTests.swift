import Foundation
import TestSupport
import Testing

/// `nn predict`, `nn evaluate` and `nn show`: a saved network without its script.
@Suite struct NetworkFileTests {
  private static let script = """
    data rooms {
      read "rooms.csv"
      column area: width * length
      target price
      scale standard
      scale standard, target
    }
    network net { dense 4, tanh; dense 1 }
    train net on rooms { loss mse; optimizer adam; rate 0.1; batch full; epochs 60 }
    predict net on "new.csv" to "as script.csv"
    save net to "preço é.safetensors"

    """
  private static let rooms =
    "width,length,floor,price\n"
    + (0..<24).map { row in
      let (width, length) = (2 + row % 5, 3 + row % 7)
      return "\(width),\(length),\(["oak", "pine"][row % 2]),\(100 * width * length + row)\n"
    }.joined()
  private static let new = "length,floor,width,colour\n4,oak,3,red\n5,pine,2,blue\n"

  /// A folder in which the script above, called `épocas e redes.nn`, has been run.
  private func trained() throws -> Invocation {
    let files = [
      "épocas e redes.nn": Self.script, "rooms.csv": Self.rooms, "new.csv": Self.new,
    ]
    let run = try Invocation(
      ["run", "--quiet", "épocas e redes.nn"], files: files.mapValues { Data($0.utf8) })
    let ended = try run.end()
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    return run
  }

  private func shell(_ line: String, in folder: Invocation) throws -> Invocation.Ended {
    try Invocation.shell("cd '\(folder.folder.path)' && \(line)")
  }

  @Test func `it answers as the script does, from a file, a pipe and into a file`() throws {
    let folder = try trained()
    let expected = try String(
      contentsOf: folder.folder.appendingPathComponent("as script.csv"), encoding: .utf8)
    #expect(expected.hasPrefix("price\n") && expected.split(separator: "\n").count == 3)
    let model = "'preço é.safetensors'"
    #expect(try shell(#""$NN" predict \#(model) new.csv"#, in: folder).output == expected)
    #expect(try shell(#"cat new.csv | "$NN" predict \#(model) -"#, in: folder).output == expected)
    let silent = try shell(#""$NN" predict \#(model) new.csv --to 'a b.csv'"#, in: folder)
    #expect(silent.status == 0 && silent.output.isEmpty)
    #expect(try shell("cat 'a b.csv'", in: folder).output == expected)
  }

  @Test func `messages call a pipe the standard input`() throws {
    let folder = try trained()
    let model = "'preço é.safetensors'"
    for name in ["-", "/dev/stdin"] {
      let told = try shell(
        #"echo width,length > y.csv; cat y.csv | "$NN" predict \#(model) \#(name)"#, in: folder)
      #expect(told.status == 1 && told.errors.contains("'standard input'"), "\(told.errors)")
      #expect(!told.errors.contains("/dev/stdin"))
    }
    let none = try shell(
      #"cat new.csv | "$NN" evaluate \#(model) - --language pt"#, in: folder)
    #expect(none.errors.hasPrefix("nn: não existe a coluna 'price' em 'entrada padrão'\n"))
    let text = try shell(#"cat rooms.csv | "$NN" evaluate \#(model) -"#, in: folder)
    #expect(text.output.hasPrefix("net on standard input (24 samples)\n"))
  }

  @Test func `answers go where they are sent, and never over the network or its table`() throws {
    let folder = try trained()
    let model = "'preço é.safetensors'"
    let expected = try shell(#""$NN" predict \#(model) new.csv"#, in: folder).output
    let pipe = try shell(
      #"mkfifo pipe; cat pipe & "$NN" predict \#(model) new.csv --to pipe; wait; test -p pipe"#,
      in: folder)
    #expect(pipe.status == 0 && pipe.output == expected)
    #expect(try shell(#""$NN" predict \#(model) new.csv --to -"#, in: folder).output == expected)
    for target in [model, "new.csv", "./new.csv"] {
      let ended = try shell(#""$NN" predict \#(model) new.csv --to \#(target)"#, in: folder)
      #expect(ended.status == 2 && ended.errors.contains("is read"), "\(ended.errors)")
    }
    #expect(try shell(#""$NN" predict \#(model) new.csv"#, in: folder).output == expected)
  }

  @Test func `a network that a sweep has saved names the run`() throws {
    let script = """
      param units = 1
      network net { input 2; dense units, tanh; dense 1, sigmoid }
      data d { read moons(samples: 20) }
      train net on d { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 1 }
      save net to "net {units}.safetensors"
      """
    let ended = try Invocation.shell(
      #""$NN" run --quiet p.nn units=1..2 >/dev/null; "$NN" show 'net 2.safetensors'"#,
      files: ["p.nn": Data(script.utf8)])
    #expect(ended.output.contains("p-1"), "\(ended)")
  }

  @Test func `an answer that is no number is told`() throws {
    let folder = try trained()
    try Data("width,length,floor\n3,4,oak\n1e15,1e15,oak\n".utf8)
      .write(to: folder.folder.appendingPathComponent("x.csv"))
    let ended = try shell(
      #"(echo 'fn cube(x) = x * x * x'; sed 's/4, tanh/4, cube/; s/rate 0.1/rate 1e-4/' 'épocas e redes.nn') > y.nn; "$NN" run --quiet y.nn; "$NN" predict 'preço é.safetensors' x.csv"#,
      in: folder)
    #expect(
      ended.status == 0 && ["nan\n", "inf\n"].contains { ended.output.hasSuffix($0) }, "\(ended)")
    #expect(ended.errors.contains("the answer for 1 row is no number: row 2"), "\(ended.errors)")
  }

  @Test func `it is measured on a table with the target`() throws {
    let folder = try trained()
    let model = "'preço é.safetensors'"
    let text = try shell(#""$NN" evaluate \#(model) rooms.csv"#, in: folder)
    #expect(text.status == 0 && text.output.hasPrefix("net on rooms.csv (24 samples)\n"))
    #expect(text.output.contains("r2"))
    let json = try shell(#""$NN" evaluate --json \#(model) rooms.csv"#, in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["samples"] as? Int == 24)
    let without = try shell(#""$NN" evaluate \#(model) new.csv"#, in: folder)
    #expect(without.status == 1)
    #expect(
      without.errors
        == "nn: there is no column 'price' in 'new.csv'\n  = its columns are 'length', 'floor', 'width', 'colour', 'area'\n"
    )
  }

  @Test func `it is shown with its layers, its data and where it comes from`() throws {
    let shown = try shell(#""$NN" show 'preço é.safetensors'"#, in: trained())
    #expect(shown.status == 0)
    for text in [
      "network net", "dense_1, tanh", "rooms", "width, length, floor, area", "price", "mse",
      "épocas e redes.nn",
    ] {
      #expect(shown.output.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("width,length\n3,4\n", "nn: the network needs a column 'floor', and 'x.csv' has none\n"),
    (
      "width\n3\n",
      "nn: the network needs columns that 'x.csv' does not have: 'length', 'floor'\n"
    ),
    (
      "3,4,oak\n5,6,oak\n",
      """
      nn: the network needs columns that 'x.csv' does not have: 'width', 'length', 'floor'
        = the first line of the file is a row of values, and has to name the columns: \
      width,length,floor

      """
    ),
    (
      "width,length,floor\nwide,4,oak\n",
      "nn: the formula of 'area' cannot be computed for line 2\n"
    ),
    ("", "nn: 'x.csv' is empty\n"),
  ])
  func `rows that do not fit are told`(rows: String, message: String) throws {
    let folder = try trained()
    try Data(rows.utf8).write(to: folder.folder.appendingPathComponent("x.csv"))
    let ended = try shell(#""$NN" predict 'preço é.safetensors' x.csv"#, in: folder)
    #expect(ended.status == 1 && ended.output.isEmpty)
    #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
  }

  @Test func `a table that is not there is a wrong command line`() throws {
    for command in ["predict", "evaluate"] {
      let ended = try shell("\"$NN\" \(command) 'preço é.safetensors' none.csv", in: trained())
      #expect(ended.status == 2 && ended.errors == "nn: there is no file 'none.csv'\n")
    }
  }

  @Test func `a row without its target cannot be evaluated`() throws {
    let folder = try trained()
    try Data("width,length,floor,price\n3,4,oak,\n3,5,oak,7\n".utf8)
      .write(to: folder.folder.appendingPathComponent("x.csv"))
    let ended = try shell(#""$NN" evaluate 'preço é.safetensors' x.csv"#, in: folder)
    #expect(ended.status == 1)
    #expect(
      ended.errors == """
        nn: the target 'price' has 1 cell without a value: line 2
          = only rows whose answer is known can be evaluated: leave these out of the file

        """)
  }

  @Test func `a level that the training did not have is a warning`() throws {
    let folder = try trained()
    try Data("width,length,floor\n3,4,stone\n".utf8)
      .write(to: folder.folder.appendingPathComponent("x.csv"))
    let ended = try shell(#""$NN" predict 'preço é.safetensors' x.csv"#, in: folder)
    #expect(ended.status == 0 && ended.output.hasPrefix("price\n"))
    #expect(ended.errors.hasPrefix("warning: ") && ended.errors.contains("stone"))
  }

  @Test func `a file that is none is told`() throws {
    let files = ["a.csv": Data("x\n1\n".utf8), "b.safetensors": Data([0x80, 0x02, 0x7D, 0x71])]
    let none = try Invocation.run(["show", "missing.safetensors"])
    #expect(none.status == 2 && none.errors == "nn: there is no file 'missing.safetensors'\n")
    let text = try Invocation.run(["predict", "a.csv", "a.csv"], files: files)
    #expect(text.status == 1 && text.errors.hasPrefix("nn: 'a.csv' "))
    let pickle = try Invocation.run(["show", "b.safetensors"], files: files)
    #expect(pickle.status == 1 && pickle.errors.contains("pickle"))
  }

  @Test func `a full disk leaves the file that was there`() throws {
    let script = """
      network net { input 100; dense 100 }
      save net to "net.safetensors"

      """
    let run = try Invocation(["run", "a.nn"], files: ["a.nn": Data(script.utf8)])
    #expect(try run.end().status == 0)
    let before = try Data(contentsOf: run.folder.appendingPathComponent("net.safetensors"))
    // Blocks of 512 bytes, of which the file needs eighty.
    let ended = try shell(#"ulimit -f 4; "$NN" run a.nn"#, in: run)
    #expect(ended.status == 1 && ended.output.isEmpty)
    #expect(ended.errors.contains("error[cannot-write]"), "\(ended.errors)")
    #expect(
      try Data(contentsOf: run.folder.appendingPathComponent("net.safetensors")) == before)
    #expect(try shell("ls", in: run).output == "a.nn\nnet.safetensors\n")
  }
}
