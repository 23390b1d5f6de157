import Diagnostics
import Prelude
import Vocabulary

/// A line as people write it who come from Python, Keras, PyTorch or R.
struct ForeignLine {
  /// The first line of what was typed, without the `name =` that it may begin with.
  private let line: Substring
  private let names: [String]

  /// - Parameter names: The names of the session: what they stand for is no other language.
  init(_ text: String, _ names: [String]) {
    var line = text.prefix { !$0.isNewline }
    let target = line.prefix { $0.isNamePart || $0 == " " }
    let rest = line.dropFirst(target.count)
    if rest.first == "=", rest.dropFirst().first != "=", !target.hasPrefix("let "),
      !target.hasPrefix("var ")
    {
      line = rest.dropFirst().drop(while: \.isWhitespace)
    }
    (self.line, self.names) = (line, names)
  }

  /// The way to say it here; `nil` where the line is none of those.
  var answer: Text? { statement ?? call ?? method }

  // MARK: Statements

  private var statement: Text? {
    let words = line.split(separator: " ")
    guard let first = words.first else { return nil }
    let isImport =
      first == "import" || (first == "from" && words.contains("import"))
      || ["library(", "require(", "install.packages(", "using("].contains { line.hasPrefix($0) }
    if isImport {
      return Text(
        en: "nothing has to be imported: ':help' shows what is there",
        pt: "não é preciso importar nada: ':help' mostra o que existe")
    }
    if first.hasPrefix("%time") {
      return Text(en: "':time STATEMENT' measures it", pt: "':time INSTRUÇÃO' mede o tempo")
    }
    if first.hasPrefix("%") || first == ">>>" {
      return Text(
        en: "this is no Python: ':help' shows what can be said here",
        pt: "isto não é Python: ':help' mostra o que se pode dizer aqui")
    }
    if first == "def" || first == "lambda" || first.hasPrefix("function(") {
      return Text(
        en: "a function is written: fn area(width, height) = width * height",
        pt: "uma função se escreve: fn area(width, height) = width * height")
    }
    if first == "class", line.hasSuffix(":") { return Self.networkBlock }
    return line.hasSuffix(":") ? block(String(first)) : nil
  }

  /// `for i in range(3):`, `if x > 3:`, whose lines are indented elsewhere.
  private func block(_ first: String) -> Text? {
    let head = line.dropLast()
    switch first {
    case "for":
      guard let loop = loop(head) else { break }
      return Text(
        en: "a block stands in braces: \(loop) { … }",
        pt: "um bloco fica entre chaves: \(loop) { … }")
    case "if":
      return Text(
        en: "a block stands in braces: \(head) { … }",
        pt: "um bloco fica entre chaves: \(head) { … }")
    case "while":
      return Text(
        en: "there is no 'while'; 'for i in 1..10 { … }' and 'repeat 10 { … }' count",
        pt: "não existe 'while'; 'for i in 1..10 { … }' e 'repeat 10 { … }' contam")
    case "else:", "elif", "try:", "with", "except", "finally:": break
    default: return nil
    }
    return Text(
      en: "a block stands in braces: if x > 3 { … } else { … }",
      pt: "um bloco fica entre chaves: if x > 3 { … } else { … }")
  }

  /// `for i in range(3)` as it is written here.
  private func loop(_ head: Substring) -> String? {
    guard let start = head.firstRange(of: "range(") else { return String(head) }
    let arguments = head[start.upperBound...].prefix { $0 != ")" }.split(separator: ",")
    let ends = arguments.compactMap { Int($0.filter { !$0.isWhitespace }) }
    guard ends.count == arguments.count, (1...2).contains(ends.count), let end = ends.last,
      end > Int.min
    else { return nil }
    return "\(head[..<start.lowerBound])\(ends.count == 2 ? ends[0] : 0)..\(end - 1)"
  }

  // MARK: Calls

