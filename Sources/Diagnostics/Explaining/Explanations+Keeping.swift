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
        it never had been. That is only possible where script, data and seed are the same, and where the \
        trainings have a line such as 'checkpoint every: 10 epochs'.
        """,
      pt: """
        'nn run --resume' continua uma execução que foi parada, até os mesmos pesos, bit a bit, como se \
        ela nunca tivesse parado. Isso só é possível se script, dados e semente são os mesmos, e se os \
        treinos têm uma linha como 'checkpoint every: 10 epochs'.
        """),
    wrong: Example(
      """
      data d { read line(samples: 20) }
      network net { dense 1 }
      train net on d { loss mse; optimizer sgd; rate 0.1; batch full; epochs 2 }
      """, parameters: ["--resume"]),
    right: """
      data d { read line(samples: 20) }
      network net { dense 1 }
      train net on d {
        loss mse
        optimizer sgd
        rate 0.1
        batch full
        epochs 2
        checkpoint every: 2 epochs
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
