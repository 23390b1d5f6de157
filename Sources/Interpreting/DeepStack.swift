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
    if let thread = DeepThread(body) { thread.join() } else { body() }
  }
  guard let result else { return work() }
  return result
}

/// A thread whose stack holds a thousand nested calls of a script.
///
/// Whoever starts one joins it, and sees to it that both do not change the same thing at one time.
final class DeepThread {
  private let task: DeepTask
  private let thread: pthread_t

  /// Starts `body`; `nil` where the system refuses such a thread.
  init?(_ body: @escaping () -> Void) {
    let task = DeepTask(body)
    guard let thread = Self.start(task) else { return nil }
    self.task = task
    self.thread = thread
  }

  /// Waits for its end.
  func join() { pthread_join(thread, nil) }

  private static func start(_ task: DeepTask) -> pthread_t? {
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
    // Held by the thread itself, until it has begun.
    let context = Unmanaged.passRetained(task)
    guard pthread_create(&thread, &attributes, { deepThread($0) }, context.toOpaque()) == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}

private final class DeepTask {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}

private func deepThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { Unmanaged<DeepTask>.fromOpaque(context).takeRetainedValue().body() }
  return nil
}
