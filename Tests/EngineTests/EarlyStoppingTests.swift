@testable import Engine
import Kernels
import Plans
import Testing

@Suite struct EarlyStoppingTests {
  private func result(_ epoch: Int, loss: Double) -> EpochResult {
    EpochResult(epoch: epoch, loss: loss, rate: 0.1, seconds: 0)
  }

  @Test func `a copy does not change what it was copied from`() {
    let plan = StoppingPlan(
      monitor: "loss", isMaximized: false, patience: nil, restoresBest: true)
    var kept = EarlyStopping(plan, parameters: 2)
    kept.note(result(1, loss: 1), FloatBuffer([1, 2]))
    var later = kept.copy()
    later.note(result(2, loss: 0.5), FloatBuffer([3, 4]))
    let (first, second) = (FloatBuffer([0, 0]), FloatBuffer([0, 0]))
    kept.restore(first)
    later.restore(second)
    #expect(Array(first.all) == [1, 2] && kept.bestEpoch == 1)
    #expect(Array(second.all) == [3, 4] && later.bestEpoch == 2)
  }
}
