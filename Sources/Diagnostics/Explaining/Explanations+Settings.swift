// The values of a line: which there are, of what kind, in what range.

extension Explanation {
  static let unknownSetting = Explanation(
    Text(
      en: "a named value is one that the word or function does not have",
      pt: "um valor com nome é um que a palavra ou função não tem"),
    why: Text(
      en: """
        A setting that nothing reads would change nothing, and the experiment would seem to have \
        tried it. 'nn help dense' lists the settings of a word. The rate of learning is no setting \
        of the optimizer here, but a line of its own.
        """,
      pt: """
        Um ajuste que ninguém lê não mudaria nada, e o experimento pareceria tê-lo testado. \
        'nn help dense' lista os ajustes de uma palavra. A taxa de aprendizado não é aqui um ajuste \
        do otimizador, mas uma linha própria.
        """),
    wrong: """
      plan p {
        optimizer adam, lr: 0.01
      }
      """,
    right: """
      plan p {
        optimizer adam
        rate 0.01
      }
      """)

  static let illegalSetting = Explanation(
    Text(
      en: "a value is of the right kind and out of its range",
      pt: "um valor é do tipo certo, mas fora do seu intervalo"),
    why: Text(
      en: """
        A momentum of 2 makes each update larger than the last, and zero epochs learn nothing. \
        'nn help sgd' shows the range of each setting.
        """,
      pt: """
        Um momento de 2 torna cada atualização maior que a anterior, e zero épocas não aprendem \
        nada. 'nn help sgd' mostra o intervalo de cada ajuste.
        """),
    wrong: """
      plan p {
        optimizer sgd, momentum: 2
        epochs 0
      }
      """,
    right: """
      plan p {
        optimizer sgd, momentum: 0.9
        epochs 20
      }
      """)

  static let missingSetting = Explanation(
    Text(
      en: "a word lacks a value that it needs, or a value lacks its name",
      pt: "falta a uma palavra um valor de que ela precisa, ou a um valor o seu nome"),
    why: Text(
      en: """
        How many outputs a layer has is a decision of whoever designs the network; for the last \
        layer the data decides: one for each class, or one number.
        """,
      pt: """
        Quantas saídas uma camada tem é decisão de quem projeta a rede; para a última camada os \
        dados decidem: uma para cada classe, ou um número.
        """),
    wrong: """
      network net {
        dense
      }
      """,
    right: """
      network net {
        dense 16
      }
      """)

  static let missingUnit = Explanation(
    Text(
      en: "a number of time lacks its unit", pt: "falta a um número de tempo a sua unidade"),
    why: Text(
      en: """
        Ten epochs and ten iterations are very different waits. Where a bare number could be \
        either, the unit is written.
        """,
      pt: """
        Dez épocas e dez iterações são esperas bem diferentes. Onde um número sozinho poderia ser \
        qualquer uma delas, a unidade é escrita.
        """),
    wrong: """
      plan p {
        stop patience: 10, monitor: loss
      }
      """,
    right: """
      plan p {
        stop patience: 10 epochs, monitor: loss
      }
      """)

  static let tooManyValues = Explanation(
    Text(
      en: "more values are given than are taken", pt: "são dados mais valores do que são aceitos"),
    why: Text(
      en: """
        Often it is a decimal comma: '0,01' is two values here, 0 and 1. A decimal number is \
        written with a point, also in a country that writes a comma.
        """,
      pt: """
        Muitas vezes é uma vírgula decimal: '0,01' são aqui dois valores, 0 e 1. Um número decimal \
        se escreve com ponto, também em um país que escreve vírgula.
        """),
    wrong: """
      plan p {
        rate 0,01
      }
      """,
    right: """
      plan p {
        rate 0.01
      }
      """)

  static let givenTwice = Explanation(
    Text(
      en: "a setting or a line is given twice", pt: "um ajuste ou uma linha é dado duas vezes"),
    why: Text(
      en: """
        Which of the two should hold? Whoever reads the script would have to know a rule. Each \
        decision stands once.
        """,
      pt: """
        Qual dos dois deve valer? Quem lê o script precisaria conhecer uma regra. Cada decisão \
        aparece uma vez.
        """),
    wrong: """
      plan p {
        epochs 20
        epochs 50
      }
      """,
    right: """
      plan p {
        epochs 50
      }
      """)

  static let typeMismatch = Explanation(
    Text(
      en: "a value is of another kind than the place needs",
      pt: "um valor é de outro tipo do que o lugar precisa"),
    why: Text(
      en: """
        A number in quotes is a text, and a text cannot be multiplied. Names of columns, losses and \
        options stand without quotes; files and titles with them.
        """,
      pt: """
        Um número entre aspas é um texto, e um texto não pode ser multiplicado. Nomes de colunas, \
        perdas e opções ficam sem aspas; arquivos e títulos, com elas.
        """),
    wrong: """
      network net {
        dense "64", relu
      }
      """,
    right: """
      network net {
        dense 64, relu
      }
      """)
}
