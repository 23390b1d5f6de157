import Foundation
import TestSupport
import Testing

/// `nn diff` of versions in git, and as the program that git calls.
@Suite struct DiffGitTests {
  private static func script(rate: String, units: Int = 4, name: String = "net") -> Data {
    Data(
      """
      data gate { read xor() }
      network \(name) { dense \(units), tanh; dense 1, sigmoid }
      train \(name) on gate { loss log_loss; optimizer adam; rate \(rate); batch full; epochs 4 }

      """.utf8)
  }

  /// Runs `line`, in which `commit` makes a commit of everything.
  private func shell(
    _ line: String,
    files: [String: Data] = ["p.nn": script(rate: "0.01"), "q.nn": script(rate: "0.1")]
  ) throws -> Invocation.Ended {
    try Invocation.shell(
      #"""
      export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=b
      export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=b
      git() { command git -c protocol.file.allow=always -c init.defaultBranch=main "$@"; }
      commit() { git add -A . && git commit -qm "$1"; }
      driver() {
        echo '*.nn diff=nn' > .gitattributes; git config diff.nn.command "'$NN' diff --git --"
      }
      """# + "\n" + line, files: files)
  }

  private static let change = "  train net on gate\n    rate 0.01 → 0.1\n"

  @Test func `a file is compared with HEAD, and with any commit`() throws {
    let ended = try shell(
      #"""
      git init -q .; rm q.nn; commit first; git tag v1; sed -i 's/0\.01/0.05/' p.nn; commit second
      sed -i 's/0\.05/0.1/' p.nn
      "$NN" diff p.nn; "$NN" diff p.nn@v1 p.nn; "$NN" diff v1:p.nn HEAD:p.nn
      "$NN" diff v1 p.nn; "$NN" diff v1 -- p.nn; "$NN" diff v1 HEAD -- p.nn
      "$NN" diff v1..main -- p.nn; "$NN" diff -- p.nn
      git commit -qam third; "$NN" diff p.nn; echo "$?"
      """#)
    #expect(ended.errors.isEmpty, "\(ended.errors)")
    func told(_ old: String, _ new: String, _ a: String, _ b: String) -> String {
      "\(old) → \(new)\n  train net on gate\n    rate \(a) → \(b)\n"
    }
    #expect(
      ended.output == told("p.nn@HEAD", "p.nn", "0.05", "0.1")
        + told("p.nn@v1", "p.nn", "0.01", "0.1") + told("p.nn@v1", "p.nn@HEAD", "0.01", "0.05")
        + told("p.nn@v1", "p.nn", "0.01", "0.1") + told("p.nn@v1", "p.nn", "0.01", "0.1")
        + told("p.nn@v1", "p.nn@HEAD", "0.01", "0.05")
        + told("p.nn@v1", "p.nn@main", "0.01", "0.05")
        + told("p.nn@HEAD", "p.nn", "0.05", "0.1")
        + "p.nn@HEAD → p.nn\n  no change in meaning\n0\n", "\(ended.output)")
  }

  @Test func `names with blanks, accents and strange signs are taken as they are`() throws {
    let ended = try shell(
      #"""
      mkdir -p 'Meus dados é'; mv p.nn 'Meus dados é/época 2@b.nn'; git init -q .; commit first
      git branch -q 'ação/x'; cp q.nn 'Meus dados é/época 2@b.nn'; cp q.nn ./-q.nn
      "$NN" diff 'Meus dados é/época 2@b.nn'; "$NN" diff 'Meus dados é/época 2@b.nn@ação/x' q.nn
      cd 'Meus dados é'; "$NN" diff 'HEAD:Meus dados é/época 2@b.nn' 'época 2@b.nn'
      "$NN" diff 'HEAD:época 2@b.nn' 'época 2@b.nn'; "$NN" diff 'HEAD:./época 2@b.nn' '../-q.nn'
      cd ..; "$NN" diff HEAD -- ./-q.nn; "$NN" diff HEAD -- -q.nn
      """#)
    let name = "Meus dados é/época 2@b.nn"
    let heads = ended.output.components(separatedBy: Self.change)
    #expect(
      heads == [
        "\(name)@HEAD → \(name)\n", "\(name)@ação/x → q.nn\n",
        "../\(name)@HEAD → época 2@b.nn\n", "época 2@b.nn@HEAD → época 2@b.nn\n",
        "./época 2@b.nn@HEAD → ../-q.nn\n", "",
      ], "\(heads)")
    let said = ended.errors.split(separator: "\n")
    #expect(said.count == 2 && said.allSatisfy { $0.contains("has no file") }, "\(said)")
  }

  @Test func `what a version includes is that of its commit`() throws {
    let ended = try shell(
      #"""
      git init -q .; commit first; echo 'param units = 8' > common.nn
      "$NN" diff main.nn; echo "$?"; git commit -qam second; "$NN" diff main.nn; echo "$?"
      """#,
      files: [
        "main.nn": Data(#"include "common.nn"; print "{units}""#.utf8),
        "common.nn": Data("let units = 4\n".utf8),
      ])
    #expect(ended.output.contains("main.nn@HEAD → main.nn\n"), "\(ended.output)")
    #expect(ended.output.contains("\n1\nmain.nn@HEAD → main.nn\n"))
  }

  @Test func `a file in a submodule is compared with the commits of that`() throws {
    let ended = try shell(
      #"""
      mkdir inner outer; mv p.nn inner; cd inner; git init -q .; commit first; cd ../outer
      git init -q .; git submodule --quiet add ../inner part; commit second; cp ../q.nn part/p.nn
      "$NN" diff part/p.nn; "$NN" diff part/p.nn@HEAD part/p.nn; "$NN" diff HEAD:part part/p.nn
      """#)
    let told = "part/p.nn@HEAD → part/p.nn\n" + Self.change
    #expect(ended.output == told + told, "\(ended.output)")
    #expect(
      ended.status == 2 && ended.errors.contains("has no file 'part'"), "\(ended.errors)")
  }

  @Test func `a file of a folder that is gone is found in its commit`() throws {
    let ended = try shell(
      #"""
      mkdir -p a/b; mv p.nn a/b; git init -q .; commit first; rm -r a
      "$NN" diff a/b/p.nn@HEAD q.nn; "$NN" diff HEAD:a/b/p.nn q.nn
      """#)
    let told = "a/b/p.nn@HEAD → q.nn\n" + Self.change
    #expect(ended.output == told + told, "\(ended.output) \(ended.errors)")
  }

  @Test(arguments: [
    ("", "p.nn", "lies in no git repository"),
    ("git init -q .", "p.nn", "has no commit yet"),
    ("git init -q .; commit x", "p.nn@nothing q.nn", "there is no commit 'nothing'"),
    ("git init -q .; commit x", "p.nn@--all q.nn", "there is no commit '--all'"),
    ("git init -q .; commit x", "r.nn@HEAD q.nn", "has no file 'r.nn'"),
    ("git init -q .; rm p.nn; commit x; cp q.nn p.nn", "p.nn", "has no file 'p.nn'"),
    ("git init -q .; commit x; rm p.nn", "p.nn", "there is no file 'p.nn'"),
    ("mkdir d; cd d; git init -q .; git commit -qm x --allow-empty", "../p.nn", "lies in no git"),
    ("git init -q .; commit x; export PATH=/nowhere", "p.nn", "git is not there to ask"),
    (
      #"git init -q .; printf 'a\000b' > p.nn; commit x; cp q.nn p.nn"#, "p.nn",
      "it is not text in UTF-8"
    ),
  ])
  func `what git does not have is told`(
    _ before: String, _ arguments: String, _ said: String
  ) throws {
    let ended = try shell("\(before)\n\"$NN\" diff \(arguments)")
    #expect(ended.status == 2 && ended.output.isEmpty, "\(ended.output)")
    #expect(ended.errors.contains(said), "\(ended.errors)")
  }

  @Test func `the results of both versions stand beside the change, where both have been run`()
    throws
  {
    let ended = try shell(
      #"""
      git init -q .; driver; "$NN" run --quiet p.nn; commit first; sed -i 's/0\.01/0.1/' p.nn
      "$NN" diff p.nn; echo ---; "$NN" run --quiet p.nn; "$NN" diff p.nn; echo ---; git diff
      """#)
    let parts = ended.output.components(separatedBy: "---\n")
    #expect(parts[0] == "p.nn@HEAD → p.nn\n" + Self.change)
    #expect(parts[1].hasPrefix("p.nn@HEAD → p.nn\n" + Self.change + "\n"), "\(parts[1])")
    #expect(parts[1].contains("p-1") && parts[1].contains("p-2") && parts[1].contains("  loss "))
    #expect(parts[2] == parts[1].replacing("p.nn@HEAD → p.nn", with: "p.nn"))
  }

  // MARK: As git's driver

  @Test func `git diff, log and show tell what changed in meaning`() throws {
    let ended = try shell(
      #"""
      git init -q .; driver; rm q.nn; commit first; sed -i 's/0\.01/0.1/' p.nn
      git diff; echo ---; git diff --no-ext-diff | tail -1; commit second
      echo ---; git log -p --ext-diff --format=%s; echo ---; git show --ext-diff --format=%s
      echo '# a comment' >> p.nn; echo ---; git diff
      """#)
    #expect(ended.errors.isEmpty, "\(ended.errors)")
    let parts = ended.output.components(separatedBy: "---\n")
    #expect(parts[0] == "p.nn\n" + Self.change)
    #expect(parts[1].hasPrefix("+train net") || parts[1].hasPrefix(" "), "\(parts[1])")
    #expect(parts[2].hasPrefix("second\n\np.nn\n" + Self.change), "\(parts[2])")
    #expect(parts[2].contains("nothing → p.nn\n  + data gate\n"))
    #expect(parts[3] == "second\n\np.nn\n" + Self.change)
    #expect(parts[4] == "p.nn\n  no change in meaning\n")
  }

  @Test func `git's driver understands files that come, go, and change their names`() throws {
    let ended = try shell(
      #"""
      git init -q .; driver; commit first
      git mv p.nn 'new é.nn'; sed -i 's/0\.01/0.1/' 'new é.nn'; git rm -q q.nn; echo 'print 1' > r.nn
      git add -A; git diff --cached -M20%; echo ---; git mv 'new é.nn' s.nn
      git diff --cached -M20% HEAD; git commit -qm second; git log -1 -p --ext-diff --format= -M20%
      echo ---; chmod +x r.nn; git diff
      """#, files: ["p.nn": Self.script(rate: "0.01"), "q.nn": Data("print 2\nprint 3\n".utf8)])
    #expect(ended.errors.isEmpty, "\(ended.errors)")
    let parts = ended.output.components(separatedBy: "---\n")
    #expect(parts[0].contains("p.nn → new é.nn\n" + Self.change), "\(parts[0])")
    #expect(parts[0].contains("q.nn → nothing\n  - print 2\n  - print 3\n"), "\(parts[0])")
    #expect(parts[0].contains("nothing → r.nn\n  + print 1\n"), "\(parts[0])")
    #expect(parts[1].components(separatedBy: "p.nn → s.nn\n" + Self.change).count == 3)
    #expect(
      parts[2] == "r.nn: its mode changed, 100644 → 100755, and nothing else\n", "\(parts[2])")
  }

  @Test func `commits and single versions want what they are compared with`() throws {
    let text = try shell(
      """
      git init -q .; commit first
      for v in 'HEAD HEAD' HEAD a.nn@HEAD; do "$NN" diff $v; echo $?; done 2>&1
      """, files: ["a.nn": Self.script(rate: "0.1")])
    #expect(
      text.output
        == ("""
        nn: these are commits; name the file too: 'nn diff HEAD HEAD -- FILE'
        2
        nn: 'HEAD' is a commit; name the file too: 'nn diff HEAD -- FILE'
        2
        nn: 'a.nn@HEAD' is one version; name the other: 'nn diff a.nn@HEAD a.nn', or \
        'nn diff HEAD -- a.nn'
        2

        """), "\(text.output)")
  }

  @Test func `git goes on where a file is no script, or a merge is not finished`() throws {
    let ended = try shell(
      #"""
      git init -q .; driver; commit first; printf 'a\000b' > p.nn; cp p.nn z.nn; sed -i 's/0\.1/1/' q.nn
      git diff; echo "$?"; git checkout -q p.nn; rm z.nn
      git checkout -q -b other; sed -i 's/0\.01/0.02/' p.nn; git commit -qam other
      git checkout -q main; sed -i 's/0\.01/0.03/' p.nn; git commit -qam own
      git checkout -q .; git merge -q other >/dev/null; git diff --cached; echo "$?"
      """#)
    #expect(ended.output.contains("p.nn: "), "\(ended.output)")
    #expect(ended.output.contains("it is not text in UTF-8"))
    #expect(ended.output.contains("rate 0.1 → 1\n0\n"), "\(ended.output)")
    #expect(ended.output.hasSuffix("\n0\n") && ended.status == 0)
    #expect(ended.output.contains("0\np.nn: its merge is not finished\n"), "\(ended.output)")
  }

  @Test func `git does not break down where its reader has seen enough`() throws {
    let ended = try shell(
      #"""
      git init -q .; driver; commit first; sed -i 's/0\.0*1/1/' p.nn q.nn
      for turn in 1 2 3 4 5; do git diff | :; done
      """#)
    #expect(ended.errors.isEmpty, "\(ended.errors)")
  }
}
