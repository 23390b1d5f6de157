import Diagnostics
import Foundation
import Fuzzing
import Interpreting
import Safetensors
import TestSupport
import Testing

/// Files of networks that somebody has damaged, or made up.
@Suite struct LoadingTests {
  private static let script = """
    fn bend(x, k = 2) = tanh(k * x)
    data d { read blobs(samples: 30, seed: 1); column z: x1 * 2; scale standard; split test: 30% }
    network net { dense 5, bend; batch_norm; dense 3, softmax }
    train net on d { loss cross_entropy; optimizer adam; rate 0.1; batch 8; epochs 2; metrics accuracy }
    save net to "net.safetensors"
    """

  private static let saved: [UInt8] = {
    var files: [String: [UInt8]] = [:]
    let host = Host(
      readScript: { _ in .failure(FileProblem(Text(verbatim: ""))) },
      writeFile: { path, bytes in
        files[path] = bytes
        return nil
      }, write: { _ in }, warn: { _ in }, now: { 0 }, isInterrupted: { false })
    _ = ScriptRunner(host: host, options: RunOptions(threads: 1, isQuiet: true))
      .run(script, named: "made-up.nn")
    return files["net.safetensors"] ?? []
  }()

  @Test func `a file as it was saved is a network`() throws {
    #expect(try TensorFile(Self.saved).tensors.count == 8)
    #expect(FuzzStage.load.brokenPromise(by: Self.saved) == nil)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `a damaged file breaks no promise`(seed: UInt64) {
    var random = SplitMix(state: seed)
    for _ in 0..<150 {
      var bytes = Self.saved
      // Mostly in what is said about the tensors.
      for _ in 0..<1 + random.below(4) {
        bytes[random.below(random.below(4) == 0 ? bytes.count : bytes.count - 500)] = UInt8(
          random.below(256))
      }
      if random.below(8) == 0 { bytes.removeLast(random.below(bytes.count)) }
      #expect(FuzzStage.load.brokenPromise(by: bytes) == nil)
    }
  }

  /// What stands in the place of a number, a word or a sign of a text.
  private static let strange = [
    "0", "-1", "1e308", "9223372036854775807", "99999999999999999999", "0.5", "null", "[]", "{}",
    "\"\"",
    "true", "[[[[", "\"nan\"", "\"relu\"", "\"script:bend\"", "\"dense\"", "}", ",",
  ]

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a file that says something else of its network breaks no promise`(seed: UInt64) throws {
    var file = try TensorFile(Self.saved)
    // With it everything that was changed would be refused, and nothing looked at.
    #expect(file.metadata.removeValue(forKey: "nn.check") != nil)
    var random = SplitMix(state: seed)
    let keys = file.metadata.keys.sorted()
    for _ in 0..<150 {
      var other = file
      for _ in 0..<1 + random.below(2) {
        let key = keys[random.below(keys.count)]
        let text = other.metadata[key] ?? ""
        var pieces = text.matches(of: /-?[0-9.e+]+|"[^"]*"|[A-Za-z_]+|\s+|./).map {
          String(text[$0.range])
        }
        guard !pieces.isEmpty else { continue }
        let place = random.below(pieces.count)
        pieces[place] =
          random.below(3) == 0
          ? pieces[random.below(pieces.count)] : Self.strange[random.below(Self.strange.count)]
        other.metadata[key] = pieces.joined()
      }
      #expect(
        FuzzStage.load.brokenPromise(by: other.bytes) == nil, "broken by:\n\(other.metadata)")
    }
  }
}
