import Foundation
import Safetensors
import TestSupport
import Testing

/// A run that is killed and resumed ends with the same weights, bit for bit.
@Suite struct ResumeTests {
  private static let script = """
    data d { read moons(samples: 300, noise: 0.2, seed: 1); split validation: 20%, test: 20% }
    network net { dense 12, tanh; batch_norm; dropout 10%; dense 1, sigmoid }
    train net on d {
      loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 40; metrics accuracy
      checkpoint every: 3 epochs
    }
    train net on d {
      loss log_loss
      phase { epochs 60; optimizer sgd, momentum: 0.9; rate 0.01; batch 32 }
      phase { epochs 150; optimizer adam; rate 0.001, decay: cosine; batch 16 }
      stop monitor: validation.loss, patience: 700 epochs, restore: best
      checkpoint every: 5 iterations
    }
    sweep rate in [0.1, 0.01], k in 1..2 {
      train net on d { seed k; loss log_loss; optimizer sgd; rate rate; batch 32; epochs 40; checkpoint every: 2 epochs }
    }
    save net to "net.safetensors"

    """

  private static let kills =
    ProcessInfo.processInfo.environment["NN_SOAK"] == nil ? 5 : 50

  private func started(_ more: String, in folder: URL? = nil) throws -> Invocation {
    let line = (folder.map { "cd '\($0.path)' && " } ?? "") + #"exec "$NN" run --quiet "# + more
    return try Invocation(
      ["-c", line], files: folder == nil ? ["a b.nn": Data(Self.script.utf8)] : [:],
      environment: ["NN": Invocation.executable.path], program: URL(fileURLWithPath: "/bin/sh"))
  }

  /// The numbers of the saved network, bit for bit.
  private func network(in folder: URL) throws -> [StoredTensor] {
    let data = try Data(contentsOf: folder.appendingPathComponent("net.safetensors"))
    return try TensorFile(Array(data)).tensors
  }

