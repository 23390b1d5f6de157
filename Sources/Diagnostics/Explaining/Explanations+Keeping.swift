// Networks in files.

extension Explanation {
  static let cannotLoad = Explanation(
    Text(
      en: "a file holds no network that can be loaded",
      pt: "um arquivo não contém uma rede que possa ser lida"),
    why: Text(
      en: """
        Networks are kept as safetensors: names, shapes and numbers, and nothing that is run. A \
        pickle, which PyTorch writes, is a program: whoever opens one from a stranger runs it. Python \
        writes safetensors too, with the package of that name.
        """,
      pt: """
        Redes são guardadas como safetensors: nomes, formas e números, e nada que se execute. Um \
        pickle, que o PyTorch grava, é um programa: quem abre o de um estranho o executa. O Python \
        também grava safetensors, com o pacote desse nome.
        """),
    wrong: Example(
      """
      network net { input 2; dense 1 }
      load net from "net.pt"
      """,
      files: File(
        "net.pt", shown: Text(en: "(a pickle of Python)", pt: "(um pickle do Python)"),
        bytes: { [0x80, 0x02, 0x7D, 0x71, 0x00, 0x2E] })),
    right: """
      network net { input 2; dense 1 }
      save net to "net.safetensors"
      load net from "net.safetensors"
      """)

  static let cannotResume = Explanation(
    Text(
      en: "a run cannot be gone on with after it was stopped",
      pt: "uma execução não pode ser retomada depois de parada"),
    why: Text(
      en: """
        'nn run --resume' goes on with a run that was stopped, to the same weights, bit for bit, as if \
        it never had been. That is only possible where script, data, values and seed are the same. With \
        others the run would begin anew, and what was kept would be lost: that is for you to say, by \
        leaving '--resume' out.
        """,
      pt: """
        'nn run --resume' continua uma execução que foi parada, até os mesmos pesos, bit a bit, como se \
        ela nunca tivesse parado. Isso só é possível se script, dados, valores e semente são os mesmos. \
        Com outros a execução começaria de novo, e o que foi guardado se perderia: isso cabe a você \
        decidir, omitindo '--resume'.
        """),
    wrong: Example(
      kept(training(epochs: 20)),
      files: File(
        "run.json",
        shown: Text(
          en: "(what was kept of a run with 'epochs 10')",
          pt: "(o que foi guardado de uma execução com 'epochs 10')"),
        bytes: {
          let text = kept(training(epochs: 10)).split(
            separator: "\n", omittingEmptySubsequences: false
          ).joined(separator: #"\n"#)
          return Array(
            #"{"scripts":[{"name":"program","text":"\#(text)"}],"parameters":{},"version":""}"#.utf8
          )
        }),
      parameters: ["--resume"]),
    right: Example(kept(training(epochs: 20))), needsRun: true)

  static let nothingKept = Explanation(
    Text(
      en: "there is nothing that a run could go on with", pt: "não há nada com que continuar"),
    why: Text(
      en: """
        'nn run --resume' goes on with the last run of the script. Where that came to its end, or was \
        stopped before it kept anything, or where no training has a line such as \
        'checkpoint every: 10 epochs', the run begins from the start. That leads to the same weights, bit \
        for bit, and only takes longer.
        """,
      pt: """
        'nn run --resume' continua a última execução do script. Se ela chegou ao fim, ou foi parada antes \
        de guardar algo, ou se nenhum treino tem uma linha como 'checkpoint every: 10 epochs', a execução \
        começa do início. Isso leva aos mesmos pesos, bit a bit, e só demora mais.
        """),
    wrong: Example(training(epochs: 20), parameters: ["--resume"]),
    right: Example(kept(training(epochs: 20))), needsRun: true)

  private static func training(epochs: Int) -> String {
    """
    data d { read line(samples: 20) }
    network net { dense 1 }
    train net on d {
      loss mse
      optimizer sgd
      rate 0.1
      batch full
      epochs \(epochs)
    }
    """
  }

  /// The script with a line that keeps checkpoints.
  private static func kept(_ training: String) -> String {
    training.dropLast() + "  checkpoint every: 5 epochs\n}"
  }

  static let writtenOver = Explanation(
    Text(
      en: "the runs of a sweep write one file, each over the other",
      pt: "as execuções de um sweep gravam um arquivo, uma por cima da outra"),
    why: Text(
      en: """
        What is left is the file of the last run, which is the best one by chance alone. With a value \
        of the sweep in its name each run has a file of its own.
        """,
      pt: """
        O que resta é o arquivo da última execução, que só por acaso é a melhor. Com um valor do \
        sweep no nome, cada execução tem o seu próprio arquivo.
        """),
    wrong: """
      data d { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      sweep r in [0.1, 0.01] {
        train net on d { loss log_loss; optimizer adam; rate r; batch full; epochs 2 }
        save net to "net.safetensors"
      }
      """,
    right: """
      data d { read moons(samples: 40) }
      network net { dense 4, tanh; dense 1, sigmoid }
      sweep r in [0.1, 0.01] {
        train net on d { loss log_loss; optimizer adam; rate r; batch full; epochs 2 }
        save net to "net {r}.safetensors"
      }
      """, needsRun: true)

  static let cannotSave = Explanation(
    Text(en: "a network cannot be saved", pt: "uma rede não pode ser salva"),
    why: Text(
      en: """
        A file of a network holds its weights, and all that it takes to use it without the script. \
        Weights exist as soon as the shape of the input is known: from the data of a training, or \
        from an 'input' line. The name of the file ends in '.safetensors', so that everyone knows \
        what it is; for other formats there is 'export'.
        """,
      pt: """
        O arquivo de uma rede contém seus pesos, e tudo o que é preciso para usá-la sem o script. \
        Os pesos existem assim que a forma da entrada é conhecida: pelos dados de um treino, ou por \
        uma linha 'input'. O nome do arquivo termina em '.safetensors', para que todos saibam o que \
        ele é; para outros formatos existe 'export'.
        """),
    wrong: """
      network net { input 2; dense 1 }
      save net to "net.pt"
      """,
    right: """
      network net { input 2; dense 1 }
      save net to "net.safetensors"
      """)
}
