// Names: what they stand for, where they are declared, and what may change.

extension Explanation {
  static let unknownName = Explanation(
    Text(en: "nothing has this name here", pt: "nada tem este nome aqui"),
    why: Text(
      en: """
        Every name is declared once, with 'let', 'var', 'fn', 'data' or 'network', or is built in. \
        A name with a slip would otherwise quietly be something new and empty, and the experiment \
        would measure something else than its author thinks.
        """,
      pt: """
        Todo nome é declarado uma vez, com 'let', 'var', 'fn', 'data' ou 'network', ou já vem na \
        linguagem. Um nome com um deslize seria, sem aviso, algo novo e vazio, e o experimento \
        mediria algo diferente do que seu autor pensa.
        """),
    wrong: """
      let width = 64
      print widht
      """,
    right: """
      let width = 64
      print width
      """)

  static let nameTaken = Explanation(
    Text(en: "a name is declared a second time", pt: "um nome é declarado uma segunda vez"),
    why: Text(
      en: """
        A name that means two things in one script makes every later line doubtful. A value that \
        changes is declared once with 'var' and then assigned.
        """,
      pt: """
        Um nome que significa duas coisas em um script torna duvidosa cada linha seguinte. Um \
        valor que muda é declarado uma vez com 'var' e depois atribuído.
        """),
    wrong: """
      let width = 64
      let width = 32
      """,
    right: """
      var width = 64
      width = 32
      print width
      """)

  static let usedTooEarly = Explanation(
    Text(
      en: "a name is used above its declaration", pt: "um nome é usado acima de sua declaração"),
    why: Text(
      en: """
        A script runs from top to bottom, in the order of an experiment: data, network, training, \
        result. What a line needs has to stand above it.
        """,
      pt: """
        Um script é executado de cima para baixo, na ordem de um experimento: dados, rede, treino, \
        resultado. O que uma linha precisa deve estar acima dela.
        """),
    wrong: """
      print 2 * width
      let width = 3
      """,
    right: """
      let width = 3
      print 2 * width
      """)

  static let constantAssigned = Explanation(
    Text(
      en: "something that keeps its value is given another",
      pt: "algo que mantém seu valor recebe outro"),
    why: Text(
      en: """
        'let' is a promise to the reader: this value stays. Only a 'var' changes, and so the few \
        values that do are easy to find.
        """,
      pt: """
        'let' é uma promessa a quem lê: este valor fica. Só uma 'var' muda, e assim os poucos \
        valores que mudam são fáceis de achar.
        """),
    wrong: """
      let best = 0
      best = 1
      """,
    right: """
      var best = 0
      best = 1
      print best
      """)

  static let undeclaredVariable = Explanation(
    Text(
      en: "a value is assigned to a name that was never declared",
      pt: "um valor é atribuído a um nome que nunca foi declarado"),
    why: Text(
      en: """
        'total = 0' changes a variable; 'var total = 0' makes one. If an assignment made variables \
        too, a misspelled name would begin a second one, and the sum would stay where it was.
        """,
      pt: """
        'total = 0' muda uma variável; 'var total = 0' cria uma. Se a atribuição também criasse \
        variáveis, um nome mal escrito começaria uma segunda, e a soma ficaria onde estava.
        """),
    wrong: """
      total = 0
      for i in 1..3 { total = total + i }
      print total
      """,
    right: """
      var total = 0
      for i in 1..3 { total = total + i }
      print total
      """)

  static let outsideAssigned = Explanation(
    Text(
      en: "a function changes a variable that is declared outside of it",
      pt: "uma função muda uma variável declarada fora dela"),
    why: Text(
      en: """
        A function gives the same result for the same arguments, each time. That is \
        what lets it be differentiated and compiled; so it returns its result and changes nothing \
        else.
        """,
      pt: """
        Uma função dá sempre o mesmo resultado para os mesmos argumentos. É isso \
        que permite derivá-la e compilá-la; por isso ela retorna seu resultado e não muda mais nada.
        """),
    wrong: """
      var calls = 0
      fn square(x) {
        calls = calls + 1
        return x ^ 2
      }
      print square(3)
      """,
    right: """
      var calls = 0
      fn square(x) = x ^ 2
      print square(3)
      calls = calls + 1
      """)

