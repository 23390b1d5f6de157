#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gives what `work` gives, run on a thread whose stack holds a thousand nested calls of a script.
///
/// Where the system refuses such a thread, the present one serves.
func withDeepStack<Result>(_ work: () -> Result) -> Result {
  var result: Result?
  withoutActuallyEscaping({ result = work() }) { body in
    runOnDeepStack(DeepTask(body))
  }
  guard let result else { return work() }
  return result
}

/// What another thread is to do; the caller waits for it, so nothing is shared at one time.
private final class DeepTask {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}

private func runOnDeepStack(_ task: DeepTask) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  // Half a gigabyte of addresses; only what is used becomes memory.
  pthread_attr_setstacksize(&attributes, 536_870_912)
  #if canImport(Glibc)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let context = Unmanaged.passUnretained(task).toOpaque()
  let status = pthread_create(&thread, &attributes, { deepThread($0) }, context)
  guard status == 0 else { return task.body() }
  #if canImport(Glibc)
    pthread_join(thread, nil)
  #else
    if let thread { pthread_join(thread, nil) }
  #endif
}

private func deepThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<DeepTask>.fromOpaque(context).takeUnretainedValue().body() }
  return nil
}
