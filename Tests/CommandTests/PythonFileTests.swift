import Foundation
import TestSupport
import Testing

/// The package safetensors for Python reads what `save` writes, and writes what `load` reads.
@Suite struct PythonFileTests {
  @Test func `Python reads what was saved`() throws {
    let script = """
      network net { input 2; dense 3, tanh; batch_norm; dense 1 }
      print net.dense_1.weight[1][1], net.dense_1.weight[2][3]
      save net to "net.safetensors"

      """
    let run = try Invocation(["run", "a.nn"], files: ["a.nn": Data(script.utf8)])
    let printed = try run.end().output.split(whereSeparator: \.isWhitespace).map(String.init)
    let read = try Oracle.run(
      "safetensors_files.py", ["read", run.folder.appendingPathComponent("net.safetensors").path])
    #expect(read.status == 0, "\(read.errors)")
    let lines = read.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      lines.first == ["metadata", "nn.check", "nn.format", "nn.network", "nn.run", "nn.training"])
    #expect(
      lines.dropFirst().map { $0.prefix { $0 != ":" }.joined(separator: " ") } == [
        "batch_norm_1.mean float32 3", "batch_norm_1.scale float32 3",
        "batch_norm_1.shift float32 3", "batch_norm_1.variance float32 3",
        "dense_1.bias float32 3", "dense_1.weight float32 2 3", "dense_2.bias float32 1",
        "dense_2.weight float32 3 1",
      ])
    let weights =
      lines.first { $0[0] == "dense_1.weight" }?.suffix(6).compactMap { Double($0) } ?? []
    try #require(weights.count == 6 && printed.count == 2)
    for (own, other) in [(printed[0], weights[0]), (printed[1], weights[5])] {
      // 'print' shows six digits.
      #expect(abs(try #require(Double(own)) - other) < 1e-5)
    }
  }

  @Test func `what Python wrote is loaded`() throws {
    let script = """
      network net { input 2; dense 1 }
      load net from "python.safetensors"
      print net([10, 100])

      """
    let run = try Invocation(["check", "a.nn"], files: ["a.nn": Data(script.utf8)])
    #expect(try run.end().output.contains("there is no file"))
    let written = try Oracle.run(
      "safetensors_files.py",
      ["write", run.folder.appendingPathComponent("python.safetensors").path])
    #expect(written.status == 0, "\(written.errors)")
    let ran = try Invocation.shell(#"cd '\#(run.folder.path)' && "$NN" run a.nn"#)
    // 10 · 0.5 − 100 · 2.25 + 4
    #expect(ran.output == "-216\n" && ran.status == 0, "\(ran.errors)")
  }
}
