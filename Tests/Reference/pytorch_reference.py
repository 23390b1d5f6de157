"""Writes the reference numbers that the tests hold the prelude and the engine against.

Made with PyTorch 2.13.0 (CPU), scikit-learn 1.9.1 and NumPy 2.4 under Python 3.11, in double
precision. The versions that really ran stand at the head of each file.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install torch==2.13.0+cpu scikit-learn numpy
    /tmp/venv/bin/python Tests/Reference/pytorch_reference.py

Values are fixed lists, not draws, so that another version can be compared by eye.
"""

import json
import math
import pathlib

import numpy
import sklearn
import sklearn.metrics
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
VERSIONS = {
    "torch": torch.__version__,
    "sklearn": sklearn.__version__,
    "numpy": numpy.__version__,
}


def write(name, content):
    text = json.dumps({"versions": VERSIONS, **content}, indent=1)
    # One line a list of numbers: the files are read by people too.
    lines, inside = [], ""
    for line in text.split("\n"):
        inner = line.strip()
        if inside:
            inside += inner + (" " if inner.endswith(",") else "")
            if inside.count("[") == inside.count("]"):
                lines.append(inside.rstrip())
                inside = ""
        elif inner.endswith("[") and not inner.startswith('"cases"'):
            inside = line
        else:
            lines.append(line)
    (HERE / name).write_text("\n".join(lines) + "\n")


# --- Activations ---

# Both sides of every kink, and far out where a careless formula overflows.
POINTS = [-120.0, -30.0, -5.0, -2.0, -1.0, -0.5, -0.01, 0.01, 0.5, 1.0, 2.0, 5.0, 30.0, 120.0]

ACTIVATIONS = [
    ("linear", {}, lambda x: x * 1),
    ("relu", {}, F.relu),
    ("leaky_relu", {}, F.leaky_relu),
    ("leaky_relu", {"slope": 0.2}, lambda x: F.leaky_relu(x, 0.2)),
    ("elu", {}, F.elu),
    ("elu", {"alpha": 0.5}, lambda x: F.elu(x, 0.5)),
    ("selu", {}, F.selu),
    ("gelu", {}, F.gelu),
    ("silu", {}, F.silu),
    ("mish", {}, F.mish),
    ("sigmoid", {}, torch.sigmoid),
    ("tanh", {}, torch.tanh),
    ("softplus", {}, F.softplus),
    ("softmax", {}, lambda x: F.softmax(x, dim=1)),
]


def activations():
    cases = []
    for name, settings, function in ACTIVATIONS:
        x = torch.tensor(POINTS).reshape(7, 2).requires_grad_()
        y = function(x)
        # Different weights for each output, so that no gradient is lost in a sum.
        weights = torch.arange(1.0, 15.0).reshape(7, 2) / 10
        (y * weights).sum().backward()
        cases.append(
            {
                "name": name,
                "settings": settings,
                "outputs": y.detach().tolist(),
                "gradients": x.grad.tolist(),
            }
        )
    write("activations.json", {"inputs": x.detach().tolist(), "weights": weights.tolist(), "cases": cases})


# --- Losses ---

NUMBERS = [[0.5, -1.2], [2.0, 0.3], [-0.7, 4.1], [1.1, 0.0]]
NUMBER_TARGETS = [[0.7, -1.0], [-1.5, 0.4], [-0.6, 1.2], [1.5, 2.5]]
COUNTS = [[0.5], [2.0], [3.5], [7.0]]
COUNT_TARGETS = [[0.0], [2.0], [5.0], [6.0]]
LOGITS = [[1.0, 3.0, 0.2], [-0.5, 0.1, 2.2], [0.3, 0.2, 0.1], [-120.0, 40.0, 90.0]]
CLASSES = [0, 2, 1, 0]
# No score or margin lies at the kink of the hinge, where any slope between two is right.
SCORES = [[0.9, 3.0, 0.2], [-0.5, 0.1, 2.2], [0.3, 0.2, 0.1], [-2.0, 0.4, 1.7]]
BINARY_LOGITS = [[0.3], [-2.0], [1.7], [-150.0], [150.0], [60.0]]
BINARY_TARGETS = [[1.0], [0.0], [0.0], [1.0], [1.0], [0.0]]
SHARES = [[0.2, 0.5, 0.3], [0.0, 0.9, 0.1], [1.0, 0.0, 0.0], [0.1, 0.1, 0.8]]
MILD = [[0.3], [-2.0], [1.7], [0.4]]
MILD_TARGETS = [[1.0], [0.0], [0.0], [1.0]]

