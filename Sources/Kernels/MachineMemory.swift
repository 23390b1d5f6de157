#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of memory that a program may still take; `Int.max` where nothing says so.
///
/// That is what the machine has free, or can free by forgetting copies of files, and no more than a
/// limit on the processes of a container leaves.
package func availableMemory() -> Int {
  var available = machineMemory()
  if let kilobytes = number(behind: "MemAvailable:", in: systemText("/proc/meminfo")) {
    available = min(available, kilobytes * 1024)
  }
  for group in controlGroups() {
    if let left = group.memoryLeft { available = min(available, left) }
  }
  return max(available, 0)
}

/// The bytes of memory that the machine has; `Int.max` where it does not say.
private func machineMemory() -> Int {
  let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
  guard pages > 0, size > 0 else { return Int.max }
  let (bytes, overflow) = pages.multipliedReportingOverflow(by: size)
  return overflow ? Int.max : bytes
}

/// A group of processes that Linux may limit.
///
/// - Source: The Linux kernel, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
private struct ControlGroup {
  var folder: String
  /// The names of the files that hold the limit and what is used.
  var limit: String
  var usage: String
  /// What `memory.stat` calls the copies of files, which can be forgotten.
  var ofFiles: String

  /// What the limit leaves, where there is one.
  var memoryLeft: Int? {
    guard let limit = Int(systemText(folder + "/" + limit)), limit < 1 << 60 else { return nil }
    let used = Int(systemText(folder + "/" + usage)) ?? 0
    let ofFiles = number(behind: ofFiles, in: systemText(folder + "/memory.stat")) ?? 0
    return limit - max(0, used - ofFiles)
  }
}

/// The groups of this process, each with those around it.
private func controlGroups() -> [ControlGroup] {
  var groups: [ControlGroup] = []
  for line in systemText("/proc/self/cgroup").split(separator: "\n") {
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty || parts[1] == "memory" else { continue }
    for path in foldersAround(String(parts[2])) {
      groups.append(
        parts[1].isEmpty
          ? ControlGroup(
            folder: "/sys/fs/cgroup" + path, limit: "memory.max", usage: "memory.current",
            ofFiles: "file")
          : ControlGroup(
            folder: "/sys/fs/cgroup/memory" + path, limit: "memory.limit_in_bytes",
            usage: "memory.usage_in_bytes", ofFiles: "total_cache"))
    }
  }
  return groups
}

/// `/a/b`, `/a` and nothing, for `/a/b`.
private func foldersAround(_ path: String) -> [String] {
  var path = path
  var folders: [String] = []
  while true {
    while path.hasSuffix("/") { path.removeLast() }
    folders.append(path)
    guard let slash = path.lastIndex(of: "/") else { return folders }
    path = String(path[..<slash])
  }
}

/// The number that follows `name` at the beginning of a line of `text`.
private func number(behind name: String, in text: String) -> Int? {
  for line in text.split(separator: "\n") {
    let words = line.split(separator: " ")
    if words.count > 1, words[0] == name { return Int(words[1]) }
  }
  return nil
}

/// What the system says in a small file of its own; nothing where it has none.
private func systemText(_ path: String) -> String {
  guard let file = fopen(path, "r") else { return "" }
  defer { fclose(file) }
  let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
    count = fread(buffer.baseAddress, 1, buffer.count, file)
  }
  var text = String(decoding: bytes, as: UTF8.self)
  while text.last == "\n" { text.removeLast() }
  return text
}
