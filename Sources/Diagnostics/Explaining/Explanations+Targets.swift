// What is predicted, and the parts of the data.

extension Explanation {
  static let noFeatures = Explanation(
    Text(
      en: "no column is left to predict from", pt: "não resta coluna a partir da qual predizer"),
    why: Text(
      en: """
        The target and the dropped columns are no inputs. A network without inputs could only say \
        the same for every row.
        """,
      pt: """
        O alvo e as colunas retiradas não são entradas. Uma rede sem entradas só poderia dizer o \
        mesmo para todo registro.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; drop x; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n2,4\n3,6")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,2\n2,4\n3,6")))

  static let oneClass = Explanation(
    Text(
      en: "the target is the same in every row", pt: "o alvo é o mesmo em todo registro"),
    why: Text(
      en: """
        Where there is one answer only, there is nothing to learn, and any network is right every \
        time. Perhaps a 'where' took the other class away.
        """,
      pt: """
        Onde há só uma resposta, não há o que aprender, e qualquer rede acerta sempre. Talvez um \
        'where' tenha tirado a outra classe.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv"; target species; where length < 5.5 }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species; where length > 4.95 }
      """, files: .flowers))

  static let splitImpossible = Explanation(
    Text(
      en: "the parts of a split are more than everything, or one gets no row",
      pt: "as partes de uma divisão passam do todo, ou uma fica sem registros"),
    why: Text(
      en: """
        Training, validation and test have no row in common; that is what makes the test honest. So \
        the shares come to 100%, and each part needs at least one row.
        """,
      pt: """
        Treino, validação e teste não têm registro em comum; é isso que torna o teste honesto. Por \
        isso as partes somam 100%, e cada uma precisa de ao menos um registro.
        """),
    wrong: """
      data d {
        read line()
        split train: 80%, test: 30%
      }
      """,
    right: """
      data d {
        read line()
        split train: 70%, test: 30%
      }
      """)

  static let targetKind = Explanation(
    Text(
      en: "the target is of another kind than is said",
      pt: "o alvo é de outro tipo do que se diz"),
    why: Text(
      en: """
        A number is predicted by regression, one of two values is binary, one of several is a \
        class. The kind decides the last layer and the loss; most often the data says it by itself.
        """,
      pt: """
        Um número se prediz por regressão, um de dois valores é binário, um de vários é uma classe. \
        O tipo decide a última camada e a perda; quase sempre os dados o dizem por si.
        """),
    wrong: Example(
      """
      data d { read "numbers.csv"; target y, kind: binary }
      """, files: File("numbers.csv", "x,y\n1,0.1\n2,0.2\n3,0.3")),
    right: Example(
      """
      data d { read "numbers.csv"; target y }
      """, files: File("numbers.csv", "x,y\n1,0.1\n2,0.2\n3,0.3")))

  static let targetMissing = Explanation(
    Text(
      en: "the data does not say what is to be predicted",
      pt: "os dados não dizem o que deve ser predito"),
    why: Text(
      en: """
        Which column is the answer is the question of the experiment; the file cannot know it, and \
        taking the last column would be a guess.
        """,
      pt: """
        Qual coluna é a resposta é a pergunta do experimento; o arquivo não pode saber, e tomar a \
        última coluna seria um palpite.
        """),
    wrong: Example(
      """
      data flowers { read "flowers.csv" }
      """, files: .flowers),
    right: Example(
      """
      data flowers { read "flowers.csv"; target species }
      """, files: .flowers))

  static let unseenLevel = Explanation(
    Text(
      en: "a prediction meets values that the training part did not have",
      pt: "uma predição encontra valores que a parte de treino não tinha"),
    why: Text(
      en: """
        The network has one input for each value that it was trained with. A new one sets none of \
        them, so the prediction is made from the other columns alone; trust it accordingly.
        """,
      pt: """
        A rede tem uma entrada para cada valor com que foi treinada. Um valor novo não liga \
        nenhuma, e a predição se faz só com as outras colunas; confie nela na mesma medida.
        """),
    wrong: Example(
      Self.prediction, files: Self.cities, File("new.csv", "city\nOlinda\nNatal")),
    right: Example(
      Self.prediction, files: Self.cities, File("new.csv", "city\nRecife\nNatal")))

  static let farFromTraining = Explanation(
    Text(
      en: "a prediction meets numbers far from all that the training part had",
      pt: "uma predição encontra números longe de tudo o que a parte de treino tinha"),
    why: Text(
      en: """
        More than half of the cells of a column lie more than ten standard deviations, or ten \
        ranges, from what the network was trained on. Most often the new file has another unit. The \
        network answers all the same, and its answers mean nothing there.
        """,
      pt: """
        Mais da metade das células de uma coluna está a mais de dez desvios padrão, ou dez \
        amplitudes, daquilo com que a rede foi treinada. Em geral o arquivo novo tem outra unidade. \
        A rede responde assim mesmo, e suas respostas ali nada significam.
        """),
    wrong: Example(
      Self.lengthPrediction, files: Self.lengths, File("new.csv", "metres\n1500\n1900")),
    right: Example(
      Self.lengthPrediction, files: Self.lengths, File("new.csv", "metres\n1.5\n1.9")))

  static let preparedDifferently = Explanation(
    Text(
      en: "a network is measured on data that was prepared in another way than its own",
      pt: "uma rede é medida em dados preparados de outro modo que os seus"),
    why: Text(
      en: """
        A data set learns from its own rows which values a column has and how large its numbers \
        are. The first input may then be 'Natal' in one and 'Olinda' in the other, and the network \
        cannot know. Files that belong together stand in one 'data' block, which prepares all of \
        them by its training part.
        """,
      pt: """
        Um conjunto de dados aprende com seus registros que valores uma coluna tem e de que tamanho \
        são seus números. A primeira entrada pode então ser 'Natal' em um e 'Olinda' em outro, e a \
        rede não tem como saber. Arquivos que vão juntos ficam em um só bloco 'data', que prepara \
        todos pela parte de treino.
        """),
    wrong: Example(
      """
      data d { read "cities.csv"; target y }
      data other { read "other.csv"; target y }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch full; epochs 2 }
      evaluate net on other
      """, files: Self.cities, Self.others),
    right: Example(
      """
      data d { read train: "cities.csv", test: "other.csv"; target y }
      network net { dense 1 }
      train net on d { loss mse; optimizer adam; rate 0.1; batch full; epochs 2 }
      evaluate net on d.test
      """, files: Self.cities, File("other.csv", "city,y\nNatal,3\nRecife,4")))

  private static let others = File(
    "other.csv", "city,y\nOlinda,1\nNatal,2\nOlinda,3\nNatal,4\nOlinda,5\nNatal,6")

  private static let prediction = """
    data d { read "cities.csv"; target y }
    network net { dense 1 }
    train net on d { loss mse; optimizer adam; rate 0.1; batch full; epochs 2 }
    predict net on "new.csv" to "out.csv"
    """

  private static let lengthPrediction = """
    data d { read "lengths.csv"; target y; scale standard }
    network net { dense 1 }
    train net on d { loss mse; optimizer adam; rate 0.1; batch full; epochs 2 }
    predict net on "new.csv" to "out.csv"
    """

  private static let lengths = File(
    "lengths.csv", "metres,y\n1.5,1\n1.7,2\n1.6,1\n1.8,2\n1.9,1\n1.65,2")

  private static let cities = File(
    "cities.csv", "city,y\nRecife,1\nNatal,2\nRecife,1\nNatal,2\nRecife,1\nNatal,2")
}
