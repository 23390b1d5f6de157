import Engine
import Kernels
import Plans
import Prelude
import Shapes

/// A neural network that is built, trained and asked.
///
/// ```swift
/// import NeuralNetworks
///
/// let inputs: [[Float]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
/// let xor = try TrainingData(inputs, targets: .yesOrNo([false, true, true, false]))
/// let network = try Network(input: [2], [.dense(8, .tanh), .dense(1, .sigmoid)], seed: 1)
/// let training = Training(loss: .logLoss, optimizer: .adam, rate: 0.05, batch: .full, epochs: 300)
/// try network.train(on: xor, training) { epoch in
///   if epoch.number.isMultiple(of: 100) { print("epoch \(epoch.number): loss \(epoch.loss)") }
///   return .goOn
/// }
/// let answers = try network.predict(inputs)
/// ```
///
/// The same network, data, training and seeds give the same bits on one machine and build, with any
/// number of threads.
///
/// A network is used by one thread at a time, and spreads its work over `threads` by itself;
/// different networks can be trained at the same time.
///
/// - Shapes: A sample has the extents `input`: features `[4]`, a sequence `[steps, features]`, an
///   image `[channels, height, width]`. Its numbers follow each other with the last extent fastest.
public final class Network {
  let model: Model
  /// How many threads compute.
  public let threads: Int

  /// Makes a network with first weights drawn under `seed`.
  ///
  /// - Parameters:
  ///   - input: The extents of one sample.
  ///   - layers: From the input on, each taking what the one before it gives.
  ///   - threads: From 1 to 1,024; without it one for each core.
  /// - Throws: `unknownName`, `illegalSetting` and `shapeMismatch` for a layer, `tooLarge` where its
  ///   weights would not fit in memory.
  public init(
    input: [Int], _ layers: [Layer], seed: UInt64 = 0, threads: Int? = nil
  ) throws(NetworkError) {
    self.threads = try threadCount(threads)
    var assembly = try LayerAssembly(input: input)
    for layer in layers { try assembly.add(layer) }
    let plan = try assembly.plan()
    do throws(EngineError) {
      model = try Model(plan, functions: BuiltinFormulas.functions { _ in nil }, seed: seed)
      model.keepsTrail = false
    } catch {
      throw NetworkError(error)
    }
  }

  /// The extents of one sample.
  public var input: [Int] { model.plan.input.extents }

  /// The extents of the answer to one sample.
  public var output: [Int] { model.plan.output.extents }

  /// How many numbers the network learns.
  public var parameterCount: Int { model.parameterCount }

  /// How many epochs the network has been trained for since its first weights were drawn.
  public var epochsTrained: Int { model.epochsTrained }

  /// Draws first weights anew, and forgets all training.
  public func reset(seed: UInt64 = 0) { model.reset(seed: seed) }

  // MARK: Answers

  /// The network's answer to one sample.
  ///
  /// - Throws: `shapeMismatch`, `illegalNumber`.
  public func predict(_ sample: [Float]) throws(NetworkError) -> [Float] {
    try answers(to: Rows([sample])).values
  }

  /// The network's answers, one for each sample.
  ///
  /// - Throws: `shapeMismatch`, `illegalNumber`, `tooLarge`.
  public func predict(_ inputs: [[Float]]) throws(NetworkError) -> [[Float]] {
    guard !inputs.isEmpty else { return [] }
    let answers = try answers(to: Rows(inputs))
    return (0..<answers.rows).map { Array(answers[$0]) }
  }

  /// The network's answers to samples whose numbers follow one another, and so do the answers'.
  ///
  /// - Throws: `shapeMismatch`, `illegalNumber`, `tooLarge`.
  public func predict(flat inputs: [Float]) throws(NetworkError) -> [Float] {
    guard !inputs.isEmpty else { return [] }
    return try answers(to: Rows(flat: inputs, shape: input)).values
  }

  private func answers(to rows: Rows) throws(NetworkError) -> Predictions {
    let samples = try rows.samples()
    do throws(EngineError) {
      return try model.predict(samples, threads: threads)
    } catch {
      throw NetworkError(error)
    }
  }
}
