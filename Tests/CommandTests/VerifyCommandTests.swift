import Foundation
import TestSupport
import Testing

/// `nn verify`: the same comes again, or it is said where not.
@Suite struct VerifyCommandTests {
  private static let files = [
    "p.nn": Data(
      """
      include "common.nn"
      param rate = 0.05
      param name = "a"
      data d { read "d.csv"; target y; split test: 25% }
      train net on d { loss mse; optimizer adam; rate rate; batch 2; epochs 8 }
      evaluate net on d.test
      sweep r in [0.1, 0.2] { train net on d { loss mse; optimizer adam; rate r; batch 2; epochs 3 } }
      plot net.history to "{name}.svg"

      """.utf8),
    "common.nn": Data("network net { dense 4, tanh; dense 1 }\n".utf8),
    "d.csv": Data(
      ("x,y\n" + (0..<20).map { "\($0),\($0 * $0)\n" }.joined()).utf8),
  ]

  private func shell(_ line: String) throws -> Invocation.Ended {
    try Invocation.shell(
      #""$NN" run --quiet p.nn rate=0.1 'name=b c' --seed 9 >/dev/null"# + "\n" + line,
      files: Self.files)
  }

  @Test func `a run is equal to itself, whatever became of its script`() throws {
    let ended = try shell(
      #"""
      rm 'b c.svg'; echo 'wrong' > p.nn; rm common.nn
      "$NN" verify p-1; "$NN" verify --threads 1 p-1; "$NN" verify --json p-1
      cd /; "$NN" verify "$OLDPWD/.nn/runs/p-1"; cd "$OLDPWD"; ls; ls .nn/runs
      """#)
    #expect(
      ended.output == """
        equal: p-1, 14 epochs
        equal: p-1, 14 epochs
        {"run": "p-1", "equal": true}
        equal: p-1, 14 epochs
        d.csv
        p.nn
        p-1

        """, "\(ended.errors)")
    #expect(ended.status == 0)
  }

  @Test func `other data is found out with the first epoch that differs`() throws {
    let ended = try shell(#"sed -i s/361/362/ d.csv; "$NN" verify p-1"#)
    #expect(ended.status == 1)
    #expect(ended.output.contains("epoch 1 of 'net' (training 1) differs: 'loss' was "))
    #expect(ended.output.contains("d.csv has other content than then"))
  }

  @Test(arguments: [
    (#"sed -i 's/^5,[^,]*/5,7/' .nn/runs/p-1/history-1.csv"#, "epoch 5 of 'net'"),
    (
      #"sed -i 's/^10,[^,]*/10,7/' .nn/runs/p-1/sweep-1/run-2.csv"#,
      "epoch 10 of run 2 of the sweep"
    ),
    (
      #"sed -i 's/^  end  \(.*\)  [0-9a-f]*$/  end  \1  12/' .nn/runs/p-1/record.txt"#,
      "the weights"
    ),
    (#"sed -i 's/rate 0.1/rate 0.3/; s/rate rate/rate 0.3/' .nn/runs/p-1/script.nn"#, "epoch 1 of"),
    (
      #"sed -i 's/^\(  result *loss *\)[^ ]*/\10.00001/' .nn/runs/p-1/record.txt"#, "the results of"
    ),
    (#"sed -i 's/^\(  value *rate *\)[^ ]*/\10.5/' .nn/runs/p-1/record.txt"#, "a setting of"),
    (
      #"sed -i '/^evaluation/,+2s/  loss  *[^ ]*/  loss  3/' .nn/runs/p-1/record.txt"#, "evaluation"
    ),
  ])
  func `what was edited is found out`(edit: String, found: String) throws {
    let ended = try shell(edit + #"; "$NN" verify p-1; echo $?; "$NN" verify --json p-1"#)
    #expect(ended.output.hasPrefix("not equal: "), "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains(found), "\(ended.output)")
    #expect(ended.output.contains("\n1\n") && ended.output.contains(#""equal": false"#))
    let reason =
      edit.contains("record.txt")
      ? "the record was edited by hand" : " in the folder of the run was edited"
    #expect(ended.output.contains(reason), "\(ended.output)")
  }

  @Test func `another instruction set is named where the numbers differ`() throws {
    let ended = try shell(
      #"grep ^processor .nn/runs/p-1/record.txt; NN_LOOPS=plain "$NN" verify p-1"#)
    let isPlain = ended.output.split(separator: "\n").first?.hasSuffix("plain") == true
    #expect(
      ended.output.contains("equal: p-1, 14 epochs") && ended.status == 0
        || !isPlain && ended.output.contains("the instruction set was "), "\(ended.output)")
  }

  @Test func `what is missing is told`() throws {
    let ended = try shell(
      #"""
      mv d.csv e.csv; "$NN" verify p-1; echo $?; mv e.csv d.csv
      rm .nn/runs/p-1/history-1.csv; "$NN" verify p-1; echo $?
      rm .nn/runs/p-1/script.nn; "$NN" verify p-1; echo $?; "$NN" verify p-9; echo $?
      """#)
    #expect(ended.output.hasSuffix("equal: p-1, 6 epochs\n0\n2\n2\n"), "\(ended.output)")
    #expect(ended.errors.contains("file-unreadable") && ended.errors.contains("script.nn"))
  }

  // Each is done in the folder of the run.
  @Test(arguments: [
    "rm history-1.csv", "head -c 30 history-1.csv > x; mv x history-1.csv",
    "sed -i 's/^3,[^,]*/3,NaN of a kind/' history-1.csv",
    "sed -i 's/^3,[^,]*/3,nan/; s/^4,[^,]*/4,1e999/; s/^5,/-5,/' history-1.csv",
    "printf '\\377\\000' >> history-1.csv", "rm history-1.csv; mkdir history-1.csv",
    "rm history-1.csv; ln -s history-1.csv history-1.csv", "rm -r sweep-1; echo x > sweep-1",
    "rm script.nn", "rm script.nn; mkdir script.nn", "rm script.nn; ln -s script.nn script.nn",
    "rm include-1.nn", ": > script.nn", "printf '\\377' > script.nn", "rm record.txt",
    ": > record.txt", "rm record.txt; mkdir record.txt",
    "rm record.txt; ln -s record.txt record.txt",
    "printf '\\377' >> record.txt", "head -c 400 record.txt > x; mv x record.txt",
    "sed -i 's/  [0-9][0-9.]*/  nan/g' record.txt", "sed -i 's/0\\.[0-9]*/1e999/g' record.txt",
    "sed -i 's/  [0-9]*$/  9223372036854775807/' record.txt",
    "sed -i 's/^run .*/run  /' record.txt",
    "sed -i 's/^source /source  ..\\/..\\/x  /' record.txt", "sed -i 's/^check.*//' record.txt",
    "sed -i 's/^record .*/record  9/' record.txt", "cd ..; rm -r p-1; echo x > p-1",
    "cd ..; rm -r p-1; ln -s p-1 p-1",
  ])
  func `a folder that was edited by hand is told about, and nothing breaks`(edit: String) throws {
    let ended = try shell(
      #"""
      cp -r .nn/runs/p-1 .nn/runs/p-2; (cd .nn/runs/p-1; \#(edit)) || exit 9
      check() { timeout 60 "$NN" "$@" > out 2> errors; status=$?; echo "$1 $2 $status"
        if [ $status -gt 2 ] || [ $status -ne 0 -a ! -s out -a ! -s errors ]; then echo "BROKEN $*"; cat errors; fi; }
      check runs; check runs --best --sort loss; check runs --csv --where 'loss<1'; check runs --json
      check runs show p-1; check runs show p-1 --csv; check runs show p-1 --json
      check runs show p-1 --history; check runs show p-1 --history --json --language pt
      check runs compare p-1 p-2; check verify p-1; check verify --json p-1; check diff p-1 p-2
      check promote p-1 --to q.nn; check runs prune --keep 0
      check run --quiet p.nn; check runs prune --keep 0 --keep-best 0 --yes
      """#)
    #expect(!ended.output.contains("BROKEN"), "\(ended.output)")
    // The run beside it is there as ever, and the next one has a number of its own.
    #expect(ended.output.contains("run --quiet 0"), "\(ended.output)")
    #expect(ended.output.hasSuffix("runs prune 0\n"), "\(ended.output)")
  }

  @Test func `a run that was killed is compared as far as it came`() throws {
    let ended = try Invocation.shell(
      #"""
      "$NN" run --json p.nn > out & while ! grep -q '"seconds": 1\.' out; do sleep 0.05; done
      kill -KILL $!; wait 2>/dev/null; "$NN" verify p-1
      """#,
      files: [
        "p.nn": Data(
          """
          data gate { read xor() }
          network net { dense 4, tanh; dense 1, sigmoid }
          train net on gate { loss log_loss; optimizer adam; rate 0.01; batch full; epochs 1e9 }

          """.utf8)
      ])
    #expect(ended.output.hasPrefix("equal: p-1"), "\(ended.output)\(ended.errors)")
  }
}
