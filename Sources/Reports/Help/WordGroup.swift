package import Diagnostics
package import Vocabulary

/// The kinds of words, under the names that `nn help` takes.
package enum WordGroup: String, CaseIterable {
  case statements, actions, data, generators, layers, activations, initializers, losses, metrics,
    optimizers,
    schedules, training, functions

  /// The heading of its page in the reference.
  package var title: Text {
    switch self {
    case .statements: Text(en: "Statements", pt: "Instruções")
    case .actions: Text(en: "Actions", pt: "Ações")
    case .data: Text(en: "Data", pt: "Dados")
    case .generators: Text(en: "Generators", pt: "Geradores")
    case .layers: Text(en: "Layers", pt: "Camadas")
    case .activations: Text(en: "Activations", pt: "Ativações")
    case .initializers: Text(en: "Initializers", pt: "Inicializadores")
    case .losses: Text(en: "Losses", pt: "Perdas")
    case .metrics: Text(en: "Metrics", pt: "Métricas")
    case .optimizers: Text(en: "Optimizers", pt: "Otimizadores")
    case .schedules: Text(en: "Schedules of the rate", pt: "Programas da taxa")
    case .training: Text(en: "Training", pt: "Treinamento")
    case .functions: Text(en: "Functions", pt: "Funções")
    }
  }

  /// What the words of the group are for, in one sentence.
  package var summary: Text {
    switch self {
    case .statements:
      Text(en: "Declarations and control flow.", pt: "Declarações e controle de fluxo.")
    case .actions: Text(en: "What a script can do.", pt: "O que um script pode fazer.")
    case .data: Text(en: "The steps of a 'data' block.", pt: "Os passos de um bloco 'data'.")
    case .generators: Text(en: "Sources of made data.", pt: "Fontes de dados gerados.")
    case .layers: Text(en: "What a network is made of.", pt: "De que uma rede é feita.")
    case .activations: Text(en: "Functions behind a layer.", pt: "Funções depois de uma camada.")
    case .initializers: Text(en: "How weights begin.", pt: "Como os pesos começam.")
    case .losses: Text(en: "What training makes small.", pt: "O que o treinamento diminui.")
    case .metrics: Text(en: "What is only reported.", pt: "O que é só relatado.")
    case .optimizers: Text(en: "How weights are changed.", pt: "Como os pesos são mudados.")
    case .schedules: Text(en: "How the rate changes.", pt: "Como a taxa muda.")
    case .training:
      Text(en: "The settings of 'train' and 'plan'.", pt: "Os ajustes de 'train' e 'plan'.")
    case .functions: Text(en: "Functions of numbers.", pt: "Funções de números.")
    }
  }

  package func contains(_ entry: Entry) -> Bool {
    switch (self, entry.kind) {
    case (.actions, .word(let places)): places.contains(.top)
    case (.data, .word(let places)): places.contains(.data)
    case (.layers, .word(let places)): places.contains(.network) || places.isEmpty
    case (.training, .word(let places)):
      !places.isDisjoint(with: [.train, .plan, .phase]) && !places.contains(.top)
    case (.statements, .statement), (.generators, .generator), (.layers, .layer),
      (.activations, .activation),
      (.initializers, .initializer), (.losses, .loss), (.metrics, .metric),
      (.optimizers, .optimizer), (.schedules, .schedule), (.functions, .function):
      true
    default: false
    }
  }
}
