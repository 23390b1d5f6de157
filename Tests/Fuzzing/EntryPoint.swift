import Foundation

/// The stage that `NN_FUZZ_STAGE` names.
private let stage: FuzzStage = {
  let name = ProcessInfo.processInfo.environment["NN_FUZZ_STAGE"] ?? ""
  guard let stage = FuzzStage(rawValue: name) else {
    fatalError("NN_FUZZ_STAGE is one of \(FuzzStage.allCases.map(\.rawValue))")
  }
  return stage
}()

/// What libFuzzer calls with each input; `Tests/Fuzzing/run` builds and starts it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let broken = stage.brokenPromise(by: bytes) { fatalError("broken promise: \(broken)") }
  return 0
}
