// Files of data, before anybody looks at what the columns hold.

extension Explanation {
  static let mergeConflict = Explanation(
    Text(en: "a file holds a merge conflict", pt: "um arquivo contém um conflito de merge"),
    why: Text(
      en: """
        Two people changed the same lines, and git wrote both versions into the file, one below the \
        other. Only a person can say which of them is right, so nothing of the file is read before.
        """,
      pt: """
        Duas pessoas mudaram as mesmas linhas, e o git escreveu as duas versões no arquivo, uma \
        embaixo da outra. Só uma pessoa pode dizer qual está certa, então nada do arquivo é lido \
        antes disso.
        """),
    wrong: """
      <<<<<<< HEAD
      print 0.01
      =======
      print 0.1
      >>>>>>> quicker
      """,
    right: """
      print 0.1
      """)

  static let fileUnreadable = Explanation(
    Text(en: "a file cannot be read", pt: "um arquivo não pode ser lido"),
    why: Text(
      en: """
        Paths are relative to the folder of the script, wherever the command is given, so that a \
        script and its data can be moved together.
        """,
      pt: """
        Caminhos são relativos à pasta do script, onde quer que o comando seja dado, para que um \
        script e seus dados possam ser movidos juntos.
        """),
    wrong: Example(
      """
      data flowers { read "flower.csv"; target species }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      """, files: .flowers))

  static let fileEncoding = Explanation(
    Text(
      en: "a file is not in UTF-8, and was read as something else",
      pt: "um arquivo não está em UTF-8, e foi lido de outro modo"),
    why: Text(
      en: """
        Bytes become letters by a convention. Old spreadsheets write Windows-1252; if the guess is \
        wrong, 'São Paulo' and 'SÃ£o Paulo' become two cities. Saving the file as UTF-8 ends the \
        guessing.
        """,
      pt: """
        Bytes viram letras por convenção. Planilhas antigas escrevem Windows-1252; se o palpite \
        falha, 'São Paulo' e 'SÃ£o Paulo' viram duas cidades. Salvar o arquivo em UTF-8 acaba com \
        os palpites.
        """),
    wrong: Example(
      """
      data d { read "cities.csv"; target y }
      """,
      files: File(
        "cities.csv",
        shown: Text(
          en: "city,y\nMacap\u{FFFD},1\nNatal,2\n…   (the byte E1 of Windows-1252 for 'á')",
          pt: "city,y\nMacap\u{FFFD},1\nNatal,2\n…   (o byte E1 do Windows-1252 para 'á')"
        ),
        bytes: {
          "city,y\nMacap*,1\nNatal,2\nMacap*,3\n".utf8.map { $0 == UInt8(ascii: "*") ? 0xE1 : $0 }
        })),
    right: Example(
      """
      data d { read "cities.csv"; target y }
      """, files: File("cities.csv", "city,y\nMacapá,1\nNatal,2\nMacapá,3")))

  static let binaryFile = Explanation(
    Text(
      en: "a file is no text, and a table as text was needed",
      pt: "um arquivo não é texto, e era preciso uma tabela em texto"),
    why: Text(
      en: """
        A spreadsheet (.xlsx) is an archive with formulas, colours and pages. The program that made \
        it can save one page as CSV, which is nothing but the values.
        """,
      pt: """
        Uma planilha (.xlsx) é um arquivo com fórmulas, cores e páginas. O programa que a fez pode \
        salvar uma página como CSV, que não é nada além dos valores.
        """),
    wrong: Example(
      """
      data d { read "flowers.xlsx"; target species }
      """,
      files: File(
        "flowers.xlsx",
        shown: Text(en: "(the bytes of a spreadsheet)", pt: "(os bytes de uma planilha)"),
        bytes: { [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00] })),
    right: Example(
      """
      data d { read "flowers.csv"; target species }
      """, files: .flowers))

  static let lineTooLong = Explanation(
    Text(
      en: "a line of a file has more than 16 MB", pt: "uma linha de um arquivo tem mais de 16 MB"),
    why: Text(
      en: """
        A table has one row a line. A line of this length is most often no table at all: data \
        without line ends, or another kind of file under the name of one.
        """,
      pt: """
        Uma tabela tem um registro por linha. Uma linha deste tamanho quase nunca é de uma tabela: \
        são dados sem fim de linha, ou outro tipo de arquivo com o nome de uma.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """,
      files: File(
        "numbers.csv",
        shown: Text(
          en: "7777777777…   (17 million digits on one line)",
          pt: "7777777777…   (17 milhões de algarismos em uma linha)"),
        bytes: { Array(repeating: UInt8(ascii: "7"), count: 17 << 20) })),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n2,4\n3,6")))

  static let readInPart = Explanation(
    Text(
      en: "a check looked at the first 1 MB of a file only",
      pt: "uma verificação olhou só o primeiro 1 MB de um arquivo"),
    why: Text(
      en: """
        A check answers in a moment, so it reads only the beginning of a large file; a run reads \
        all of it. What is wrong further down shows when the script is run.
        """,
      pt: """
        Uma verificação responde em um instante, por isso lê só o começo de um arquivo grande; uma \
        execução lê tudo. O que está errado mais abaixo aparece quando o script é executado.
        """),
    wrong: Example(
      """
      data d { read "measured.csv"; target y }
      """,
      files: File(
        "measured.csv",
        shown: Text(
          en: "x,y\n1,2\n…   (400,000 further rows)", pt: "x,y\n1,2\n…   (mais 400.000 registros)"),
        bytes: { Array(("x,y\n" + String(repeating: "1,2\n3,5\n", count: 200_000)).utf8) })),
    right: Example(
      """
      data d { read "measured.csv"; target y }
      """, files: File("measured.csv", "x,y\n1,2\n3,5\n4,7")))

  static let tableTooLarge = Explanation(
    Text(
      en: "a table has more columns, rows or bytes than can be held",
      pt: "uma tabela tem mais colunas, registros ou bytes do que cabe"),
    why: Text(
      en: """
        Training keeps the whole table in memory. A sample of the rows most often teaches the \
        network just as well, and the experiment takes minutes in place of hours.
        """,
      pt: """
        O treino mantém a tabela inteira na memória. Uma amostra dos registros quase sempre ensina \
        a rede igualmente bem, e o experimento leva minutos em vez de horas.
        """),
    wrong: Example(
      """
      data d { read "genes.csv"; target y }
      """,
      files: File(
        "genes.csv",
        shown: Text(
          en: "y,gene_1,gene_2,…   (100,001 columns)", pt: "y,gene_1,gene_2,…   (100.001 colunas)"),
        bytes: { Array(("y" + (1...100_000).map { ",gene_\($0)" }.joined() + "\n1\n").utf8) })),
    right: Example(
      """
      data d { read "genes.csv"; target y }
      """, files: File("genes.csv", "y,gene_1,gene_2\n1,0.5,0.1\n2,0.9,0.2\n3,1.4,0.4")))

  static let emptyTable = Explanation(
    Text(en: "a table has no rows", pt: "uma tabela não tem registros"),
    why: Text(
      en: """
        A table needs the names of its columns on the first line and rows below. An empty file most \
        often means that the program that should have written it stopped.
        """,
      pt: """
        Uma tabela precisa dos nomes de suas colunas na primeira linha e de registros abaixo. Um \
        arquivo vazio quase sempre significa que o programa que devia escrevê-lo parou.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n2,4\n3,6")))
}
