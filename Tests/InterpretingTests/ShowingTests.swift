import Diagnostics
import Interpreting
import Testing

@Suite struct ShowingTests {
  @Test func `a function of the script is shown as it was written`() {
    let ran = run(
      """
      ## Too little costs four times as much.
      fn asymmetric(prediction, target) =
        mean(if target > prediction then 4 * (target - prediction) else prediction - target)
      show asymmetric
      """)
    #expect(ran.messages == [])
    #expect(
      ran.output == """
        ## Too little costs four times as much.
        fn asymmetric(prediction, target) =
          mean(if target > prediction then 4 * (target - prediction) else prediction - target)

        """)
  }

  @Test func `a function declared inside of a block loses the block's indentation`() {
    let ran = run(
      """
      if true {
        ## Inner.
        fn twice(x) {
          return 2 * x
        }
        show twice
      }
      let square = fn(x) = x ^ 2
      show square
      """)
    #expect(
      ran.output == """
        ## Inner.
        fn twice(x) {
          return 2 * x
        }
        fn(x) = x ^ 2

        """)
  }

  @Test func `an optimizer of the script is shown as it was written`() {
    let declaration = """
      optimizer heavy_ball(momentum = 0.9) {
        state velocity = 0
        velocity = momentum * velocity + gradient
        weight = weight - rate * velocity
      }

      """
    #expect(run(declaration + "show heavy_ball").output == declaration)
  }

  @Test func `a built-in function is shown as the prelude defines it`() {
    let output = run("show adam; show relu; show precision").output
    #expect(output.hasPrefix("## Momentum, divided by the size that the gradient lately had;"))
    #expect(output.contains("\noptimizer adam(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {\n"))
    #expect(!output.contains("## pt:"))
    #expect(output.contains("\nfn relu(x) = max(x, 0)\n"))
    #expect(output.contains("\nfn chosen(prediction) =\n"))
    let portuguese = run("show relu", language: .portuguese).output
    #expect(portuguese == "## A parte positiva: valores negativos tornam-se 0.\nfn relu(x) = max(x, 0)\n")
  }
}
