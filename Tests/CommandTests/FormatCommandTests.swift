import Foundation
import TestSupport
import Testing

@Suite struct FormatCommandTests {
  @Test func `a file is rewritten in place, keeps its permissions, and a link stays a link`() throws
  {
    let ended = try Invocation.shell(
      """
      chmod 640 a.nn && ln -s a.nn link.nn && "$NN" format link.nn && cat a.nn \
      && ls -l a.nn | cut -c1-10 && test -L link.nn && ls
      """, files: ["a.nn": Data("let  x=1;print x".utf8)])
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output == "let x = 1\nprint x\n-rw-r-----\na.nn\nlink.nn\n")
  }

  @Test func `a file in its layout is not written at all`() throws {
    let ended = try Invocation.shell(
      "touch -d 2001-01-01 a.nn && \"$NN\" format a.nn && find . -newermt 2002-01-01 -name a.nn",
      files: ["a.nn": Data("let x = 1\n".utf8)])
    #expect(ended.output == "")
    #expect(ended.status == 0)
  }

  @Test func `a wrong file does not keep the others from being formatted`() throws {
    let ended = try Invocation.shell(
      "\"$NN\" format a.nn b.nn; echo $?; cat a.nn b.nn",
      files: ["a.nn": Data("let  = 1\n".utf8), "b.nn": Data("let  x=1\n".utf8)])
    #expect(ended.output == "1\nlet  = 1\nlet x = 1\n")
    #expect(ended.errors.contains("a.nn:1:6"))
  }

  @Test func `what would be changed is shown, and nothing is written`() throws {
    let ended = try Invocation.shell(
      "\"$NN\" format --diff a.nn; cat a.nn",
      files: ["a.nn": Data("let a = 1\nlet  b = 2\n".utf8)])
    #expect(
      ended.output == """
        --- a.nn
        +++ a.nn
        @@ -1,2 +1,2 @@
         let a = 1
        -let  b = 2
        +let b = 2
        let a = 1
        let  b = 2

        """)
  }
}