  static let wrongKind = Explanation(
    Text(
      en: "a name stands for another kind of thing than is wanted",
      pt: "um nome representa outro tipo de coisa do que a desejada"),
    why: Text(
      en: """
        A loss is made small by the training and must be differentiable; a metric is only reported. \
        A layer, a data set and a setting are things of different kinds, too, and none can stand in \
        the other's place.
        """,
      pt: """
        Uma perda é diminuída pelo treino e precisa ser derivável; uma métrica é só relatada. Uma \
        camada, um conjunto de dados e um ajuste também são coisas de tipos diferentes, e uma não \
        pode ficar no lugar da outra.
        """),
    wrong: """
      plan quick {
        loss accuracy
      }
      """,
    right: """
      plan quick {
        loss cross_entropy
        metrics accuracy
      }
      """)

  static let unknownMember = Explanation(
    Text(
      en: "a value has nothing of this name behind the point",
      pt: "um valor não tem nada com este nome depois do ponto"),
    why: Text(
      en: """
        Behind a point stands a part or a result: 'd.train', 'd.samples', 'net.loss'. A data set \
        has a test part only when 'split' made one, and that is decided before the training.
        """,
      pt: """
        Depois de um ponto fica uma parte ou um resultado: 'd.train', 'd.samples', 'net.loss'. Um \
        conjunto de dados só tem parte de teste se 'split' a fez, e isso se decide antes do treino.
        """),
    wrong: """
      data d {
        read line()
      }
      print d.test.samples
      """,
    right: """
      data d {
        read line()
        split train: 80%, test: 20%
      }
      print d.test.samples
      """)

  static let notAvailable = Explanation(
    Text(
      en: "the language has this word, and this version cannot do it yet",
      pt: "a linguagem tem esta palavra, e esta versão ainda não sabe executá-la"),
    why: Text(
      en: """
        The word is reserved for what it will mean, so that scripts stay right when it comes. \
        'nn help' lists what this version can do.
        """,
      pt: """
        A palavra está reservada para o que vai significar, para que os scripts continuem certos \
        quando ela chegar. 'nn help' lista o que esta versão sabe fazer.
        """),
    wrong: """
      data d { read "measured.sqlite", query: "select * from measured"; target y }
      """,
    right: """
      data d { read moons(samples: 20) }
      """)

  static let wrongParameter = Explanation(
    Text(
      en: "the command line sets a 'param' that there is not, or to no value",
      pt: "a linha de comando define um 'param' que não existe, ou sem um valor"),
    why: Text(
      en: """
        'param rate = 0.01' may be set from outside: nn run script.nn rate=0.1. A name that the \
        script lacks would change nothing, and the run would seem to be another one.
        """,
      pt: """
        'param rate = 0.01' pode ser definido de fora: nn run script.nn rate=0.1. Um nome que o \
        script não tem não mudaria nada, e a execução pareceria ser outra.
        """),
    wrong: Example(
      """
      param rate = 0.01
      print rate
      """, parameters: ["raet=0.1"]),
    right: Example(
      """
      param rate = 0.01
      print rate
      """, parameters: ["rate=0.1"]))

  static let includeCycle = Explanation(
    Text(
      en: "a file includes itself, directly or through another",
      pt: "um arquivo inclui a si mesmo, diretamente ou por meio de outro"),
    why: Text(
      en: """
        'include' puts the lines of a file in its place. A file within itself would have no end. \
        What two files need goes into a third one.
        """,
      pt: """
        'include' põe as linhas de um arquivo em seu lugar. Um arquivo dentro de si mesmo não \
        teria fim. O que dois arquivos precisam vai para um terceiro.
        """),
    wrong: Example(
      """
      include "common.nn"
      """, files: File("common.nn", "include \"common.nn\"")),
    right: Example(
      """
      include "common.nn"
      print width
      """, files: File("common.nn", "let width = 64")))

  static let includeFailed = Explanation(
    Text(
      en: "an included file cannot be read", pt: "um arquivo incluído não pode ser lido"),
    why: Text(
      en: """
        The path is relative to the script that includes, and stands in quotes as it is, without \
        any '{ }': which lines a script consists of must not depend on a value.
        """,
      pt: """
        O caminho é relativo ao script que inclui, e fica entre aspas tal como é, sem '{ }': de \
        quais linhas um script consiste não pode depender de um valor.
        """),
    wrong: Example(
      """
      include "comon.nn"
      print width
      """, files: File("common.nn", "let width = 64")),
    right: Example(
      """
      include "common.nn"
      print width
      """, files: File("common.nn", "let width = 64")))
}
