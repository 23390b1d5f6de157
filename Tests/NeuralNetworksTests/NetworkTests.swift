import NeuralNetworks
import Prelude
import Testing
import Vocabulary

@Suite struct NetworkTests {
  @Test func `a network of images knows its shapes and its size`() throws {
    let network = try Network(
      input: [1, 28, 28],
      [
        .conv(20, kernel: [5, 5], .relu), .maxPool(2), .conv(50, kernel: [5], .relu), .maxPool(2),
        .flatten, .dropout(0.5), .dense(500, .relu), .dense(10, .softmax),
      ])
    #expect(network.input == [1, 28, 28])
    #expect(network.output == [10])
    // 25·20 + 20, 25·20·50 + 50, 800·500 + 500, 500·10 + 10.
    #expect(network.parameterCount == 520 + 25_050 + 400_500 + 5_010)
  }

  /// Every layer of the catalogue, with what it needs.
  @Test(
    arguments: Catalogue.builtin.entries.filter {
      if case .layer = $0.kind { true } else { false }
    }.map(\.name))
  func `every layer can be built, and its defaults are those of the language`(
    word: String
  ) throws {
    let entry = try #require(Catalogue.builtin.entries.first { $0.name == word })
    let values: [String: Argument] = [
      "units": 3, "channels": 4, "kernel": [3], "window": [2], "fraction": 0.5, "shape": [8, 8],
      "heads": 4, "categories": 5,
    ]
    let needed = entry.settings.filter { $0.isRequired || word == "embedding" }.map(\.name)
    var given = values.filter { needed.contains($0.key) }
    let inputs = [[8, 8], [1, 8, 8], [64]]
    let input = try #require(
      inputs.first { (try? Network(input: $0, [Layer(word, given)])) != nil }, "\(word)")
    let short = try Network(input: input, [Layer(word, given)])
    for setting in entry.settings {
      given[setting.name] = setting.defaultValue.flatMap(Argument.init) ?? given[setting.name]
    }
    let long = try Network(input: input, [Layer(word, given)])
    #expect(short.output == long.output)
    #expect(short.weightHash == long.weightHash)
  }

  @Test func `a shortcut adds what came before`() throws {
    let network = try Network(
      input: [2], [.activation("linear").named("stem"), .activation(.relu), .add("stem")])
    #expect(try network.predict([3, -4]) == [6, -4])
    let joined = try Network(
      input: [2], [.activation(.relu), .concat("input"), .activation(.relu).after("input")])
    #expect(joined.output == [2])
  }

  @Test func `a name that there is not is refused with the one that was meant`() {
    expectError(.unknownName, "layer 2: there is no layer 'dens'; did you mean 'dense'?") {
      () throws(NetworkError) in
      try Network(input: [4], [.dense(3), Layer("dens", ["units": 3])])
    }
    expectError(.unknownName, "layer 1: 'dense' has no setting 'unit'; did you mean 'units'?") {
      () throws(NetworkError) in try Network(input: [4], [Layer("dense", ["unit": 3])])
    }
    expectError(.unknownName, "layer 1: there is no activation 'reul'; did you mean 'relu'?") {
      () throws(NetworkError) in try Network(input: [4], [.dense(3, "reul")])
    }
    expectError(.unknownName, "layer 1: there is no layer 'Linear'; did you mean 'dense'?") {
      () throws(NetworkError) in try Network(input: [4], [Layer("Linear")])
    }
    expectError(.unknownName, "layer 2: no layer before it is called 'stm'; did you mean 'stem'?") {
      () throws(NetworkError) in
      try Network(input: [4], [.dense(4).named("stem"), .add("stm")])
    }
  }

  @Test func `a value that a setting does not take is refused`() {
    expectError(.illegalSetting, "layer 1: 'dense' needs a whole number of at least 1, not 0") {
      () throws(NetworkError) in try Network(input: [4], [.dense(0)])
    }
    expectError(.illegalSetting, "layer 1: 'dense' needs 'units'") {
      () throws(NetworkError) in try Network(input: [4], [Layer("dense")])
    }
    expectError(
      .illegalSetting,
      "layer 1: 'padding' of 'conv' needs 'valid' or 'same', not 'sme'; did you mean 'same'?"
    ) { () throws(NetworkError) in
      try Network(
        input: [1, 8, 8], [Layer("conv", ["channels": 2, "kernel": [3], "padding": "sme"])])
    }
    expectError(
      .illegalSetting, "layer 1: 'dropout' needs a number of at least 0 and below 1, not nan"
    ) { () throws(NetworkError) in try Network(input: [4], [.dropout(.nan)]) }
  }

  @Test(arguments: [1 << 31, 1 << 40, Int.max, Int.min, -1, 0])
  func `no extent is so large or small that it ends the process`(extent: Int) {
    // None of them fits in the memory of any machine.
    let layers: [Layer] = [
      .conv(2, kernel: [extent]), .conv(2, kernel: [3], stride: [extent]), .maxPool(extent),
      .reshape([extent, extent]), .lstm(extent), .attention(heads: extent),
      .embedding(extent, categories: extent),
      Layer("conv", ["channels": 2, "kernel": [3], "dilation": .extents([extent])]),
      Layer("gru", ["units": 2, "layers": .init(extent)]),
    ]
    for input in [[4], [8, 4], [1, 8, 8]] {
      for layer in layers { _ = try? Network(input: input, [layer]) }
    }
    #expect(throws: NetworkError.self) {
      try Network(input: [4], [.dense(extent), .dense(extent)])
    }
    #expect(throws: NetworkError.self) {
      try Network(input: [extent, extent], [.flatten, .dense(2)])
    }
  }

  @Test func `shapes that do not fit are refused with what to do`() {
    expectError(
      .shapeMismatch,
      "layer 2: 'dense' needs a flat input, but gets 2x6x6; put 'flatten' before it"
    ) { () throws(NetworkError) in
      try Network(input: [1, 8, 8], [.conv(2, kernel: [3]), .dense(2)])
    }
    expectError(.shapeMismatch, "layer 3: 'add' cannot join outputs of 2, 3") {
      () throws(NetworkError) in
      try Network(input: [4], [.dense(3).named("stem"), .dense(2), .add("stem")])
    }
    expectError(.shapeMismatch, "a sample has one to three extents of 1 or more, not [4, 0]") {
      () throws(NetworkError) in try Network(input: [4, 0], [.flatten])
    }
  }

  @Test func `a network that does not fit in memory is refused with the numbers`() {
    do throws(NetworkError) {
      _ = try Network(input: [1 << 24], [.dense(1 << 24)])
      Issue.record("nothing was refused")
    } catch {
      #expect(error.reason == .tooLarge)
      // 2 · 2^48 floats of 4 bytes.
      #expect(error.description.contains("2,097,152 GB of memory are needed"))
    }
  }

  @Test func `an error has words in both languages`() {
    do throws(NetworkError) {
      _ = try Network(input: [2], [])
      Issue.record("nothing was refused")
    } catch {
      #expect("\(error)" == "a network needs a layer")
      #expect(error.descriptionInPortuguese == "uma rede precisa de uma camada")
    }
  }
}

extension Argument {
  /// A default of the catalogue.
  fileprivate init?(_ value: SettingValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .word(let word), .text(let word): self = .word(word)
    case .dimensions(let extents): self = .extents(extents)
    case .function(let reference): self = .word(reference.name)
    case .quantity, .list: return nil
    }
  }
}
