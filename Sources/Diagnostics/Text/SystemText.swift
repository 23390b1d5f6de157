#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Text {
  /// Why a call of the system failed, by its `errno`: "No space left on device".
  package init(systemError code: Int32) {
    let own = String(cString: strerror(code))
    self.init(en: own, pt: Self.systemErrors[code] ?? own)
  }

  /// The system has its Portuguese only where somebody installed it.
  private static let systemErrors: [Int32: String] = [
    EACCES: "permissão negada", EAGAIN: "recurso temporariamente indisponível",
    EBUSY: "dispositivo ou recurso ocupado", EDQUOT: "a cota de disco foi excedida",
    EEXIST: "o arquivo já existe", EFBIG: "o arquivo é grande demais",
    EINTR: "a chamada foi interrompida", EINVAL: "argumento inválido",
    EIO: "erro de entrada ou saída", EISDIR: "é uma pasta",
    ELOOP: "há links simbólicos demais", EMFILE: "há arquivos abertos demais",
    EMLINK: "há links demais", ENAMETOOLONG: "o nome do arquivo é longo demais",
    ENFILE: "há arquivos abertos demais no sistema", ENODEV: "não há tal dispositivo",
    ENOENT: "não há tal arquivo ou pasta", ENOMEM: "não há memória suficiente",
    ENOSPC: "não há mais espaço no dispositivo", ENOTDIR: "não é uma pasta",
    ENOTEMPTY: "a pasta não está vazia", ENXIO: "não há tal dispositivo ou endereço",
    EPERM: "operação não permitida", EPIPE: "ninguém mais lê o que é escrito",
    EROFS: "o sistema de arquivos é só de leitura", ETXTBSY: "o arquivo está em execução",
    EXDEV: "o link leva a outro dispositivo",
  ]
}
