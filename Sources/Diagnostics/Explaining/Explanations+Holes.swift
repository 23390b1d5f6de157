// What is left open on purpose.

extension Explanation {
  static let hole = Explanation(
    Text(en: "a value is still open: '?'", pt: "um valor ainda está em aberto: '?'"),
    why: Text(
      en: """
        '?' asks what fits in its place: 'nn check' answers with the values that are taken, and \
        where the data decides, with the one that fits. The last layer has one output for each \
        class, so there is nothing to choose. A script with a hole cannot be run.
        """,
      pt: """
        '?' pergunta o que cabe em seu lugar: 'nn check' responde com os valores aceitos e, onde os \
        dados decidem, com o que serve. A última camada tem uma saída para cada classe, então não \
        há o que escolher. Um script com um valor em aberto não pode ser executado.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net { dense 8, relu; dense ?, softmax }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      network net { dense 8, relu; dense 3, softmax }
      train net on flowers {
        loss cross_entropy; optimizer adam; rate 0.01; batch 2; epochs 2
      }
      """, files: .flowers))
}
