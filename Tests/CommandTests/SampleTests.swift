import Foundation
import TestSupport
import Testing

@Suite struct SampleTests {
  /// The samples whose data is there: that of the others is not shipped.
  static let samples = ProjectFiles.paths(in: "Samples", ending: ".nn").filter {
    !$0.hasSuffix("absenteeism.nn") && !$0.contains("mnist")
  }

  /// Runs `nn` on a copy of a sample, so that what it saves lies in a folder that goes.
  private func run(_ path: String, _ arguments: [String] = []) throws -> Invocation.Ended {
    try Invocation.run(
      ["run", "--no-record", "sample.nn"] + arguments,
      files: ["sample.nn": Data(ProjectFiles.text(of: path).utf8)], links: ["data": "Samples/data"])
  }

  @Test(arguments: samples)
  func `a sample checks without a problem or warning`(path: String) throws {
    let ended = try Invocation.run(["check", ProjectFiles.root + "/" + path, "--json"])
    #expect(ended.status == 0)
    #expect(!ended.output.contains("\"severity\""), "\(ended.output)")
    #expect(ended.errors == "")
  }

  @Test(arguments: samples)
  func `a sample runs and reaches what it expects`(path: String) throws {
    let ended = try run(path)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.errors == "")
  }

  @Test(arguments: samples, [1, 2, 3] as [UInt64])
  func `a sample reaches what it expects with other seeds`(path: String, seed: UInt64) throws {
    let ended = try run(path, ["--quiet", "--seed", "\(seed)"])
    #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
  }

  @Test(arguments: samples)
  func `a sample says the same with one thread, with two and with five`(path: String) throws {
    let texts = try ["1", "2", "5"].map { threads in
      try run(path, ["--quiet", "--threads", threads]).output
    }
    #expect(texts[0] == texts[1] && texts[0] == texts[2])
    #expect(!texts[0].isEmpty)
  }

  /// The UCI table, where it lies beside the project as `shared/data`.
  static let absenteeism =
    ProjectFiles.root + "/../shared/data/absenteeism/Absenteeism_at_work.csv"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: absenteeism)))
  func `the absenteeism sample reaches what it expects on the UCI table`() throws {
    let ended = try Invocation.run([
      "run", "--no-record", ProjectFiles.root + "/Samples/absenteeism.nn",
      "file=" + Self.absenteeism,
    ])
    #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
  }

  /// MNIST, where it lies beside the project.
  static let mnist = ProjectFiles.root + "/../shared/data/mnist"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: mnist)))
  func `the MNIST sample reads the images and reaches what it expects in one epoch`() throws {
    let ended = try Invocation.run([
      "run", "--no-record", ProjectFiles.root + "/Samples/mnist_mlp.nn", "folder=" + Self.mnist,
      "epochs=1",
      "--quiet",
    ])
    #expect(ended.status == 0, "\(ended.output)\(ended.errors)")
  }

  @Test func `what a sample saves answers without it`() throws {
    let command = """
      "$NN" run --no-record --quiet sample.nn && head -4 data/diabetes.csv > new.csv \
        && "$NN" predict diabetes.safetensors new.csv && "$NN" show diabetes.safetensors \
        && test -s diabetes.onnx
      """
    let invocation = try Invocation(
      ["-c", command],
      files: ["sample.nn": Data(ProjectFiles.text(of: "Samples/diabetes.nn").utf8)],
      links: ["data": "Samples/data"], environment: ["NN": Invocation.executable.path],
      program: URL(fileURLWithPath: "/bin/sh"))
    let ended = try invocation.end()
    #expect(ended.status == 0, "\(ended.errors)")
    let lines = ended.output.split(separator: "\n").map(String.init)
    let first = try #require(lines.firstIndex(of: "progression"))
    let answers = lines.dropFirst(first + 1).prefix(3).compactMap { Double($0) }
    #expect(answers.count == 3 && answers.allSatisfy { (20...350).contains($0) })
    #expect(ended.output.contains("cholesterol_ratio"))
  }

  @Test func `the absenteeism sample says which file it misses`() throws {
    let ended = try Invocation.run(["run", ProjectFiles.root + "/Samples/absenteeism.nn"])
    #expect(ended.status == 1)
    #expect(ended.errors.contains("Absenteeism_at_work.csv"))
  }
}
