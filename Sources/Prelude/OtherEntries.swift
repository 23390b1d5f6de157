import Diagnostics
import Vocabulary

/// Entries beside those of `prelude.nn`: what is made otherwise, and what is still to come.
let otherEntries: [Entry] = [
  // Its table is made by whoever evaluates.
  Entry(
    .metric, "confusion",
    Text(
      en: "A table of how often each class was taken for each.",
      pt: "Uma tabela de quantas vezes cada classe foi tomada por cada uma."),
    example: "metrics confusion",
    foreignNames: ["sklearn": "confusion_matrix", "tensorflow": "confusion_matrix"]),
  Entry(
    .optimizer, "muon",
    Text(
      en: "Momentum whose steps are made orthogonal, for the matrices of a network.",
      pt: "Momentum cujos passos são tornados ortogonais, para as matrizes de uma rede."),
    example: "optimizer muon", foreignNames: ["pytorch": "Muon", "keras": "Muon"],
    isAvailable: false),
  Entry(
    .optimizer, "lbfgs",
    Text(
      en: "Steps along an estimate of the curvature, with the full batch.",
      pt: "Passos segundo uma estimativa da curvatura, com o lote completo."),
    example: "optimizer lbfgs", foreignNames: ["pytorch": "LBFGS", "sklearn": "lbfgs"],
    isAvailable: false),
]
