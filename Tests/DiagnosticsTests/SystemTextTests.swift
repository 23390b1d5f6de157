import Diagnostics
import Foundation
import Testing

@Suite struct SystemTextTests {
  @Test func `the usual errors of the system have Portuguese words`() {
    for code in [EACCES, EISDIR, ENOENT, ENOSPC, ENOTDIR, EROFS, EDQUOT, EFBIG, EPERM] {
      let text = Text(systemError: code)
      #expect(text.en == String(cString: strerror(code)) && text.pt != text.en)
    }
    #expect(Text(systemError: ENOSPC).pt == "não há mais espaço no dispositivo")
  }

  @Test func `what nobody has translated stays as the system says it`() {
    let text = Text(systemError: ENOTTY)
    #expect(text.pt == text.en && !text.en.isEmpty)
  }

  @Test(arguments: [
    (0, "0", "0"), (999, "999", "999"), (1_650, "1,650", "1\u{202F}650"),
    (-1_234_567, "-1,234,567", "-1\u{202F}234\u{202F}567"),
  ])
  func `thousands are set apart as the language does it`(count: Int, en: String, pt: String) {
    let text = NumberText.countText(count)
    #expect(text.en == en && text.pt == pt)
  }
}
