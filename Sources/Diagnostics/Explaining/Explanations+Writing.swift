// How a script is written: characters, brackets, and the order of a line.

extension Explanation {
  static let unknownCharacter = Explanation(
    Text(
      en: "a character means nothing in this language",
      pt: "um caractere não significa nada nesta linguagem"),
    why: Text(
      en: """
        Other languages give '&', '!' or curly quotes a meaning, and editors for letters put them \
        in by themselves. Here 'and', 'or' and 'not' are words, and a text stands between straight \
        double quotes.
        """,
      pt: """
        Outras linguagens dão um significado a '&', '!' ou a aspas curvas, e editores de texto \
        comuns os inserem por conta própria. Aqui 'and', 'or' e 'not' são palavras, e um texto \
        fica entre aspas duplas retas.
        """),
    wrong: """
      let small = true
      let quick = true
      if small && quick { print 'yes' }
      """,
    right: """
      let small = true
      let quick = true
      if small and quick { print "yes" }
      """)

  static let letterAfterNumber = Explanation(
    Text(
      en: "a letter follows a number directly", pt: "uma letra segue um número diretamente"),
    why: Text(
      en: """
        '3x' could mean three times x, or a name that begins with a digit. A product is written \
        with '*', and a unit stands behind a blank, so that nobody has to guess.
        """,
      pt: """
        '3x' poderia ser três vezes x, ou um nome que começa com um algarismo. Um produto se \
        escreve com '*', e uma unidade fica depois de um espaço, para que ninguém precise adivinhar.
        """),
    wrong: """
      let x = 2
      print 3x
      """,
    right: """
      let x = 2
      print 3 * x
      """)

  static let unclosedText = Explanation(
    Text(en: "a text has no closing quote", pt: "um texto não tem aspas de fechamento"),
    why: Text(
      en: """
        A text ends on the line on which it begins. Without its second quote nobody knows where \
        the text ends and the script goes on.
        """,
      pt: """
        Um texto termina na linha em que começa. Sem as segundas aspas não se sabe onde o texto \
        termina e onde o script continua.
        """),
    wrong: """
      print "the training begins
      """,
    right: """
      print "the training begins"
      """)

  static let unclosedBracket = Explanation(
    Text(
      en: "a bracket is opened and not closed, or closed and not opened",
      pt: "um parêntese, colchete ou chave abre e não fecha, ou fecha e não abre"),
    why: Text(
      en: """
        Brackets say what belongs together: the layers of a network, the elements of a list. The \
        place that is shown is where the reader noticed; the bracket that is missing often belongs \
        a line or two above.
        """,
      pt: """
        Eles dizem o que fica junto: as camadas de uma rede, os elementos de uma lista. O lugar \
        mostrado é aquele em que se percebeu a falta; o sinal que falta muitas vezes pertence a \
        uma ou duas linhas acima.
        """),
    wrong: """
      network net {
        dense 8, relu
        dense 1
      """,
    right: """
      network net {
        dense 8, relu
        dense 1
      }
      """)

  static let unexpectedToken = Explanation(
    Text(
      en: "a line does not go on as a line can", pt: "uma linha não continua como poderia"),
    why: Text(
      en: """
        Nearly everything is one form: a word, then its values with commas between them, then \
        perhaps a block in braces. What other languages write differently ('**' for a power, '//' \
        for a comment, ':' behind 'if') ends up here.
        """,
      pt: """
        Quase tudo tem uma só forma: uma palavra, depois seus valores separados por vírgulas, \
        depois talvez um bloco entre chaves. O que outras linguagens escrevem de outro modo ('**' \
        para uma potência, '//' para um comentário, ':' depois de 'if') acaba aqui.
        """),
    wrong: """
      let area = 3 ** 2  // square metres
      """,
    right: """
      let area = 3 ^ 2  # square metres
      """)