ONE_HOT = F.one_hot(torch.tensor(CLASSES), 3).double().tolist()


def signs(target):
    return 2 * target - 1


def structured(scores, target):
    true = (scores * target).sum(1, keepdim=True)
    return ((1 - target) * (1 + scores - true)).max(1).values.clamp(min=0).mean()


def poisson(prediction, target):
    return F.poisson_nll_loss(prediction, target, log_input=False, full=False, eps=0.0)


def softened(function):
    return lambda x, t: function(F.softmax(x, dim=1), t)


# name, settings, activation before the loss, its input, target, the loss of that input
LOSSES = [
    ("mse", {}, "linear", NUMBERS, NUMBER_TARGETS, F.mse_loss),
    ("mae", {}, "linear", NUMBERS, NUMBER_TARGETS, F.l1_loss),
    ("huber", {}, "linear", NUMBERS, NUMBER_TARGETS, F.huber_loss),
    ("huber", {"delta": 0.3}, "linear", NUMBERS, NUMBER_TARGETS, lambda p, t: F.huber_loss(p, t, delta=0.3)),
    ("log_cosh", {}, "linear", NUMBERS, NUMBER_TARGETS, lambda p, t: torch.log(torch.cosh(p - t)).mean()),
    ("poisson", {}, "linear", COUNTS, COUNT_TARGETS, poisson),
    ("binary_cross_entropy", {}, "sigmoid", BINARY_LOGITS, BINARY_TARGETS, F.binary_cross_entropy_with_logits),
    ("log_loss", {}, "sigmoid", BINARY_LOGITS, BINARY_TARGETS, F.binary_cross_entropy_with_logits),
    ("binary_cross_entropy", {}, "linear", [[0.3], [0.9], [0.5]], [[1.0], [0.0], [1.0]], F.binary_cross_entropy),
    ("cross_entropy", {}, "softmax", LOGITS, ONE_HOT, F.cross_entropy),
    ("cross_entropy", {}, "softmax", LOGITS, SHARES, F.cross_entropy),
    (
        "kl_divergence",
        {},
        "softmax",
        SCORES,
        SHARES,
        lambda x, t: F.kl_div(F.log_softmax(x, dim=1), t, reduction="batchmean"),
    ),
    # PyTorch divides by the number of classes, Weston and Watkins do not.
    (
        "hinge",
        {},
        "linear",
        SCORES,
        ONE_HOT,
        lambda s, t: 3 * F.multi_margin_loss(s, t.argmax(1)),
    ),
    (
        "hinge",
        {"form": "one_vs_all"},
        "linear",
        SCORES,
        ONE_HOT,
        lambda s, t: (1 - signs(t) * s).clamp(min=0).sum(1).mean(),
    ),
    ("hinge", {"form": "structured"}, "linear", SCORES, ONE_HOT, structured),
    ("hinge", {}, "linear", MILD, MILD_TARGETS, lambda s, t: (1 - signs(t) * s).clamp(min=0).mean()),
]


def losses():
    cases = []
    for name, settings, activation, inputs, targets, function in LOSSES:
        x = torch.tensor(inputs).requires_grad_()
        target = torch.tensor(targets)
        loss = function(x, target)
        loss.backward()
        cases.append(
            {
                "name": name,
                "settings": settings,
                "activation": activation,
                "inputs": inputs,
                "targets": targets,
                "value": loss.item(),
                "gradients": x.grad.tolist(),
            }
        )
    write("losses.json", {"cases": cases})


# --- Metrics ---

