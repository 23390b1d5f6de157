import Diagnostics
import Graphs
import Vocabulary

extension Diagnostic {
  /// What a look at the gradient of a loss or an activation of the script has found.
  ///
  /// - Parameter function: The function, which is shown where no expression of it can be.
  /// - Parameter use: Where the training or the network names it.
  static func gradient(
    _ finding: GradientCheck.Finding, of role: FunctionRole, function: Span, use: Span
  ) -> Diagnostic {
    switch finding {
    case .independent: noGradient(nil, role, at: function, use: use)
    case .zero(let obstacle, let span):
      noGradient(obstacle, role, at: span ?? function, use: use)
    case .notFinite(let isGradient, let span):
      gradientNotFinite(isGradient, role, at: span ?? function, use: use)
    case .unknown(let obstacle, let span):
      gradientUnknown(obstacle, at: span ?? function, use: use)
    }
  }

  private static func noGradient(
    _ obstacle: Obstacle?, _ role: FunctionRole, at span: Span, use: Span
  ) -> Diagnostic {
    let who =
      role == .loss
      ? Text(
        en: "no weight can learn from this loss", pt: "nenhum peso pode aprender com esta perda")
      : Text(
        en: "no weight before this activation can learn",
        pt: "nenhum peso antes desta ativação pode aprender")
    let input =
      role == .loss
      ? Text(verbatim: "'prediction'") : Text(en: "what it is given", pt: "o que recebe")
    let why =
      obstacle.map { obstacle in
        let subject = obstacle.subject
        return Text(
          en: "the gradient of \(subject.en) is 0 everywhere",
          pt: "o gradiente de \(subject.pt) é 0 em toda parte")
      }
      ?? Text(
        en: "it does not depend on \(input.en)", pt: "ela não depende de \(input.pt)")
    return found(
      .noGradient, Text(en: "\(who.en): \(why.en)", pt: "\(who.pt): \(why.pt)"), role, at: span,
      use: use, remedy: obstacle?.remedy)
  }

  private static func gradientNotFinite(
    _ isGradient: Bool, _ role: FunctionRole, at span: Span, use: Span
  ) -> Diagnostic {
    let (en, pt) = isGradient ? ("the gradient of this ", "o gradiente desta ") : ("this ", "esta ")
    let noun = role == .loss ? ("loss", "perda") : ("activation", "ativação")
    return found(
      .gradientNotFinite,
      Text(
        en: "\(en)\(noun.0) is no finite number at any of the points that were tried",
        pt: "\(pt)\(noun.1) não é um número finito em nenhum dos pontos experimentados"),
      role, at: span, use: use,
      remedy: isGradient
        ? Text(
          en: "the slope of sqrt and of log is infinite at 0: sqrt(x + 1e-12)",
          pt: "a inclinação de sqrt e de log é infinita em 0: sqrt(x + 1e-12)")
        : Text(
          en: "sqrt, log and a fractional power need a number above 0: log(max(x, 1e-7))",
          pt: "sqrt, log e uma potência fracionária precisam de um número acima de 0: "
            + "log(max(x, 1e-7))"))
  }

  private static func gradientUnknown(
    _ obstacle: Obstacle?, at span: Span, use: Span
  ) -> Diagnostic {
    let message =
      obstacle.map { obstacle in
        Text(
          en: "the gradient of '\(obstacle.name)' is not worked out, and the weights would learn "
            + "from a wrong one",
          pt:
            "o gradiente de '\(obstacle.name)' não é calculado, e os pesos aprenderiam com um errado"
        )
      }
      ?? Text(
        en: "the gradient of this function does not agree with its values",
        pt: "o gradiente desta função não concorda com os seus valores")
    return found(
      .gradientUnknown, message, .loss, at: span, use: use,
      remedy: obstacle.map { obstacle in
        Text(
          en: "'\(obstacle.name)' can be used in a metric",
          pt: "'\(obstacle.name)' pode ser usado em uma métrica")
      })
  }

  /// A loss from which nothing can be learnt is an error; with an activation, later layers still do.
  private static func found(
    _ code: Code, _ message: Text, _ role: FunctionRole, at span: Span, use: Span, remedy: Text?
  ) -> Diagnostic {
    let isNear = use.file == span.file && use.start <= span.start && span.end <= use.end
    let place = [Label(use, Text(en: "used here", pt: "usada aqui"))]
    var problem = Diagnostic.error(
      code, message, at: Label(span), also: isNear ? [] : place, notes: remedy.map { [$0] } ?? [])
    if role != .loss { problem.severity = .warning }
    return problem
  }
}

extension Obstacle {
  fileprivate var subject: Text {
    kind == .comparison
      ? Text(en: "a comparison", pt: "uma comparação") : Text(verbatim: "'\(name)'")
  }

  /// What has a gradient in its place.
  fileprivate var remedy: Text {
    switch kind {
    case .rounding:
      Text(
        en: "let the loss see the number itself, and round in a metric",
        pt: "deixe a perda ver o próprio número, e arredonde em uma métrica")
    case .comparison, .logic, .sign:
      Text(
        en: "a smooth step has a gradient: sigmoid(10 * (a - b)) for a > b",
        pt: "um degrau suave tem gradiente: sigmoid(10 * (a - b)) em vez de a > b")
    case .position:
      Text(
        en: "softmax is the smooth form of argmax; what counts positions is for metrics",
        pt: "softmax é a forma suave de argmax; o que conta posições é para métricas")
    case .order:
      Text(
        en: "'\(name)' can be used in a metric", pt: "'\(name)' pode ser usado em uma métrica")
    }
  }
}
