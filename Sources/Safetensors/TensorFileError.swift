package import Diagnostics

/// Why bytes are no file of tensors that can be used.
package enum TensorFileError: Error, Hashable, Sendable {
  case foreign(ForeignFile)
  case tooShort(bytes: Int)
  /// It does not begin with the length of a header and one.
  case noHeader
  /// The header is no JSON as the format wants it, from that byte of the file on.
  case unreadable(byte: Int)
  case twice(String)
  case unexpectedMember(String, tensor: String)
  case incomplete(String)
  case wrongType(String, tensor: String)
  /// The file ends too early.
  case truncated(wanted: Int, found: Int)
  /// The tensor overlaps another, or leaves a gap.
  case badOffsets(String)
  case sizeDiffers(String, shape: [Int], bytes: Int)
  /// No tensor has these bytes at the end of the file.
  case moreBytes(Int)
  case notFinite(name: String, value: Float)
}

extension TensorFileError {
  /// What is wrong, as the end of a sentence that begins with the file.
  package var message: Text {
    switch self {
    case .foreign(let file): file.message
    case .tooShort(let bytes):
      Text(
        en: "has \(bytes) bytes, which is too short for a safetensors file",
        pt: "tem \(bytes) bytes, o que é pouco para um arquivo safetensors")
    case .noHeader, .unreadable:
      Text(
        en: "is no safetensors file, or is damaged: \(place.en)",
        pt: "não é um arquivo safetensors, ou está danificado: \(place.pt)")
    case .twice(let name):
      Text(
        en: "is damaged: its header names '\(name)' twice",
        pt: "está danificado: seu cabeçalho nomeia '\(name)' duas vezes")
    case .unexpectedMember(let name, let tensor):
      Text(
        en: "is no safetensors file that is known here: '\(tensor)' has an entry '\(name)'",
        pt: "não é um arquivo safetensors conhecido aqui: '\(tensor)' tem uma entrada '\(name)'")
    case .incomplete(let tensor):
      Text(
        en: "is damaged: its header does not say where '\(tensor)' lies, its shape or its type",
        pt: "está danificado: o cabeçalho não diz onde está '\(tensor)', sua forma ou seu tipo")
    case .wrongType(let type, let tensor):
      Text(
        en: "has numbers of type \(type) in '\(tensor)', and 32-bit floats (F32) are needed",
        pt: "tem números do tipo \(type) em '\(tensor)', e são precisos floats de 32 bits (F32)")
    case .truncated(let wanted, let found):
      Text(
        en: "ends too early: it should have \(wanted) bytes, and has \(found)",
        pt: "termina cedo demais: deveria ter \(wanted) bytes, e tem \(found)")
    case .badOffsets(let tensor):
      Text(
        en: "is damaged: '\(tensor)' overlaps another tensor, or leaves a gap",
        pt: "está danificado: '\(tensor)' se sobrepõe a outro tensor, ou deixa um espaço vazio")
    case .sizeDiffers(let tensor, let shape, let bytes):
      Text(
        en: "is damaged: '\(tensor)' has the shape \(shape), and \(bytes) bytes",
        pt: "está danificado: '\(tensor)' tem a forma \(shape), e \(bytes) bytes")
    case .moreBytes(let count):
      Text(
        en: "is damaged: \(count) bytes at its end belong to no tensor",
        pt: "está danificado: \(count) bytes no fim não pertencem a nenhum tensor")
    case .notFinite(let name, let value):
      Text(
        en: "holds \(value) in '\(name)', with which no network computes",
        pt: "contém \(value) em '\(name)', com o que nenhuma rede calcula")
    }
  }

  /// What can be done about it.
  package var remedy: Text? {
    switch self {
    case .foreign(let file): file.remedy
    case .wrongType:
      Text(
        en:
          "in Python, convert it before it is saved: 'tensor.float()', 'array.astype(\"float32\")'",
        pt: "em Python, converta antes de salvar: 'tensor.float()', 'array.astype(\"float32\")'")
    default: nil
    }
  }

  private var place: Text {
    if case .unreadable(let byte) = self {
      return Text(
        en: "its header cannot be read at byte \(byte)",
        pt: "seu cabeçalho não pode ser lido no byte \(byte)")
    }
    return Text(en: "it does not begin with a header", pt: "não começa com um cabeçalho")
  }
}

extension ForeignFile {
  fileprivate var message: Text {
    switch self {
    case .zip:
      Text(
        en: "is an archive, such as PyTorch's '.pt' or Keras's '.keras', and no safetensors file",
        pt:
          "é um arquivo compactado, como o '.pt' do PyTorch ou o '.keras' do Keras, e não safetensors"
      )
    case .pickle:
      Text(
        en: "is a pickle of Python, which can only be read by running the program in it",
        pt: "é um pickle do Python, que só se lê executando o programa que há nele")
    case .hdf5:
      Text(
        en: "is an HDF5 file, such as Keras's '.h5', and no safetensors file",
        pt: "é um arquivo HDF5, como o '.h5' do Keras, e não safetensors")
    case .numpy:
      Text(
        en: "is an array of NumPy, and no safetensors file",
        pt: "é um array do NumPy, e não safetensors")
    case .onnx:
      Text(
        en: "looks like an ONNX file, which 'export' writes and 'load' does not read",
        pt: "parece um arquivo ONNX, que 'export' grava e 'load' não lê")
    }
  }

  fileprivate var remedy: Text {
    switch self {
    case .zip, .pickle:
      Text(
        en: "in Python: 'safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")'",
        pt: "em Python: 'safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")'")
    case .hdf5, .numpy, .onnx:
      Text(
        en:
          "in Python: 'safetensors.numpy.save_file({\"dense_1.weight\": array}, \"x.safetensors\")'",
        pt:
          "em Python: 'safetensors.numpy.save_file({\"dense_1.weight\": array}, \"x.safetensors\")'"
      )
    }
  }
}