  /// `Sequential([…])`, `read.csv("…")`, `type(x)`: functions that are something else here.
  private var call: Text? {
    let name = line.prefix { $0.isNamePart || $0 == "." }
    guard line.dropFirst(name.count).first == "(", !names.contains(String(name)),
      Catalogue.builtin.entries(named: String(name)).isEmpty
    else { return nil }
    switch name.split(separator: ".").last ?? "" {
    case "Sequential", "Model", "Module", "Dense", "Linear", "keras_model_sequential":
      return Self.networkBlock
    case "read_csv", "read", "csv", "DataLoader", "loadtxt":
      guard name != "csv", name != "read" else { return nil }
      return Text(
        en: "data is a block: data points { read \"file.csv\"; target COLUMN }",
        pt: "os dados são um bloco: data points { read \"arquivo.csv\"; target COLUNA }")
    case "c" where name == "c":
      return Text(en: "a list is written [1, 2, 3]", pt: "uma lista se escreve [1, 2, 3]")
    case "dir" where name == "dir", "ls" where name == "ls", "whos", "globals":
      return Text(en: "':show' lists the names", pt: "':show' lista os nomes")
    case "type" where name == "type", "typeof",
      "str" where name == "str":
      return Text(
        en: "':type EXPRESSION' says what kind of value it is",
        pt: "':type EXPRESSÃO' diz que tipo de valor é")
    default: return nil
    }
  }

  private static let networkBlock = Text(
    en: "a network is a block, and each layer a line of it: network net { dense 4, relu; dense 1 }",
    pt: "uma rede é um bloco, e cada camada uma linha: network net { dense 4, relu; dense 1 }")

  // MARK: Methods

  /// `model.fit(x)`, `np.sqrt(2)`: what belongs to a value or a module elsewhere.
  private var method: Text? {
    let path = line.prefix { $0.isNamePart || $0 == "." }.split(
      separator: ".", omittingEmptySubsequences: false)
    guard path.count > 1, !path.contains(where: \.isEmpty), let owner = path.first,
      let method = path.last, line.dropFirst(path.joined(separator: ".").count).first == "("
    else { return nil }
    if let known = Self.methods[String(method)] { return known }
    let modules = ["np", "numpy", "torch", "tf", "keras", "math", "plt", "pd", "jnp", "jax", "F"]
    guard modules.contains(String(owner)), !names.contains(String(owner)) else { return nil }
    let entries = Catalogue.builtin.entries
    let own =
      entries.first { $0.name == method }
      ?? entries.first { $0.foreignNames.values.contains(String(method)) }
    if let own {
      return Text(
        en: "there is no '\(owner)', and none is needed: ':help \(own.name)'",
        pt: "não existe '\(owner)', e nem é preciso: ':help \(own.name)'")
    }
    return Text(
      en: "there is no '\(owner)' here; ':help functions' lists the functions",
      pt: "não existe '\(owner)' aqui; ':help functions' lista as funções")
  }

  private static let drawing = Text(
    en: "'plot net.history' draws here; ':help plot' says what else",
    pt: "'plot net.history' desenha aqui; ':help plot' diz o que mais")
  private static let oneIteration = Text(
    en: "'step net on points' does one iteration, gradients and all; 'train' does them all",
    pt: "'step net on points' faz uma iteração, com os gradientes; 'train' faz todas")
  private static let table = Text(
    en: "the name alone shows it: the columns of a data set, the layers of a network",
    pt: "só o nome já o mostra: as colunas de um conjunto de dados, as camadas de uma rede")

  private static let methods: [String: Text] = [
    "fit": Text(
      en: "a line trains a network: train net on points { … }; ':help train' says the rest",
      pt: "uma linha treina a rede: train net on points { … }; ':help train' diz o resto"),
    "compile": Text(
      en: "loss, optimizer and rate stand in the block of 'train'; ':help train' shows it",
      pt: "loss, optimizer e rate ficam no bloco de 'train'; ':help train' o mostra"),
    "predict": Text(
      en: "a network is called: net([1, 2]); 'predict net on \"new.csv\"' does a file",
      pt: "a rede se chama: net([1, 2]); 'predict net on \"novo.csv\"' faz um arquivo"),
    "evaluate": Text(
      en: "a line evaluates a network: evaluate net on points.test",
      pt: "uma linha avalia a rede: evaluate net on points.test"),
    "save": Text(
      en: "a line saves a network: save net to \"net.safetensors\"",
      pt: "uma linha salva a rede: save net to \"net.safetensors\""),
    "add": networkBlock, "backward": oneIteration, "zero_grad": oneIteration, "step": oneIteration,
    "summary": table, "head": table, "describe": table, "info": table, "plot": drawing,
    "show": drawing, "scatter": drawing, "hist": drawing,
    "append": Text(
      en: "a list is a value: list = append(list, 3)",
      pt: "uma lista é um valor: list = append(list, 3)"),
  ]
}
