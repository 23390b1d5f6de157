import Foundation
import Prelude
import TestSupport
import Testing
import Vocabulary

/// Exported networks as other programs see them: `Tests/Reference/check_exports.py` has the cases.
@Suite struct ONNXTests {
  @Test func `onnxruntime gives the outputs of the engine, for every layer and with preparation`()
    throws
  {
    let ended = try Oracle.run("check_exports.py", [Invocation.executable.path, "onnx"])
    #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.hasSuffix("\n0 of them differ\n"))
  }

  @Test func `every layer and every activation has a case`() {
    let cases = ProjectFiles.text(of: "Tests/Reference/check_exports.py")
      .replacingOccurrences(of: "\\n", with: " ")
    let words = Set(cases.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    for entry in Catalogue.builtin.entries {
      switch entry.kind {
      case .layer, .activation: #expect(words.contains(entry.name), "\(entry.name)")
      default: continue
      }
    }
  }

  @Test func `a network gives the same file each time`() throws {
    let program = """
      data d { read moons(samples: 20, seed: 1) }
      network net { dense 3, tanh; dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 1 }
      export net to "a.onnx"
      export net to "b.onnx"
      """
    let ended = try Invocation.shell(
      #""$NN" run --quiet program.nn && cmp a.onnx b.onnx"#,
      files: ["program.nn": Data(program.utf8)])
    #expect(ended.status == 0, "\(ended.errors)")
  }
}
