"""Holds exported networks against the predictions of `nn`.

    check_exports.py NN onnx      with onnx and onnxruntime; the Python sources are only compiled
    check_exports.py NN pytorch   with PyTorch and safetensors
    check_exports.py NN keras     with Keras and safetensors, on the backend that KERAS_BACKEND names

Each case is a small network on random data; both sides have to give the same to 1e-5 of the largest
output, for all rows at once and for one row at a time. `make test` runs the first, the others belong
to whoever has these packages. With Keras 3.15.1 all cases were the same on torch 2.13.0 (4.6e-07 at
most), on jax 0.10.2 (1.0e-06) and on tensorflow 2.21.0 (4.2e-07).
"""

import csv
import importlib.util
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

TOLERANCE = 1e-5

# Name, shape of the input, lines of the network; what stands before it, and for inputs that are
# categories how many there are.
CASES = [
    ("dense", (5,), "dense 4, relu\ndense 3, bias: false\ndense 3"),
    ("dense_of_steps", (4, 3), "dense 5, tanh\nflatten\ndense 3"),
    ("leaky_relu", (5,), "dense 6, leaky_relu\nleaky_relu slope: 0.2\ndense 3"),
    ("elu", (5,), "dense 6, elu\nelu alpha: 0.7\nselu\ndense 3"),
    ("gelu", (5,), "dense 6, gelu\nsilu\nmish\nsoftplus\ndense 3"),
    ("sigmoid", (5,), "dense 6, sigmoid\ntanh\nsoftmax\nlinear\ndense 3"),
    ("conv", (3, 7, 5), "conv 4, kernel: 3x2, relu\nconv 6, kernel: 3, stride: 2, padding: same\n"
     "flatten\ndense 3"),
    ("conv_dilated", (2, 9, 8), "conv 4, kernel: 3, dilation: 2, padding: same, bias: false\n"
     "conv 4, kernel: 2x3, dilation: 1x2\nconv 2, kernel: 2, stride: 2x1\nflatten\ndense 3"),
    ("conv_groups", (4, 6, 6), "conv 6, kernel: 3, groups: 2, padding: same, tanh\n"
     "conv 6, kernel: 1, groups: 6\nconv 2, kernel: 1\nflatten\ndense 3"),
    ("pools", (1, 5, 7), "conv 4, kernel: 2, padding: same\nbatch_norm\nrelu\nmax_pool 2\n"
     "average_pool 3, stride: 1, padding: same\nmax_pool 3, stride: 2, padding: same\n"
     "global_average_pool\ndense 3"),
    ("pools_odd", (2, 7, 9), "max_pool 2x3, stride: 2x2, padding: same\n"
     "average_pool 2, stride: 3, padding: same\nflatten\ndense 3"),
    ("conv_of_steps", (9, 3), "conv 4, kernel: 3, padding: same, relu\nmax_pool 2\n"
     "average_pool 2, padding: same\nbatch_norm\nlayer_norm\nglobal_average_pool\ndense 3"),
    ("residual", (3, 6, 6), "conv 4, kernel: 3, padding: same, relu as stem\n"
     "conv 4, kernel: 3, padding: same\nbatch_norm\nadd stem\nrelu\nconcat stem\nlayer_norm\n"
     "global_average_pool\ndense 3"),
    ("norms", (6,), "batch_norm\ndense 5\nlayer_norm\nbatch_norm momentum: 0.5\ndense 3"),
    ("reshape", (24,), "reshape 2x3x4\nconv 3, kernel: 2\nreshape 6x3\nlstm 4\ndropout 30%\ndense 3"),
    ("reshape_back", (2, 3, 4), "reshape 6x4\ngru 4, output: all\nreshape 4x3x2\nmax_pool 2\nflatten\n"
     "dense 3"),
    ("rnn", (5, 3), "rnn 4\ndense 3"),
    ("lstm", (5, 3), "lstm 4\ndense 3"),
    ("gru", (5, 3), "gru 4\ndense 3"),
    ("lstm_of_one_step", (1, 3), "lstm 4\ndense 3"),
    ("attention", (5, 6), "attention 2\nadd input\nlayer_norm\n"
     "attention 3, mask: causal, positions: learned\nattention 1, bias: false\nflatten\ndense 3"),
    ("embedding", (4,), "embedding 3, categories: 9\ndense 3", "", 9),
    ("embedding_of_steps", (5, 1), "embedding 3, categories: 9\nlstm 4\ndense 3", "", 9),
    ("functions", (6,), "dense 5, swish\nmixed\nspread\ndense 4, gated(limit: 0.3)\nlogical\ndense 3",
     """
fn swish(x, beta = 1.5) = x * sigmoid(beta * x)
fn mixed(x) = sin(x) + cos(x) ^ 2 - floor(3 * x) / 7 + ceil(x) / 9 + round(x) / 5 + sign(x) * sqrt(abs(x)) + tan(x / 9)
fn spread(x) = x + 0.1 * mean(x, over: outputs) - 0.05 * max(x, over: outputs) + log(1 + x ^ 2) + abs(x) ^ 1.7
fn gated(x, limit = 0.1) = if x > limit and not (x > 2) then x else if x < -1 or x == 0 then 0.1 * x else max(x, -0.5) * exp(-x ^ 2) + erf(x) + softplus(x)
fn logical(x) = x * (x <= 0.5) + (exp(x) - 1) * 0.1 + log(softmax(x)) * 0.01
"""),
    ("functions_of_batches", (6,), "dense 4\ncompared\nturned\ndense 3", """
fn compared(x) = x + 0.1 * sort(x) + 0.01 * rank(x) + mean(x, over: samples) + 0.2 * min(x)
fn turned(x) = x + 0.1 * matmul(x, matmul(transpose(x), x)) / norm(x)
"""),
    ("functions_of_images", (3, 4, 5), "conv 4, kernel: 2, swish\nsoftmax\nshift\n"
     "conv 2, kernel: 2, swish\nflatten\ndense 3", """
fn swish(x, beta = 1.5) = if x > 1 then x * sigmoid(beta * x) else -x
fn shift(x) = x - mean(x, over: outputs) + max(x, over: outputs) / 9
"""),
    ("nested", (2, 6, 6), "block 4\nblock 4 as época\nglobal_average_pool\ndense 3", """
network block(channels) {
  conv channels, kernel: 3x3, padding: same, relu as stem
  conv channels, kernel: 3x3, padding: same
  batch_norm
  add stem
  relu
}
"""),
    ("names", (3,), "dense 4, class as train\nrepeat 2 { dense 4, torch as lambda }\n"
     "dense 4 as forward\ndense 4 as é\nadd train\ndense 3", """
fn class(x) = x * 0.5
fn torch(x) = x ^ 3
"""),
]

