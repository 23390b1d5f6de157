import Diagnostics
import Engine
import Graphs
import Shapes
import Vocabulary

// All that can be wrong, each in one sentence; what the language says too stands with its checks.

// MARK: - What others have found

extension NetworkError {
  /// What the checks of the language say, with the word that was probably meant.
  init(_ reason: Reason, _ problem: Diagnostic, meant: String? = nil) {
    var hint = problem.fixIts.first?.message
    if let meant { hint = FixIt.didYouMean(.nowhere, meant).message }
    if hint == nil, problem.code != .unknownWord { hint = problem.notes.first }
    let text = problem.message
    self.init(
      reason,
      hint.map { Text(en: "\(text.en); \($0.en)", pt: "\(text.pt); \($0.pt)") } ?? text)
  }

  /// A layer that cannot take what the one before it gives.
  init(_ problem: ShapeProblem, word: String) {
    let needs = Text(
      en: "'\(word)' needs \(problem.expected.en), but gets \(problem.found)",
      pt: "'\(word)' precisa de \(problem.expected.pt), mas recebe \(problem.found)")
    let remedy = problem.remedy
    self.init(
      .shapeMismatch,
      Text(
        en: needs.en + (remedy.map { "; \($0.en)" } ?? ""),
        pt: needs.pt + (remedy.map { "; \($0.pt)" } ?? "")))
  }

  init(_ error: EngineError) {
    switch error {
    case .function(let problem): self.init(.shapeMismatch, problem.diagnostic)
    case .tooLarge(let need, let available): self = .tooLarge(need, available: available)
    case .unknownFunction(let reference):
      self.init(
        .unknownName,
        Text(en: "there is no '\(reference.name)'", pt: "não existe '\(reference.name)'"))
    case .graph(let problem, let layer):
      let place = layer.map { Text(verbatim: "'\($0)'") } ?? Text(en: "the loss", pt: "a perda")
      self.init(
        .shapeMismatch,
        Text(
          en: "\(place.en) needs \(problem.expected.en), and gets \(problem.found.en)",
          pt: "\(place.pt) precisa de \(problem.expected.pt), e recebe \(problem.found.pt)"))
    case .inputMismatch(let expected, let found):
      self.init(
        .shapeMismatch,
        Text(
          en: "the network takes \(expected), and a sample of the data is \(found)",
          pt: "a rede recebe \(expected), e uma amostra dos dados é \(found)"))
    case .noCategory(let value, let input, let categories):
      self = .noCategory(value, input: input, categories: categories)
    case .targetMismatch(let outputs, let found):
      self.init(
        .shapeMismatch,
        Text(
          en: "the network gives \(outputs) number\(outputs == 1 ? "" : "s") a sample, and the "
            + "target has \(found)",
          pt: "a rede dá \(outputs) número\(outputs == 1 ? "" : "s") por amostra, e o alvo tem "
            + "\(found)"))
    case .notOneNumber(let reference, _):
      self.init(
        .shapeMismatch,
        Text(
          en: "'\(reference.shownName)' gives no single number here",
          pt: "'\(reference.shownName)' não dá um só número aqui"))
    case .illegalRate(let rate, _): self = .illegalRate(rate)
    case .foreignCheckpoint:
      self.init(
        .shapeMismatch,
        Text(
          en: "the checkpoint is not one of this network and this training",
          pt: "o checkpoint não é desta rede e deste treino"))
    case .noSamples, .noTarget: self = .noSamples()
    }
  }

  private static func tooLarge(_ need: MemoryNeed, available: Int) -> NetworkError {
    let (all, have) = (NumberText.memory(need.bytes), NumberText.memory(available))
    let ofBatch = NumberText.memory(need.batch)
    return NetworkError(
      .tooLarge,
      Text(
        en: "\(all) of memory are needed beside the data, \(ofBatch) of them for a batch, and "
          + "there are \(have) free",
        pt: "são precisos \(all) de memória além dos dados, \(ofBatch) deles para um lote, e há "
          + "\(have) livres"))
  }

  private static func noCategory(_ value: Double, input: Int, categories: Int) -> NetworkError {
    let (number, last) = (NumberText.short(value), NumberText.count(categories - 1))
    return NetworkError(
      .illegalNumber,
      Text(
        en: "'embedding' knows the categories 0 to \(last), and number \(input) of a sample is "
          + number,
        pt:
          "'embedding' conhece as categorias de 0 a \(last), e o número \(input) de uma amostra é "
          + number))
  }

