// Values, and what a script does with them.

extension Explanation {
  static let valueUnused = Explanation(
    Text(en: "nothing is done with a value", pt: "nada é feito com um valor"),
    why: Text(
      en: """
        A line that computes and keeps nothing has no effect in a script, so something is missing: \
        'show' before it, a name to keep it under, or the line before it ended too early.
        """,
      pt: """
        Uma linha que calcula e não guarda nada não tem efeito em um script, então falta algo: \
        'show' antes dela, um nome para guardá-la, ou a linha anterior terminou cedo demais.
        """),
    wrong: """
      let width = 3
      width * 2
      """,
    right: """
      let width = 3
      show width * 2
      """)

  static let noValue = Explanation(
    Text(
      en: "an action that gives no value stands where one is kept",
      pt: "uma ação que não dá valor está onde se guarda um"),
    why: Text(
      en: """
        'train' gives a run and 'evaluate' gives scores, which can be kept under a name. 'print' \
        only writes.
        """,
      pt: """
        'train' dá uma execução e 'evaluate' dá resultados, que podem ser guardados com um nome. \
        'print' só escreve.
        """),
    wrong: """
      let shown = print 3
      """,
    right: """
      let shown = 3
      print shown
      """)

  static let noSuchElement = Explanation(
    Text(
      en: "a list has no element of this number",
      pt: "uma lista não tem elemento com este número"),
    why: Text(
      en: """
        Elements are counted as people count them: the first is number 1, the last has the length \
        of the list as its number. There is no element 0.
        """,
      pt: """
        Os elementos são contados como as pessoas contam: o primeiro é o número 1, o último tem o \
        comprimento da lista como número. Não há elemento 0.
        """),
    wrong: """
      let rates = [0.1, 0.01, 0.001]
      print rates[0]
      """,
    right: """
      let rates = [0.1, 0.01, 0.001]
      print rates[1]
      """)

  static let illegalRange = Explanation(
    Text(
      en: "a range never ends, or its steps are not said",
      pt: "um intervalo nunca termina, ou seus passos não são ditos"),
    why: Text(
      en: """
        '1..5' counts in whole steps. Between 0 and 1 there is no natural step, so it is written: \
        '0..1 by 0.1', or '0.001..1 log 4' for rates, which are compared by their factor.
        """,
      pt: """
        '1..5' conta em passos inteiros. Entre 0 e 1 não há passo natural, por isso ele é escrito: \
        '0..1 by 0.1', ou '0.001..1 log 4' para taxas, que se comparam por seu fator.
        """),
    wrong: """
      for x in 0.5..3 { print x }
      """,
    right: """
      for x in 0.5..3 by 0.5 { print x }
      """)

  static let checkLimit = Explanation(
    Text(
      en: "the script works too much to be tried out to its end",
      pt: "o script trabalha demais para ser experimentado até o fim"),
    why: Text(
      en: """
        Before a run, a script is tried out without training, to find its mistakes in a moment. A \
        script that loops a million times is only tried out in part; what stands behind may still \
        be wrong. It runs all the same.
        """,
      pt: """
        Antes de uma execução, o script é experimentado sem treinar, para achar seus erros em um \
        instante. Um script que repete um milhão de vezes só é experimentado em parte; o que vem \
        depois ainda pode estar errado. Ele é executado mesmo assim.
        """),
    wrong: """
      var total = 0
      for i in 1..1_000_000 { total = total + i }
      print total
      """,
    right: """
      print sum(1..1_000)
      """)

  static let expectationFailed = Explanation(
    Text(en: "an 'expect' is not met", pt: "um 'expect' não se cumpre"),
    why: Text(
      en: """
        'expect' says what should come out, before it comes out: a hypothesis. When it fails, \
        either the experiment or the idea was wrong, and both are worth knowing.
        """,
      pt: """
        'expect' diz o que deve resultar, antes de resultar: uma hipótese. Quando não se cumpre, ou \
        o experimento ou a ideia estava errada, e ambas as coisas valem a pena saber.
        """),
    wrong: """
      let parts = 70 + 20
      expect parts == 100
      """,
    right: """
      let parts = 70 + 30
      expect parts == 100
      """, needsRun: true)

  static let cannotExport = Explanation(
    Text(
      en: "a network cannot be written for another program as the line says",
      pt: "uma rede não pode ser gravada para outro programa como a linha diz"),
    why: Text(
      en: """
        The ending of the file says which program is to read it: '.onnx' for ONNX, '.py' for the \
        source of a PyTorch or Keras model, which 'format:' tells apart. A format that cannot hold a \
        part of the network says which, rather than leave it out.
        """,
      pt: """
        A terminação do arquivo diz que programa vai lê-lo: '.onnx' para ONNX, '.py' para o código de \
        um modelo de PyTorch ou Keras, que 'format:' distingue. Um formato que não pode guardar uma \
        parte da rede diz qual, em vez de deixá-la de fora.
        """),
    wrong: """
      data d { read moons(samples: 20) }
      network net { dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 1 }
      export net to "net.py"
      """,
    right: """
      data d { read moons(samples: 20) }
      network net { dense 1, sigmoid }
      train net on d { loss log_loss; optimizer adam; rate 0.1; batch full; epochs 1 }
      export net to "net.onnx"
      """)

  static let cannotWrite = Explanation(
    Text(
      en: "a file cannot be written", pt: "um arquivo não pode ser escrito"),
    why: Text(
      en: """
        A script writes below its own folder only, so that one from a stranger is safe to run; \
        '--allow-write FOLDER' widens that. A chart is written as SVG, which any browser shows.
        """,
      pt: """
        Um script só escreve dentro de sua própria pasta, para que o de um estranho seja seguro; \
        '--allow-write PASTA' amplia isso. Um gráfico é escrito como SVG, que todo navegador mostra.
        """),
    wrong: """
      data d { read moons(samples: 20) }
      plot d to "moons.pdf"
      """,
    right: """
      data d { read moons(samples: 20) }
      plot d to "moons.svg"
      """)

  static let emptyData = Explanation(
    Text(
      en: "there is nothing to draw or to compute with yet",
      pt: "ainda não há nada para desenhar ou com que calcular"),
    why: Text(
      en: """
        A history begins with the first epoch. Before any training there is no curve, and an empty \
        picture would look like a result.
        """,
      pt: """
        Um histórico começa com a primeira época. Antes de qualquer treino não há curva, e uma \
        figura vazia pareceria um resultado.
        """),
    wrong: """
      network net { dense 1 }
      plot net.history
      """,
    right: """
      data d { read line(samples: 20) }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch full; epochs 2 }
      plot net.history
      """, needsRun: true)
}
