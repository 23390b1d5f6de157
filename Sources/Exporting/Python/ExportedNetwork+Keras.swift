extension ExportedNetwork {
  /// The source of a Keras model with the network, which loads the weights that lie beside it.
  ///
  /// - Parameter weights: The name of the file with the weights.
  package func kerasSource(weights: String) throws(ExportProblem) -> String {
    var source = KerasSource(self)
    try source.write()
    return source.text(weights: weights)
  }
}
