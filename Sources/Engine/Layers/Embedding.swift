import Diagnostics
package import Graphs
package import Plans
import Shapes
package import Vocabulary

/// A learned vector for each category: `y = W[x]` in the place of every column of categories, each
/// with a table of its own; other columns stay as they are.
///
/// It is what a dense layer without a bias does with a one-hot column, without the zeros, and its
/// first weights are those of that layer. Where a column holds no place of the table, such as -1 for
/// a category that the training part does not have, the vector is zeros.
///
/// - Shapes: `x` `[batch, …, features]`, each `W` `[categories, units]`, `y` `[batch, …, features +
///   columns · (units - 1)]`.
/// - Source: Bengio, Ducharme, Vincent and Jauvin (2003), section 2.
package struct Embedding: LayerDefinition {
  static let units = Setting<Int>(
    "units", .atLeast(1), positional: true,
    Text(
      en: "How many numbers stand for a category.", pt: "Quantos números representam uma categoria."
    ))

  static let categories = Setting<Int>(
    "categories", .atLeast(1), positional: true, optional: true,
    Text(
      en:
        "How many categories there are, counted from 0, where no 'category' line of the data says "
        + "it; then every input is a category.",
      pt:
        "Quantas categorias há, contadas a partir de 0, quando nenhuma linha 'category' dos dados "
        + "o diz; então toda entrada é uma categoria."))

  package static let entry = Entry(
    .layer(outputShape), "embedding",
    Text(
      en: "Puts a learned vector in the place of each category.",
      pt: "Põe um vetor aprendido no lugar de cada categoria."),
    settings: [
      units.description, categories.description, SharedSettings.initializer.description,
    ] + SharedSettings.penalties,
    example: "embedding 8", foreignNames: ["keras": "Embedding", "pytorch": "Embedding"])

  @Sendable static func outputShape(
    _ settings: Settings, _ inputs: [Shape]
  ) throws(ShapeProblem) -> Shape {
    guard let features = inputs[0].extents.last, inputs[0].rank <= 2 else {
      throw ShapeProblem(
        expected: ("features or a sequence", "atributos ou uma sequência"), found: inputs[0])
    }
    let tables = settings.tables(features: features)
    guard !tables.isEmpty else {
      throw ShapeProblem(
        expected: ("a column of categories", "uma coluna de categorias"), found: inputs[0],
        remedy: (
          "name one in the data, 'category city, encode: embedding', or say how many categories "
            + "every input has, 'categories: 100'",
          "nomeie uma nos dados, 'category city, encode: embedding', ou diga quantas categorias cada "
            + "entrada tem, 'categories: 100'"
        ))
    }
    let (added, overflow) = tables.count.multipliedReportingOverflow(by: settings[units] - 1)
    let (width, isTooWide) = features.addingReportingOverflow(added)
    guard !overflow, !isTooWide else {
      throw ShapeProblem(expected: ("fewer units", "menos unidades"), found: inputs[0])
    }
    return inputs[0].replacingLast(with: width)
  }

  package static func output(
    of inputs: [Node], _ settings: Settings, in graph: inout GraphBuilder
  ) throws(GraphProblem) -> Node {
    let x = inputs[0]
    guard case .fixed(let features) = x.features else {
      throw GraphProblem(
        expected: ("features for each sample", "atributos para cada amostra"),
        found: ("samples alone", "apenas amostras"))
    }
    let tables = settings.tables(features: features)
    let units = settings[Embedding.units]
    var parts: [Node] = []
    var next = 0
    for (index, table) in tables.enumerated() {
      if table.column > next { parts.append(try graph.columns(next..<table.column, of: x)) }
      next = table.column + 1
      let weight = graph.parameter(
        tables.count == 1 ? "weight" : "weight_\(index + 1)", [table.categories, units],
        settings.weightDistribution(inputs: table.categories, outputs: units))
      parts.append(try graph.lookup(x, column: table.column, in: weight))
    }
    if next < features { parts.append(try graph.columns(next..<features, of: x)) }
    return try graph.concatenated(parts)
  }
}

extension Settings {
  /// The settings of an `embedding` for data with these columns of categories.
  package func embedding(_ columns: [CategoryColumn]) -> Settings {
    guard !columns.isEmpty else { return self }
    var settings = self
    settings[Self.columns] = .dimensions(columns.map(\.place))
    settings[Self.sizes] = .dimensions(columns.map(\.categories))
    return settings
  }

  /// The names under which a plan holds what the data has decided for an `embedding`: its columns, and
  /// the categories of each. No script can write them.
  package static let ofData = [columns, sizes]
  private static let columns = "columns of categories"
  private static let sizes = "categories of each"

  /// Which columns are looked up, in order, and how many rows the table of each has.
  package func tables(features: Int) -> [(column: Int, categories: Int)] {
    if case .dimensions(let columns)? = self[Self.columns],
      case .dimensions(let sizes)? = self[Self.sizes]
    {
      return zip(columns, sizes).filter { $0.0 < features }.map { ($0, $1) }
    }
    guard let categories = self[optional: Embedding.categories] else { return [] }
    return (0..<features).map { ($0, categories) }
  }
}
