// What the columns of a table hold, and how they are prepared.

extension Explanation {
  static let unknownColumn = Explanation(
    Text(en: "the table has no column of this name", pt: "a tabela não tem coluna com este nome"),
    why: Text(
      en: """
        Names of columns are written as in the first line of the file, with capitals as there; one \
        with blanks stands in backticks: `Age (years)`.
        """,
      pt: """
        Nomes de colunas são escritos como na primeira linha do arquivo, com maiúsculas como lá; \
        um com espaços fica entre crases: `Age (years)`.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv"; target Species }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      """, files: .flowers))

  static let ambiguousColumn = Explanation(
    Text(
      en: "a name is a column and also a name of the script",
      pt: "um nome é uma coluna e também um nome do script"),
    why: Text(
      en: """
        'where width > 3' could mean the column or the constant, and the rows would be others. \
        Backticks say that the column is meant; another name for the constant does as well.
        """,
      pt: """
        'where width > 3' poderia significar a coluna ou a constante, e os registros seriam outros. \
        Crases dizem que se trata da coluna; outro nome para a constante também resolve.
        """),
    wrong: Example(
      """
      let width = 3
      data flowers { read "flowers.csv"; target species; where width > 3 }
      """, files: .flowers),
    right: Example(
      """
      let width = 3
      data flowers { read "flowers.csv"; target species; where `width` > 3 }
      """, files: .flowers))

  static let missingCells = Explanation(
    Text(en: "cells have no value", pt: "células não têm valor"),
    why: Text(
      en: """
        A network computes with numbers, and nothing is not zero. Whether a gap is filled with the \
        mean or its row is left out changes the result, so it is a decision for the script.
        """,
      pt: """
        Uma rede calcula com números, e nada não é zero. Preencher uma lacuna com a média ou deixar \
        o registro de fora muda o resultado, por isso é uma decisão do script.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n,4\n3,6\n4,8")),
    right: Example(
      """
      data d { read "numbers.csv"; target y; missing mean }
      """, files: File("numbers.csv", "x,y\n1,2\n,4\n3,6\n4,8")))

  static let textColumn = Explanation(
    Text(
      en: "a step for numbers is given a column of texts",
      pt: "um passo para números recebe uma coluna de textos"),
    why: Text(
      en: """
        A mean of city names does not exist. Texts become categories: one input for each value, \
        which is 0 or 1 and needs no scale.
        """,
      pt: """
        Não existe média de nomes de cidades. Textos viram categorias: uma entrada para cada valor, \
        que é 0 ou 1 e não precisa de escala.
        """),
    wrong: Example(
      """
      data d { read "cities.csv"; scale standard, city; target y }
      """, files: File("cities.csv", "city,size,y\nNatal,3,1\nRecife,5,2\nNatal,4,3")),
    right: Example(
      """
      data d { read "cities.csv"; scale standard, size; target y }
      """, files: File("cities.csv", "city,size,y\nNatal,3,1\nRecife,5,2\nNatal,4,3")))

  static let categoryAsAmount = Explanation(
    Text(
      en: "a layer would take the places of categories for amounts",
      pt: "uma camada tomaria as posições de categorias por quantidades"),
    why: Text(
      en: """
        With 'encode: embedding' a city becomes its place in the alphabet, and Recife is not twice \
        Natal. An 'embedding' layer puts a vector of learnt numbers in the place of each; without \
        'encode' each city is an input of its own.
        """,
      pt: """
        Com 'encode: embedding' uma cidade vira a sua posição no alfabeto, e Recife não é o dobro de \
        Natal. Uma camada 'embedding' põe um vetor de números aprendidos no lugar de cada uma; sem \
        'encode' cada cidade é uma entrada própria.
        """),
    wrong: Example(
      """
      data d { read "cities.csv"; category city, encode: embedding; target y }
      network net { dense 4, relu; dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.01; batch full; epochs 5 }
      """, files: File("cities.csv", "city,size,y\nNatal,3,1\nRecife,5,2\nNatal,4,3")),
    right: Example(
      """
      data d { read "cities.csv"; category city, encode: embedding; target y }
      network net { embedding 2; dense 4, relu; dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.01; batch full; epochs 5 }
      """, files: File("cities.csv", "city,size,y\nNatal,3,1\nRecife,5,2\nNatal,4,3")))

  static let textInNumberColumn = Explanation(
    Text(
      en: "a column of numbers holds a few cells of text",
      pt: "uma coluna de números contém algumas células de texto"),
    why: Text(
      en: """
        One 'twelve' among dozens of numbers is most likely a slip. Taken as it is, it would turn \
        the whole column into categories, and the order of the numbers would be lost.
        """,
      pt: """
        Um 'twelve' entre dezenas de números é muito provavelmente um deslize. Tomado como está, \
        transformaria a coluna inteira em categorias, e a ordem dos números se perderia.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: Self.doubles(and: "twelve")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: Self.doubles(and: "31")))

