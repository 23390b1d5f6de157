extension Catalogue {
  /// Every word that is neither a layer nor declared in the prelude.
  package static let words: [Entry] =
    actionWords + dataWords + trainingWords + networkWords + generators + plainFunctions
    + statementWords
}
