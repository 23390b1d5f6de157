import Diagnostics
import Interpreting

/// The promise that a file of a network breaks; `nil` where it keeps all: it is refused with a message, or
/// it is a network that can be shown.
package func promiseBroken(byLoading bytes: [UInt8]) -> String? {
  let problem = FileProblem(Text(en: "there are no files", pt: "não há arquivos"))
  let host = Host(
    readScript: { _ in .failure(problem) }, writeFile: { _, _ in problem }, write: { _ in },
    warn: { _ in }, now: { 0 }, isInterrupted: { false })
  do throws(NetworkFile.Problem) {
    let network = try NetworkFile(
      bytes, named: "fuzzed.safetensors", host: host, options: RunOptions(threads: 1))
    return network.description.isEmpty ? "a network has a description" : nil
  } catch {
    return error.message.en.isEmpty || error.message.pt.isEmpty ? "a refusal has a reason" : nil
  }
}
