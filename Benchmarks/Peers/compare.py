"""Measures the engine and its peers in turn, and writes the comparison into Benchmarks/RESULTS.md.

    python compare.py NN_BENCH [--rounds N] [W1 W3 …]

Run by the Python that has PyTorch and JAX: `make bench` makes a folder for it. What is not installed is
left out. Each round measures each program once for each workload, one behind the other, since a shared
machine is not the same for long; the figures are the medians over the rounds.
"""

import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(FOLDER, "..", "RESULTS.md")
WORKLOADS = {
    "W1": "table, 740×40 → 64 → 32 → 1, Adam, batch 32",
    "W2": "tiny, 2 → 8 → 8 → 1, batch 10",
    "W3": "784 → 256 → 128 → 10, 60,000 samples, batch 128",
    "W4": "LeNet, 12,000 images, batch 64",
    "W5": "four convolutions, 5,000 images, batch 64",
    "W6": "LSTM 28 → 128, 6,000 sequences, batch 64",
    "W7": "gradient descent, 3,000×10 → 1, full batch",
    "W8": "prediction with the network of W3",
}
# JAX has no fast convolution for processors: an epoch takes minutes.
WITHOUT_JAX = {"W4", "W5"}
# How often each program runs a workload within a round.
RUNS = "3"


def measure(command, workload):
    """What a program says of a workload; nothing where it cannot run."""
    result = subprocess.run(command + [workload], capture_output=True, text=True)
    lines = [line for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode != 0 or not lines:
        last = (result.stderr.strip().splitlines() or ["no output"])[-1]
        print(f"  {os.path.basename(command[0])} {workload}: {last}", file=sys.stderr)
        return None
    return json.loads(lines[-1])


def programs(bench):
    python = sys.executable
    return {
        "NNScript": [bench, "--json", "--runs", RUNS],
        "PyTorch": [python, os.path.join(FOLDER, "pytorch_workloads.py"), RUNS],
        "JAX": [python, os.path.join(FOLDER, "jax_workloads.py"), RUNS],
    }


def middle(results, field):
    values = [r[field] for r in results if r and r.get(field) is not None]
    return statistics.median(values) if values else None


def shown(seconds):
    if seconds is None:
        return "–"
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def size(bytes):
    return "–" if bytes is None else f"{bytes / 2**20:.3g} MB"


def ratio(other, own):
    return "–" if other is None or not own else f"{other / own:.2g}"


def rows_of(name, found):
    """The lines of the table for a workload: two of them for prediction."""
    if name != "W8":
        return [(f"{name} | {WORKLOADS[name]}", "seconds", middle(found["NNScript"], "share"))]
    return [
        ("W8 | prediction with the network of W3: one sample", "one", None),
        ("W8 | the same: a batch of 256", "batch", None),
    ]


def table(found):
    lines = [
        "| | workload | NNScript, an epoch | share of the limit | PyTorch | times | JAX | times "
        "| memory | PyTorch's |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, results in found.items():
        for title, field, share in rows_of(name, results):
            own = middle(results["NNScript"], field)
            torch, jax = (middle(results[peer], field) for peer in ("PyTorch", "JAX"))
            percent = "–" if share is None else f"{100 * share:.2g} %"
            lines.append(
                f"| {title} | {shown(own)} | {percent} | {shown(torch)} | {ratio(torch, own)} "
                f"| {shown(jax)} | {ratio(jax, own)} "
                f"| {size(middle(results['NNScript'], 'peak'))} "
                f"| {size(middle(results['PyTorch'], 'peak'))} |")
    return "\n".join(lines)


def machine():
    name = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            name = re.search(r"model name\s*: (.*)", file.read()).group(1)
    except (OSError, AttributeError):
        pass
    return f"{name}, {os.cpu_count()} cores"


def versions(found):
    said = []
    for peer in ("PyTorch", "JAX"):
        known = [r["version"] for results in found.values() for r in results[peer] if r]
        said.append(f"{peer} {known[0]}" if known else f"{peer} was not there")
    return ", ".join(said)


def write(text):
    with open(RESULTS, encoding="utf-8") as file:
        page = file.read()
    start, end = "<!-- compare.py -->\n", "<!-- end of compare.py -->"
    before, rest = page.split(start)
    after = rest.split(end)[1]
    with open(RESULTS, "w", encoding="utf-8") as file:
        file.write(before + start + text + end + after)


def main():
    arguments = sys.argv[1:]
    bench = arguments.pop(0)
    rounds = 3
    if "--rounds" in arguments:
        place = arguments.index("--rounds")
        rounds = int(arguments[place + 1])
        del arguments[place : place + 2]
    names = arguments or list(WORKLOADS)
    found = {name: {peer: [] for peer in programs(bench)} for name in names}
    for number in range(rounds):
        for name in names:
            for peer, command in programs(bench).items():
                if peer != "JAX" or name not in WITHOUT_JAX:
                    found[name][peer].append(measure(command, name))
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
    limit = middle([r for results in found.values() for r in results["NNScript"]], "limit")
    text = (
        f"Measured on {datetime.date.today()}: {machine()}; {versions(found)}; 2 threads; medians of "
        f"{rounds} rounds in which the programs ran in turn. The limit is that of multiply-adds on both "
        f"threads at once: {limit:.3g} GFLOP/s. 'times' is how many times faster NNScript is. PyTorch is "
        f"as its users write it, JAX has a whole epoch in one compiled call. 'memory' is that at the peak "
        f"beyond the idle process and the data.\n\n{table(found)}\n")
    print(text)
    if names == list(WORKLOADS):
        write(text)


main()
