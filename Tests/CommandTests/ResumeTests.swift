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
      phase { epochs 150; optimizer sgd, momentum: 0.9; rate 0.01; batch 32 }
      phase { epochs 600; optimizer adam; rate 0.001, decay: cosine; batch 16 }
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

    var random = UInt64(11)
    let first = try started("'a b.nn'")
    let folder = first.folder
    var run = first
    for _ in 0..<Self.kills {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let share = Double(random >> 11) / Double(1 << 53)
      Thread.sleep(forTimeInterval: 0.02 + share * seconds * 1.5 / Double(Self.kills))
      run.send(SIGKILL)
      let ended = try run.end()
      if ended.status == 0 { break }
      #expect(ended.status == -SIGKILL, "\(ended.errors)")
      run = try started((isBegun(folder) ? "--resume " : "") + "'a b.nn'", in: folder)
    }
    let ended = try run.end()
    #expect(ended.status == 0 && ended.output == expected.output, "\(ended.errors)")
    #expect(try network(in: folder) == network(in: whole.folder))
    #expect(!isBegun(folder), "what serves nobody is removed")
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
    let first = try started([], in: nil)
    var run = first
    for number in 0..<3 {
      Thread.sleep(forTimeInterval: 0.15 + 0.07 * Double(number))
      run.send(SIGKILL)
      _ = try run.end()
      run = try started(isBegun(first.folder) ? ["--resume"] : [], in: first.folder)
    }
    let ended = try run.end()
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try network(in: first.folder) == network(in: whole.folder))
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
    #expect(ended.status == 1 && ended.output.isEmpty)
    #expect(ended.errors.contains("came to its end"))
  }

  @Test func `without anything to go on with it says so`() throws {
    let ended = try Invocation.run("run", program: "print 1\n", ["--resume"])
    #expect(ended.status == 1 && ended.output.isEmpty)
    #expect(ended.errors.contains("error[cannot-resume]"))
  }
}
