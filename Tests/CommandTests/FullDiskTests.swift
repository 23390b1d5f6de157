import Foundation
import TestSupport
import Testing

/// Disks that are full and folders that may only be read: nothing that was there is lost, and what need not
/// be written does not end a run.
@Suite struct FullDiskTests {
  /// Whether a test can have a small disk of its own, in a name space that is gone afterwards.
  private static let hasSmallDisks =
    (try? Invocation.shell(#"unshare -rm mount -t tmpfs -o size=100k none ."#).status) == 0

  private static let files = [
    "save.nn": Data(
      """
      network net { input 100; dense 100 }
      save net to "disk/net.safetensors"

      """.utf8),
    "export.nn": Data(
      """
      data d { read moons(samples: 50, seed: 1) }
      network small { dense 100, tanh; dense 100; dense 1, sigmoid }
      train small on d { loss log_loss; optimizer adam; rate 0.01; batch 5; epochs 2 }
      export small, format: onnx to "disk/net.onnx"

      """.utf8),
    "train.nn": Data(
      """
      data d { read moons(samples: 50, seed: 1) }
      network net { input 2; dense 60, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.01; batch 5; epochs 3000; checkpoint every: 1 epochs }
      print "done"

      """.utf8),
  ]

  /// Runs `line` beside a disk of 200 kB that lies at `disk`; `fill` makes it full but for so many bytes.
  private func shell(_ line: String) throws -> Invocation.Ended {
    try Invocation.shell(
      #"""
      mkdir disk; cat > line.sh <<'END'
      mount -t tmpfs -o size=200k none disk
      fill() {
        rm -f disk/fill; cat /dev/zero > disk/full 2>/dev/null
        size=$(stat -c %s disk/full); rm disk/full; head -c $((size - $1)) /dev/zero > disk/fill
      }

      """# + line + "\nEND\nunshare -rm sh line.sh", files: Self.files)
  }

  @Test(.enabled(if: hasSmallDisks, "no small disk can be mounted here"))
  func `a file that cannot be written whole leaves the one before, and the run fails`() throws {
    let ended = try shell(
      #"""
      "$NN" run --no-record save.nn; cp disk/net.safetensors before; fill 8000
      "$NN" run --no-record save.nn; echo $?; cmp before disk/net.safetensors
      "$NN" run --quiet --no-record export.nn; echo $?; ls disk
      """#)
    #expect(ended.output == "1\n1\nfill\nnet.safetensors\n", "\(ended.errors)")
    #expect(ended.errors.components(separatedBy: "error[cannot-write]").count == 3)
    #expect(ended.errors.components(separatedBy: "No space left on device").count == 3)
  }

  @Test(.enabled(if: hasSmallDisks, "no small disk can be mounted here"), arguments: [0, 40_000])
  func `record, history, checkpoints and TensorBoard each give one warning, and the run goes on`(
    free: Int
  ) throws {
    let ended = try shell(
      #"""
      mkdir disk/logs; cp train.nn disk; fill \#(free)
      "$NN" run --quiet --tensorboard disk/logs disk/train.nn; echo $?
      find disk -name '*.part'; rm disk/fill; "$NN" runs --in disk --csv > list; echo $?
      """#)
    #expect(ended.output.hasPrefix("done\n0\n"), "\(ended.output)\(ended.errors)")
    // Nothing that was not written whole lies about.
    #expect(!ended.output.contains(".part"))
    for part in [
      "this run cannot be recorded, and goes on", "the checkpoint of this training cannot be kept",
      "TensorBoard gets no more of this run",
    ] {
      #expect(ended.errors.components(separatedBy: part).count == 2, "\(part): \(ended.errors)")
    }
  }

  @Test func `an output that cannot be written ends the run with a message`() throws {
    let ended = try Invocation.shell(
      #""$NN" run --no-record train.nn > /dev/full; echo $?"#, files: Self.files)
    #expect(ended.output == "1\n" && ended.errors.contains("the output cannot be written"))
  }

  // MARK: Folders that may only be read

  /// What stands before a command so that the administrator has no more rights than anyone.
  private static let asAnyone = getuid() == 0 ? "setpriv --bounding-set=-all --inh-caps=-all " : ""

  private static let isHeldToRights =
    (try? Invocation.shell(
      "chmod a-w .; \(asAnyone)sh -c 'echo > x' 2>/dev/null; echo $?; chmod u+w ."))?
    .output.hasPrefix("0") == false

  @Test(.enabled(if: isHeldToRights, "this user may write everywhere"))
  func `in a folder that may only be read the run goes on with one warning`() throws {
    let ended = try Invocation.shell(
      #"""
      chmod a-w .; \#(Self.asAnyone)"$NN" run --quiet print.nn; echo $?
      \#(Self.asAnyone)"$NN" run --quiet train.nn; echo $?
      \#(Self.asAnyone)"$NN" run --quiet --no-record --resume train.nn; echo $?; ls -A; chmod u+w .
      """#, files: Self.files.merging(["print.nn": Data("print 1\n".utf8)]) { $1 })
    let names = "export.nn\nprint.nn\nsave.nn\ntrain.nn\n"
    #expect(ended.output == "1\n0\ndone\n0\ndone\n0\n" + names, "\(ended.errors)")
    let warnings = ended.errors.split(separator: "\n").filter {
      $0.hasPrefix("nn: ") || $0.hasPrefix("warning[")
    }.map(String.init)
    try #require(warnings.count == 4, "\(ended.errors)")
    #expect(warnings[0].hasPrefix("nn: this run cannot be recorded, and goes on: Permission"))
    // The record and the checkpoints are two things that somebody waits for.
    #expect(warnings[1].hasPrefix("nn: this run cannot be recorded, and goes on: Permission"))
    #expect(warnings[2].hasPrefix("warning[cannot-write]: the checkpoint of this training"))
    #expect(warnings[3].hasPrefix("warning[nothing-kept]"))
  }

  @Test(.enabled(if: isHeldToRights, "this user may write everywhere"))
  func `what a script is to write into a folder that may only be read is an error`() throws {
    let ended = try Invocation.shell(
      #"""
      mkdir disk; chmod a-w disk
      for script in save export; do
        \#(Self.asAnyone)"$NN" run --quiet --no-record $script.nn; echo $?
      done; ls -A disk; chmod u+w disk
      """#, files: Self.files)
    #expect(ended.output == "1\n1\n", "\(ended.errors)")
    #expect(ended.errors.components(separatedBy: "error[cannot-write]").count == 3)
  }
}
