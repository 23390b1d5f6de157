import Diagnostics
import Reports
import Safetensors
import Tables

extension TensorFile {
  private static let checkKey = "nn.check"

  /// The same with a text by which damage is noticed.
  var withCheck: TensorFile {
    var file = self
    file.metadata[Self.checkKey] = hexadecimal(contentHash)
    return file
  }

  /// Why it is not what was written, where it says what that was.
  var damage: (message: Text, remedy: Text)? {
    guard let check = metadata[Self.checkKey], check != hexadecimal(contentHash) else { return nil }
    return (
      Text(
        en: "is damaged, or was changed: it does not hold what was written",
        pt: "está danificado, ou foi alterado: não contém o que foi gravado"),
      Text(
        en: "without '\(Self.checkKey)' in its metadata it is taken as it is",
        pt: "sem '\(Self.checkKey)' nos metadados ele é aceito como está")
    )
  }

  /// A hash of all it holds, but for which run wrote it: the same network again has the same one.
  var contentHash: UInt64 {
    var hash = fnv1a([])
    func add(_ text: String) { hash = fnv1a(text.utf8, from: fnv1a([0], from: hash)) }
    for (key, text) in metadata.sorted(by: { $0.key < $1.key })
    where key != SavedNetwork.originKey && key != Self.checkKey {
      add(key)
      add(text)
    }
    for tensor in tensors {
      add(tensor.name)
      add(tensor.shape.map(String.init).joined(separator: "x"))
      for value in tensor.values {
        hash = (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01b3
      }
    }
    return hash
  }
}