PROBABILITIES = [
    [0.7, 0.2, 0.1],
    [0.1, 0.3, 0.6],
    [0.4, 0.35, 0.25],
    [0.2, 0.5, 0.3],
    [0.3, 0.3, 0.4],
    [0.04, 0.9, 0.06],
    [0.15, 0.25, 0.6],
]
TRUE_CLASSES = [0, 2, 1, 1, 2, 0, 1]
YES = [0.9, 0.2, 0.6, 0.4, 0.6, 0.1, 0.75, 0.3]
TRUE_YES = [1, 0, 0, 1, 1, 0, 1, 0]


def metrics():
    m = sklearn.metrics
    p, classes = numpy.array(PROBABILITIES), numpy.array(TRUE_CLASSES)
    one_hot = numpy.eye(3)[classes]
    chosen = p.argmax(1)
    macro = {"average": "macro", "zero_division": 0}
    yes, true = numpy.array(YES), numpy.array(TRUE_YES)
    numbers, targets = numpy.array(NUMBERS), numpy.array(NUMBER_TARGETS)
    cases = []

    def add(name, prediction, target, value, settings={}):
        prediction, target = numpy.array(prediction), numpy.array(target, dtype=float)
        if prediction.ndim == 1:
            prediction, target = prediction[:, None], target[:, None]
        cases.append(
            {
                "name": name,
                "settings": settings,
                "predictions": prediction.tolist(),
                "targets": target.tolist(),
                "value": float(value),
            }
        )

    add("accuracy", p, one_hot, m.accuracy_score(classes, chosen))
    add("accuracy", yes, true, m.accuracy_score(true, yes > 0.5))
    add("top", p, one_hot, m.top_k_accuracy_score(classes, p, k=2), {"k": 2})
    add("precision", p, one_hot, m.precision_score(classes, chosen, **macro))
    add("precision", yes, true, m.precision_score(true, yes > 0.5))
    add("recall", p, one_hot, m.recall_score(classes, chosen, **macro))
    add("recall", yes, true, m.recall_score(true, yes > 0.5))
    add("f1", p, one_hot, m.f1_score(classes, chosen, **macro))
    add("f1", yes, true, m.f1_score(true, yes > 0.5))
    add("auc", yes, true, m.roc_auc_score(true, yes))
    add("auc", p, one_hot, m.roc_auc_score(classes, p, multi_class="ovr", average="macro"))
    add("mse", numbers, targets, m.mean_squared_error(targets, numbers))
    add("mae", numbers, targets, m.mean_absolute_error(targets, numbers))
    add("rmse", numbers[:, 0], targets[:, 0], m.root_mean_squared_error(targets[:, 0], numbers[:, 0]))
    add("r2", numbers, targets, m.r2_score(targets, numbers))
    add("r2", numbers[:, 0], targets[:, 0], m.r2_score(targets[:, 0], numbers[:, 0]))
    add("cross_entropy", p, one_hot, m.log_loss(classes, p))
    add("log_loss", yes, true, m.log_loss(true, yes))
    add("binary_cross_entropy", yes, true, m.log_loss(true, yes))
    add("perplexity", p, one_hot, numpy.exp(m.log_loss(classes, p)))
    write("metrics.json", {"cases": cases})


# --- Optimizers ---

# A bowl of four directions, steep and flat: f(w) = sum(a · (w - c)²) / 2.
START = [1.0, -2.0, 0.5, 3.0]
STEEPNESS = [1.0, 10.0, 0.1, 3.0]
CENTRE = [0.3, 0.7, -1.0, 2.0]
ITERATIONS = 20


