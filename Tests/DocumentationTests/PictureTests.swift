import Foundation
import TestSupport
import Testing

/// The pictures for a course, which `make charts` draws from the scripts beside them.
@Suite struct PictureTests {
  static let scripts = ProjectFiles.paths(in: "Documentation/Pictures", ending: ".nn")

  @Test(arguments: scripts)
  func `a picture's script checks clean, and says first what it shows`(path: String) throws {
    let ended = try Invocation.run(["check", ProjectFiles.root + "/" + path, "--json"])
    #expect(ended.status == 0 && !ended.output.contains("\"severity\""), "\(ended.output)")
    #expect(ProjectFiles.text(of: path).hasPrefix("# "))
  }

  @Test(arguments: scripts)
  func `a script has its picture, and the page shows both`(path: String) {
    let name = path.dropFirst("Documentation/".count).dropLast(".nn".count)
    let picture = ProjectFiles.text(of: "Documentation/\(name).svg")
    #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
    #expect(picture.utf8.count < 500_000)
    let page = ProjectFiles.text(of: "Documentation/pictures.md")
    #expect(page.contains("(\(name).svg)") && page.contains("(\(name).nn)"))
  }
}
