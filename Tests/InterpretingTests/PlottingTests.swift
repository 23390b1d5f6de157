import Diagnostics
import Interpreting
import Safetensors
import Testing

/// Pictures as a script asks for them.
@Suite struct PlottingTests {
  private static let moons = """
    data points { read moons(samples: 60, noise: 0.1); target class; scale standard; split test: 30% }
    network border { dense 4, tanh; dense 1, sigmoid }
    train border on points { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 4 }

    """

  private static let line = """
    data points { read line(samples: 40, noise: 0.1); target y; split test: 25% }
    network model { dense 1 }
    train model on points { loss mse; optimizer sgd; rate 0.1; batch full; epochs 5 }

    """

  private func text(_ ran: Ran, _ name: String) -> String {
    String(decoding: ran.files[name] ?? [], as: UTF8.self)
  }

  @Test(
    arguments: [
      "border.history", "border", "points", "regions(border, points.test)", "confusion(border)",
      "roc(border)", "weight_images(border)", "weight_images(border, layer: \"dense_2\")",
      "layer_gradients(border)",
      "layer_outputs(border, points.train)", "architecture(border)", "iterations(border)",
      "surface(border)", "surface(border, along: random, view: relief, seed: 3)",
      "surface(border, weights: [\"dense_1.weight[1, 2]\", \"dense_1.bias[1]\"])",
      "histograms(points)", "pairs(points.train)", "[3, 1, 2]", "1..5",
    ])
  func `a picture of a classifier is drawn in a file and in the terminal`(_ picture: String) {
    let ran = run(Self.moons + "plot \(picture) to \"p.svg\"\nplot \(picture)")
    #expect(ran.messages == [])
    #expect(text(ran, "p.svg").hasPrefix("<svg"))
    #expect(ran.output.count > 40)
  }

  /// A file of tensors alone says nothing of data and loss.
  private static let loaded = """
    data points { read moons(samples: 60, noise: 0.1); target class; scale standard; split test: 30% }
    network border { input 2; dense 1, sigmoid }
    load border from "border.safetensors"

    """

  private func world() -> TestWorld {
    let world = TestWorld()
    world.files["border.safetensors"] =
      TensorFile(tensors: [
        StoredTensor(name: "dense_1.weight", shape: [2, 1], values: [1, -2]),
        StoredTensor(name: "dense_1.bias", shape: [1], values: [0.5]),
      ]).bytes
    return world
  }

  @Test(arguments: [
    "confusion(border, points.test)", "roc(border, points)", "regions(border, points)",
    "weight_images(border)", "architecture(border)",
  ])
  func `a network that was only loaded is drawn on the data that is named`(_ picture: String) {
    let ran = run(Self.loaded + "plot \(picture)\nshow points", world: world())
    #expect(ran.messages == [])
    #expect(ran.output.count > 40)
  }

  @Test(arguments: [
    ("border", "does not say which data"), ("confusion(border)", "does not say which data"),
    ("surface(border, points)", "does not say which loss"),
    ("layer_gradients(border, points)", "does not say which loss"),
    ("border.history", "nothing to draw yet"), ("iterations(border)", "nothing to draw yet"),
  ])
  func `what a file of tensors does not say cannot be drawn`(picture: String, message: String) {
    let ran = run(Self.loaded + "plot \(picture)\nshow points", world: world())
    #expect(ran.messages.count == 1)
    #expect(ran.messages.first?.contains(message) == true, "\(ran.messages)")
  }

  @Test func `the history of a network that a sweep has trained is told to be with the runs`() {
    let start = """
      data points { read moons(samples: 60, noise: 0.1) }
      network border { dense 1, sigmoid }
      let runs = sweep s in 1..2 {
        train border on points { seed s; loss log_loss; optimizer sgd; rate 1; batch full; epochs 2 }
      }

      """
    let ran = run(start + "plot border.history")
    #expect(ran.messages.first?.contains("was trained in a sweep only") == true)
    #expect(run(start + "plot runs.runs[1].history").messages == [])
  }

  @Test(
    arguments: [
      "predictions(model)", "residuals(model, points)", "surface(model)",
      "curve(0.1..1 log 9, fn(p) = -log(p))", "curve([1, 2, 3], [4, 5, 6], fn(x) = x)",
      "landscape((fn(x, y) = x ^ 2 - y ^ 2), -1..1 by 0.2, -1..1 by 0.2, path: [[0, 1], [0.5, 0]])",
    ])
  func `a picture of numbers is drawn in a file and in the terminal`(_ picture: String) {
    let ran = run(Self.line + "plot \(picture) to \"p.svg\"\nplot \(picture)")
    #expect(ran.messages == [])
    #expect(text(ran, "p.svg").hasPrefix("<svg"))
    #expect(ran.output.count > 40)
  }

