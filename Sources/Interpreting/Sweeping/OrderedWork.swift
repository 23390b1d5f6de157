import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Jobs that are spread over threads, and whose results come back in the order of the jobs.
///
/// The thread that calls `run` computes nothing: it takes the results and looks after the user.
final class OrderedWork<Result> {
  private let count: Int
  private let job: (Int) -> Result
  private let limit: WorkLimit
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let change: UnsafeMutablePointer<pthread_cond_t>
  // Only touched under the lock.
  private var next = 0
  private var running = 0
  private var results: [Int: Result] = [:]
  private var finished = 0

  /// - Parameter limit: Says which jobs are still wanted; the running ones have to ask it themselves.
  init(count: Int, limit: WorkLimit, job: @escaping (Int) -> Result) {
    self.count = count
    self.limit = limit
    self.job = job
    lock = .allocate(capacity: 1)
    change = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(lock)
    change.deallocate()
    lock.deallocate()
  }

  /// Runs the jobs on `threads` threads.
  ///
  /// - Parameters:
  ///   - meanwhile: Called some times a second with the number of finished jobs.
  ///   - take: Takes each result, in the order of the jobs, without a gap.
  func run(threads: Int, meanwhile: (Int) -> Void, take: (Int, Result) -> Void) {
    let helpers = (0..<max(1, min(threads, count))).compactMap { _ in
      DeepThread { [unowned self] in work() }
    }
    // Where the system refuses every thread, the present one serves.
    if helpers.isEmpty { work() }
    var taken = 0
    while true {
      pthread_mutex_lock(lock)
      if results[taken] == nil, running > 0 || mayBegin { waitForChange() }
      let (result, done) = (results.removeValue(forKey: taken), finished)
      let isOver = result == nil && running == 0 && !mayBegin
      pthread_mutex_unlock(lock)
      if let result {
        take(taken, result)
        taken += 1
      } else if isOver {
        break
      }
      meanwhile(done)
    }
    for helper in helpers { helper.join() }
  }

  private var mayBegin: Bool { next < count && limit.allows(next) }

  private func work() {
    pthread_mutex_lock(lock)
    while mayBegin {
      let number = next
      next += 1
      running += 1
      pthread_mutex_unlock(lock)
      let result = job(number)
      pthread_mutex_lock(lock)
      results[number] = result
      running -= 1
      finished += 1
      pthread_cond_signal(change)
    }
    pthread_cond_signal(change)
    pthread_mutex_unlock(lock)
  }

  /// Waits for a result, but no longer than a twentieth of a second.
  private func waitForChange() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    time.tv_nsec += 50_000_000
    if time.tv_nsec >= 1_000_000_000 {
      time.tv_nsec -= 1_000_000_000
      time.tv_sec += 1
    }
    _ = pthread_cond_timedwait(change, lock, &time)
  }
}

/// Up to which job results are still wanted; it may only fall.
final class WorkLimit: Sendable {
  private let last = Atomic<Int>(.max)

  func allows(_ number: Int) -> Bool { number <= last.load(ordering: .relaxed) }

  /// No job behind `number` is wanted any more; -1 stops all.
  func stop(after number: Int) { last.min(number, ordering: .relaxed) }
}
