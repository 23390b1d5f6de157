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
  lbfgs,
]

/// The one optimizer that is no formula: it looks at the loss several times for one step.
let lbfgs: Entry = {
  var entry = Entry(
    .optimizer, "lbfgs",
    Text(
      en: "Steps along an estimate of the curvature, each as long as a search along it finds best.",
      pt:
        "Passos segundo uma estimativa da curvatura, cada um tão longo quanto uma busca acha melhor."
    ),
    settings: [
      SettingDescription(
        "history", .wholeNumber, .between(1, 1000), default: .number(10),
        Text(
          en: "How many steps the estimate is made from.",
          pt: "De quantos passos a estimativa é feita."))
    ],
    example: "optimizer lbfgs", foreignNames: ["pytorch": "LBFGS", "sklearn": "lbfgs"])
  entry.algorithm = lbfgsAlgorithm
  entry.doesWithout = ["rate"]
  return entry
}()

private let lbfgsAlgorithm = Text(
  en: """
    It wants 'batch full', since its steps compare losses over the same samples, and needs no 'rate';
    where there is one, it is the first t that is tried.

    1. Direction. Let g be the gradient at the weights w, and d = -g.
       For each pair (s, y) that is kept, newest first: a = (s·d) / (s·y), d = d - a y.
       With the newest pair, d = d (s·y) / (y·y).
       For each pair, oldest first, with its a: d = d + (a - (y·d) / (s·y)) s.
    2. Step. From t = 1 (at first 1 / Σ|g|, if that is smaller), t is doubled, and then narrowed
       down with cubics through two looks, until the loss at w + t d has fallen by at least
       0.0001 t |g·d|, and its slope along d is at most 0.9 of what it was. After 25 looks the best
       is taken.
    3. Memory. The pair s = t d and y = the change of the gradient is kept; beyond 'history' pairs
       the oldest is forgotten. Then w = w + t d.

    Source: Nocedal and Wright (2006), algorithms 7.4, 3.5 and 3.6; Liu and Nocedal (1989).
    """,
  pt: """
    Ele quer 'batch full', pois seus passos comparam perdas sobre as mesmas amostras, e dispensa
    'rate'; onde há uma, ela é o primeiro t experimentado.

    1. Direção. Seja g o gradiente nos pesos w, e d = -g.
       Para cada par (s, y) guardado, do mais novo ao mais velho: a = (s·d) / (s·y), d = d - a y.
       Com o par mais novo, d = d (s·y) / (y·y).
       Para cada par, do mais velho ao mais novo, com seu a: d = d + (a - (y·d) / (s·y)) s.
    2. Passo. A partir de t = 1 (no início 1 / Σ|g|, se for menor), t é dobrado e depois estreitado
       com cúbicas por dois pontos, até que a perda em w + t d tenha caído ao menos 0,0001 t |g·d|
       e sua inclinação ao longo de d seja no máximo 0,9 da inicial. Após 25 avaliações fica o melhor.
    3. Memória. Guarda-se o par s = t d e y = a mudança do gradiente; além de 'history' pares,
       o mais velho é esquecido. Então w = w + t d.

    Fonte: Nocedal e Wright (2006), algoritmos 7.4, 3.5 e 3.6; Liu e Nocedal (1989).
    """)