  /// Enough rows of numbers that one text among them is a slip.
  private static func doubles(and last: String) -> File {
    let ellipsis = "x,y\n1,2\n2,4\n…\n30,60\n\(last),62"
    return File("numbers.csv", shown: Text(verbatim: ellipsis)) {
      let rows = (1...30).map { "\($0),\(2 * $0)\n" }.joined()
      return Array(("x,y\n" + rows + "\(last),62\n").utf8)
    }
  }

  static let constantColumn = Explanation(
    Text(
      en: "a column is the same in all rows of the training part",
      pt: "uma coluna é igual em todos os registros da parte de treino"),
    why: Text(
      en: """
        What never changes explains nothing. Scaled, it is 0 in every row; if it differs in the \
        test part, the network has never seen that.
        """,
      pt: """
        O que nunca muda não explica nada. Em escala, é 0 em todos os registros; se difere na parte \
        de teste, a rede nunca viu isso.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y; scale standard }
      """, files: File("numbers.csv", "x,unit,y\n1,7,2\n2,7,4\n3,7,6")),
    right: Example(
      """
      data d { read "numbers.csv"; target y; drop unit; scale standard }
      """, files: File("numbers.csv", "x,unit,y\n1,7,2\n2,7,4\n3,7,6")))

  static let identifierColumn = Explanation(
    Text(
      en: "a text column differs in nearly every row",
      pt: "uma coluna de texto difere em quase todo registro"),
    why: Text(
      en: """
        A name or a number of a person tells rows apart and nothing about them. As a feature it \
        lets the network learn the training part by heart, and fail on everybody else.
        """,
      pt: """
        Um nome ou o número de uma pessoa distingue os registros e não diz nada sobre eles. Como \
        característica, faz a rede decorar a parte de treino e falhar com todos os outros.
        """),
    wrong: Example(
      """
      data d { read "people.csv"; target y }
      """, files: Self.people),
    right: Example(
      """
      data d { read "people.csv"; drop name; target y }
      """, files: Self.people))

  private static let people = File(
    "people.csv",
    shown: Text(
      en: "name,age,y\nperson 1,21,1\nperson 2,22,2\n…   (120 persons)",
      pt: "name,age,y\nperson 1,21,1\nperson 2,22,2\n…   (120 pessoas)"),
    bytes: {
      let rows = (1...120).map { "person \($0),\(20 + $0 % 50),\($0 % 7)\n" }
      return Array(("name,age,y\n" + rows.joined()).utf8)
    })

  static let formulaFailed = Explanation(
    Text(
      en: "a formula over columns gives no number for a row",
      pt: "uma fórmula sobre colunas não dá um número para um registro"),
    why: Text(
      en: """
        A division by zero or the logarithm of a negative number gives infinity or nothing, and \
        one such number spoils all weights in the first update.
        """,
      pt: """
        Uma divisão por zero ou o logaritmo de um número negativo dá infinito ou nada, e um só \
        número assim estraga todos os pesos na primeira atualização.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; column ratio: a / b; target y }
      """, files: File("numbers.csv", "a,b,y\n1,2,3\n4,0,6\n5,1,4")),
    right: Example(
      """
      data d { read "numbers.csv"; column ratio: a / (b + 1); target y }
      """, files: File("numbers.csv", "a,b,y\n1,2,3\n4,0,6\n5,1,4")))
}
