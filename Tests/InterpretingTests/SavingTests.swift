import Diagnostics
import Foundation
import Safetensors
import Testing

/// `save` and `load`, and what is known of a network afterwards.
struct SavingTests {
  private let data = "data d { read moons(samples: 60, noise: 0.1, seed: 1); split test: 30% }"
  private let training =
    "train net on d { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 5 }"

  private func source(of bytes: [UInt8]?) throws -> String {
    try TensorFile(#require(bytes)).metadata["nn.source"] ?? ""
  }

  @Test func `a loaded network answers as the saved one`() {
    let ran = run(
      """
      \(data)
      network net { dense 6, tanh; batch_norm; dense 1, sigmoid }
      \(training)
      print net([0.3, 0.2])
      evaluate net on d.test
      save net to "net.safetensors"
      network other { dense 6, tanh; batch_norm; dense 1, sigmoid }
      load other from "net.safetensors"
      print other([0.3, 0.2])
      evaluate other on d.test
      expect other.test.loss == net.test.loss
      expect other.dense_1.weight == net.dense_1.weight
      """)
    #expect(ran.messages == [])
    let lines = ran.output.split(separator: "\n").filter { $0.first == "0" }
    #expect(lines.count == 2 && lines.first == lines.last)
  }

  @Test func `equal networks give equal files`() {
    let script = """
      \(data)
      network net { dense 6, tanh; dense 1, sigmoid }
      \(training)
      save net to "net.safetensors"
      """
    #expect(run(script).files == run(script).files)
  }

  /// Both may be called alike, and one must not take away what the other has written.
  @Test func `the weights beside an exported source are what save writes`() {
    let ran = run(
      """
      \(data)
      network net { dense 6, tanh; dense 1, sigmoid }
      \(training)
      save net to "net.safetensors"
      export net, format: pytorch to "other.py"
      """)
    #expect(ran.messages == [])
    #expect(ran.files["net.safetensors"] != nil)
    #expect(ran.files["net.safetensors"] == ran.files["other.safetensors"])
  }

  @Test func `functions and formulas come along with all that they use`() throws {
    let world = TestWorld()
    let saved = run(
      """
      let limit = 0.5
      let scale = [2, 1]
      fn half(x) = x / scale[1]
      fn lifted(x) = half(x) + 0.25
      data d {
        read line(samples: 40, seed: 1)
        column z: lifted(x) + limit
        target y > limit, name: large
      }
      fn bent(k) = fn(x) = tanh(k * half(x))
      let steep = bent(3)
      let flat = bent(0.5)
      network net { dense 4, steep; dense 3, flat; dense 1, sigmoid }
      train net on d {
        loss mean((prediction - target) ^ 2)
        optimizer sgd
        rate 0.1
        batch full
        epochs 3
        metrics worst: max(abs(prediction - target))
      }
      save net to "net.safetensors"
      print net([1, 0.7])
      """, world: world)
    #expect(saved.messages == [])
    #expect(
      try source(of: world.files["net.safetensors"])
        == """
        fn make_lifted() {
          fn make_half() {
            let scale = [2, 1]
            fn half(x) = x / scale[1]
            return half
          }
          let half = make_half()
          fn lifted(x) = half(x) + 0.25
          return lifted
        }
        let lifted = make_lifted()
        let limit = 0.5
        data d {
          read "data.csv"
          column z: (lifted(x) + limit)
          target (y > limit), name: large
        }
        fn make_formula() {
          let k = 3
          fn make_half() {
            let scale = [2, 1]
            fn half(x) = x / scale[1]
            return half
          }
          let half = make_half()
          fn formula(x) = tanh(k * half(x))
          return formula
        }
        let formula = make_formula()
        fn make_formula_2() {
          let k = 0.5
          fn make_half() {
            let scale = [2, 1]
            fn half(x) = x / scale[1]
            return half
          }
          let half = make_half()
          fn formula_2(x) = tanh(k * half(x))
          return formula_2
        }
        let formula_2 = make_formula_2()
        fn formula_3(prediction, target, weights) = (mean((prediction - target) ^ 2))
        fn formula_4(prediction, target) = (max(abs(prediction - target)))

        """)
  }

  @Test func `a training goes on from loaded weights, whatever the seed`() {
    let ran = run(
      """
      \(data)
      network net { dense 6, tanh; dense 1, sigmoid }
      \(training)
      save net to "net.safetensors"
      network a { dense 6, tanh; dense 1, sigmoid }
      network b { dense 6, tanh; dense 1, sigmoid }
      load a from "net.safetensors"
      load b from "net.safetensors"
      train a on d { seed 1; loss log_loss; optimizer sgd; rate 0.1; batch full; epochs 3 }
      train b on d { seed 2; loss log_loss; optimizer sgd; rate 0.1; batch full; epochs 3 }
      expect a.dense_1.weight == b.dense_1.weight
      expect a.dense_1.weight != net.dense_1.weight
      """)
    #expect(ran.messages == [])
  }

  @Test func `tensors without a word about them are taken by name and shape`() throws {
    let world = TestWorld()
    let file = TensorFile(tensors: [
      StoredTensor(name: "dense_1.weight", shape: [2, 1], values: [2, 3]),
      StoredTensor(name: "dense_1.bias", shape: [1], values: [1]),
    ])
    world.files["python.safetensors"] = file.bytes
    let ran = run(
      """
      network net { input 2; dense 1 }
      load net from "python.safetensors"
      print net([10, 100])
      data d { read line(samples: 8, seed: 1); column w: x; split test: 50% }
      evaluate net on d.test
      let p = predict net on d.test
      print length(p)
      """, world: world)
    #expect(ran.messages == [])
    #expect(ran.output.hasPrefix("321\n"))
    #expect(ran.output.hasSuffix("4\n"))
  }

