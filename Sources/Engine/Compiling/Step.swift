import Graphs
import Kernels

/// Where numbers lie: an offset into one of the areas of memory that a program is bound to.
struct Place: Hashable, Sendable {
  var area: Area
  var offset: Int

  init(_ area: Area, _ offset: Int) {
    self.area = area
    self.offset = offset
  }
}

/// A block of memory that a program reads or writes.
enum Area: Int, Hashable, Sendable, CaseIterable {
  /// What the steps of the program hand on to each other; laid out by the compiler.
  case arena
  /// What the steps of a section hand on to each other, for some samples at a time; each thread has
  /// its own.
  case thread
  /// Single numbers, one for each scalar node, kept as `Double` beside.
  case scalars
  /// What the caller fills in before a run: samples, targets and their units, sample weights.
  case inputs, targets, targetUnits, sampleWeights
  case parameters, gradients, optimizerStates, states
  /// What the caller reads after a run.
  case results
}

/// One call of a kernel, with extents that the rows of the batch settle.
///
/// Values are named by the node whose numbers they are.
enum Step: Sendable {
  case block(BlockStep)
  case scalars([ScalarStep])
  case product(ProductStep)
  case productSum(ProductSumStep)
  case packing(PackingStep)
  case reduction(ReductionStep)
  case rowwise(RowwiseStep)
  case transposition(TranspositionStep)
  case window(WindowStep)
  case batchedProduct(BatchedProductStep)
  case causalMask(to: Int, extent: Int)
  case lookup(LookupStep)
  case columns(ColumnStep)
  case repetition(RepetitionStep)
  case ordering(OrderingStep)
  case mask(keeping: Double, layer: Int, to: Int, count: ElementCount)
}

/// Elementwise instructions that pass together over `[rows, columns]`.
struct BlockStep: Sendable {
  var rows: ElementCount
  var columns: ElementCount
  var instructions: [BlockInstruction] = []
  /// The values that the instructions load and store, by index.
  var arrays: [Int] = []
  /// The scalar nodes that sums over everything become, by index.
  var sums: [Int] = []
  var reads: Set<Int> = []
  var writes: Set<Int> = []

  /// Whether rows and columns mean nothing to it.
  var isFlat: Bool {
    instructions.allSatisfy { instruction in
      switch instruction.operation {
      case .loadRow, .loadColumn, .rowSum, .rowMaximum: false
      default: true
      }
    }
  }
}

/// One function of single numbers.
struct ScalarStep: Sendable {
  enum Kind: Sendable {
    case function(Elementwise.Function, operands: [Int])
    /// The same number: that of another scalar, or of a value of one element.
    case copy(Int)
  }
  var kind: Kind
  var result: Int
}

/// `result = activation(a·b + bias)`.
struct ProductStep: Sendable {
  var a: Int
  var b: Int
  var bias: Int?
  var activation: Kernels.MatrixProduct.Activation
  var result: Int
  var rows: ElementCount
  var columns: ElementCount
  var inner: ElementCount
  var transposesFirst: Bool
  var transposesSecond: Bool
  /// `b` as a packing step has copied it.
  var packed: Int?
  /// The value that the sums of the columns of `b` become.
  var columnSums: Int?
  /// Where `a` is an image with zeros around it, what a window sees of it.
  var patches: ImageWindow?
}

/// `result = Σ aᵢᵀ·bᵢ`, such as the gradient of weights that each step of a sequence uses.
struct ProductSumStep: Sendable {
  var operands: [(a: Int, b: Int)]
  var result: Int
  var rows: ElementCount
  var columns: ElementCount
  var inner: ElementCount
  var transposesFirst: Bool
  var transposesSecond: Bool
}

/// A second operand of products, copied into the order in which they read it.
struct PackingStep: Sendable {
  var from: Int
  var to: Int
  var columns: ElementCount
  var inner: ElementCount
  var transposes: Bool
}

/// Sums or maxima over the middle axis of `[outer, reduced, inner]`.
struct ReductionStep: Sendable {
  var kind: Graphs.Reduction.Kind
  var from: Int
  var to: Int
  var outer: ElementCount
  var reduced: ElementCount
  var inner: ElementCount
}

