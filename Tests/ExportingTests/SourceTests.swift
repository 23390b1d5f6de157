import Foundation
import TestSupport
import Testing

/// The Python sources of networks. That they compute the same is for `Tests/Reference/check_exports.py`
/// with PyTorch and Keras, which these tests do without.
@Suite struct SourceTests {
  @Test(arguments: GoldenCase.all(in: "ExportingTests/Golden"))
  func `the source of a network reads as recorded`(_ golden: GoldenCase) throws {
    let run = try Invocation(
      ["run", "--quiet", "program.nn"], files: ["program.nn": Data(golden.program.utf8)])
    let ended = try run.end()
    try #require(ended.status == 0, "\(ended.errors)")
    for format in ["pytorch", "keras"] where golden.program.contains(format) {
      let path = run.folder.appendingPathComponent("net_\(format).py")
      let text = try String(contentsOf: path, encoding: .utf8)
      let mismatch = golden.mismatch(text, in: format)
      #expect(mismatch == nil, "\(mismatch ?? "")")
      let compiled = try Oracle.run("compile_source.py", [path.path])
      #expect(compiled.status == 0, "\(compiled.errors)")
      let weights = run.folder.appendingPathComponent("net_\(format).safetensors")
      #expect(FileManager.default.fileExists(atPath: weights.path))
    }
  }
}
