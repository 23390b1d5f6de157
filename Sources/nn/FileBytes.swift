import Diagnostics
import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of the file at `path`; of one that would fill the memory none.
func readBytes(at path: String) -> Result<[UInt8], Unreadable> {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return .failure(unreadable(path, errno)) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return .failure(unreadable(path, errno)) }
  guard status.st_mode & S_IFMT != S_IFDIR else { return .failure(unreadable(path, EISDIR)) }
  // What is read becomes tensors, and these a network.
  let most = availableMemory() / 4
  guard status.st_size <= most else { return .failure(tooLarge(path)) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(Int(status.st_size))
  var chunk = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return .failure(unreadable(path, errno)) }
    if count == 0 { return .success(bytes) }
    bytes += chunk[..<count]
    // A pipe may never end.
    if bytes.count > most { return .failure(tooLarge(path)) }
  }
}

private func unreadable(_ path: String, _ code: Int32) -> Unreadable {
  if code == ENOENT || code == ENOTDIR {
    return Unreadable(Text(en: "there is no file '\(path)'", pt: "não existe o arquivo '\(path)'"))
  }
  let reason = Text(systemError: code)
  return Unreadable(
    Text(
      en: "'\(path)' cannot be read: \(reason.en)",
      pt: "não foi possível ler '\(path)': \(reason.pt)"))
}

private func tooLarge(_ path: String) -> Unreadable {
  Unreadable(
    Text(
      en: "'\(path)' is larger than the memory of this machine allows",
      pt: "'\(path)' é maior do que a memória desta máquina permite"))
}
