// Functions, and the formulas that become part of a training.

extension Explanation {
  static let wrongArguments = Explanation(
    Text(
      en: "a function is called with other arguments than it takes",
      pt: "uma função é chamada com argumentos diferentes dos que recebe"),
    why: Text(
      en: """
        A training calls a loss with what the network says and what is true: (prediction, target). \
        Everything else that it needs has to have a default.
        """,
      pt: """
        Um treino chama uma perda com o que a rede diz e o que é verdade: (prediction, target). \
        Tudo o mais de que ela precisa deve ter um valor padrão.
        """),
    wrong: """
      fn tilted(prediction, target, tilt) = mean(tilt * abs(prediction - target))
      plan p { loss tilted }
      """,
    right: """
      fn tilted(prediction, target, tilt = 2) = mean(tilt * abs(prediction - target))
      plan p { loss tilted }
      """)

  static let swappedParameters = Explanation(
    Text(
      en: "a loss names the target first, and gets the prediction first",
      pt: "uma perda nomeia o alvo primeiro, e recebe a predição primeiro"),
    why: Text(
      en: """
        Some libraries call a loss with (y_true, y_pred); here the prediction comes first. For a \
        squared difference it makes no difference, for an asymmetric loss it turns everything round.
        """,
      pt: """
        Algumas bibliotecas chamam uma perda com (y_true, y_pred); aqui a predição vem primeiro. \
        Para uma diferença ao quadrado tanto faz, para uma perda assimétrica inverte tudo.
        """),
    wrong: """
      fn off(y_true, y_pred) = mean(abs(y_true - y_pred))
      plan p { loss off }
      """,
    right: """
      fn off(y_pred, y_true) = mean(abs(y_true - y_pred))
      plan p { loss off }
      """)

  static let missingReturn = Explanation(
    Text(
      en: "a function can end without giving a value",
      pt: "uma função pode terminar sem dar um valor"),
    why: Text(
      en: """
        A function with a block gives what stands behind 'return'. If one way through the block has \
        none, the caller would get nothing.
        """,
      pt: """
        Uma função com um bloco dá o que está depois de 'return'. Se um caminho pelo bloco não tem \
        nenhum, quem chama não receberia nada.
        """),
    wrong: """
      fn half(x) {
        let result = x / 2
      }
      print half(3)
      """,
    right: """
      fn half(x) {
        let result = x / 2
        return result
      }
      print half(3)
      """)

  static let returnOutside = Explanation(
    Text(
      en: "'return' stands outside of any function",
      pt: "'return' está fora de qualquer função"),
    why: Text(
      en: """
        'return' hands a value to whoever called the function. A script is called by nobody; it \
        shows a value with 'print' or 'show'.
        """,
      pt: """
        'return' entrega um valor a quem chamou a função. Um script não é chamado por ninguém; ele \
        mostra um valor com 'print' ou 'show'.
        """),
    wrong: """
      let x = 3
      return x
      """,
    right: """
      let x = 3
      print x
      """)

  static let notCallable = Explanation(
    Text(
      en: "something is called that is no function",
      pt: "algo que não é função é chamado"),
    why: Text(
      en: """
        Parentheses behind a name call it. On paper '3(x + 1)' is a product; here a product has its \
        '*'.
        """,
      pt: """
        Parênteses depois de um nome o chamam. No papel '3(x + 1)' é um produto; aqui um produto \
        tem seu '*'.
        """),
    wrong: """
      let a = 3
      print a(2 + 1)
      """,
    right: """
      let a = 3
      print a * (2 + 1)
      """)

  static let notInFormula = Explanation(
    Text(
      en: "a function of a training does what no formula can",
      pt: "uma função de um treino faz o que nenhuma fórmula pode"),
    why: Text(
      en: """
        A loss is differentiated: from its formula follows how each weight is to change. 'print', \
        texts or a training have no derivative, so they cannot be part of it.
        """,
      pt: """
        Uma perda é derivada: de sua fórmula segue como cada peso deve mudar. 'print', textos ou um \
        treino não têm derivada, por isso não podem fazer parte dela.
        """),
    wrong: """
      fn f(prediction, target) {
        print "here"
        return mean((prediction - target) ^ 2)
      }
      data d { read line() }
      network net { dense 1 }
      train net on d { loss f; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """,
    right: """
      fn f(prediction, target) = mean((prediction - target) ^ 2)
      data d { read line() }
      network net { dense 1 }
      train net on d { loss f; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """)

  static let weightNotChanged = Explanation(
    Text(
      en: "an optimizer never changes 'weight'", pt: "um otimizador nunca muda 'weight'"),
    why: Text(
      en: """
        An optimizer is the rule by which each weight moves. A rule that assigns nothing to \
        'weight' would train for hours and leave the network as it was.
        """,
      pt: """
        Um otimizador é a regra pela qual cada peso se move. Uma regra que não atribui nada a \
        'weight' treinaria por horas e deixaria a rede como estava.
        """),
    wrong: """
      optimizer heavy_ball {
        state velocity = 0
        velocity = 0.9 * velocity + gradient
      }
      """,
    right: """
      optimizer heavy_ball {
        state velocity = 0
        velocity = 0.9 * velocity + gradient
        weight = weight - rate * velocity
      }
      """)

  static let tooManySteps = Explanation(
    Text(
      en: "a function of a training unrolls to too many steps",
      pt: "uma função de um treino se desdobra em passos demais"),
    why: Text(
      en: """
        A loop in a formula is written out, so that it can be differentiated. A function over whole \
        tensors, such as 'sum' or 'mean', says the same in one step.
        """,
      pt: """
        Um laço em uma fórmula é escrito por extenso, para que possa ser derivado. Uma função sobre \
        tensores inteiros, como 'sum' ou 'mean', diz o mesmo em um passo.
        """),
    wrong: """
      fn f(prediction, target) {
        var total = 0
        for i in 1..1_000_000 { total = total + prediction }
        return mean(total - target)
      }
      data d { read line() }
      network net { dense 1 }
      train net on d { loss f; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """,
    right: """
      fn f(prediction, target) = mean(abs(1_000_000 * prediction - target))
      data d { read line() }
      network net { dense 1 }
      train net on d { loss f; optimizer adam; rate 0.1; batch 16; epochs 2 }
      """)

  static let callsTooDeep = Explanation(
    Text(
      en: "a function calls itself without end", pt: "uma função chama a si mesma sem fim"),
    why: Text(
      en: """
        A function that calls itself needs a case in which it does not: the end of the recursion, \
        which each call has to come nearer to.
        """,
      pt: """
        Uma função que chama a si mesma precisa de um caso em que não o faz: o fim da recursão, do \
        qual cada chamada deve se aproximar.
        """),
    wrong: """
      fn factorial(n) = n * factorial(n - 1)
      print factorial(5)
      """,
    right: """
      fn factorial(n) = if n <= 1 then 1 else n * factorial(n - 1)
      print factorial(5)
      """)
}