  @Test(
    arguments: [
      ("plot border", "'border' has not been trained yet"),
      ("plot confusion(border)", "'border' has not been trained yet"),
      ("plot iterations(border)", "'border' has not been trained yet"),
    ])
  func `what needs a training says so before anything runs`(_ line: String, _ message: String) {
    let problems = check("network border { dense 4, tanh; dense 1, sigmoid }\n" + line)
    #expect(problems.contains { $0.code == .notEvaluated }, "\(problems.map(\.message.en))")
  }

  @Test(
    arguments: [
      "plot predictions(border)", "plot residuals(border)", "plot surface(border, weights: [1, 2])",
      "plot curve([1, 2], [1, 2, 3])", "plot curve(1..3, fn(x) = \"no\")",
      "plot landscape((fn(x, y) = x), [2, 1, 0], 1..3)", "plot \"text\"", "plot [1, \"two\"]",
      "plot pairs(border)", "plot final_loss(border)",
    ])
  func `what cannot be drawn is an error`(_ line: String) {
    #expect(run(Self.moons + line).ending == .failed)
  }

  @Test(
    arguments: [
      "let s = -1\nplot surface(border, seed: s)", "let s = 1e300\nplot surface(border, seed: s)",
      "plot surface(border, weights: [\"dense_1.weight[99, 1]\", \"dense_1.bias[1]\"])",
      "plot surface(border, weights: [\"dense_1.weight[0, 1]\", \"x\"])",
      "plot weight_images(border, layer: \"none\")", "plot curve([], fn(x) = x)",
      "plot landscape((fn(x, y) = x), 1..500, 1..500)", "network other { dense 1 }\nplot other",
      "network other { dense 1 }\nplot architecture(other)",
      """
      data two { read line(samples: 9); target y; scale none }
      plot predictions(border, two)
      """,
    ])
  func `what a script may get wrong about a picture ends in a problem and not in a trap`(
    _ lines: String
  ) {
    let ran = run(Self.moons + lines)
    #expect(ran.ending == .failed && !ran.problems.isEmpty)
  }

  @Test func `numbers that cannot be drawn are left out`() {
    let ran = run(
      "plot [1, 1 / 0, 2, 0 / 0, 1e308, 3] to \"p.svg\"\nplot curve(1..3, fn(x) = 1 / (x - 2))")
    #expect(ran.files["p.svg"] != nil || ran.ending == .failed)
  }

  @Test func `several pictures stand side by side`() {
    let ran = run(Self.moons + "plot border.history, border to \"both.svg\"")
    #expect(text(ran, "both.svg").contains("loss over epochs"))
    #expect(text(ran, "both.svg").contains("decision regions"))
  }