class Lion(torch.optim.Optimizer):
    """Chen and others (2023), algorithm 2, as the paper has it; PyTorch brings none."""

    def __init__(self, parameters, lr, betas=(0.9, 0.99), decay=0.0):
        super().__init__(parameters, {"lr": lr, "betas": betas, "decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                update = torch.sign(beta1 * m + (1 - beta1) * w.grad)
                w -= group["lr"] * (update + group["decay"] * w)
                m.mul_(beta2).add_(w.grad, alpha=1 - beta2)


O = torch.optim
OPTIMIZERS = [
    ("sgd", {}, 0.05, lambda w, r: O.SGD(w, lr=r)),
    ("sgd", {"momentum": 0.9}, 0.02, lambda w, r: O.SGD(w, lr=r, momentum=0.9)),
    (
        "sgd",
        {"momentum": 0.9, "nesterov": True},
        0.02,
        lambda w, r: O.SGD(w, lr=r, momentum=0.9, nesterov=True),
    ),
    ("adagrad", {}, 0.5, lambda w, r: O.Adagrad(w, lr=r)),
    ("rmsprop", {}, 0.05, lambda w, r: O.RMSprop(w, lr=r)),
    (
        "rmsprop",
        {"smoothing": 0.9, "momentum": 0.8, "epsilon": 1e-5},
        0.02,
        lambda w, r: O.RMSprop(w, lr=r, alpha=0.9, momentum=0.8, eps=1e-5),
    ),
    ("adam", {}, 0.1, lambda w, r: O.Adam(w, lr=r)),
    (
        "adam",
        {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4},
        0.1,
        lambda w, r: O.Adam(w, lr=r, betas=(0.8, 0.95), eps=1e-4),
    ),
    ("adamw", {}, 0.1, lambda w, r: O.AdamW(w, lr=r)),
    ("adamw", {"decay": 0.3}, 0.1, lambda w, r: O.AdamW(w, lr=r, weight_decay=0.3)),
    ("nadam", {}, 0.1, lambda w, r: O.NAdam(w, lr=r)),
    ("lion", {}, 0.05, lambda w, r: Lion(w, r)),
    ("lion", {"decay": 0.1}, 0.05, lambda w, r: Lion(w, r, decay=0.1)),
    # A vector follows Adam, of which muon's momentum is the first beta.
    ("muon", {}, 0.05, lambda w, r: O.Adam(w, lr=r, betas=(0.95, 0.95))),
]

# The same bowl over the numbers of a matrix, for what sees a matrix as one.
MATRIX_ITERATIONS = 6
MATRICES = [
    ([[1.0, -2.0, 0.5], [3.0, 0.25, -1.5]], [[1.0, 10.0, 0.1], [3.0, 2.0, 0.5]]),
    ([[1.0, -2.0], [0.5, 3.0], [0.25, -1.5], [-0.75, 2.5]], [[1.0, 4.0], [0.1, 3.0], [2.0, 0.5], [1.5, 6.0]]),
    ([[1.0], [-2.0], [0.5]], [[1.0], [4.0], [0.1]]),
]
MUONS = [
    ({}, 0.1, {}),
    (
        {"momentum": 0.8, "nesterov": False, "steps": 3, "decay": 0.2},
        0.05,
        {"momentum": 0.8, "nesterov": False, "ns_steps": 3, "weight_decay": 0.2},
    ),
]


def muons():
    # PyTorch rounds the iteration that makes a step orthogonal to bfloat16, for speed; here it
    # stays as exact as everything else.
    torch.Tensor.bfloat16 = torch.Tensor.clone
    cases = []
    for settings, rate, own in MUONS:
        for start, steepness in MATRICES:
            w = torch.tensor(start).requires_grad_()
            a = torch.tensor(steepness)
            options = {"weight_decay": 0.0, "adjust_lr_fn": "match_rms_adamw", **own}
            optimizer = O.Muon([w], lr=rate, **options)
            path = []
            for _ in range(MATRIX_ITERATIONS):
                optimizer.zero_grad()
                (a * w**2 / 2).sum().backward()
                optimizer.step()
                path.append(w.detach().tolist())
            cases.append(
                {
                    "name": "muon",
                    "settings": settings,
                    "rate": rate,
                    "start": start,
                    "steepness": steepness,
                    "path": path,
                }
            )
    write("matrix_optimizers.json", {"cases": cases})


def optimizers():
    cases = []
    a, c = torch.tensor(STEEPNESS), torch.tensor(CENTRE)
    for name, settings, rate, make in OPTIMIZERS:
        w = torch.tensor(START).requires_grad_()
        optimizer = make([w], rate)
        path = []
        for _ in range(ITERATIONS):
            optimizer.zero_grad()
            (a * (w - c) ** 2 / 2).sum().backward()
            optimizer.step()
            path.append(w.detach().tolist())
        cases.append({"name": name, "settings": settings, "rate": rate, "path": path})
    write(
        "optimizers.json",
        {"start": START, "steepness": STEEPNESS, "centre": CENTRE, "cases": cases},
    )



# --- Layers ---
#
# Inputs, outputs and weights as PyTorch has them: images with their channels first, sequences
# as steps × features, weights as outputs × inputs × window. Extents are odd on purpose.

LAYERS = [
    ("conv", {"channels": 4, "kernel": [3]}, [3, 6, 5]),
    ("conv", {"channels": 2, "kernel": [2, 3], "stride": [2, 1]}, [2, 7, 6]),
    ("conv", {"channels": 3, "kernel": [3], "padding": "same"}, [2, 5, 4]),
    ("conv", {"channels": 3, "kernel": [4, 2], "padding": "same"}, [1, 6, 5]),
    ("conv", {"channels": 4, "kernel": [2], "dilation": [2]}, [3, 6, 7]),
    ("conv", {"channels": 6, "kernel": [3], "groups": 3, "padding": "same"}, [3, 4, 5]),
    ("conv", {"channels": 5, "kernel": [1]}, [3, 4, 4]),
    ("conv", {"channels": 4, "kernel": [3]}, [7, 3]),
    ("conv", {"channels": 2, "kernel": [3], "padding": "same", "bias": False}, [6, 2]),
    ("max_pool", {"window": [2]}, [3, 5, 6]),
    ("max_pool", {"window": [3], "stride": [2]}, [2, 7, 8]),
    ("max_pool", {"window": [2]}, [7, 3]),
    ("average_pool", {"window": [2]}, [3, 5, 6]),
    ("average_pool", {"window": [3, 2], "stride": [1]}, [2, 5, 4]),
    ("global_average_pool", {}, [3, 5, 4]),
    ("layer_norm", {}, [5]),
    ("layer_norm", {}, [4, 3]),
    ("batch_norm", {}, [5]),
    ("batch_norm", {"epsilon": 0.01}, [3, 4, 5]),
    ("rnn", {"units": 3}, [4, 2]),
    ("rnn", {"units": 2, "output": "all", "direction": "both"}, [3, 3]),
    ("lstm", {"units": 3}, [5, 2]),
    ("lstm", {"units": 2, "output": "all"}, [4, 3]),
    ("lstm", {"units": 2, "direction": "both"}, [3, 3]),
    ("gru", {"units": 3}, [5, 2]),
    ("gru", {"units": 2, "output": "all", "direction": "both"}, [3, 2]),
    ("rnn", {"units": 2, "layers": 2}, [4, 3]),
    ("lstm", {"units": 2, "layers": 2}, [4, 3]),
    ("lstm", {"units": 3, "layers": 3, "output": "all", "direction": "both"}, [3, 2]),
    ("gru", {"units": 2, "layers": 2, "direction": "both"}, [3, 3]),
    ("embedding", {"units": 3, "categories": 5}, [2]),
    ("embedding", {"units": 2, "categories": 7}, [4, 1]),
    ("embedding", {"units": 1, "categories": 3}, [1]),
    (
        "embedding",
        {"units": 3, "columns of categories": [1, 2], "categories of each": [4, 6]},
        [5],
    ),
    ("attention", {"heads": 2}, [3, 4]),
    ("attention", {"heads": 1, "mask": "causal"}, [5, 3]),
    ("attention", {"heads": 2, "mask": "causal", "positions": "learned"}, [5, 4]),
    ("attention", {"heads": 3, "bias": False}, [1, 3]),
    ("flatten", {}, [2, 3, 4]),
    ("reshape", {"shape": [2, 3, 4]}, [24]),
]


def waves(*shape):
    """Numbers without a pattern that a wrong order of axes would keep."""
    count = int(numpy.prod(shape))
    return torch.tensor([math.sin(1.7 * i + 0.3 * (i % 5)) for i in range(count)]).reshape(shape)


def tables(settings, features):
    """The columns that an embedding looks up, and how many rows the table of each has."""
    if "columns of categories" in settings:
        return list(zip(settings["columns of categories"], settings["categories of each"]))
    return [(column, settings["categories"]) for column in range(features)]


def layer(name, settings, x, parameters):
    is_sequence = x.dim() == 3
    pair = lambda key, default: settings.get(key, default) * (1 if is_sequence else 2)
    pair_of = lambda key, default: pair(key, default)[: 1 if is_sequence else 2]
    if name == "conv":
        channels_first = x.transpose(1, 2) if is_sequence else x
        inputs = channels_first.shape[1] // settings.get("groups", 1)
        weight = waves(settings["channels"], inputs, *kernel(settings, is_sequence)).requires_grad_()
        parameters["weight"] = weight
        bias = None
        if settings.get("bias", True):
            bias = waves(settings["channels"] + 7)[7:].clone().requires_grad_()
            parameters["bias"] = bias
        function = F.conv1d if is_sequence else F.conv2d
        y = function(
            channels_first, weight, bias, stride=pair_of("stride", [1]),
            padding=settings.get("padding", "valid"), dilation=pair_of("dilation", [1]),
            groups=settings.get("groups", 1))
        return y.transpose(1, 2) if is_sequence else y
    if name == "max_pool" and is_sequence:
        return F.max_pool1d(x.transpose(1, 2), settings["window"][0]).transpose(1, 2)
    if name in ("max_pool", "average_pool"):
        function = F.max_pool2d if name == "max_pool" else F.avg_pool2d
        window = kernel({"kernel": settings["window"]}, False)
        return function(x, window, stride=pair_of("stride", None) if "stride" in settings else window)
    if name == "global_average_pool":
        return x.mean((2, 3))
    if name == "layer_norm":
        scale, shift = waves(x.shape[-1]), waves(x.shape[-1] + 3)[3:]
        parameters["scale"] = scale.clone().requires_grad_()
        parameters["shift"] = shift.clone().requires_grad_()
        return F.layer_norm(x, x.shape[-1:], parameters["scale"], parameters["shift"])
    if name == "batch_norm":
        channels = x.shape[1]
        parameters["scale"] = waves(channels).requires_grad_()
        parameters["shift"] = waves(channels + 3)[3:].clone().requires_grad_()
        return F.batch_norm(
            x, None, None, parameters["scale"], parameters["shift"], training=True,
            eps=settings.get("epsilon", 1e-5))
    if name in ("rnn", "lstm", "gru"):
        units, both = settings["units"], settings.get("direction") == "both"
        kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[name]
        levels = settings.get("layers", 1)
        own = kind(x.shape[2], units, num_layers=levels, batch_first=True, bidirectional=both)
        for index, (key, value) in enumerate(own.named_parameters()):
            with torch.no_grad():
                value.copy_(0.7 * waves(value.numel() + index)[index:].reshape(value.shape))
                if key.startswith("bias_hh"):
                    # Beside the other bias it says nothing more, but for the candidate of a gru.
                    value[: 2 * units if name == "gru" else None] = 0
            parameters[key] = value
        all_steps, last = own(x)
        if settings.get("output") == "all":
            return all_steps
        last = last[0] if name == "lstm" else last
        return torch.cat(list(last[-2 if both else -1 :]), 1)
    if name == "embedding":
        columns = list(x.split(1, -1))
        used = tables(settings, x.shape[-1])
        for index, (column, categories) in enumerate(used):
            own = torch.nn.Embedding(categories, settings["units"])
            with torch.no_grad():
                own.weight.copy_(waves(own.weight.numel() + index)[index:].reshape(own.weight.shape))
            parameters["weight" if len(used) == 1 else f"weight_{index + 1}"] = own.weight
            columns[column] = own(x[..., column].detach().long())
        return torch.cat(columns, -1)
    if name == "attention":
        has_bias = settings.get("bias", True)
        own = torch.nn.MultiheadAttention(
            x.shape[2], settings["heads"], bias=has_bias, batch_first=True)
        for index, (key, value) in enumerate(own.named_parameters()):
            with torch.no_grad():
                value.copy_(0.7 * waves(value.numel() + index)[index:].reshape(value.shape))
            parameters[key] = value
        steps = x.shape[1]
        if settings.get("positions") == "learned":
            parameters["positions"] = waves(steps, x.shape[2]).requires_grad_()
            x = x + parameters["positions"]
        mask = None
        if settings.get("mask") == "causal":
            mask = torch.triu(torch.ones(steps, steps, dtype=torch.bool), 1)
        return own(x, x, x, attn_mask=mask, need_weights=False)[0]
    if name == "flatten":
        return x.flatten(1)
    return x.reshape(x.shape[0], *settings["shape"])


def kernel(settings, is_sequence):
    extents = settings["kernel"]
    return extents if is_sequence or len(extents) == 2 else extents * 2


def layers():
    cases = []
    for name, settings, shape in LAYERS:
        x = waves(2, *shape)
        if name == "embedding":
            for column, categories in tables(settings, shape[-1]):
                places = torch.arange(x[..., column].numel()).reshape(x[..., column].shape)
                x[..., column] = (3 * places + column) % categories
        x.requires_grad_()
        parameters = {}
        y = layer(name, settings, x, parameters)
        weights = waves(*y.shape) + 0.1
        (y * weights).sum().backward()
        flat = lambda tensor: [round(value, 7) for value in tensor.flatten().tolist()]
        cases.append(
            {
                "name": name,
                "settings": settings,
                "shape": shape,
                "input": flat(x.detach()),
                "output_shape": list(y.shape[1:]),
                "output": flat(y.detach()),
                "weights": flat(weights),
                # What is only looked up has none.
                "gradient": flat(torch.zeros_like(x) if x.grad is None else x.grad),
                "parameters": {
                    key: {
                        "shape": list(value.shape),
                        "values": flat(value.detach()),
                        "gradient": flat(value.grad),
                    }
                    for key, value in parameters.items()
                },
            }
        )
    write("layers.json", {"cases": cases})


# --- Penalties, frozen layers, embeddings: 20 iterations of training ---


def trainings():
    """Small networks trained on the whole part by plain descent, the penalties summed by hand."""
    cases = []
    for name, l1, l2, frozen in [
        ("plain", 0, 0, []),
        ("l1", 0.02, 0, []),
        ("l2", 0, 0.05, []),
        ("both", 0.01, 0.03, []),
        ("frozen", 0.01, 0.03, [0]),
    ]:
        # A column of four categories, and two of amounts.
        x = waves(6, 3)
        x[:, 0] = torch.tensor([0.0, 2, 1, 3, 2, 0])
        y = waves(6 + 4)[4:].reshape(6, 1)
        table = torch.nn.Embedding(4, 2)
        first, last = torch.nn.Linear(4, 3), torch.nn.Linear(3, 1)
        layers = [table, first, last]
        tensors = [
            (layer, key, value)
            for layer, own in enumerate(layers)
            for key, value in own.named_parameters()
        ]
        for index, (_, _, value) in enumerate(tensors):
            with torch.no_grad():
                value.copy_(0.5 * waves(value.numel() + index)[index:].reshape(value.shape))
        flat = lambda value: [round(number, 7) for number in value.detach().flatten().tolist()]
        before = [flat(value) for _, _, value in tensors]
        learnt = [value for layer, _, value in tensors if layer not in frozen]
        optimizer = torch.optim.SGD(learnt, lr=0.1)
        losses = []
        for _ in range(20):
            optimizer.zero_grad()
            inputs = torch.cat([table(x[:, 0].long()), x[:, 1:]], 1)
            loss = ((last(torch.tanh(first(inputs))) - y) ** 2).mean()
            for layer, key, value in tensors:
                if key == "weight" and layer not in frozen:
                    loss = loss + l1 * value.abs().sum() + l2 * (value**2).sum()
            losses.append(round(loss.item(), 7))
            loss.backward()
            optimizer.step()
        cases.append(
            {
                "name": name,
                "l1": l1,
                "l2": l2,
                "frozen": frozen,
                "inputs": flat(x),
                "targets": flat(y),
                "before": before,
                "after": [flat(value) for _, _, value in tensors],
                "losses": losses,
            }
        )
    write("trainings.json", {"cases": cases})


activations()
losses()
metrics()
optimizers()
muons()
layers()
trainings()