  static let chainedComparison = Explanation(
    Text(en: "comparisons stand in a chain", pt: "comparações se encadeiam"),
    why: Text(
      en: """
        '1 < x < 5' looks like mathematics, but a comparison gives true or false, and true is not \
        less than 5. Two comparisons joined with 'and' say what is meant.
        """,
      pt: """
        '1 < x < 5' parece matemática, mas uma comparação dá verdadeiro ou falso, e verdadeiro não \
        é menor que 5. Duas comparações unidas com 'and' dizem o que se quer.
        """),
    wrong: """
      let x = 3
      print 1 < x < 5
      """,
    right: """
      let x = 3
      print 1 < x and x < 5
      """)

  static let nestingTooDeep = Explanation(
    Text(
      en: "more than 200 levels stand one within another",
      pt: "mais de 200 níveis ficam um dentro do outro"),
    why: Text(
      en: """
        No person reads so many brackets; most often a program wrote them. Names for the parts \
        ('let') make the same formula readable.
        """,
      pt: """
        Ninguém lê tantos parênteses; quase sempre foi um programa que os escreveu. Nomes para as \
        partes ('let') tornam legível a mesma fórmula.
        """),
    wrong: Example(
      "print " + String(repeating: "(", count: 201) + "1" + String(repeating: ")", count: 201)),
    right: """
      let half = (1 + 2) / 2
      print (half + 3) / 2
      """)

  static let noAssignInBlock = Explanation(
    Text(
      en: "a setting is written with '=' or ':'", pt: "um ajuste está escrito com '=' ou ':'"),
    why: Text(
      en: """
        In a block each line is a word and its value, as one would say it: "rate 0.01". '=' gives a \
        value to a variable, and ':' stands only between the name and the value of one argument.
        """,
      pt: """
        Em um bloco cada linha é uma palavra e seu valor, como se diria: "rate 0.01". '=' dá um \
        valor a uma variável, e ':' fica só entre o nome e o valor de um argumento.
        """),
    wrong: """
      plan careful {
        rate = 0.01
        epochs: 50
      }
      """,
    right: """
      plan careful {
        rate 0.01
        epochs 50
      }
      """)

  static let callInBlock = Explanation(
    Text(
      en: "a line is written like the call of a function",
      pt: "uma linha está escrita como a chamada de uma função"),
    why: Text(
      en: """
        A layer, a step or an action is a line: the word, a blank, and the values. Parentheses \
        belong to functions that calculate a value, such as 'sqrt(2)'.
        """,
      pt: """
        Uma camada, um passo ou uma ação é uma linha: a palavra, um espaço e os valores. \
        Parênteses são de funções que calculam um valor, como 'sqrt(2)'.
        """),
    wrong: """
      network net {
        dense(64)
      }
      """,
    right: """
      network net {
        dense 64
      }
      """)

  static let unsupportedVersion = Explanation(
    Text(
      en: "the script is for another version of the language",
      pt: "o script é para outra versão da linguagem"),
    why: Text(
      en: """
        'nn 1' at the top says which version a script is written in, so that it means the same in \
        ten years. This program reads version 1 only, and does not guess what a later one means.
        """,
      pt: """
        'nn 1' no começo diz em que versão um script foi escrito, para que signifique o mesmo \
        daqui a dez anos. Este programa lê só a versão 1, e não adivinha o que outra significa.
        """),
    wrong: """
      nn 2
      print 1
      """,
    right: """
      nn 1
      print 1
      """)

  static let reservedName = Explanation(
    Text(
      en: "a word of the language is used as a name",
      pt: "uma palavra da linguagem é usada como nome"),
    why: Text(
      en: """
        A few words hold every line together: let var param fn return if then else for in repeat \
        include and or not true false on with from to as. As names they would make a line \
        ambiguous; a longer name such as 'target_in' says more anyway.
        """,
      pt: """
        Algumas palavras sustentam todas as linhas: let var param fn return if then else for in \
        repeat include and or not true false on with from to as. Como nomes elas tornariam uma \
        linha ambígua; um nome mais longo, como 'target_in', diz mais de todo modo.
        """),
    wrong: """
      let in = 4
      """,
    right: """
      let inputs = 4
      print inputs
      """)
}
