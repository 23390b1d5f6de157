"""The workloads of the engine's benchmark in PyTorch, as its users write them, tensors in memory.

    python pytorch_workloads.py [RUNS] [W1 W3 …]

Prints one JSON object a line: the median seconds of an epoch after a first one that is not counted
(for W8, of a prediction), and the bytes at the peak beyond the idle process and its data, which a
process of its own measures: its libraries are loaded, the network is made and has seen one sample
before.
"""

import ctypes
import gc
import json
import os
import statistics
import subprocess
import sys
import time

import torch
from torch import nn


class Last(nn.Module):
    """The last output of a recurrent layer."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][:, -1]


def dense(inputs, layers):
    parts = []
    for units, activation in layers:
        parts.append(nn.Linear(inputs, units))
        if activation:
            parts.append({"relu": nn.ReLU, "tanh": nn.Tanh}[activation]())
        inputs = units
    return nn.Sequential(*parts)


def conv(inputs, outputs, size, padding=0):
    return [nn.Conv2d(inputs, outputs, size, padding=padding), nn.ReLU()]


def lenet():
    return nn.Sequential(
        *conv(1, 20, 5), nn.MaxPool2d(2), *conv(20, 50, 5), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(800, 500), nn.ReLU(), nn.Linear(500, 10))


def cifar():
    return nn.Sequential(
        *conv(3, 32, 3, 1), *conv(32, 32, 3, 1), nn.MaxPool2d(2), *conv(32, 64, 3, 1),
        *conv(64, 64, 3, 1), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4096, 256), nn.ReLU(),
        nn.Linear(256, 10))


def adam(parameters):
    return torch.optim.Adam(parameters, 0.001)


# name: shape of the samples, classes (0: yes or no, -1: a number), network, optimizer, batch, epochs
WORKLOADS = {
    "W1": ((740, 40), 0, lambda: dense(40, [(64, "relu"), (32, "relu"), (1, None)]), adam, 32, 5),
    "W2": (
        (200, 2), 0, lambda: dense(2, [(8, "tanh"), (8, "tanh"), (1, None)]),
        lambda p: torch.optim.SGD(p, 0.1), 10, 20),
    "W3": (
        (60_000, 784), 10, lambda: dense(784, [(256, "relu"), (128, "relu"), (10, None)]),
        lambda p: torch.optim.SGD(p, 0.01, momentum=0.9), 128, 1),
    "W4": ((12_000, 1, 28, 28), 10, lenet, adam, 64, 1),
    "W5": ((5_000, 3, 32, 32), 10, cifar, adam, 64, 1),
    "W6": (
        (6_000, 28, 28), 10,
        lambda: nn.Sequential(Last(nn.LSTM(28, 128, batch_first=True)), nn.Linear(128, 10)), adam,
        64, 1),
    "W7": ((3_000, 10), -1, lambda: dense(10, [(1, None)]), lambda p: torch.optim.SGD(p, 0.1), 3_000, 50),
}


def memory(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field)) * 1024


def forget_peak():
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def measure(name, runs, only_memory=False):
    shape, classes, make, optimizer_of, batch, epochs = WORKLOADS[name]
    torch.manual_seed(1)
    x = torch.randn(shape)
    if classes > 0:
        y, loss_of = torch.arange(shape[0]) * 7919 % classes, nn.CrossEntropyLoss()
    elif classes == 0:
        y, loss_of = (x[:, :1] > 0).float(), nn.BCEWithLogitsLoss()
    else:
        y, loss_of = x @ (1 / torch.arange(1.0, shape[1] + 1))[:, None], nn.MSELoss()
    net = make()
    optimizer = optimizer_of(net.parameters())
    if only_memory:
        loss_of(net(x[:1]), y[:1]).backward()
        optimizer.zero_grad()
        forget_peak()
        before = memory("VmRSS")
        runs, epochs = 0, 1
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        for _ in range(epochs):
            order = torch.randperm(shape[0])
            for first in range(0, shape[0], batch):
                rows = order[first : first + batch]
                optimizer.zero_grad()
                loss = loss_of(net(x[rows]), y[rows])
                loss.backward()
                optimizer.step()
        times.append((time.perf_counter() - start) / epochs)
    return memory("VmHWM") - before if only_memory else statistics.median(times[1:])


def measure_prediction(runs):
    shape, _, make, *_ = WORKLOADS["W3"]
    net = nn.Sequential(make(), nn.Softmax(1)).eval()
    result = {}
    with torch.inference_mode():
        for field, rows, repeats in (("one", 1, 2_000), ("batch", 256, 200)):
            x = torch.randn(rows, shape[1])
            times = []
            for _ in range(runs + 1):
                start = time.perf_counter()
                for _ in range(repeats):
                    net(x)
                times.append((time.perf_counter() - start) / repeats)
            result[field] = statistics.median(times[1:])
    return result


def measure_training(name, runs):
    seconds = measure(name, runs)
    peak = subprocess.run(
        [sys.executable, os.path.abspath(__file__), "--peak", name], capture_output=True, text=True)
    return {"seconds": seconds, "peak": int(peak.stdout or 0) or None}


def main():
    arguments = sys.argv[1:]
    runs = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 5
    torch.set_num_threads(2)
    if arguments and arguments[0] == "--peak":
        return print(measure(arguments[1], 0, only_memory=True))
    for name in arguments or [*WORKLOADS, "W8"]:
        result = measure_prediction(runs) if name == "W8" else measure_training(name, runs)
        print(json.dumps({"workload": name, "version": torch.__version__, **result}), flush=True)


main()
