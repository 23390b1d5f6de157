import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import nn

/// What the command reads and writes.
@Suite struct FileTests {
  /// A folder of its own, gone afterwards.
  private func withFolder(_ use: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nn-files-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try use(folder.path)
  }

  @Test func `a file is written whole, and leaves nothing beside it`() throws {
    try withFolder { folder in
      let folders = WritableFolders([folder])
      let path = folder + "/chart.svg"
      #expect(folders.write(Array("old".utf8), to: path) == nil)
      #expect(folders.write(Array("new".utf8), to: path) == nil)
      #expect((try? String(contentsOfFile: path, encoding: .utf8)) == "new")
      #expect((try? FileManager.default.contentsOfDirectory(atPath: folder)) == ["chart.svg"])
    }
  }

  @Test func `nothing is written outside the folder, not even through a link`() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/in", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/in/out", withDestinationPath: folder)
      let folders = WritableFolders([folder + "/in"])
      for path in ["/x", "/in/../x", "/in/out/x", "/inside/x", "/in/missing/x"] {
        #expect(folders.write([1], to: folder + path) != nil)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["in"])
      #expect(WritableFolders([folder + "/in", folder]).write([1], to: folder + "/x") == nil)
    }
  }

  @Test func `a link within the folder stays one, and one that leads out is not followed`() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/in", withIntermediateDirectories: true)
      let (inside, outside) = (folder + "/in/net", folder + "/mine")
      for path in [inside, outside] { try Data("old".utf8).write(to: URL(fileURLWithPath: path)) }
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: inside)
      for (link, to) in [("near", "net"), ("far", "../mine")] {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/in/" + link, withDestinationPath: to)
      }
      let folders = WritableFolders([folder + "/in"])
      #expect(folders.write(Array("new".utf8), to: folder + "/in/near") == nil)
      #expect(folders.write(Array("new".utf8), to: folder + "/in/far") != nil)
      #expect(try String(contentsOfFile: inside, encoding: .utf8) == "new")
      #expect(try String(contentsOfFile: outside, encoding: .utf8) == "old")
      let attributes = try FileManager.default.attributesOfItem(atPath: inside)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/in/near") == "net")
    }
  }

  @Test func `a script that is no text is refused`() throws {
    try withFolder { folder in
      try Data([0x70, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder + "/a.nn"))
      try Data([0x70, 0x00, 0x70]).write(to: URL(fileURLWithPath: folder + "/b.nn"))
      for name in ["/a.nn", "/b.nn", "/c.nn", ""] {
        #expect(throws: Unreadable.self) { try ScriptFile.read(folder + name).get() }
      }
    }
  }

  @Test func `the paths of a script are relative to its folder`() throws {
    try withFolder { folder in
      try Data("print 1\n".utf8).write(to: URL(fileURLWithPath: folder + "/a.nn"))
      let file = try ScriptFile.read(folder + "/a.nn").get()
      #expect(file.folder == folder && file.text == "print 1\n")
    }
  }

  @Test(arguments: [
    ([:], Language.english), (["LANG": "pt_BR.UTF-8"], .portuguese), (["LANG": "pt"], .portuguese),
    (["LANG": "pt_BR.UTF-8", "LC_ALL": "C"], .english),
    (["LANG": "de_DE", "LC_MESSAGES": "pt_PT", "LC_ALL": ""], .portuguese),
  ])
  func `the locale decides on the language`(variables: [String: String], language: Language) {
    #expect(Console.language(of: { variables[$0] }) == language)
  }

  @Test func `a script with a line of more than 16 MB is refused while it is read`() throws {
    let ended = try Invocation.shell(#"yes | tr -d '\n' | "$NN" run -"#)
    #expect(ended.status == 2 && ended.errors.contains("16 MB"))
  }
}
