import Checking
import Diagnostics
import Testing

@Suite struct FunctionTests {
  private func functions(_ script: String) -> [CheckedFunction] {
    checked(script).program.statements.compactMap { statement in
      if case .set(_, _, let value) = statement.kind, case .function(let function) = value.kind {
        return function
      }
      return nil
    }
  }

  @Test func `parameters take the first places, whatever their defaults need`() throws {
    let function = try #require(
      functions("fn f(a, b = [x for x in 1..3], c = 2) { let d = c\nreturn d }").first)
    #expect(function.parameters.map(\.name) == ["a", "b", "c"])
    // a, b, c, the x of the list, d
    #expect(function.frameSize == 5)
    #expect(function.captures == [])
    guard case .block(let body) = function.body,
      case .set(.local(let place), _, let value)? =
        body.first?.kind, case .reference(.local(2), name: "c") = value.kind
    else {
      Issue.record("the body is another")
      return
    }
    #expect(place == 4)
  }

  @Test func `a function takes along what it uses of the function around it`() throws {
    let outer = try #require(
      functions(
        """
        let scale = 2
        fn outer(n) {
          let m = n
          fn inner(k) = if k < 1 then m * scale else inner(k - 1)
          return inner
        }
        """
      ).first)
    guard case .block(let body) = outer.body, body.count == 3,
      case .set(_, _, let value) = body[1].kind, case .function(let inner) = value.kind,
      case .expression(let expression) = inner.body,
      case .conditional(_, _, let otherwise) = expression.kind,
      case .call(let callee, _) = otherwise.kind, case .reference(let own, _) = callee.kind
    else {
      Issue.record("the body is another")
      return
    }
    // `m` lies behind the parameter `n`; `scale` is a name of the script and need not be taken.
    #expect(inner.captures == [.local(1)])
    #expect(own == .itself)
  }

  @Test func `what lies two functions out is handed through`() throws {
    let outer = try #require(functions("fn a(x) = fn(y) = fn(z) = x + y + z").first)
    guard case .expression(let first) = outer.body, case .function(let middle) = first.kind,
      case .expression(let second) = middle.body, case .function(let inner) = second.kind
    else {
      Issue.record("the body is another")
      return
    }
    #expect(middle.captures == [.local(0)])
    #expect(inner.captures == [.captured(0), .local(0)])
  }

  @Test(arguments: [
    ("fn f(a, a) = 1", "name-taken"), ("fn f(a = 1, b) = 1", "misplaced-statement"),
    ("return 1", "return-outside"), ("fn f(a) { a }", "value-unused"),
    ("fn f(a) = a\nprint f()", "wrong-arguments"),
    ("fn f(a) = a\nprint f(1, 2)", "too-many-values"),
    ("fn f(a) = a\nprint f(b: 1)", "unknown-setting"),
    ("fn f(a) = a\nprint f(1, a: 2)", "given-twice"), ("print sqrt()", "wrong-arguments"),
    ("print sqrt(1, 2)", "too-many-values"), ("print mean(1, over: rows)", "illegal-setting"),
    ("data d { read moons() }\nprint d(1)", "wrong-kind"),
  ])
  func `a wrong function or call is one problem`(_ script: String, _ code: String) {
    #expect(codes(script) == [code])
  }

  @Test(arguments: [
    "loss mse", "loss huber, delta: 2", "loss mean((prediction - target) ^ 2)",
    "loss mean(abs(prediction - target)) + 1e-4 * sum(weights ^ 2)",
    "loss fn(prediction, target) = mean(prediction - target)",
  ])
  func `a loss is a name with its settings, or a formula`(_ line: String) {
    #expect(messages(wholeTraining(["loss": line])) == [])
  }

  @Test(arguments: [
    ("loss", "loss accuracy", "wrong-kind"), ("loss", "loss crossentropy", "unknown-name"),
    ("loss", "loss 5", "type-mismatch"), ("loss", "loss \"mse\"", "type-mismatch"),
    ("loss", "loss mean(prediction - targt)", "unknown-name"),
    ("loss", "loss huber, dleta: 2", "unknown-setting"),
    ("loss", "loss huber, delta: 0", "illegal-setting"),
    ("loss", "loss huber(delta: 2)", "call-in-block"),
    ("optimizer", "optimizer iris", "wrong-kind"), ("optimizer", "optimizer relu", "wrong-kind"),
    ("optimizer", "optimizer sgd(0.1)", "call-in-block"),
    ("optimizer", "optimizer adam, lr: 0.1", "unknown-setting"),
    ("rate", "rate 0.1 * 0.9 ^ epoch", "type-mismatch"), ("rate", "rate 0", "illegal-setting"),
    ("rate", "rate 0.1, decay: mse", "wrong-kind"),
    ("rate", "rate 0.1, decay: 0.9", "type-mismatch"),
    ("rate", "rate 0.1, decay: cosine(flor: 1%)", "unknown-setting"),
    ("rate", "rate fn(a, b) = a", "wrong-arguments"),
    ("epochs", "epochs 5; metrics acuracy", "unknown-name"),
    ("epochs", "epochs 5; metrics top(j: 1)", "unknown-setting"),
    ("epochs", "epochs 5; metrics mean(weights)", "unknown-name"),
  ])
  func `a function that does not fit its line is one problem`(
    _ word: String, _ line: String, _ code: String
  ) {
    #expect(codes(wholeTraining([word: line])) == [code])
  }

  @Test func `the script's own functions serve by name`() {
    let script = """
      fn worst(prediction, target, factor = 1) = factor * max(abs(prediction - target))
      fn swish(x, beta = 1) = x * sigmoid(beta * x)
      fn falling(epoch) = 0.1 / epoch
      optimizer plain(size = 1) { weight = weight - size * rate * gradient }
      data iris { read "iris.csv" }
      network classifier { dense 8, swish; swish beta: 2; dense 3, softmax }
      train classifier on iris {
        loss worst, factor: 2
        optimizer plain, size: 2
        rate falling
        batch full
        epochs 5
        metrics worst, top(k: 2), largest: max(abs(prediction - target))
      }
      """
    #expect(messages(script) == [])
  }

  @Test func `an optimizer's frame holds parameters, what it is given, and states, in this order`()
  {
    let program = checked(
      "optimizer o(a, b = 2) { let c = 1\nstate v = a\nv = v + gradient\nweight = weight - v * c }"
    ).program
    guard case .optimizer(_, let optimizer)? = program.statements.first?.kind else {
      Issue.record("there is no optimizer")
      return
    }
    #expect(
      [optimizer.weight, optimizer.gradient, optimizer.rate, optimizer.iteration] == [2, 3, 4, 5])
    #expect(optimizer.states.map(\.local) == [6])
    #expect(optimizer.function.frameSize == 8)
  }

  @Test(arguments: [
    ("optimizer o { state v = 0\nv = v + gradient }", "weight-not-changed"),
    ("optimizer o { weight = weight - rate * grad }", "unknown-name"),
    ("optimizer o { weight = 1\nrate = 2 }", "constant-assigned"),
    (
      "fn loss2(target, prediction) = mean(target - prediction)\n"
        + wholeTraining(["loss": "loss loss2"]), "swapped-parameters"
    ),
  ])
  func `an optimizer or loss that is written wrongly is one problem`(
    _ script: String, _ code: String
  ) {
    #expect(codes(script) == [code])
  }
}
