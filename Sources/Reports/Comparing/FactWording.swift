import Diagnostics
import Plans

extension ScriptFact.Kind {
  /// What a reader calls it; a count is told by what it counts.
  var wording: Text {
    switch self {
    case .splitSeed: Text(en: "seed of the split", pt: "semente da divisão")
    case .trainSamples: Text(en: "training samples", pt: "amostras de treino")
    case .validationSamples: Text(en: "validation samples", pt: "amostras de validação")
    case .testSamples: Text(en: "test samples", pt: "amostras de teste")
    case .features: Text(en: "features", pt: "características")
    case .classes: Text(en: "classes", pt: "classes")
    case .input: Text(en: "input", pt: "entrada")
    case .output: Text(en: "output", pt: "saída")
    case .layers: Text(en: "layers", pt: "camadas")
    case .parameters: Text(en: "parameters", pt: "parâmetros")
    case .seed: Text(en: "seed", pt: "semente")
    case .iterations: Text(en: "iterations an epoch", pt: "iterações por época")
    case .updates: Text(en: "updates", pt: "atualizações")
    }
  }

  /// The same for one of them.
  var wordingOfOne: Text {
    switch self {
    case .trainSamples: Text(en: "training sample", pt: "amostra de treino")
    case .validationSamples: Text(en: "validation sample", pt: "amostra de validação")
    case .testSamples: Text(en: "test sample", pt: "amostra de teste")
    case .features: Text(en: "feature", pt: "característica")
    case .classes: Text(en: "class", pt: "classe")
    case .layers: Text(en: "layer", pt: "camada")
    case .parameters: Text(en: "parameter", pt: "parâmetro")
    case .iterations: Text(en: "iteration an epoch", pt: "iteração por época")
    case .updates: Text(en: "update", pt: "atualização")
    case .splitSeed, .seed, .input, .output: wording
    }
  }

  /// Whether the number stands before its name: `1,409 parameters`.
  var isCount: Bool {
    switch self {
    case .splitSeed, .seed, .input, .output: false
    case .trainSamples, .validationSamples, .testSamples, .features, .classes, .layers,
      .parameters, .iterations, .updates:
      true
    }
  }

  /// The name for programs.
  var key: String {
    switch self {
    case .splitSeed: "split_seed"
    case .trainSamples: "train_samples"
    case .validationSamples: "validation_samples"
    case .testSamples: "test_samples"
    default: rawValue
    }
  }
}

extension ScriptConsequence {
  /// `1,409 → 5,569 parameters`, `seed 1 → 2`.
  func text(_ style: TerminalStyle, _ language: Language) -> String {
    let sides = [old, new].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
    let values = sides.joined(separator: " \(style.arrow) ")
    let isOne = (new.isEmpty ? old : new).last == "1"
    let wording = (isOne ? fact.wordingOfOne : fact.wording)[language]
    return fact.isCount ? "\(values) \(wording)" : "\(wording) \(values)"
  }
}

extension TerminalStyle {
  /// Between what was and what is.
  var arrow: String { isASCII ? "->" : "→" }
}
