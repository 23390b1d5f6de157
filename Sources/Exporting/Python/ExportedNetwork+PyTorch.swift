import Plans

extension ExportedNetwork {
  /// The source of a PyTorch module with the network, which loads the weights that lie beside it.
  ///
  /// - Parameter weights: The name of the file with the weights.
  package func pyTorchSource(weights: String) throws(ExportProblem) -> String {
    var module = try PyTorchModule(self)
    try module.write()
    return module.text(weights: weights)
  }
}
