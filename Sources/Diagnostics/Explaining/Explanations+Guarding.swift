// What a careful person sees in data before anything is trained.

extension Explanation {
  static let repeatedRows = Explanation(
    Text(
      en: "rows of one part stand in another part too",
      pt: "registros de uma parte estão também em outra"),
    why: Text(
      en: """
        A network that has seen a row with its answer need not understand it to be right. \
        Copies in the test part therefore make the score better than it will be on new rows. \
        Take copies out before the file is split.
        """,
      pt: """
        Uma rede que já viu um registro com a resposta não precisa entendê-lo para acertar. \
        Por isso cópias na parte de teste dão nota melhor do que em registros novos. Retire \
        as cópias antes de dividir o arquivo.
        """),
    wrong: Example(
      """
      data d { read "repeated.csv"; target kind; split test: 33%, order: kept }
      """, files: .repeated),
    right: Example(
      """
      data d { read "flowers.csv"; target kind; split test: 33%, order: kept }
      """, files: .different))

  static let targetCopy = Explanation(
    Text(
      en: "a feature says what the target says",
      pt: "uma entrada diz o que o alvo diz"),
    why: Text(
      en: """
        A copy of the answer among the features, in another unit or under another name, \
        makes any network perfect and useless: for a new row it is not known either. If it \
        is known, there is nothing to predict.
        """,
      pt: """
        Uma cópia da resposta entre as entradas, em outra unidade ou com outro nome, torna \
        qualquer rede perfeita e inútil: para um registro novo ela também não é conhecida. \
        Se for, não há o que prever.
        """),
    wrong: Example(
      """
      data d { read "sizes.csv"; target height_cm }
      """, files: .copied),
    right: Example(
      """
      data d { read "sizes.csv"; target height_cm; drop height_in }
      """, files: .copied))

  static let unequalClasses = Explanation(
    Text(
      en: "one class has far more rows than another",
      pt: "uma classe tem muito mais registros que outra"),
    why: Text(
      en: """
        Where nineteen rows of twenty are 'no', always answering 'no' has an accuracy of \
        95%, and has learnt nothing. Then accuracy alone says little; precision, recall, \
        'f1' and the confusion matrix tell what becomes of the rare class.
        """,
      pt: """
        Onde dezenove de vinte registros são 'no', responder sempre 'no' tem acurácia de 95% \
        e nada aprendeu. A acurácia sozinha diz pouco; precisão, revocação, 'f1' e a matriz \
        de confusão dizem o que acontece com a classe rara.
        """),
    wrong: Example(
      """
      data d { read "ill.csv"; target ill }
      """, files: .unequal),
    right: Example(
      """
      data d { read "ill.csv"; target ill }
      """, files: .balanced))

  static let classNotInPart = Explanation(
    Text(
      en: "a part has no row of some class",
      pt: "uma parte não tem registros de alguma classe"),
    why: Text(
      en: """
        Many files are sorted by their classes. Cut as they stand, the end of the file is \
        the test part, and holds only the last class, which the training part then lacks. \
        Without 'order: kept' the rows are mixed first.
        """,
      pt: """
        Muitos arquivos estão ordenados por classe. Cortado como está, o fim do arquivo é a \
        parte de teste e só tem a última classe, que então falta na de treinamento. Sem \
        'order: kept' os registros são misturados antes.
        """),
    wrong: Example(
      """
      data d { read "sorted.csv"; target kind; split test: 25%, order: kept }
      """, files: .sorted),
    right: Example(
      """
      data d { read "sorted.csv"; target kind; split test: 25% }
      """, files: .sorted))
}

extension Explanation.File {
  fileprivate static let repeated = Explanation.File(
    "repeated.csv",
    """
    length,width,kind
    5.1,3.5,a
    7.0,3.2,b
    4.9,3.0,a
    6.4,3.1,b
    5.1,3.5,a
    7.0,3.2,b
    """)

  fileprivate static let different = Explanation.File(
    "flowers.csv",
    """
    length,width,kind
    5.1,3.5,a
    7.0,3.2,b
    4.9,3.0,a
    6.4,3.1,b
    5.3,3.4,a
    6.6,2.9,b
    """)

  fileprivate static let copied = Explanation.File(
    "sizes.csv",
    """
    height_cm,height_in,age
    150,75.0,20
    154,77.0,33
    158,79.0,46
    162,81.0,28
    166,83.0,41
    170,85.0,23
    174,87.0,36
    178,89.0,49
    182,91.0,31
    186,93.0,44
    190,95.0,26
    194,97.0,39
    """)

  fileprivate static let unequal = Explanation.File(
    "ill.csv",
    """
    age,ill
    0,no
    7,no
    14,no
    21,no
    5,no
    12,yes
    19,no
    3,no
    10,no
    17,no
    1,no
    8,no
    15,no
    22,no
    6,no
    13,yes
    20,no
    4,no
    11,no
    18,no
    2,no
    9,no
    """)

  fileprivate static let balanced = Explanation.File(
    "ill.csv",
    """
    age,ill
    0,no
    7,yes
    14,no
    21,no
    5,yes
    12,no
    19,no
    3,yes
    10,no
    17,no
    1,yes
    8,no
    15,no
    22,yes
    6,no
    13,no
    20,yes
    4,no
    11,no
    18,yes
    2,no
    9,no
    """)

  fileprivate static let sorted = Explanation.File(
    "sorted.csv",
    """
    length,kind
    4.5,a
    4.6,a
    4.7,a
    4.8,a
    4.9,a
    5.0,a
    5.1,b
    5.2,b
    5.3,b
    5.4,b
    5.5,b
    5.6,b
    """)
}
