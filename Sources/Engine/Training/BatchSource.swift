import Kernels

/// The samples of a batch in memory of their own, or all samples where they lie.
struct BatchSource {
  private let samples: Samples
  private let targets: TargetValues
  private let isWhole: Bool
  private let inputs: FloatBuffer
  private let targetBuffer: FloatBuffer
  private let weights: FloatBuffer
  /// The samples' weights, and classes, where the gathering reads them.
  private let allWeights: FloatBuffer
  private let classes: ClassIndices?

  /// - Parameter byFeature: Whether the inputs of all samples lie feature by feature.
  init(_ samples: Samples, _ targets: TargetValues, batch: Int, byFeature: Bool) {
    self.samples = samples
    self.targets = targets
    // The order within a full batch changes nothing, so nothing needs to be gathered.
    isWhole = batch == samples.count
    allWeights = FloatBuffer(samples.weights ?? [])
    if isWhole {
      let floats = samples.inputs.floats
      inputs = byFeature ? floats.transposed(columns: samples.inputsPerSample) : floats
    } else {
      inputs = FloatBuffer(count: batch * samples.inputsPerSample)
    }
    targetBuffer =
      isWhole ? targets.asFloats(count: batch) : FloatBuffer(count: batch * samples.outputs)
    weights = isWhole ? allWeights : FloatBuffer(count: samples.weights == nil ? 0 : batch)
    if case .classes(let indices, _) = targets, !isWhole {
      classes = ClassIndices(indices)
    } else {
      classes = nil
    }
  }

  /// Where a program finds the batch.
  var areas: [Area: UnsafeMutablePointer<Float>] {
    [
      .inputs: inputs.pointer, .targets: targetBuffer.pointer, .sampleWeights: weights.pointer,
    ]
  }

  /// Lets `list` begin with copying the samples that its indices name.
  func appendGather(to list: CommandList, rows: Int) {
    for owner in [inputs, targetBuffer, weights, allWeights] {
      list.keepAlive(owner)
    }
    guard !isWhole else { return }
    samples.inputs.appendGather(to: list, count: rows, to: inputs.pointer)
    switch targets {
    case .values(let values, let outputs):
      list.keepAlive(values)
      list.appendGather(values.pointer, columns: outputs, count: rows, to: targetBuffer.pointer)
    case .binary(let values):
      list.keepAlive(values)
      list.appendGather(values.pointer, columns: 1, count: rows, to: targetBuffer.pointer)
    case .classes(_, let count):
      guard let classes else { return }
      list.keepAlive(classes)
      list.appendGather(
        classes: classes.start, columns: count, count: rows, to: targetBuffer.pointer)
    }
    if samples.weights != nil {
      list.appendGather(allWeights.pointer, columns: 1, count: rows, to: weights.pointer)
    }
  }
}

/// Class indices in one place of memory.
private final class ClassIndices {
  let start: UnsafeMutablePointer<Int32>

  init(_ indices: [Int32]) {
    start = .allocate(capacity: max(indices.count, 1))
    start.initialize(from: indices, count: indices.count)
  }

  deinit { start.deallocate() }
}
