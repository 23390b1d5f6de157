package import Diagnostics
package import Graphs
package import Plans
import Shapes
import Vocabulary

/// What the formulas of a network are made from: its plan, and its functions as graphs.
package struct NetworkFormulas: Sendable {
  /// An activation of `input`, with its slope, given the gradient that comes from behind.
  package struct Activation: Sendable {
    package var name: String
    package var graph: GraphBuilder
    package var input: Node
    package var output: Node
    /// `nil` where the function is none of each number by itself.
    package var slope: Node?

    package init(
      name: String, graph: GraphBuilder, input: Node, output: Node, slope: Node?
    ) {
      (self.name, self.graph, self.input) = (name, graph, input)
      (self.output, self.slope) = (output, slope)
    }
  }

  /// A loss over `prediction` and `target`, with its gradients.
  package struct Loss: Sendable {
    package var name: String
    package var graph: GraphBuilder
    package var prediction: Node
    package var target: Node
    /// The parameters, each with the number of its layer, from 1.
    package var parameters: [(node: Node, layer: Int, isBias: Bool)]
    package var value: Node
    /// For the prediction, then for each parameter.
    package var gradients: [Node]
    /// The last activation and the loss in one, where that is simpler.
    package var joined: Joined?
    /// Whether the target's numbers are 1 for one class and 0 for the others.
    package var hasOneHotTarget: Bool

    package init(
      name: String, graph: GraphBuilder, prediction: Node, target: Node,
      parameters: [(node: Node, layer: Int, isBias: Bool)], value: Node, gradients: [Node],
      joined: Joined? = nil, hasOneHotTarget: Bool = false
    ) {
      (self.name, self.graph, self.prediction) = (name, graph, prediction)
      (self.target, self.parameters, self.value) = (target, parameters, value)
      (self.gradients, self.joined) = (gradients, joined)
      self.hasOneHotTarget = hasOneHotTarget
    }
  }

  /// The loss as the values before the last activation change it.
  package struct Joined: Sendable {
    package var graph: GraphBuilder
    package var weighted: Node
    package var prediction: Node
    package var target: Node
    package var gradient: Node

    package init(
      graph: GraphBuilder, weighted: Node, prediction: Node, target: Node, gradient: Node
    ) {
      (self.graph, self.weighted, self.prediction) = (graph, weighted, prediction)
      (self.target, self.gradient) = (target, gradient)
    }
  }

  package var plan: ModelPlan
  /// For each layer that has one, by its place.
  package var activations: [Int: Activation]
  package var loss: Loss?

  package init(plan: ModelPlan, activations: [Int: Activation], loss: Loss?) {
    (self.plan, self.activations, self.loss) = (plan, activations, loss)
  }
}

/// The forward pass of a network, its loss and its gradients as formulas, with their sizes.
package func networkFormulas(
  _ network: NetworkFormulas, notation: FormulaNotation, language: Language
) -> String {
  var writer = FormulaSheet(notation: notation, language: language)
  let forward = ForwardFormulas(network)
  let title = Text(en: "network \(network.plan.name)", pt: "rede \(network.plan.name)")
  writer.add(title: title)
  writer.add(
    section: Text(
      en: "forward, for m samples", pt: "passagem direta, para m amostras"), forward.lines)
  if !forward.functions.isEmpty {
    writer.add(section: Text(en: "where", pt: "onde"), forward.functions)
  }
  guard let loss = network.loss else {
    writer.add(
      note: Text(
        en: "The loss and the gradients are known once the network has been trained with a loss.",
        pt: "A perda e os gradientes são conhecidos quando a rede for treinada com uma perda."))
    return writer.text
  }
  let backward = BackwardFormulas(network, loss, forward)
  writer.add(section: Text(en: "loss", pt: "perda"), backward.lossLines)
  writer.add(section: Text(en: "gradients", pt: "gradientes"), backward.lines)
  return writer.text
}

/// One line: what is on the left of the `=`, what on the right, and its extents.
struct FormulaLine {
  var name: Formula
  var formula: Formula
  /// The samples, of which there are `m`, are `nil`.
  var extents: [Int?] = []
}

/// Sections of formulas, written one below the other.
private struct FormulaSheet {
  let notation: FormulaNotation
  let language: Language
  private(set) var text = ""

  init(notation: FormulaNotation, language: Language) {
    (self.notation, self.language) = (notation, language)
  }

  mutating func add(title: Text) {
    text += notation == .latex ? comment(title) : title[language].shownSafely + "\n"
  }

  mutating func add(note: Text) {
    text += notation == .latex ? comment(note) : "\n" + note[language] + "\n"
  }

  mutating func add(section: Text, _ lines: [FormulaLine]) {
    switch notation {
    case .text: text += "\n" + section[language] + "\n" + aligned(lines)
    case .latex:
      let rows = lines.map { line in
        let (left, right) = (written(line.name), written(line.formula))
        let extents = line.extents.isEmpty ? "" : " && \(space(of: line.extents))"
        return "  \(left) &= \(right)\(extents)"
      }
      text += "\n" + comment(section)
      text += "\\begin{aligned}\n" + rows.joined(separator: " \\\\\n") + "\n\\end{aligned}\n"
    }
  }

  private func comment(_ words: Text) -> String {
    "% " + words[language].shownSafely.replacing("\n", with: " ") + "\n"
  }

  private func written(_ formula: Formula) -> String { notation.written(formula, language) }

  private func aligned(_ lines: [FormulaLine]) -> String {
    let left = lines.map { written($0.name) }
    let right = lines.map { written($0.formula) }
    let extents = lines.map { line in
      line.extents.map { $0.map(String.init) ?? "m" }.joined(separator: "×")
    }
    let width = left.map(\.displayWidth).max() ?? 0
    // One long line does not push all sizes to the edge.
    let full = right.map(\.displayWidth).filter { $0 <= 44 }.max() ?? 0
    return zip(zip(left, right), extents).map { sides, extents in
      let name = sides.0 + blanks(width - sides.0.displayWidth)
      let gap = extents.isEmpty ? "" : blanks(full - sides.1.displayWidth) + "    " + extents
      return "  \(name) = \(sides.1)\(gap)\n"
    }.joined()
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  private func space(of extents: [Int?]) -> String {
    let product = extents.map { $0.map(String.init) ?? "m" }.joined(separator: " \\times ")
    return "\\in \\mathbb{R}^{\(product)}"
  }
}
