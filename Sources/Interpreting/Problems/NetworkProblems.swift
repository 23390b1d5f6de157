import Diagnostics
import Engine
import Graphs
import Plans
import Shapes
import Vocabulary

extension Diagnostic {
  static func emptyNetwork(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .missingLine,
      Text(en: "the network '\(name)' has no layers", pt: "a rede '\(name)' não tem camadas"),
      at: Label(span),
      notes: [
        Text(
          en: "for example '{ dense 16, relu; dense 3, softmax }'",
          pt: "por exemplo '{ dense 16, relu; dense 3, softmax }'")
      ])
  }

  static func inputNotFirst(at span: Span) -> Diagnostic {
    .error(
      .misplacedWord,
      Text(
        en: "'input' stands before the first layer, and only once",
        pt: "'input' fica antes da primeira camada, e só uma vez"),
      at: Label(span))
  }

  /// `add stem` where no line says `as stem`.
  static func unknownOutput(_ name: String, known: [String], at span: Span) -> Diagnostic {
    let names = known.map { "'\($0)'" }.joined(separator: ", ")
    let closest = closestName(to: name, among: known)
    return .error(
      .unknownName,
      Text(
        en: "no output of this network above is called '\(name)'",
        pt: "nenhuma saída desta rede, acima, se chama '\(name)'"),
      at: Label(span),
      notes: [
        Text(
          en: "there are: \(names); 'as \(name)' behind a layer names its output",
          pt: "existem: \(names); 'as \(name)' depois de uma camada dá nome à sua saída")
      ], fixIts: closest.map { [.didYouMean(span, $0)] } ?? [])
  }

  /// Outputs that `add` or `concat` cannot join.
  static func outputsDiffer(
    _ shapes: [Shape], word: String, at span: Span, previous: Span?
  ) -> Diagnostic {
    let list = shapes.map(\.description).joined(separator: ", ")
    return .error(
      .shapeMismatch,
      word == "add"
        ? Text(
          en: "'add' needs outputs of one shape, and gets \(list)",
          pt: "'add' precisa de saídas de uma só forma, e recebe \(list)")
        : Text(
          en: "'concat' needs outputs that differ only in their last extent, or in the channels of "
            + "an image, and gets \(list)",
          pt: "'concat' precisa de saídas que só difiram na última extensão, ou nos canais de uma "
            + "imagem, e recebe \(list)"),
      at: Label(span),
      also: previous.map {
        [Label($0, Text(en: "gives \(shapes[0])", pt: "dá \(shapes[0])"))]
      } ?? [])
  }

  static func inputDiffers(_ declared: Shape, data: Shape, at span: Span) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "the network takes \(declared), and a sample of the data is \(data)",
        pt: "a rede recebe \(declared), e uma amostra dos dados é \(data)"),
      at: Label(span),
      fixIts: [.replace(span, with: "input \(data)")])
  }

  /// Something takes the places of categories for numbers.
  static func categoryAsAmount(
    _ categories: [CategoryColumn], word: String, isJoint: Bool, at span: Span
  ) -> Diagnostic {
    let names = categories.map { "'\($0.name)'" }.joined(separator: ", ")
    let isOne = categories.count == 1
    return .error(
      .categoryAsAmount,
      Text(
        en:
          "'\(word)' would take the places of \(names) among \(isOne ? "its" : "their") categories "
          + "for amounts",
        pt: "'\(word)' tomaria as posições de \(names) entre suas categorias por quantidades"),
      at: Label(span),
      // What joins outputs can take that of an 'embedding' by its name.
      notes: isJoint
        ? [
          Text(
            en: "name what 'embedding' gives, 'embedding 8 as vectors', and join that",
            pt: "dê nome ao que 'embedding' dá, 'embedding 8 as vectors', e junte isso")
        ] : [],
      fixIts: isJoint
        ? []
        : [
          FixIt(
            Text(
              en: "put 'embedding 8' before it, or leave 'encode: embedding' out",
              pt: "ponha 'embedding 8' antes, ou deixe 'encode: embedding' de fora"),
            [Edit(span.startPoint, "embedding 8\n  ")], isSafe: false)
        ])
  }

  /// A training that could change nothing.
  static func nothingToTrain(_ name: String, at span: Span, frozen: Span?) -> Diagnostic {
    .error(
      .nothingToTrain,
      Text(
        en: "all weights of '\(name)' are frozen, so there is nothing to train",
        pt: "todos os pesos de '\(name)' estão congelados, logo não há o que treinar"),
      at: Label(span),
      also: frozen.map { [Label($0, Text(en: "frozen here", pt: "congelados aqui"))] } ?? [],
      notes: [
        Text(
          en: "leave 'freeze' out, or add a layer behind it",
          pt: "deixe 'freeze' de fora, ou acrescente uma camada depois")
      ])
  }

  /// An `embedding` of what another layer gives.
  static func embeddingNotFirst(at span: Span) -> Diagnostic {
    .error(
      .misplacedWord,
      Text(
        en: "'embedding' takes the categories of the input, and stands before all other layers",
        pt: "'embedding' recebe as categorias da entrada, e fica antes de todas as outras camadas"),
      at: Label(span))
  }

  /// `categories: 100` where a `category` line of the data has learnt how many there are.
  static func categoriesOfData(_ columns: [CategoryColumn], at span: Span) -> Diagnostic {
    let counts = columns.map { "'\($0.name)': \($0.categories)" }.joined(separator: ", ")
    return .error(
      .givenTwice,
      Text(
        en: "the data says how many categories there are: \(counts)",
        pt: "os dados dizem quantas categorias há: \(counts)"),
      at: Label(span),
      notes: [
        Text(en: "leave 'categories' out", pt: "deixe 'categories' de fora")
      ])
  }

  /// A number that an `embedding` cannot look up; inputs are counted from 0.
  static func noCategory(
    _ value: Double, input: Int, categories: Int, at span: Span
  ) -> Diagnostic {
    let (number, last) = (NumberText.short(value), NumberText.count(categories - 1))
    return .error(
      .shapeMismatch,
      Text(
        en: "'embedding' knows the categories 0 to \(last), and input \(input + 1) of a sample is "
          + number,
        pt: "'embedding' conhece as categorias de 0 a \(last), e a entrada \(input + 1) de uma "
          + "amostra é \(number)"),
      at: Label(span),
      notes: [
        Text(
          en:
            "'category …, encode: embedding' in the data numbers the values of a column by itself",
          pt: "'category …, encode: embedding' nos dados numera por si os valores de uma coluna")
      ])
  }

  /// A sample that is written out for a network without data has the wrong number of numbers.
  static func sampleDiffers(_ wanted: Shape, found: Int, at span: Span) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en:
          "the network takes \(wanted), and the sample has \(found) number\(found == 1 ? "" : "s")",
        pt: "a rede recebe \(wanted), e a amostra tem \(found) número\(found == 1 ? "" : "s")"),
      at: Label(span))
  }

  /// Something is asked of a network that only its shape can tell.
  static func shapeUnknown(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .notEvaluated,
      Text(
        en: "how many parameters '\(name)' has is known as soon as its input is",
        pt: "quantos parâmetros '\(name)' tem só se sabe quando se conhece sua entrada"),
      at: Label(span),
      notes: [
        Text(
          en: "begin the network with a line such as 'input 4', or train it first",
          pt: "comece a rede com uma linha como 'input 4', ou treine-a antes")
      ])
  }

  static func tooManyLayers(limit: Int, at span: Span) -> Diagnostic {
    .error(
      .tooLarge,
      Text(
        en: "a network has at most \(NumberText.count(limit)) layers",
        pt: "uma rede tem no máximo \(NumberText.count(limit, in: .portuguese)) camadas"),
      at: Label(span))
  }

  static func networkWithinItself(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .networkInItself,
      Text(
        en: "the network '\(name)' cannot be a layer of itself",
        pt: "a rede '\(name)' não pode ser uma camada de si mesma"),
      at: Label(span))
  }

  /// A trained network whose layers would be others here, so that its weights belong nowhere.
  static func weightsDoNotFit(
    _ name: String, input: Shape, output: Shape, found: Shape, _ gives: Shape, at span: Span
  ) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "'\(name)' was trained from \(input) to \(output), and would go from \(found) to "
          + "\(gives) here, so its weights do not fit",
        pt: "'\(name)' foi treinada de \(input) para \(output), e aqui iria de \(found) para "
          + "\(gives), logo seus pesos não cabem"),
      at: Label(span),
      notes: [
        Text(
          en: "give it what it was trained on, or 'reset \(name)' first",
          pt: "dê a ela o que recebeu no treino, ou use antes 'reset \(name)'")
      ])
  }

  static func networkNeedsSample(_ name: String, at span: Span) -> Diagnostic {
    .error(
      .wrongArguments,
      Text(
        en: "'\(name)' is called with one sample: a list with a number for each feature",
        pt: "'\(name)' é chamada com uma amostra: uma lista com um número para cada atributo"),
      at: Label(span))
  }

  /// Shapes clash in a layer, or in a function of the script.
  static func graphMismatch(_ problem: GraphProblem, layer: String?, at span: Span) -> Diagnostic {
    let place = layer.map { "'\($0)'" }
    return .error(
      .shapeMismatch,
      Text(
        en: "\(place ?? "the formula") needs \(problem.expected.en), and gets \(problem.found.en)",
        pt:
          "\(place ?? "a fórmula") precisa de \(problem.expected.pt), e recebe \(problem.found.pt)"),
      at: Label(span))
  }

  static func outputsDiffer(outputs: Int, wanted: Int, at span: Span) -> Diagnostic {
    .error(
      .shapeMismatch,
      Text(
        en: "the network gives \(outputs) numbers a sample, and the target has \(wanted)",
        pt: "a rede dá \(outputs) números por amostra, e o alvo tem \(wanted)"),
      at: Label(span))
  }

  static func notOneNumber(_ function: String, at span: Span) -> Diagnostic {
    let name =
      function.hasPrefix("script:") ? String(function.dropFirst(7).prefix { $0 != "#" }) : function
    return .error(
      .shapeMismatch,
      Text(
        en: "'\(name)' gives a number for each value, and one number for all samples is needed",
        pt:
          "'\(name)' dá um número para cada valor, e é preciso um só número para todas as amostras"),
      at: Label(span),
      notes: [
        Text(en: "put mean(…) or sum(…) around it", pt: "ponha mean(…) ou sum(…) em volta")
      ])
  }

  /// The model would need more memory than is free.
  static func modelTooLarge(
    _ name: String, _ need: MemoryNeed, available: Int, at span: Span
  ) -> Diagnostic {
    let (all, have) = (NumberText.memory(need.bytes), NumberText.memory(available))
    let (ofParameters, ofBatch) = (
      NumberText.memory(need.parameters), NumberText.memory(need.batch)
    )
    return .error(
      .tooLarge,
      Text(
        en: "training '\(name)' needs \(all) of memory beside the data, and there are \(have) free",
        pt: "treinar '\(name)' precisa de \(all) de memória além dos dados, e há \(have) livres"),
      at: Label(span),
      notes: [
        Text(
          en: "\(ofParameters) for the weights, their gradients, what the optimizer keeps, and "
            + "copies to come back to; \(ofBatch) for a batch and what the layers make of it",
          pt: "\(ofParameters) para os pesos, seus gradientes, o que o otimizador guarda e cópias "
            + "às quais voltar; \(ofBatch) para um lote e o que as camadas fazem dele"),
        Text(
          en: "give its layers fewer outputs, or take a smaller batch",
          pt: "dê menos saídas às suas camadas, ou use um lote menor"),
      ])
  }
}