  static func diverged(epoch: Int, iteration: Int, layer: String?) -> NetworkError {
    let place =
      layer.map { Text(en: ", first in '\($0)'", pt: ", primeiro em '\($0)'") }
      ?? Text(verbatim: "")
    return NetworkError(
      .diverged,
      Text(
        en: "the loss was not finite in epoch \(epoch), iteration \(iteration)\(place.en); the "
          + "weights are those before it, and a lower rate may help",
        pt: "a perda não foi finita na época \(epoch), iteração \(iteration)\(place.pt); os pesos "
          + "são os de antes, e uma taxa menor pode ajudar"))
  }
}

// MARK: - Layers

extension NetworkError {
  static func noLayers() -> NetworkError {
    NetworkError(
      .illegalSetting, Text(en: "a network needs a layer", pt: "uma rede precisa de uma camada"))
  }

  static func tooManyLayers(_ most: Int) -> NetworkError {
    NetworkError(
      .tooLarge,
      Text(
        en: "a network has at most \(NumberText.count(most)) layers",
        pt: "uma rede tem no máximo \(NumberText.count(most, in: .portuguese)) camadas"))
  }

  static func embeddingNotFirst() -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(
        en: "'embedding' takes the categories of the input, and stands before all other layers",
        pt: "'embedding' recebe as categorias da entrada, e fica antes de todas as outras camadas"))
  }

  static func unknownOutput(_ name: String, known: [String]) -> NetworkError {
    NetworkError(
      .unknownName,
      Text(
        en: "no layer before it is called '\(name)'",
        pt: "nenhuma camada antes dela se chama '\(name)'"), name, known)
  }

  static func missingOutput(_ word: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "'\(word)' needs the name of an output",
        pt: "'\(word)' precisa do nome de uma saída"))
  }

  static func outputsDiffer(_ shapes: [Shape], word: String) -> NetworkError {
    let list = shapes.map(\.description).joined(separator: ", ")
    return NetworkError(
      .shapeMismatch,
      Text(
        en: "'\(word)' cannot join outputs of \(list)",
        pt: "'\(word)' não pode juntar saídas de \(list)"))
  }

  static func nameTaken(_ name: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "an output before it is called '\(name)' already",
        pt: "uma saída antes dela já se chama '\(name)'"))
  }

  static func outOfReach(_ setting: String, of word: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "'\(setting)' of '\(word)' needs a number up to \(NumberText.count(1 << 31))",
        pt:
          "'\(setting)' de '\(word)' precisa de um número até \(NumberText.count(1 << 31, in: .portuguese))"
      ))
  }

  static func noExtents(_ setting: String, of word: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "'\(setting)' of '\(word)' needs an extent at least",
        pt: "'\(setting)' de '\(word)' precisa de ao menos uma extensão"))
  }

  static func noShape(_ extents: [Int]) -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(
        en: "a sample has one to three extents of 1 or more, not \(extents)",
        pt: "uma amostra tem de uma a três extensões de 1 ou mais, e não \(extents)"))
  }
}

// MARK: - Samples

extension NetworkError {
  static func noSamples() -> NetworkError {
    NetworkError(.noSamples, Text(en: "there are no samples", pt: "não há amostras"))
  }