  /// Whether a run has left something to go on with.
  private func isBegun(_ folder: URL) -> Bool {
    let runs = folder.appendingPathComponent(".nn/runs").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []).contains {
      FileManager.default.fileExists(atPath: "\(runs)/\($0)/checkpoints/run.json")
    }
  }

  @Test func `killed at random moments it ends the same`() throws {
    let whole = try started("'a b.nn'")
    let start = ContinuousClock.now
    let expected = try whole.end()
    let seconds = Double((ContinuousClock.now - start).components.seconds) + 1
    #expect(expected.status == 0 && expected.errors.isEmpty, "\(expected.errors)")

    var moments = Moments(seed: 11)
    let first = try started("'a b.nn'")
    let folder = first.folder
    var run = first
    for number in 0..<Self.kills {
      // Some before it has begun, when there is nothing to go on with.
      let longest = number % 5 == 4 ? 0.04 : seconds * 1.5 / Double(Self.kills)
      Thread.sleep(forTimeInterval: moments.next(below: longest))
      run.send(SIGKILL)
      let ended = try run.end()
      if ended.status == 0 { break }
      #expect(ended.status == -SIGKILL, "\(ended.errors)")
      run = try started("--resume 'a b.nn'", in: folder)
    }
    let ended = try run.end()
    #expect(ended.status == 0 && ended.output == expected.output, "\(ended.errors)")
    #expect(try network(in: folder) == network(in: whole.folder))
    #expect(!isBegun(folder), "what serves nobody is removed")
  }

  @Test
  func `killed anywhere between its first millisecond and its written record it ends the same`()
    throws
  {
    let script = """
      data d { read moons(samples: 200, noise: 0.2, seed: 1) }
      network net { dense 12, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 60; checkpoint every: 7 epochs }
      evaluate net on d
      save net to "net.safetensors"

      """
    let files = ["a.nn": Data(script.utf8)]
    let whole = try Invocation(["run", "--quiet", "a.nn"], files: files)
    let start = ContinuousClock.now
    let expected = try whole.end()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var moments = Moments(seed: 5)
    for _ in 0..<Self.kills {
      let run = try Invocation(["run", "--quiet", "a.nn"], files: files)
      Thread.sleep(forTimeInterval: moments.next(below: seconds * 1.1))
      run.send(SIGKILL)
      _ = try run.end()
      let ended = try Invocation.shell(
        #"cd '\#(run.folder.path)' && "$NN" run --quiet --resume a.nn"#)
      #expect(ended.status == 0 && ended.output == expected.output, "\(ended.errors)")
      #expect(try network(in: run.folder) == network(in: whole.folder))
      #expect(!isBegun(run.folder))
    }
  }

  @Test func `killed while it writes, the file before is whole`() throws {
    let script = """
      data d { read line(samples: 8, seed: 1) }
      network net { dense 700; dense 700; dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.00001; batch full; epochs 60; checkpoint every: 1 iterations }
      save net to "net.safetensors"

      """
    func started(_ more: [String], in folder: URL?) throws -> Invocation {
      let line =
        (folder.map { "cd '\($0.path)' && " } ?? "") + #"exec "$NN" run --quiet "#
        + more.joined(separator: " ") + " a.nn"
      return try Invocation(
        ["-c", line], files: folder == nil ? ["a.nn": Data(script.utf8)] : [:],
        environment: ["NN": Invocation.executable.path], program: URL(fileURLWithPath: "/bin/sh"))
    }
    let whole = try started([], in: nil)
    #expect(try whole.end().status == 0)
    // Nearly all of its time it writes six megabytes.
    var moments = Moments(seed: 3)
    let first = try started([], in: nil)
    var run = first
    for _ in 0..<Self.kills {
      Thread.sleep(forTimeInterval: 0.1 + moments.next(below: 0.15))
      run.send(SIGKILL)
      _ = try run.end()
      run = try started(["--resume"], in: first.folder)
    }
    let ended = try run.end()
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try network(in: first.folder) == network(in: whole.folder))
    // A part of a file that a killed run has left is gone with the rest.
    #expect(!isBegun(first.folder))
  }

  @Test func `where the folder cannot be made the run goes on, and says so once`() throws {
    let files = [
      "a.nn": Data(
        """
        data d { read line(samples: 8, seed: 1) }
        network net { dense 1 }
        train net on d { loss mse; optimizer adam; rate 0.01; batch full; epochs 9; checkpoint every: 1 epochs }
        print "done"
        """.utf8), ".nn": Data("no folder".utf8),
    ]
    let ended = try Invocation.run(["run", "--quiet", "a.nn"], files: files)
    #expect(ended.status == 0 && ended.output == "done\n")
    #expect(ended.errors.components(separatedBy: "warning[cannot-write]").count == 2)
  }

  @Test func `without a record the checkpoints lie beside the script, and serve as well`() throws {
    let first = try started("--no-record 'a b.nn'")
    Thread.sleep(forTimeInterval: 1)
    first.send(SIGKILL)
    guard try first.end().status != 0 else { return }
    let ended = try started("--no-record --resume 'a b.nn'", in: first.folder).end()
    #expect(ended.status == 0, "\(ended.errors)")
    let whole = try started("--no-record 'a b.nn'")
    #expect(try whole.end().status == 0)
    #expect(try network(in: first.folder) == network(in: whole.folder))
    #expect(!FileManager.default.fileExists(atPath: first.folder.path + "/.nn/runs"))
  }

  @Test func `a run that came to its end leaves nothing to go on with, whatever one before left`()
    throws
  {
    let script = """
      data d { read moons(samples: 300, noise: 0.2, seed: 1) }
      network net { dense 12, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 3; checkpoint every: 1 epochs }
      print "trained"

      """
    // The folder of a run that was killed, as it would be.
    let first = try Invocation(["run", "--quiet", "a.nn"], files: ["a.nn": Data(script.utf8)])
    #expect(try first.end().status == 0)
    let left = first.folder.appendingPathComponent(".nn/runs/a-1/checkpoints")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: left.appendingPathComponent("run.json"))
    let folder = first.folder.path
    #expect(try Invocation.shell(#"cd '\#(folder)' && "$NN" run --quiet a.nn"#).status == 0)
    let ended = try Invocation.shell(#"cd '\#(folder)' && "$NN" run --quiet --resume a.nn"#)
    #expect(ended.status == 0 && ended.output == "trained\n")
    #expect(ended.errors.contains("warning[nothing-kept]"))
    #expect(ended.errors.contains("came to its end"))
  }

  @Test func `without anything to go on with it begins from the start, and says so`() throws {
    let ended = try Invocation.run("run", program: "print 1\n", ["--resume"])
    #expect(ended.status == 0 && ended.output == "1\n")
    #expect(ended.errors.contains("warning[nothing-kept]"))
    #expect(ended.errors.contains("begins from the start"))
  }

  // MARK: Two at once

  private static let endless = Data(
    """
    param epochs = 1e9
    data d { read moons(samples: 300, noise: 0.2, seed: 1) }
    network net { dense 12, tanh; dense 1, sigmoid }
    train net on d { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs epochs; checkpoint every: 1 epochs }
    print "trained"

    """.utf8)

  @Test func `two runs at once without records do not disturb one another`() throws {
    let ended = try Invocation.shell(
      #"""
      kept=.nn/checkpoints/a
      "$NN" run --quiet --no-record a.nn & while [ ! -s $kept/1.safetensors ]; do sleep 0.05; done
      "$NN" run --quiet --no-record a.nn epochs=3; echo $?; ls $kept
      "$NN" run --quiet --no-record --resume a.nn epochs=3; echo $?; ls $kept
      kill -KILL $!; wait 2>/dev/null; ls $kept
      "$NN" run --quiet --no-record a.nn epochs=3; echo $?; ls .nn/checkpoints
      """#, files: ["a.nn": Self.endless])
    let files = "1.safetensors\nrun.json\n"
    let lines = ended.output.split(separator: "\n").filter { !$0.hasSuffix(".part") }
    let expected =
      "trained\n0\n" + files + "trained\n0\n" + files + files + "trained\n0\n"
    #expect(lines == expected.split(separator: "\n"), "\(ended.output)\(ended.errors)")
    #expect(ended.errors.components(separatedBy: "warning[").count == 3, "\(ended.errors)")
    #expect(ended.errors.contains("warning[cannot-write]"))
    #expect(ended.errors.contains("warning[nothing-kept]"))
    #expect(ended.errors.components(separatedBy: "another run of the script").count == 3)
  }

  @Test func `of two that go on with one run, one does, and the other begins from the start`()
    throws
  {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet a.nn & while [ ! -s .nn/runs/a-1/checkpoints/1.safetensors ]; do sleep 0.05; done
      kill -KILL $!; wait 2>/dev/null
      "$NN" run --quiet --resume a.nn 2> 2.txt & first=$!
      "$NN" run --quiet --resume a.nn 2> 3.txt & second=$!
      for run in a-2 a-3; do
        while [ ! -s .nn/runs/$run/checkpoints/1.safetensors ]; do sleep 0.05; done
      done
      ls -d .nn/runs/*/checkpoints; kill -KILL $first $second; wait 2>/dev/null
      cat 2.txt 3.txt | grep -c nothing-kept
      """#, files: ["a.nn": Self.endless])
    #expect(
      ended.output == ".nn/runs/a-2/checkpoints\n.nn/runs/a-3/checkpoints\n1\n",
      "\(ended.output)\(ended.errors)")
  }

  // MARK: Folders that somebody has changed

  @Test(arguments: [
    ("echo '{' > run.json", 1, "'run.json', which says what was run, is damaged"),
    ("rm run.json", 0, "begins from the start"),
    ("rm run.json; mkdir run.json", 0, "begins from the start"),
    ("rm run.json; ln -s run.json run.json", 0, "begins from the start"),
    ("rm 1.safetensors", 0, ""),
    ("head -c 99 1.safetensors > x; mv x 1.safetensors", 1, "the checkpoint of 'net'"),
    ("rm 1.safetensors; mkdir 1.safetensors", 0, "cannot be kept"),
    ("rm 1.safetensors; ln -s 1.safetensors 1.safetensors", 0, ""),
    (
      "cd ..; mv checkpoints ../../../mine; ln -s ../../../mine checkpoints", 0,
      "begins from the start"
    ),
    ("cd ..; rm -r checkpoints; echo x > checkpoints", 0, "begins from the start"),
    ("cd ..; rm -r checkpoints; ln -s checkpoints checkpoints", 0, "begins from the start"),
  ])
  func `checkpoints that were changed by hand are told, and nothing breaks`(
    edit: String, status: Int32, message: String
  ) throws {
    let ended = try Invocation.shell(
      #"""
      sed 's/1e9/400/' a.nn > b.nn; "$NN" run --quiet b.nn & 
      while [ ! -s .nn/runs/b-1/checkpoints/1.safetensors ]; do sleep 0.01; done
      kill -KILL $!; wait 2>/dev/null
      (cd .nn/runs/b-1/checkpoints; \#(edit)) && "$NN" run --quiet --resume b.nn
      status=$?; [ ! -d mine ] || [ -e mine/1.safetensors ] || echo removed; exit $status
      """#, files: ["a.nn": Self.endless])
    #expect(ended.status == status, "\(ended.errors)")
    #expect(ended.output == (status == 0 ? "trained\n" : ""))
    #expect(message.isEmpty ? ended.errors.isEmpty : ended.errors.contains(message))
  }

  @Test func `a network that was loaded and is another one now is named`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --quiet --no-record first.nn; "$NN" run --quiet a.nn &
      while [ ! -s .nn/runs/a-1/checkpoints/2.safetensors ]; do sleep 0.01; done
      kill -KILL $!; wait 2>/dev/null
      "$NN" run --quiet --no-record first.nn
      "$NN" run --quiet --resume a.nn & 
      while ! grep -q '^loaded' .nn/runs/a-2/record.txt; do sleep 0.1; done 2>/dev/null
      kill -KILL $!; wait 2>/dev/null; grep -c '^loaded' .nn/runs/a-2/record.txt
      "$NN" run --quiet --no-record --seed 8 first.nn
      "$NN" run --quiet --resume a.nn; echo $?; "$NN" runs compare a-1 a-3 --csv | grep ^loaded
      """#,
      files: [
        "first.nn": Data(
          "network net { input 2; dense 2; dense 1 }\nsave net to \"w.safetensors\"".utf8),
        "a.nn": Data(
          """
          data d { read moons(samples: 300, noise: 0.2, seed: 1) }
          network kept { dense 2; dense 1 }
          load kept from "w.safetensors"
          network net { dense 12, tanh; dense 1, sigmoid }
          train net on d { loss log_loss; optimizer adam; rate 0.01; batch 16; epochs 1e9; checkpoint every: 1 epochs }

          """.utf8),
      ])
    #expect(ended.output.hasPrefix("1\n1\nloaded w.safetensors,"), "\(ended.output)\(ended.errors)")
    #expect(
      ended.errors.contains("error[cannot-resume]: the run cannot be resumed: 'w.safetensors' is"),
      "\(ended.errors)")
    #expect(ended.errors.components(separatedBy: "error[").count == 2)
  }
}

/// Random moments, the same at each test.
private struct Moments {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Double) -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return limit * Double(state >> 11) / Double(1 << 53)
  }
}