  @Test func `a loaded network is a layer of another with its weights`() {
    let ran = run(
      """
      \(data)
      network net { dense 6, tanh; dense 1, sigmoid }
      \(training)
      save net to "net.safetensors"
      network part { dense 6, tanh; dense 1, sigmoid }
      load part from "net.safetensors"
      network whole { part freeze; dense 4, tanh; dense 1, sigmoid }
      train whole on d { loss log_loss; optimizer sgd; rate 0.1; batch full; epochs 2 }
      expect whole.part_1.dense_1.weight == net.dense_1.weight
      """)
    #expect(ran.messages == [])
  }

  @Test func `a network that nobody has trained is saved with its first weights`() {
    let ran = run(
      """
      seed 3
      network net { input 2; dense 1 }
      save net to "net.safetensors"
      network other { input 2; dense 1 }
      load other from "net.safetensors"
      expect other.dense_1.weight == net.dense_1.weight
      """)
    #expect(ran.messages == [])
  }

  @Test func `reset gives a loaded network first weights again`() {
    let ran = run(
      """
      network net { input 2; dense 1 }
      save net to "net.safetensors"
      let saved = net.dense_1.weight
      network other { input 2; dense 1 }
      load other from "net.safetensors"
      seed 5
      expect other.dense_1.weight == saved
      reset other
      expect other.dense_1.weight != saved
      """)
    #expect(ran.messages == [])
  }

  @Test func `a file that the script will have written is no problem of a check`() {
    #expect(
      check(
        """
        \(data)
        network net { dense 6, tanh; dense 1, sigmoid }
        \(training)
        if net.loss < 1 { save net to "net.safetensors" }
        load net from "net.safetensors"
        predict net on d.test to "out.csv"
        """) == [])
  }

  @Test func `a file that is there is checked`() throws {
    let world = TestWorld()
    world.files["net.safetensors"] =
      TensorFile(
        tensors: [StoredTensor(name: "dense_1.weight", shape: [3, 1], values: [1, 2, 3])]
      ).bytes
    let problems = check(
      """
      network net { input 2; dense 1 }
      load net from "net.safetensors"
      print net([1, 2])
      """, world: world)
    #expect(problems.map(\.code.rawValue) == ["shape-mismatch"])
    #expect(
      problems.first?.notes.map(\.en) == [
        "'dense_1.weight' is 2x1 in the network, and 3x1 in the file",
        "'dense_1.bias' is 1 in the network, and not in the file",
      ])
  }

  @Test func `another activation than in the file is told`() {
    let ran = run(
      """
      network net { input 2; dense 2, tanh; dense 1 }
      save net to "net.safetensors"
      network other { input 2; dense 2, relu; dense 1 }
      load other from "net.safetensors"
      """)
    #expect(ran.codes == ["shape-mismatch"])
  }

  @Test func `a bit that flips in a weight is noticed`() throws {
    let world = TestWorld()
    let script = "network net { input 2; dense 1 }\nsave net to \"net.safetensors\""
    var bytes = try #require(run(script, world: world).files["net.safetensors"])
    bytes[bytes.count - 1] ^= 0x80
    func loading(_ bytes: [UInt8]) -> [String] {
      let other = TestWorld()
      other.files["net.safetensors"] = bytes
      return run(
        "network net { input 2; dense 1 }\nload net from \"net.safetensors\"", world: other
      ).codes
    }
    #expect(loading(bytes) == ["cannot-load"])
    var file = try TensorFile(bytes)
    file.metadata["nn.check"] = nil
    #expect(loading(file.bytes).isEmpty)
  }

  @Test func `what no script can write keeps a network from being saved`() {
    let ran = run(
      """
      data other { read line(samples: 20, seed: 1) }
      data d { read line(samples: 20, seed: 1); column z: x + other.samples }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.01; batch full; epochs 1 }
      save net to "net.safetensors"
      """)
    #expect(ran.codes.last == "cannot-save")
    #expect(ran.files.isEmpty)
  }

  @Test(arguments: [
    ("nn.format", "9"), ("nn.network", "{}"),
    ("nn.network", String(repeating: "[", count: 100_000)),
    ("nn.network", #"{"name":"n","input":{"extents":[-2]},"categories":[],"layers":[]}"#),
    ("nn.training", "3"), ("nn.preparation", "{}"), ("nn.run", "[]"),
    ("nn.source", "print 1"), ("nn.source", "fn"), ("nn.source", "include \"x.nn\""),
    ("nn.source", "let x = [y for y in 1..1000000000]"),
    ("nn.source", "fn f(x) = f(x)\nlet y = f(1)"),
  ])
  func `a file whose texts lie is refused`(key: String, text: String) throws {
    let world = TestWorld()
    let saved = run(
      """
      \(data)
      network net { dense 6, tanh; dense 1, sigmoid }
      \(training)
      save net to "net.safetensors"
      """, world: world)
    var file = try TensorFile(#require(saved.files["net.safetensors"]))
    file.metadata[key] = text
    // So that it is the text alone that the file is refused for.
    file.metadata["nn.check"] = nil
    let other = TestWorld()
    other.files["net.safetensors"] = file.bytes
    let ran = run(
      """
      network net { dense 6, tanh; dense 1, sigmoid }
      load net from "net.safetensors"
      """, world: other)
    #expect(ran.codes == ["cannot-load"])
  }
}
