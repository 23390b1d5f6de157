import Checking

/// The places for names of one running function, network or block of the top level.
final class Frame {
  var values: [RunValue]
  var captured: [RunValue]
  /// The running function itself, for a recursion that no name of the top level serves.
  let function: RunValue

  init(size: Int, captured: [RunValue] = [], function: RunValue = .unknown) {
    values = Array(repeating: .unknown, count: size)
    self.captured = captured
    self.function = function
  }
}

/// Why a statement ended before its end.
enum Stop: Error {
  /// A problem has been reported, or the statement rests on what only the run can tell.
  case problem
  /// Somebody pressed Ctrl-C.
  case interrupted
  /// A dry run has done enough.
  case budgetSpent
}

/// How a block of statements ended.
enum Flow {
  case next
  case returned(RunValue)
}
