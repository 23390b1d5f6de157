import Foundation
import TestSupport
import Testing

/// `nn run --report`: the page that a run leaves.
@Suite struct ReportCommandTests {
  private static let script = Data(
    """
    # </script><script>alert("here")</script>
    data points { read moons(samples: 60, noise: 0.1, seed: 1); target class; split train: 70%, test: 30% }
    network border { dense 4, tanh; dense 1, sigmoid }
    train border on points { loss log_loss; optimizer adam; rate 0.1; batch 8; epochs 5 }
    evaluate border on points.test
    print "<img src=x onerror=alert(1)>"

    """.utf8)

  @Test func `a page has all of a run, needs no network and takes no text for its own`() throws {
    let ended = try Invocation.shell(
      #""$NN" run --quiet --report "a page.html" "it's.nn" >/dev/null && cat "a page.html""#,
      files: ["it's.nn": Self.script])
    #expect(ended.status == 0, "\(ended.errors)")
    let page = ended.output
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    for part in [
      "Network border", "border: loss over epochs", "accuracy", "weights of border",
      #"nn run --quiet --report 'a page.html' 'it'\''s.nn'"#,
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("<img") && !page.contains("<script>alert"))
    for link in ["src=\"http", "href=\"http", "url(http", "@import"] {
      #expect(!page.contains(link), "\(link)")
    }
  }

  @Test func `where no library draws PNG and GIF, the other files are written all the same`() throws
  {
    let script = Data(
      """
      plot [1, 2, 3] to "a.svg"
      plot [1, 2, 3] to "a.html"
      plot [1, 2, 3] to "a.png"

      """.utf8)
    // The library that is found first is none.
    let ended = try Invocation.shell(
      """
      mkdir none && echo > none/librsvg-2.so.2
      LD_LIBRARY_PATH=$PWD/none "$NN" run --quiet a.nn; echo "status $?"; ls a.*
      """, files: ["a.nn": script])
    #expect(ended.output.contains("status 1"))
    #expect(ended.output.hasSuffix("a.html\na.nn\na.svg\n"), "\(ended.output)")
    #expect(ended.errors.contains("this machine lacks librsvg"))
    #expect(ended.errors.contains("install 'librsvg2-2'"))
  }
}
