package import Diagnostics

/// One statement of a script or of a block.
package struct Statement: Hashable, Sendable {
  package var kind: Kind
  package var span: Span
  /// The words of the `##` lines directly above, without the marks; empty where there are none.
  package var documentation: [String]

  package indirect enum Kind: Hashable, Sendable {
    case binding(Binding)
    case parameter(ParameterDeclaration)
    case function(FunctionDeclaration)
    case returning(Expression)
    case conditional(Conditional)
    case forLoop(ForLoop)
    case repetition(Repetition)
    case include(Include)
    /// `data`, `plan`, `network`.
    case declaration(Declaration)
    case optimizer(OptimizerDeclaration)
    /// `state velocity = 0`, in an optimizer only.
    case state(Name, Expression)
    case assignment(Name, Value)
    case sweep(Sweep)
    /// An action at the top level; a layer, a step or a setting in a line block.
    case line(Line)
    case expression(Expression)
    /// Tokens that form no statement; the parser has reported them.
    case missing
  }

  package init(_ kind: Kind, _ span: Span, documentation: [String] = []) {
    self.kind = kind
    self.span = span
    self.documentation = documentation
  }
}

/// The statements between two braces.
package struct Block: Hashable, Sendable {
  package var statements: [Statement]
  /// With the braces.
  package var span: Span

  package init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// `let name = value` or `var name = value`.
package struct Binding: Hashable, Sendable {
  package var isVariable: Bool
  package var name: Name
  package var value: Value
}

/// What may stand after `=`: an expression, or a line or a sweep that gives a value.
package indirect enum Value: Hashable, Sendable {
  case expression(Expression)
  case line(Line)
  case sweep(Sweep)

  package var span: Span {
    switch self {
    case .expression(let expression): expression.span
    case .line(let line): line.span
    case .sweep(let sweep): sweep.span
    }
  }
}

/// `param name = default`, a constant that the command line may set.
package struct ParameterDeclaration: Hashable, Sendable {
  package var name: Name
  package var value: Expression
}

/// One name between the parentheses of a function, with its default.
package struct Parameter: Hashable, Sendable {
  package var name: Name
  package var value: Expression?
}

/// `= expression` or a block with `return`.
package indirect enum FunctionBody: Hashable, Sendable {
  case expression(Expression)
  case block(Block)
}

/// `fn name(parameters) body`.
package struct FunctionDeclaration: Hashable, Sendable {
  package var name: Name
  package var parameters: [Parameter]
  package var body: FunctionBody
}

/// `if … { } else if … { } else { }`, flat, so that a long chain is not deep.
package struct Conditional: Hashable, Sendable {
  package struct Branch: Hashable, Sendable {
    package var condition: Expression
    package var block: Block
  }
  package var branches: [Branch]
  package var otherwise: Block?
}

/// `for name in list { }`.
package struct ForLoop: Hashable, Sendable {
  package var name: Name
  package var list: Expression
  package var block: Block
}

/// `repeat count { }`.
package struct Repetition: Hashable, Sendable {
  package var count: Expression
  package var block: Block
}

/// `include "common.nn"`.
package struct Include: Hashable, Sendable {
  package var path: Expression
}

/// `data name { }`, `plan name { }` or `network name(parameters) { }`.
package struct Declaration: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case data, plan, network
  }
  package var kind: Kind
  package var name: Name
  /// `nil` without parentheses; only a network may have them.
  package var parameters: [Parameter]?
  package var block: Block
}

/// `optimizer name(settings) { state …; weight = … }`.
package struct OptimizerDeclaration: Hashable, Sendable {
  package var name: Name
  package var parameters: [Parameter]
  package var block: Block
}

/// `sweep a in X, b in Y, sample: 30 { }`.
package struct Sweep: Hashable, Sendable {
  package struct Axis: Hashable, Sendable {
    package var name: Name
    package var values: Expression
  }
  package var axes: [Axis]
  package var settings: [Argument]
  package var block: Block
  package var span: Span
}

/// The production that carries most of the language:
/// `word arguments on X with X from X to X as name { block }`.
package struct Line: Hashable, Sendable {
  package var word: Name
  package var arguments: [Argument]
  package var on: Expression?
  package var with: Expression?
  package var from: Expression?
  package var to: Expression?
  package var alias: Name?
  package var block: Block?
  package var span: Span
}

/// A value, with its name where one was written: `16`, `kernel: 5x5`.
package struct Argument: Hashable, Sendable {
  package var name: Name?
  package var value: Expression
  package var span: Span
}
