import Foundation
import Plans
import Reports
import TestSupport
import Testing

/// What a record says of the repository that the script lies in.
@Suite struct RecordGitTests {
  private static let script = Data("print 1\n".utf8)

  /// Runs `line`, in which `commit` makes a commit of everything, and then a script.
  ///
  /// - Returns: The record, and the patch beside it.
  private func run(
    _ line: String, script: String = "p.nn", in folder: String = ".", path: String = "$PATH"
  ) throws -> (code: CodeState, patch: String) {
    let ended = try Invocation.shell(
      #"""
      git() { command git -c user.name=a -c user.email=b -c protocol.file.allow=always "$@"; }
      commit() { git add -A . && git commit -qm "$1"; }
      """# + "\n\(line)\n" + #"""
        PATH="\#(path)" "$NN" run --quiet "\#(folder)/\#(script)" >/dev/null
        cat "\#(folder)"/.nn/runs/*-1/record.txt; cat "\#(folder)"/.nn/runs/*-1/*.patch 2>/dev/null
        """#, files: ["p.nn": Self.script, "other.txt": Data("one\n".utf8)])
    let end = try #require(ended.output.range(of: "\ncheck ")?.upperBound, "\(ended.errors)")
    let newline = try #require(ended.output[end...].firstIndex(of: "\n"))
    let record = try runRecord(from: String(ended.output[...newline])).record
    return (record.code, String(ended.output[newline...].dropFirst()))
  }

  @Test func `without git, repository or commit the record says so`() throws {
    #expect(try run("git init -q .; commit first", path: "/nowhere").code == .noGit)
    #expect(try run(":").code == .noRepository)
    #expect(try run("git init -q .").code == .noCommits)
    // Here the folder of the command is a repository, but not that of the script.
    let outside = try run(
      "mkdir a b; mv p.nn b; cd a; touch f; git init -q .; commit x; cd ..", in: "b")
    #expect(outside.code == .noRepository)
  }

  @Test func `a commit that does not have the script is not called clean`() throws {
    let line = "git init -qb main .; git add other.txt; git commit -qm first"
    guard case .commit(_, "main", .unknownScript) = try run(line).code else {
      Issue.record("\(try run(line).code)")
      return
    }
    let odd = try run(
      line + "; mv p.nn './-ü x.nn'; git add .; git commit -qm next", script: "-ü x.nn")
    guard case .commit(_, "main", .none) = odd.code else {
      Issue.record("\(odd.code)")
      return
    }
  }

  @Test func `a git that takes its time does not hold the run up`() throws {
    let ended = try Invocation.shell(
      #"""
      mkdir bin; printf '#!/bin/sh\nsleep 60\n' > bin/git; chmod +x bin/git; date +%s
      PATH="$PWD/bin:$PATH" "$NN" run --quiet p.nn; date +%s; grep ^commit .nn/runs/p-1/record.txt
      """#, files: ["p.nn": Self.script])
    let lines = ended.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 4)
    #expect(lines[1] == "1" && lines[3] == "commit        unknown")
    #expect((Int(lines[2]) ?? 99) - (Int(lines[0]) ?? 0) < 30)
  }

  @Test func `of a clean tree it has commit and branch`() throws {
    let code = try run("git init -qb main .; commit first").code
    guard case .commit(let id, let branch, let changes) = code else {
      Issue.record("\(code)")
      return
    }
    #expect(id.count == 40 && branch == "main" && changes == .none)
    let detached = try run("git init -q .; commit first; git checkout -q --detach").code
    guard case .commit(_, nil, .none) = detached else {
      Issue.record("\(detached)")
      return
    }
  }

  @Test func `of a changed tree it has the patch, staged or not`() throws {
    for stage in [":", "git add other.txt"] {
      let (code, patch) = try run(
        "git init -q .; commit first; echo two >> other.txt; \(stage)")
      guard case .commit(_, _, .patch(let file)) = code else {
        Issue.record("\(code)")
        return
      }
      #expect(file == "changes.patch" && patch.contains("\n+two\n"))
    }
  }

  @Test func `binary changes are kept, and a huge patch is told and left out`() throws {
    let binary = try run(
      #"git init -q .; printf 'a\000b' > b.bin; commit first; printf 'c\000d' > b.bin"#)
    #expect(binary.patch.contains("GIT binary patch"))
    let huge = try run(
      """
      git init -q .; commit first
      head -c 5000000 /dev/zero | tr '\\0' x | fold -w 70 > other.txt
      """)
    guard case .commit(_, _, .tooLarge) = huge.code else {
      Issue.record("\(huge.code)")
      return
    }
    #expect(huge.patch.isEmpty)
  }

  @Test func `a script in a submodule has the commit of that`() throws {
    let (code, patch) = try run(
      """
      mkdir inner outer; mv p.nn inner; cd inner; git init -qb inside .; commit first; cd ../outer
      git init -qb outside .; git submodule --quiet add ../inner part; commit second
      echo 'print 2' > part/p.nn; cd ..
      """, in: "outer/part")
    guard case .commit(_, "inside", .patch) = code else {
      Issue.record("\(code)")
      return
    }
    #expect(patch.contains("+print 2"))
  }

  @Test func `nothing that a repository names is started, and git's own call is not in the way`()
    throws
  {
    let ended = try Invocation.shell(
      #"""
      git() { command git -c user.name=a -c user.email=b "$@"; }
      git init -q .; mkdir inner; mv p.nn inner; cd inner; git init -qb inside .; git add .
      git commit -qm inner; cd ..
      for hook in post-index-change fsmonitor; do
        printf '#!/bin/sh\ntouch "%s/started"\n' "$PWD" > inner/.git/hooks/$hook
        chmod +x inner/.git/hooks/$hook
      done
      cd inner; echo 'print 2' > p.nn
      git config core.fsmonitor "$PWD/.git/hooks/fsmonitor"
      git config diff.external "touch ../started"; cd ..
      # As a hook of the outer repository is called.
      GIT_DIR="$PWD/.git" GIT_INDEX_FILE="$PWD/.git/index" "$NN" run --quiet inner/p.nn
      ls; grep ^commit inner/.nn/runs/p-1/record.txt
      """#, files: ["p.nn": Self.script])
    #expect(ended.output.hasPrefix("2\ninner\ncommit "), "\(ended.output)")
    #expect(ended.output.contains("inside") && ended.output.contains("patch"))
  }

  @Test func `names with blanks and accents are taken as they are`() throws {
    let (code, patch) = try run(
      """
      mkdir 'Meus dados é'; mv p.nn 'Meus dados é/época 2; rm.nn'; git init -qb 'ação' .
      commit first; echo '# x' >> 'Meus dados é/época 2; rm.nn'
      """, script: "época 2; rm.nn", in: "Meus dados é")
    guard case .commit(_, "ação", .patch) = code else {
      Issue.record("\(code)")
      return
    }
    #expect(patch.contains("+# x"))
  }
}