  @Test func `a page holds the picture and nothing from elsewhere`() {
    let ran = run(Self.moons + "plot border to \"border.html\"")
    let page = text(ran, "border.html")
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains("src=") && !page.contains("href="))
  }

  @Test
  func `a PNG is written where the machine can draw one, and else the problem says what to do`() {
    let ran = run(Self.moons + "plot border to \"border.png\"")
    if let image = ran.files["border.png"] {
      #expect(image.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      #expect(image.count > 5_000)
    } else {
      #expect(ran.codes == ["cannot-write"])
      #expect(ran.problems.first?.notes.first?.en.contains("librsvg") == true)
    }
  }

  @Test func `another ending is an error that names the three`() {
    let problems = check(Self.moons + "plot border to \"border.gif\"")
    #expect(problems.map(\.code) == [.cannotWrite])
    #expect(problems.first?.message.en.contains("'.png'") == true)
  }

  @Test func `a surface and an animation show the path of the training`() {
    let ran = run(
      Self.moons + "plot surface(border) to \"s.svg\"\nanimate border to \"a.html\"")
    #expect(ran.messages == [])
    #expect(text(ran, "s.svg").contains("the path"))
    #expect(text(ran, "s.svg").contains("direction 1 ("))
    // A moment for the beginning and each of four epochs.
    #expect(text(ran, "a.html").contains("data-names=\"[&quot;epoch 0&quot;"))
    #expect(text(ran, "a.html").contains("epoch 4"))
    #expect(text(ran, "a.html").contains("direction 2 ("))
  }

  @Test func `an animation is a page or a GIF image`() {
    #expect(check(Self.moons + "animate border to \"a.png\"").map(\.code) == [.cannotWrite])
    let ran = run(Self.moons + "animate border, theme: dark to \"a.gif\"")
    if let image = ran.files["a.gif"] {
      #expect(image.prefix(6) == [0x47, 0x49, 0x46, 0x38, 0x39, 0x61] && image.last == 0x3B)
      #expect(image.count > 5_000)
    } else {
      #expect(ran.codes == ["cannot-write"])
    }
  }

  private static let twice = """
    let one = landscape((fn(u, v) = u + v), 1..3, 1..3, view: contours)
    let two = landscape((fn(u, v) = u + v), 1..3, 1..3, view: contours)

    """

  @Test func `pictures with one title are told apart by the values' names`() {
    let ran = run(Self.twice + "plot one, two to \"p.svg\"\nplot one, one to \"q.svg\"")
    #expect(ran.messages == [])
    for name in ["one: (fn(u, v)", "two: (fn(u, v)"] { #expect(text(ran, "p.svg").contains(name)) }
    #expect(!text(ran, "q.svg").contains("one:"))
    // The axes are called what the function calls them.
    #expect(text(ran, "p.svg").contains(">u<") && text(ran, "p.svg").contains(">v<"))
  }

  @Test func `pictures can be given titles`() {
    let ran = run(Self.twice + "plot one, two, titles: [\"plain\", \"a < b\"] to \"p.svg\"")
    #expect(ran.messages == [])
    #expect(text(ran, "p.svg").contains(">plain<") && text(ran, "p.svg").contains(">a &lt; b<"))
    for titles in ["[\"one\"]", "3", "[1, 2]", "\"both\"", "[]"] {
      #expect(
        check(Self.twice + "plot one, two, titles: \(titles)").map(\.code) == [.typeMismatch])
    }
  }

  @Test func `a file is for a light or a dark page where that is said`() {
    let ran = run("plot [1, 2], theme: dark to \"d.svg\"\nplot [1, 2] to \"a.svg\"")
    #expect(!text(ran, "d.svg").contains("prefers-color-scheme"))
    #expect(text(ran, "d.svg").contains("#1b1d21"))
    #expect(text(ran, "a.svg").contains("prefers-color-scheme"))
    #expect(check("plot [1, 2], theme: dark").map(\.code) == [.missingTail])
  }

  @Test(
    arguments: [
      "plot surface(border)", "animate border to \"a.html\"", "plot border", "print border.loss",
    ])
  func `what a sweep alone has trained says where its pictures can be made`(_ line: String) {
    let problems = check(
      """
      data points { read moons(samples: 60); target class; scale standard }
      network border { dense 4, tanh; dense 1, sigmoid }
      let rates = sweep rate in [1, 0.1] {
        train border on points { loss log_loss; optimizer sgd; rate rate; batch 16; epochs 2 }
      }
      \(line)
      """)
    #expect(problems.map(\.code) == [.notEvaluated])
    #expect(problems.first?.message.en.contains("in a sweep only") == true)
  }

  @Test func `a run of a sweep draws the path of its own training`() {
    let ran = run(
      """
      data points { read moons(samples: 60); target class; scale standard }
      network border { dense 4, tanh; dense 1, sigmoid }
      sweep rate in [1, 0.1] {
        train border on points { loss log_loss; optimizer sgd; rate rate; batch 16; epochs 4 }
        plot surface(border) to "s-{rate}.svg"
      }
      """)
    #expect(ran.messages == [])
    for name in ["s-1.svg", "s-0.1.svg"] { #expect(text(ran, name).contains("the path")) }
    #expect(ran.files["s-1.svg"] != ran.files["s-0.1.svg"])
  }

  @Test func `a surface changes nothing of the network`() {
    let script = Self.moons + "plot surface(border) to \"s.svg\"\n"
    let again =
      "train border on points { loss log_loss; optimizer adam; rate 0.05; batch 16; epochs 3 }\nprint border.loss"
    #expect(run(script + again).output == run(Self.moons + again).output)
  }

  @Test func `a linear network shows its zero line with an arrow`() {
    let ran = run(
      """
      data points { read blobs(samples: 60); target class; scale standard }
      network one { dense 3, softmax }
      train one on points { loss cross_entropy; optimizer sgd; rate 0.5; batch 16; epochs 5 }
      plot one to "one.svg"
      """)
    #expect(ran.messages == [])
    // Three lines, and three arrows of a shaft each.
    #expect(text(ran, "one.svg").split(separator: "stroke-width=\"3\"").count == 4)
  }
}