for kind in ["rnn", "lstm", "gru"]:
    CASES += [
        (kind + "_all", (5, 3), f"{kind} 4, output: all, layers: 2, direction: both\nflatten\ndense 3"),
        (kind + "_both", (5, 3), f"{kind} 4, layers: 3, direction: both, bias: false\ndense 3"),
    ]

# What depends on the other samples of a batch has other outputs for one row at a time.
OF_BATCHES = {"functions_of_batches"}


def write_case(folder, name, shape, lines, before="", categories=None, rows=7):
    chance = np.random.default_rng(1)
    size = int(np.prod(shape))
    inputs = (
        chance.normal(size=(rows, size)).round(4)
        if categories is None
        else chance.integers(0, categories, size=(rows, size))
    )
    targets = chance.normal(size=(rows, 3)).round(4)
    with open(folder / "data.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow([f"x{place}" for place in range(size)] + ["y1", "y2", "y3"])
        for row, target in zip(inputs, targets):
            table.writerow([*row, *target])
    extents = "x".join(map(str, shape))
    layers = ([] if len(shape) == 1 else [f"input {extents}"]) + lines.split("\n")
    (folder / "script.nn").write_text(
        before
        + "data d { read \"data.csv\"; target y1, y2, y3 }\n"
        + "network net {\n  "
        + "\n  ".join(layers)
        + "\n}\n"
        + "train net on d { loss mse; optimizer sgd; rate 0.01; batch 4; epochs 2 }\n"
        + "predict net on \"data.csv\" to \"outputs.csv\"\n"
        + "export net to \"net.onnx\"\n"
        + "export net, format: pytorch to \"torch_net.py\"\n"
        + "export net, format: keras to \"keras_net.py\"\n",
        encoding="utf-8",
    )
    return inputs.astype(np.float32).reshape([rows, *shape])


def numbers(path):
    return np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def onnx_outputs(folder):
    import onnx
    import onnxruntime

    onnx.checker.check_model(onnx.load(folder / "net.onnx"), full_check=True)
    onnxruntime.set_default_logger_severity(3)
    session = onnxruntime.InferenceSession(
        folder / "net.onnx", providers=["CPUExecutionProvider"]
    )
    for name in ["torch_net.py", "keras_net.py"]:
        compile((folder / name).read_text(encoding="utf-8"), name, "exec")
    return lambda x: session.run(None, {"input": x})[0]


def torch_outputs(folder):
    import torch

    network = module(folder / "torch_net.py").load()

    def outputs(x):
        with torch.no_grad():
            return network(torch.from_numpy(x)).numpy()

    return outputs


def keras_outputs(folder):
    network = module(folder / "keras_net.py").load()
    return lambda x: np.asarray(network.predict(x, verbose=0))


OUTPUTS = {"onnx": onnx_outputs, "pytorch": torch_outputs, "keras": keras_outputs}


def error(found, wanted):
    if found.shape != wanted.shape:
        return float("inf")
    return float(np.abs(found - wanted).max() / np.abs(wanted).max())


def run(nn, folder):
    subprocess.run([nn, "run", "--quiet", "script.nn"], cwd=folder, check=True)


def check(nn, format, case, folder):
    inputs = write_case(folder, *case)
    run(nn, folder)
    wanted = numbers(folder / "outputs.csv")
    outputs = OUTPUTS[format](folder)
    largest = error(outputs(inputs), wanted)
    if case[0] not in OF_BATCHES:
        single = np.concatenate([outputs(inputs[row : row + 1]) for row in range(len(inputs))])
        largest = max(largest, error(single, wanted))
    return largest


TABLE = """\
data numbers { read "table.csv"; target y; drop kind; category code; missing mean, age
  missing most_frequent, `the city`; scale standard; scale standard, target; split test: 20% }
network net { dense 6, tanh; dense 1 }
train net on numbers { loss mse; optimizer adam; rate 0.01; batch 8; epochs 5 }
predict net on "table.csv" to "net.csv"
export net, preprocessing: true to "net.onnx"
data classes { read "table.csv"; target kind; drop y; category code, encode: embedding
  category `the city`; missing median, age; missing most_frequent, `the city`; scale minmax }
network classifier { embedding 3; dense 6, tanh; dense 3, softmax }
train classifier on classes { loss cross_entropy; optimizer adam; rate 0.01; batch 8; epochs 5 }
predict classifier on "table.csv" to "classifier.csv"
export classifier, preprocessing: true to "classifier.onnx"
data yes { read "table.csv"; target y > 500, name: large; drop kind, `the city`, code
  missing mean; scale standard }
network binary { dense 4, relu; dense 1, sigmoid }
train binary on yes { loss log_loss; optimizer adam; rate 0.05; batch 8; epochs 5 }
predict binary on "table.csv" to "binary.csv"
export binary, preprocessing: true to "binary.onnx"
data series { read "series.csv"; drop t; target v; window size: 8, horizon: 1
  scale standard; scale standard, target }
network reader { gru 4; dense 1 }
train reader on series { loss mse; optimizer adam; rate 0.01; batch 8; epochs 5 }
predict reader on "series.csv" to "reader.csv"
export reader, preprocessing: true to "reader.onnx"
let limit = 40
fn body(w, h = 10) = w / (h / 100) ^ 2
data made { read "table.csv"; target y; drop kind, weight, `the city`, code
  column density: body(weight, h: age), plain: body(weight)
  column score: if age > limit and `the city` == "Recife" then log(weight) else -sqrt(age)
  column near: `the city` in ["Recife", "Natal"] or not (code != 2)
  column rest: mod(code, 3) + pow(abs(sin(age)), 1.5) - max(age, code * 15, 30) / mean([code, 50])
  column sizes: round(weight / 1000) * sign(age - limit) + floor(age / 7) - ceil(code / 2)
  column curves: tanh(age / 50) + sigmoid(code) + softplus(code) + erf(code / 3) + cos(age) + tan(code / 4)
  column more: density * 1e-6 + exp(-age / 30) + min(age, code)
  column where: if age < 30 then "young" else if age <= 45 then "middle" else `the city`
  missing mean; missing most_frequent, where; scale standard; scale standard, target }
network made_of { dense 6, tanh; dense 1 }
train made_of on made { loss mse; optimizer adam; rate 0.01; batch 8; epochs 5 }
predict made_of on "table.csv" to "made_of.csv"
export made_of, preprocessing: true to "made_of.onnx"
data odd { read "odd.csv"; target y; column input: output + factor; scale standard }
network named { dense 3, tanh; dense 1 }
train named on odd { loss mse; optimizer adam; rate 0.01; batch 8; epochs 5 }
predict named on "odd.csv" to "named.csv"
export named, preprocessing: true to "named.onnx"
"""


def check_preparation(nn, folder):
    """Networks whose ONNX file takes the columns as they are read."""
    import onnx
    import onnxruntime

    chance = np.random.default_rng(3)
    with open(folder / "table.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["age", "the city", "code", "weight", "y", "kind"])
        for row in range(40):
            table.writerow([
                "" if row % 9 == 4 else int(chance.integers(20, 60)),
                "" if row % 13 == 5 else str(chance.choice(["Recife", "São Paulo", "Natal"])),
                int(chance.integers(1, 5)), round(chance.normal() * 1e3 + 7e4, 3),
                round(chance.normal() * 30 + 500, 3), str(chance.choice(["a", "b", "c"])),
            ])
    with open(folder / "series.csv", "w", newline="") as file:
        series = csv.writer(file)
        series.writerow(["t", "v"])
        series.writerows([step, round(float(np.sin(step / 3)), 4)] for step in range(60))
    with open(folder / "odd.csv", "w", newline="") as file:
        odd = csv.writer(file)
        odd.writerow(["output", "factor", "number", "y"])
        odd.writerows(chance.normal(size=(20, 4)).round(4).tolist())
    (folder / "script.nn").write_text(TABLE, encoding="utf-8")
    run(nn, folder)
    errors = {}
    for name in ["net", "classifier", "binary", "reader", "made_of", "named"]:
        onnx.checker.check_model(onnx.load(folder / f"{name}.onnx"), full_check=True)
        session = onnxruntime.InferenceSession(
            folder / f"{name}.onnx", providers=["CPUExecutionProvider"]
        )
        source = {"reader": "series.csv", "named": "odd.csv"}.get(name, "table.csv")
        with open(folder / source, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        given = {}
        for column in session.get_inputs():
            cells = [row[column.name] for row in rows]
            if column.type == "tensor(string)":
                given[column.name] = np.array(cells, dtype=object)[:, None]
            else:
                values = np.array([float(cell) if cell else np.nan for cell in cells])
                given[column.name] = (
                    np.lib.stride_tricks.sliding_window_view(values, 8)
                    if name == "reader"
                    else values[:, None]
                )
        outputs = session.run(None, given)
        with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
            wanted = list(csv.reader(file))[1:]
        if len(outputs) > 1:
            if list(outputs[1]) != [row[0] for row in wanted]:
                errors[name + " class"] = float("inf")
            wanted = [row[1:] for row in wanted]
        errors["prepared " + name] = error(outputs[0], np.array(wanted, dtype=float))
    return errors


def main():
    nn, format = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
    failures = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            largest = check(nn, format, case, pathlib.Path(name))
        failures += not largest <= TOLERANCE
        print(f"{largest:.1e} {case[0]}")
    if format == "onnx":
        with tempfile.TemporaryDirectory() as name:
            for case, largest in check_preparation(nn, pathlib.Path(name)).items():
                failures += not largest <= TOLERANCE
                print(f"{largest:.1e} {case}")
    print(f"{failures} of them differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
