import Diagnostics
import Interpreting
import Testing

/// `math(net)`: a network's formulas, with its real sizes.
@Suite struct MathematicsTests {
  @Test func `a classifier is shown from its input to its gradients`() {
    let ran = run(
      #"""
      data points { read blobs(samples: 30) }
      network net { dense 5, relu; dense 3, softmax }
      train net on points { loss cross_entropy; optimizer adam; rate 0.01; batch 8; epochs 1 }
      show math(net)
      """#)
    #expect(ran.messages == [])
    #expect(
      ran.output == #"""
        network net

        forward, for m samples
          z₁ = x·W₁ + b₁      m×5
          a₁ = relu(z₁)       m×5
          z₂ = a₁·W₂ + b₂     m×3
          ŷ  = softmax(z₂)    m×3

        where
          relu(z) = max(z, 0)

        loss
          L = −Σ y ⊙ log(ŷ) / m

        gradients
          δ₂       = (ŷ − y) / m             m×3
          ∂L/∂W₂   = a₁ᵀ·δ₂                  5×3
          ∂L/∂b₂   = Σᵢ δ₂                   3
          relu′(z) = (1 if 0 < z, else 0)
          δ₁       = (δ₂·W₂ᵀ) ⊙ relu′(z₁)    m×5
          ∂L/∂W₁   = xᵀ·δ₁                   2×5
          ∂L/∂b₁   = Σᵢ δ₁                   5

        """#)
  }

  @Test func `a loss of the script that sees the weights adds to their gradients`() {
    let ran = run(
      #"""
      fn swish(x, beta = 1) = x * sigmoid(beta * x)
      data points { read line(samples: 30) }
      network net { dense 2, swish; dropout 20%; tanh; dense 1 }
      train net on points {
        loss mean((prediction - target) ^ 2) + 0.01 * sum(weights ^ 2)
        optimizer adam
        rate 0.01
        batch 8
        epochs 1
      }
      show math(net)
      """#)
    #expect(ran.messages == [])
    #expect(
      ran.output == #"""
        network net

        forward, for m samples
          z₁ = x·W₁ + b₁     m×2
          a₁ = swish(z₁)     m×2
          a₂ = a₁ ⊙ r₂       m×2
          a₃ = tanh(a₂)      m×2
          ŷ  = a₃·W₄ + b₄    m×1

        where
          swish(z) = z ⊙ σ(z)
          r₂       = (0 if random < 0.2, else 1.25)

        loss
          L = Σ (ŷ − y)² / m + 0.01·(Σ W₁² + Σ b₁² + Σ W₄² + b₄²)

        gradients
          ∂L/∂ŷ     = 2·(ŷ − y) / m                   m×1
          δ₄        = ∂L/∂ŷ                           m×1
          ∂L/∂W₄    = a₃ᵀ·δ₄ + 0.02·W₄                2×1
          ∂L/∂b₄    = Σᵢ δ₄ + 0.02·b₄                 1
          tanh′(z)  = 1 − tanh(z)²
          δ₃        = (δ₄·W₄ᵀ) ⊙ tanh′(a₂)            m×2
          δ₂        = δ₃                              m×2
          swish′(z) = σ(z) + z ⊙ σ(z) ⊙ (1 − σ(z))
          δ₁        = δ₂ ⊙ r₂ ⊙ swish′(z₁)            m×2
          ∂L/∂W₁    = xᵀ·δ₁ + 0.02·W₁                 1×2
          ∂L/∂b₁    = Σᵢ δ₁ + 0.02·b₁                 2

        """#)
  }

  @Test func `LaTeX says the same`() {
    let ran = run(
      #"""
      data points { read blobs(samples: 30) }
      network net { dense 5, relu; dense 3, softmax }
      train net on points { loss cross_entropy; optimizer adam; rate 0.01; batch 8; epochs 1 }
      show math(net, format: latex)
      """#)
    #expect(ran.messages == [])
    #expect(
      ran.output == #"""
        % network net

        % forward, for m samples
        \begin{aligned}
          z_{1} &= x \, W_{1} + b_{1} && \in \mathbb{R}^{m \times 5} \\
          a_{1} &= \operatorname{relu}\left(z_{1}\right) && \in \mathbb{R}^{m \times 5} \\
          z_{2} &= a_{1} \, W_{2} + b_{2} && \in \mathbb{R}^{m \times 3} \\
          \hat{y} &= \operatorname{softmax}\left(z_{2}\right) && \in \mathbb{R}^{m \times 3}
        \end{aligned}

        % where
        \begin{aligned}
          \operatorname{relu}\left(z\right) &= \max\left(z, 0\right)
        \end{aligned}

        % loss
        \begin{aligned}
          L &= -\frac{\sum y \odot \log\left(\hat{y}\right)}{m}
        \end{aligned}

        % gradients
        \begin{aligned}
          \delta_{2} &= \frac{\hat{y} - y}{m} && \in \mathbb{R}^{m \times 3} \\
          \frac{\partial L}{\partial W_{2}} &= a_{1}^{\top} \, \delta_{2} && \in \mathbb{R}^{5 \times 3} \\
          \frac{\partial L}{\partial b_{2}} &= \sum_{i} \delta_{2} && \in \mathbb{R}^{3} \\
          \operatorname{relu}'\left(z\right) &= \begin{cases} 1 & \text{if } 0 < z \\ 0 & \text{otherwise} \end{cases} \\
          \delta_{1} &= \left(\delta_{2} \, W_{2}^{\top}\right) \odot \operatorname{relu}'\left(z_{1}\right) && \in \mathbb{R}^{m \times 5} \\
          \frac{\partial L}{\partial W_{1}} &= x^{\top} \, \delta_{1} && \in \mathbb{R}^{2 \times 5} \\
          \frac{\partial L}{\partial b_{1}} &= \sum_{i} \delta_{1} && \in \mathbb{R}^{5}
        \end{aligned}

        """#)
  }

  @Test func `before a training the loss is not known`() {
    let ran = run(
      #"""
      network net { input 2; dense 4, tanh; dense 1 }
      show math(net)
      """#)
    #expect(ran.messages == [])
    #expect(
      ran.output == #"""
        network net

        forward, for m samples
          z₁ = x·W₁ + b₁     m×4
          a₁ = tanh(z₁)      m×4
          ŷ  = a₁·W₂ + b₂    m×1

        The loss and the gradients are known once the network has been trained with a loss.

        """#)
  }

  @Test func `without an input the shapes are not known yet`() {
    let ran = run("network net { dense 4, tanh; dense 1 }\nprint math(net)")
    #expect(ran.output == "network net: its shapes are known once it is trained on data\n")
  }

  @Test(arguments: ["cross_entropy after softmax", "log_loss after sigmoid"])
  func `the gradient before the last activation is the difference`(_ ends: String) {
    let isClasses = ends.hasPrefix("cross")
    let ran = run(
      """
      data points { read \(isClasses ? "blobs" : "moons")(samples: 30) }
      network net { dense \(isClasses ? "3, softmax" : "1, sigmoid") }
      train net on points {
        loss \(isClasses ? "cross_entropy" : "log_loss")
        optimizer adam
        rate 0.01
        batch 8
        epochs 1
      }
      show math(net)
      """)
    #expect(ran.output.contains("= (ŷ − y) / m "), "\(ran.output)")
  }

  /// Every activation and every loss, so that whatever their formulas hold is written in LaTeX.
  @Test(arguments: [
    "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "sigmoid", "tanh", "softplus",
    "softmax", "linear", "(fn(x) = if x > 0 and x < 2 then round(x) + x else sqrt(abs(x)))",
  ])
  func `LaTeX of any activation is whole`(_ activation: String) {
    let ran = run(
      """
      data points { read line(samples: 30) }
      network net { dense 4, \(activation); dense 2, \(activation); dense 1 }
      train net on points { loss mse; optimizer adam; rate 0.001; batch 8; epochs 1 }
      print math(net, format: latex)
      """)
    #expect(ran.messages == [])
    expectWhole(ran.output)
  }

  @Test(arguments: [
    "mse", "mae", "huber", "log_cosh",
    "mean((prediction - target) ^ 2) + 1e-9 * norm(weights) + 0.5 * max(weights)",
    "sum(matmul(transpose(prediction - target), prediction - target)) / 30",
    "mean(if not (prediction > target or prediction < -1) then 2 * (target - prediction) "
      + "else abs(prediction - target) ^ 1.5)",
  ])
  func `LaTeX of any loss is whole`(_ loss: String) {
    let ran = run(
      """
      data points { read line(samples: 30) }
      network net { dense 2, tanh; dropout 50%; dense 1 }
      train net on points { loss \(loss); optimizer adam; rate 0.001; batch 8; epochs 1 }
      print math(net, format: latex)
      """)
    #expect(ran.messages == [])
    expectWhole(ran.output)
  }

  /// Braces, brackets and environments come in pairs, and there is no macro that amsmath and amssymb
  /// do not have.
  private func expectWhole(_ latex: String) {
    let known: Set = [
      "begin", "end", "in", "mathbb", "times", "left", "right", "operatorname", "frac", "partial",
      "hat", "delta", "top", "odot", "cdot", "sum", "max", "min", "exp", "log", "tanh", "sin",
      "cos",
      "sigma", "sqrt", "text", "le", "land", "lor", "lnot",
    ]
    var depth = 0
    var isEscaped = false
    for character in latex {
      if !isEscaped { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
      #expect(depth >= 0)
      isEscaped = character == "\\" && !isEscaped
    }
    #expect(depth == 0, "\(latex)")
    let macros = latex.matches(of: /\\([A-Za-z]+)/).map { String($0.output.1) }
    #expect(Set(macros).subtracting(known).isEmpty, "\(Set(macros).subtracting(known))")
    for (opening, closing) in [("left", "right"), ("begin", "end")] {
      #expect(macros.count { $0 == opening } == macros.count { $0 == closing }, "\(latex)")
    }
    #expect(latex.allSatisfy { $0.isASCII }, "\(latex.filter { !$0.isASCII })")
  }
}
