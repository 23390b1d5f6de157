import Diagnostics
import Foundation
import Prelude
import Reports
import TestSupport
import Testing
import Vocabulary

/// The pages that are written by the catalogue, as they lie in `Documentation/Reference`.
@Suite struct ReferenceTests {
  struct Generated: Sendable, CustomStringConvertible {
    let name: String
    let text: String
    var description: String { name }
  }

  static let pages: [Generated] = [Language.english, .portuguese].flatMap { language in
    let folder = language == .english ? "" : "pt/"
    let groups = WordGroup.allCases.map { group in
      Generated(
        name: "\(folder)\(group.rawValue).md",
        text: referencePage(group, of: .builtin, language: language))
    }
    let problems = Generated(
      name: folder + "problems.md", text: problemReference(language: language))
    return groups + [problems]
  }

  @Test(arguments: pages)
  func `a page says what the catalogue knows`(page: Generated) throws {
    let path = "Documentation/Reference/" + page.name
    guard ProjectFiles.text(of: path) != page.text else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      let file = URL(fileURLWithPath: ProjectFiles.root + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try page.text.write(to: file, atomically: true, encoding: .utf8)
    } else {
      Issue.record("'make docs' writes \(path) anew")
    }
  }

  @Test func `help names pages of the tour that speak of the word`() throws {
    let paths = ProjectFiles.paths(in: "Documentation/Tour", ending: ".md")
    for entry in Catalogue.builtin.entries {
      for page in entry.tourPages {
        let number = page.number < 10 ? "0\(page.number)" : "\(page.number)"
        let path = try #require(paths.first { $0.hasPrefix("Documentation/Tour/\(number)-") })
        let text = ProjectFiles.text(of: path)
        #expect(text.hasPrefix("# \(page.number). \(page.title)\n"))
        #expect(text.contains(entry.name), "\(entry.name) in \(path)")
      }
    }
  }

  @Test func `there is no page that nothing writes`() {
    let names = ProjectFiles.paths(in: "Documentation/Reference", ending: ".md")
    #expect(Set(names) == Set(Self.pages.map { "Documentation/Reference/" + $0.name }))
  }

  @Test func `a page lists each word of its kind, once`() {
    for group in WordGroup.allCases {
      let text = referencePage(group, of: .builtin, language: .english)
      for entry in Catalogue.builtin.entries where group.contains(entry) && entry.isAvailable {
        #expect(text.ranges(of: "\n## \(entry.name)\n").count == 1, "\(entry.name)")
      }
    }
    let grouped = Catalogue.builtin.entries.allSatisfy { entry in
      WordGroup.allCases.contains { $0.contains(entry) }
    }
    #expect(grouped)
  }
}