/// What is done to each row of `[rows, columns]`.
struct RowwiseStep: Sendable {
  enum Kind: Sendable {
    case softmax, logSoftmax, argmax
    case oneHot
    /// Reads the column that `indices` names.
    case gather(indices: Int)
  }
  var kind: Kind
  var from: Int
  var to: Int
  var rows: ElementCount
  var columns: ElementCount
}

/// Matrices of `[rows, columns]`, one behind the other, transposed each.
struct TranspositionStep: Sendable {
  var from: Int
  var to: Int
  var matrices = ElementCount.one
  /// Whether the last matrix comes first.
  var isReversed = false
  var rows: ElementCount
  var columns: ElementCount
}

/// A product of matrices for each sample.
struct BatchedProductStep: Sendable {
  var a: Int
  var b: Int
  var result: Int
  var matrices: ElementCount
  var rows: ElementCount
  var columns: ElementCount
  var inner: ElementCount
  var transposesFirst: Bool
  var transposesSecond: Bool
}

/// What is done with a window over each image of a batch.
struct WindowStep: Sendable {
  var kind: WindowKind
  var window: ImageWindow
  var from: Int
  /// The gradient of the pooled values, for that of a pooling.
  var gradient: Int?
  var to: Int
  var images: ElementCount
}

/// The rows of a table that one column of `[rows, features]` names, or the gradient for the table.
struct LookupStep: Sendable {
  var isGradient: Bool
  var indices: Int
  var features: Int
  var column: Int
  /// The table, or the gradient of what was read from it.
  var from: Int
  var to: Int
  var rows: ElementCount
  var tableRows: Int
  var columns: ElementCount
}

/// Columns of some values that become the columns of one, side by side.
struct ColumnStep: Sendable {
  /// Of each value, how many columns it has, and which are taken.
  var parts: [(from: Int, columns: Int, range: Range<Int>)]
  var to: Int
  var rows: ElementCount
}

/// The elements of a value repeated along some axes.
struct RepetitionStep: Sendable {
  var from: Int
  var to: Int
  /// Extents of the result, and whether the value is repeated along each.
  var axes: [(extent: ElementCount, repeats: Bool)]
}

/// The columns of `[rows, columns]` sorted, or the ranks of their values.
struct OrderingStep: Sendable {
  var ranks: Bool
  var from: Int
  var to: Int
  var rows: ElementCount
  var columns: ElementCount
}

extension Step {
  /// The values that the step needs.
  var reads: Set<Int> {
    switch self {
    case .block(let step): step.reads
    case .scalars(let steps):
      Set(
        steps.flatMap { step in
          switch step.kind {
          case .function(_, let operands): operands
          case .copy(let value): [value]
          }
        }
      ).subtracting(writes)
    case .product(let step): Set([step.a, step.packed ?? step.b] + (step.bias.map { [$0] } ?? []))
    case .productSum(let step): Set(step.operands.flatMap { [$0.a, $0.b] })
    case .packing(let step): [step.from]
    case .reduction(let step): [step.from]
    case .rowwise(let step):
      if case .gather(let indices) = step.kind { [step.from, indices] } else { [step.from] }
    case .transposition(let step): [step.from]
    case .window(let step): Set([step.from] + (step.gradient.map { [$0] } ?? []))
    case .columns(let step): Set(step.parts.map(\.from))
    case .batchedProduct(let step): [step.a, step.b]
    case .causalMask: []
    case .lookup(let step): [step.indices, step.from]
    case .repetition(let step): [step.from]
    case .ordering(let step): [step.from]
    case .mask: []
    }
  }

  /// The values that the step makes.
  var writes: Set<Int> {
    switch self {
    case .block(let step): step.writes
    case .scalars(let steps): Set(steps.map(\.result))
    case .product(let step): Set([step.result] + (step.columnSums.map { [$0] } ?? []))
    case .productSum(let step): [step.result]
    case .packing(let step): [step.to]
    case .reduction(let step): [step.to]
    case .rowwise(let step): [step.to]
    case .transposition(let step): [step.to]
    case .window(let step): [step.to]
    case .columns(let step): [step.to]
    case .batchedProduct(let step): [step.result]
    case .causalMask(let to, _): [to]
    case .lookup(let step): [step.to]
    case .repetition(let step): [step.to]
    case .ordering(let step): [step.to]
    case .mask(_, _, let to, _): [to]
    }
  }
}
