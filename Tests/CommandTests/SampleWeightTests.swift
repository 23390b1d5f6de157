import Foundation
import TestSupport
import Testing

/// The weights that the trainings of a sample leave, by their hashes: equal ones are equal bits.
@Suite struct SampleWeightTests {
  @Test(arguments: SampleTests.samples)
  func `a sample leaves the same weights in each run and with any number of threads`(
    path: String
  ) throws {
    let script = ProjectFiles.text(of: path)
    guard script.contains("train ") else { return }
    let first = try weights(script)
    #expect(!first.isEmpty)
    for threads in [1, 2, 5] {
      #expect(try weights(script, ["--threads", "\(threads)"]) == first, "\(threads) threads")
    }
  }

  @Test(arguments: SampleTests.samples)
  func `a sample leaves the same weights in a sweep as alone`(path: String) throws {
    let script = ProjectFiles.text(of: path)
    guard let (alone, swept) = aloneAndSwept(script) else { return }
    let expected = try #require(try weights(alone).last)
    #expect(try weights(swept) == [expected, expected])
  }

  @Test(arguments: ["mnist_mlp", "mnist_cnn"])
  func `a sample on images leaves the same weights with any number of threads`(
    name: String
  ) throws {
    guard FileManager.default.fileExists(atPath: SampleTests.mnist) else { return }
    // Two digits of the test images, so that it takes a moment.
    let script = ProjectFiles.text(of: "Samples/\(name).nn")
      .replacing("  scale minmax\n", with: "  scale minmax\n  where label in [\"0\", \"1\"]\n")
      .replacing("dense 10, softmax", with: "dense 2, softmax")
    var links: [String: String] = [:]
    for part in ["train", "t10k"] {
      for kind in ["images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"] {
        links["\(part)-\(kind)"] = "../shared/data/mnist/t10k-\(kind)"
      }
    }
    let runs = try [1, 2, 5].map { threads in
      try weights(script, ["--threads", "\(threads)", "folder=.", "epochs=1"], links: links)
    }
    #expect(runs[0].count == 1)
    #expect(runs[1] == runs[0] && runs[2] == runs[0])
  }

  /// The loops of any processor round otherwise than those of this one, and a training lets
  /// differences grow, so that only a short one can be compared.
  @Test(arguments: SampleTests.samples)
  func `a sample trained briefly by the plain loops comes as far as by the fast ones`(
    path: String
  ) throws {
    let script = ProjectFiles.text(of: path)
    guard let (alone, _) = aloneAndSwept(script) else { return }
    let brief = alone.replacing(/epochs \d+/, with: "epochs 2")
    let (fast, plain) = try (
      events(brief), events(brief, [], ["NN_LOOPS": "plain"])
    )
    let losses = [fast, plain].map { events in
      events.filter { $0["event"] as? String == "epoch" }.compactMap { $0["loss"] as? Double }
    }
    #expect(!losses[0].isEmpty && losses[0].count == losses[1].count)
    for (a, b) in zip(losses[0], losses[1]) { #expect(abs(a - b) <= 1e-3 * max(abs(a), 1e-3)) }
  }

  @Test func `the plain loops are others than the fast ones`() throws {
    let sample = ProjectFiles.text(of: "Samples/digits.nn")
    let script = try #require(aloneAndSwept(sample)).alone
    let (fast, plain) = try (weights(script), weights(script, [], ["NN_LOOPS": "plain"]))
    #if arch(x86_64)
      #expect(fast != plain)
    #else
      #expect(fast == plain)
    #endif
  }

  /// The script up to the end of its first training at the top level, and the same with that in a
  /// sweep of two runs.
  private func aloneAndSwept(_ script: String) -> (alone: String, swept: String)? {
    guard let training = script.firstMatch(of: /(?m)^(?:let \w+ = )?(train [^{]*\{\n(?: .*\n)*\})/)
    else { return nil }
    let before = script[..<training.range.lowerBound]
    // One that sweeps by itself is told in the tests of sweeps.
    if before.contains("sweep ") { return nil }
    return (
      "\(before)\(training.1)\n",
      "\(before)let turns = sweep turn in 1..2 {\n\(training.1)\n}\nshow turns\n"
    )
  }

  private func weights(
    _ script: String, _ arguments: [String] = [], _ environment: [String: String] = [:],
    links: [String: String] = [:]
  ) throws -> [String] {
    try events(script, arguments, environment, links: links).compactMap {
      $0["weights"] as? String
    }
  }

  /// What a run of `script` says, event by event.
  private func events(
    _ script: String, _ arguments: [String] = [], _ environment: [String: String] = [:],
    links: [String: String] = [:]
  ) throws -> [[String: Any]] {
    let invocation = try Invocation(
      ["run", "script.nn", "--json"] + arguments, files: ["script.nn": Data(script.utf8)],
      links: links.merging(["data": "Samples/data"]) { $1 }, environment: environment)
    let ended = try invocation.end()
    #expect(ended.status == 0, "\(ended.output.suffix(400))\(ended.errors)")
    return ended.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }
  }
}
