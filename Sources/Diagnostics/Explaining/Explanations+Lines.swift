// Lines and blocks: which word stands where, and what follows it.

extension Explanation {
  static let unknownWord = Explanation(
    Text(
      en: "a line begins with a word that means nothing there",
      pt: "uma linha começa com uma palavra que ali não significa nada"),
    why: Text(
      en: """
        A word that nobody knows is never skipped: a misspelled layer would silently be missing \
        from the network. 'nn help layers' lists the layers, 'nn help training' the settings.
        """,
      pt: """
        Uma palavra que ninguém conhece nunca é pulada: uma camada mal escrita faltaria na rede \
        sem aviso. 'nn help layers' lista as camadas, 'nn help training' os ajustes.
        """),
    wrong: """
      network net {
        Linear 64
        dense 10, softmax
      }
      """,
    right: """
      network net {
        dense 64
        dense 10, softmax
      }
      """)

  static let misplacedWord = Explanation(
    Text(
      en: "a line stands in a block to which it does not belong",
      pt: "uma linha está em um bloco que não é o seu"),
    why: Text(
      en: """
        The blocks keep apart what an experiment consists of: what the data is, what the network \
        is, how it is trained. A setting outside of its block would have nothing to act on.
        """,
      pt: """
        Os blocos separam aquilo de que um experimento consiste: quais são os dados, qual é a rede, \
        como ela é treinada. Um ajuste fora de seu bloco não teria sobre o que agir.
        """),
    wrong: """
      network net {
        dense 1
        epochs 20
      }
      """,
    right: """
      network net {
        dense 1
      }
      plan p {
        epochs 20
      }
      """)

  static let misplacedStatement = Explanation(
    Text(
      en: "a statement stands where it cannot be",
      pt: "um comando está onde não pode estar"),
    why: Text(
      en: """
        'param' and 'include' belong at the outer level, where a reader sees at once what can be \
        set from outside and which files belong to the script. In a block, 'let' is meant.
        """,
      pt: """
        'param' e 'include' ficam no nível de fora, onde se vê logo o que pode ser definido de fora \
        e que arquivos fazem parte do script. Em um bloco, o que se quer é 'let'.
        """),
    wrong: """
      if true {
        param width = 3
        print width
      }
      """,
    right: """
      param width = 3
      if true {
        print width
      }
      """)

  static let misplacedBlock = Explanation(
    Text(
      en: "braces follow a line that takes no block",
      pt: "chaves vêm depois de uma linha que não aceita um bloco"),
    why: Text(
      en: """
        Only data, networks, plans and trainings consist of lines. What belongs to one layer stands \
        behind it on its line, with commas between.
        """,
      pt: """
        Só dados, redes, planos e treinos consistem de linhas. O que pertence a uma camada fica \
        depois dela na mesma linha, separado por vírgulas.
        """),
    wrong: """
      network net {
        dense 8 { relu }
      }
      """,
    right: """
      network net {
        dense 8, relu
      }
      """)

  static let missingLine = Explanation(
    Text(
      en: "a block lacks a line that it needs", pt: "falta em um bloco uma linha de que ele precisa"
    ),
    why: Text(
      en: """
        Loss, optimizer, rate, batch and epochs decide what a training does. None has a default, \
        because a default that nobody wrote is a decision that nobody made.
        """,
      pt: """
        Perda, otimizador, taxa, lote e épocas decidem o que um treino faz. Nenhum tem valor \
        padrão, porque um padrão que ninguém escreveu é uma decisão que ninguém tomou.
        """),
    wrong: """
      data d { read line() }
      network net { dense 1 }
      train net on d {
        loss mse
        optimizer adam
        epochs 20
      }
      """,
    right: """
      data d { read line() }
      network net { dense 1 }
      train net on d {
        loss mse
        optimizer adam
        rate 0.01
        batch 16
        epochs 20
      }
      """)

  static let missingTail = Explanation(
    Text(
      en: "a line lacks its 'on', 'to' or 'from'",
      pt: "falta a uma linha o seu 'on', 'to' ou 'from'"),
    why: Text(
      en: """
        An evaluation is one of a network on data: which data makes all the difference, so it is \
        never assumed. The training part flatters; the test part is what counts.
        """,
      pt: """
        Uma avaliação é a de uma rede sobre dados: quais dados faz toda a diferença, por isso nunca \
        se presume. A parte de treino lisonjeia; a parte de teste é a que conta.
        """),
    wrong: """
      data d { read line(); split train: 80%, test: 20% }
      network net { dense 1 }
      train net { loss mse; optimizer adam; rate 0.01; batch 16; epochs 20 }
      """,
    right: """
      data d { read line(); split train: 80%, test: 20% }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.01; batch 16; epochs 20 }
      """)

  static let unexpectedTail = Explanation(
    Text(
      en: "'on', 'to', 'with' or 'from' follows a line that takes none",
      pt: "'on', 'to', 'with' ou 'from' vem depois de uma linha que não o aceita"),
    why: Text(
      en: """
        What a line says and nothing reads would be a silent promise. 'show' writes to the screen; \
        'plot … to' writes a file.
        """,
      pt: """
        O que uma linha diz e ninguém lê seria uma promessa vazia. 'show' escreve na tela; \
        'plot … to' escreve um arquivo.
        """),
    wrong: """
      let width = 3
      show width to "width.txt"
      """,
    right: """
      let width = 3
      show width
      """)

  static let inputNotFirst = Explanation(
    Text(
      en: "'input' stands behind a layer", pt: "'input' está depois de uma camada"),
    why: Text(
      en: """
        'input' says what shape one sample has when it enters the network, so it comes before the \
        first layer. It may be left out: the data gives the shape.
        """,
      pt: """
        'input' diz que forma uma amostra tem ao entrar na rede, por isso vem antes da primeira \
        camada. Pode ser omitido: os dados dão a forma.
        """),
    wrong: """
      network net {
        dense 8, relu
        input 4
      }
      """,
    right: """
      network net {
        input 4
        dense 8, relu
      }
      """)

  static let networkInItself = Explanation(
    Text(
      en: "a network is a layer of itself", pt: "uma rede é uma camada de si mesma"),
    why: Text(
      en: """
        A network may stand in another one like a layer, but one that contains itself would have \
        infinitely many layers. Several equal layers are written with 'repeat'.
        """,
      pt: """
        Uma rede pode ficar em outra como uma camada, mas uma que contém a si mesma teria \
        infinitas camadas. Várias camadas iguais se escrevem com 'repeat'.
        """),
    wrong: """
      network block {
        dense 8, relu
        block
      }
      """,
    right: """
      network block {
        repeat 3 { dense 8, relu }
      }
      """)
}
