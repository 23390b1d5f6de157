// How the lines of a file make a table.

extension Explanation {
  static let misplacedQuote = Explanation(
    Text(
      en: "a quote in a file is never closed, or text follows it",
      pt: "aspas em um arquivo nunca se fecham, ou há texto depois delas"),
    why: Text(
      en: """
        In a CSV file quotes hold a cell together that has a comma or a line end in it. One quote \
        too few makes a single cell of all the rows that follow.
        """,
      pt: """
        Em um arquivo CSV aspas mantêm inteira uma célula que tem vírgula ou fim de linha. Uma aspa \
        a menos faz de todos os registros seguintes uma só célula.
        """),
    wrong: Example(
      """
      data d { read "cities.csv"; target y }
      """, files: File("cities.csv", "city,y\n\"Natal,1\nRecife,2")),
    right: Example(
      """
      data d { read "cities.csv"; target y }
      """, files: File("cities.csv", "city,y\n\"Natal\",1\nRecife,2\nNatal,3")))

  static let raggedRows = Explanation(
    Text(
      en: "rows have more or fewer cells than there are columns",
      pt: "registros têm mais ou menos células do que há colunas"),
    why: Text(
      en: """
        If a cell is missing in the middle, all that follow it stand in the wrong column, and the \
        network learns from numbers that mean something else.
        """,
      pt: """
        Se falta uma célula no meio, todas as seguintes ficam na coluna errada, e a rede aprende com \
        números que significam outra coisa.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n3\n4,8")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n3,6\n4,8")))

  static let noHeader = Explanation(
    Text(
      en: "a file begins with values where the names of the columns belong",
      pt: "um arquivo começa com valores onde ficam os nomes das colunas"),
    why: Text(
      en: """
        Without names the columns are called column_1, column_2 and so on, and nobody who reads the \
        script knows what is predicted from what.
        """,
      pt: """
        Sem nomes as colunas se chamam column_1, column_2 e assim por diante, e ninguém que lê o \
        script sabe o que se prediz a partir de quê.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target column_2 }
      """, files: File("numbers.csv", "1,2\n3,6\n4,8")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n3,6\n4,8")))

  static let duplicateColumn = Explanation(
    Text(en: "two columns have the same name", pt: "duas colunas têm o mesmo nome"),
    why: Text(
      en: """
        'target y' would mean either of them. A name in the first line of the file has to be \
        another one.
        """,
      pt: """
        'target y' significaria qualquer uma delas. Um dos nomes na primeira linha do arquivo \
        precisa ser outro.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "y,y\n1,2\n3,6\n4,8")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n3,6\n4,8")))

  static let unnamedColumn = Explanation(
    Text(en: "a column has no name", pt: "uma coluna não tem nome"),
    why: Text(
      en: """
        Often such a column is the row number that another program wrote along. It would be a \
        feature like the others, and one that tells the rows apart by chance.
        """,
      pt: """
        Muitas vezes tal coluna é o número da linha que outro programa escreveu junto. Seria uma \
        característica como as outras, e uma que distingue os registros por acaso.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,,y\n1,0,2\n3,1,6\n4,2,8")),
    right: Example(
      """
      data d { read "numbers.csv"; drop row; target y }
      """, files: File("numbers.csv", "x,row,y\n1,0,2\n3,1,6\n4,2,8")))

  static let separatorImpossible = Explanation(
    Text(
      en: "a separator is none that a table can have",
      pt: "um separador não é um que uma tabela possa ter"),
    why: Text(
      en: """
        One character stands between the cells: a comma, a semicolon, a tab. It is found from the \
        file; 'separator:' is needed only where that fails.
        """,
      pt: """
        Um caractere fica entre as células: vírgula, ponto e vírgula, tabulação. Ele é descoberto \
        pelo arquivo; 'separator:' só é preciso onde isso falha.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv", separator: "\\""; target y }
      """, files: File("numbers.csv", "x;y\n1;2\n3;6\n4;8")),
    right: Example(
      """
      data d { read "numbers.csv", separator: ";"; target y }
      """, files: File("numbers.csv", "x;y\n1;2\n3;6\n4;8")))
}