  static func emptySample() -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(en: "inputs[0] has no numbers", pt: "inputs[0] não tem números"))
  }

  static func ragged(_ name: String, row: Int, found: Int, expected: Int) -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(
        en: "\(name)[0] holds \(expected) number\(expected == 1 ? "" : "s"), and \(name)[\(row)] "
          + "\(found)",
        pt: "\(name)[0] tem \(expected) número\(expected == 1 ? "" : "s"), e \(name)[\(row)] "
          + "\(found)"))
  }

  static func partOfSample(_ count: Int, _ shape: Shape) -> NetworkError {
    let count = NumberText.countText(count)
    return NetworkError(
      .shapeMismatch,
      Text(
        en: "\(count.en) numbers are no whole number of samples of \(shape)",
        pt: "\(count.pt) números não são um número inteiro de amostras de \(shape)"))
  }

  static func countMismatch(_ name: String, found: Int, samples: Int) -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(
        en: "'\(name)' has one for each sample: \(samples), not \(found)",
        pt: "'\(name)' tem um para cada amostra: \(samples), e não \(found)"))
  }

  static func tooManySamples(_ count: Int) -> NetworkError {
    let (found, most) = (NumberText.countText(count), NumberText.countText(Int(Int32.max)))
    return NetworkError(
      .tooLarge,
      Text(
        en: "there can be \(most.en) samples, not \(found.en)",
        pt: "pode haver \(most.pt) amostras, e não \(found.pt)"))
  }

  static func illegalWeights() -> NetworkError {
    NetworkError(
      .illegalNumber,
      Text(
        en: "the weight of a sample is a finite number from 0, and not all are 0",
        pt: "o peso de uma amostra é um número finito a partir de 0, e nem todos são 0"))
  }

  static func notFinite(_ place: String) -> NetworkError {
    NetworkError(
      .illegalNumber,
      Text(
        en: "\(place) has a number that is not finite",
        pt: "\(place) tem um número que não é finito"))
  }

  static func noClass(_ found: Int, row: Int, count: Int) -> NetworkError {
    NetworkError(
      .illegalNumber,
      Text(
        en: "targets[\(row)] is class \(found), and there are the classes 0 to \(count - 1)",
        pt: "targets[\(row)] é a classe \(found), e há as classes de 0 a \(count - 1)"))
  }
}

// MARK: - Trainings

extension NetworkError {
  static func illegalRate(_ rate: Double) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "the rate is a finite number above 0, not \(NumberText.short(rate))",
        pt: "a taxa é um número finito acima de 0, e não \(NumberText.short(rate))"))
  }

  static func missingRate(_ optimizer: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(en: "'\(optimizer)' needs a rate", pt: "'\(optimizer)' precisa de uma taxa"))
  }

  static func needsFullBatch(_ optimizer: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "'\(optimizer)' compares losses over the same samples, and needs the batch '.full'",
        pt: "'\(optimizer)' compara perdas sobre as mesmas amostras, e precisa do lote '.full'"))
  }

  static func illegalCount(
    _ name: String, _ found: Int, _ legal: ClosedRange<Int>
  ) -> NetworkError {
    let most = NumberText.countText(legal.upperBound)
    return NetworkError(
      .illegalSetting,
      Text(
        en: "'\(name)' is a number from \(legal.lowerBound) to \(most.en), not \(found)",
        pt: "'\(name)' é um número de \(legal.lowerBound) a \(most.pt), e não \(found)"))
  }

  static func givenTwice(_ name: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(en: "'\(name)' is given twice", pt: "'\(name)' é dado duas vezes"))
  }

  static func notMeasured(_ metric: String) -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "'\(metric)' is watched, and is not among the metrics",
        pt: "'\(metric)' é observado, e não está entre as métricas"))
  }

  static func missingValidation() -> NetworkError {
    NetworkError(
      .illegalSetting,
      Text(
        en: "a result of the validation is watched, and there are no samples for it",
        pt: "observa-se um resultado da validação, e não há amostras para ela"))
  }
}

// MARK: - Weights

extension NetworkError {
  static func unknownTensor(_ name: String, known: [String]) -> NetworkError {
    NetworkError(
      .unknownName,
      Text(
        en: "the network has no tensor '\(name)'", pt: "a rede não tem o tensor '\(name)'"), name,
      known)
  }

  static func missingTensor(_ name: String) -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(en: "the tensor '\(name)' is missing", pt: "falta o tensor '\(name)'"))
  }

  static func tensorMismatch(
    _ name: String, expected: [Int], found: [Int], count: Int
  ) -> NetworkError {
    NetworkError(
      .shapeMismatch,
      Text(
        en: "'\(name)' is \(expected), not \(found) with \(count) numbers",
        pt: "'\(name)' é \(expected), e não \(found) com \(count) números"))
  }

  /// A name that is not known, with the one that was probably meant.
  private init(_ reason: Reason, _ text: Text, _ name: String, _ known: [String]) {
    guard let meant = closestName(to: name, among: known) else {
      self.init(reason, text)
      return
    }
    let hint = FixIt.didYouMean(.nowhere, meant).message
    self.init(reason, Text(en: "\(text.en); \(hint.en)", pt: "\(text.pt); \(hint.pt)"))
  }
}
