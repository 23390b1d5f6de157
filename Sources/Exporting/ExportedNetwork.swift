package import Engine
import Graphs
package import Plans
package import Tables

/// A network with its numbers, ready to be written in another format.
package struct ExportedNetwork: Sendable {
  package let plan: ModelPlan
  let network: NetworkGraph
  let functions: FunctionTable
  /// The numbers of each parameter, and of what layers keep beside them, by name.
  let values: [String: [Float]]
  /// How rows become inputs, where that is to be written too.
  let encoding: FeatureEncoding?
  /// How features are made of other columns, by name.
  let formulas: [String: ColumnFormula]

  /// - Parameters:
  ///   - tensors: The parameters, and what layers keep beside them.
  ///   - encoding: How rows become inputs, where the format is to hold that too.
  ///   - formulas: How features are made of other columns, for each that is.
  package init(
    _ plan: ModelPlan, _ tensors: [NamedTensor], functions: FunctionTable,
    encoding: FeatureEncoding? = nil, formulas: [String: ColumnFormula] = [:]
  ) throws(EngineError) {
    self.plan = plan
    self.functions = functions
    (self.encoding, self.formulas) = (encoding, formulas)
    network = try NetworkGraph(plan, functions)
    values = Dictionary(
      tensors.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
  }

  var graph: GraphBuilder { network.graph }
}
