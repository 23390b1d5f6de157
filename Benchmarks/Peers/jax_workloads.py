"""The workloads of the engine's benchmark in JAX at its best: a whole epoch is one compiled call.

    python jax_workloads.py [RUNS] [W1 W3 …]

Prints one JSON object a line: the median seconds of an epoch after a first one that is not counted,
or, for W8, of a prediction. Convolutions are left out unless they are named: they take minutes.
"""

import json
import statistics
import sys
import time

import jax
import jax.numpy as jnp
from jax import lax, random

BY_DEFAULT = ["W1", "W2", "W3", "W6", "W7", "W8"]


def weights(key, shapes):
    keys = random.split(key, len(shapes))
    return [random.normal(k, s) * (1 / max(s[0], 1)) ** 0.5 for k, s in zip(keys, shapes)]


def dense_network(sizes, activations):
    shapes = [s for a, b in zip(sizes, sizes[1:]) for s in ((a, b), (b,))]

    def apply(w, x):
        for index, activation in enumerate(activations):
            x = x @ w[2 * index] + w[2 * index + 1]
            if activation:
                x = activation(x)
        return x

    return shapes, apply


def conv(x, w, padding):
    dimensions = ("NCHW", "OIHW", "NCHW")
    return lax.conv_general_dilated(x, w, (1, 1), padding, dimension_numbers=dimensions)


def pool(x):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")


def image_network(convolutions, dense, padding):
    """Convolutions as (shape of the weight, whether a pool follows), then dense sizes."""
    shapes = [shape for shape, _ in convolutions]
    shapes += [s for a, b in zip(dense, dense[1:]) for s in ((a, b), (b,))]

    def apply(w, x):
        for index, (_, pools) in enumerate(convolutions):
            x = jax.nn.relu(conv(x, w[index], padding))
            x = pool(x) if pools else x
        x = x.reshape(x.shape[0], -1)
        first = len(convolutions)
        for index in range(len(dense) - 1):
            x = x @ w[first + 2 * index] + w[first + 2 * index + 1]
            x = jax.nn.relu(x) if index + 2 < len(dense) else x
        return x

    return shapes, apply


def lstm_network(inputs, units, outputs):
    shapes = [(inputs, 4 * units), (units, 4 * units), (4 * units,), (units, outputs), (outputs,)]

    def apply(w, x):
        given = jnp.swapaxes(x @ w[0] + w[2], 0, 1)

        def step(state, gates):
            h, c = state
            i, f, g, o = jnp.split(gates + h @ w[1], 4, axis=1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), None

        zeros = jnp.zeros((x.shape[0], units))
        (h, _), _ = lax.scan(step, (zeros, zeros), given)
        return h @ w[3] + w[4]

    return shapes, apply


def cross_entropy(answer, y):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(answer), y[:, None], axis=1))


def log_loss(answer, y):
    return jnp.mean(jax.nn.softplus(answer) - y * answer)


def squared_error(answer, y):
    return jnp.mean((answer - y) ** 2)


def sgd(rate, momentum=0.0):
    def update(w, gradient, state):
        if not momentum:
            return w - rate * gradient, state
        velocity = momentum * state[0] + gradient
        return w - rate * velocity, (velocity,)

    return update, 1 if momentum else 0


def adam(rate=0.001):
    def update(w, gradient, state):
        first = 0.9 * state[0] + 0.1 * gradient
        second = 0.999 * state[1] + 0.001 * gradient**2
        count = state[2] + 1
        size = first / (1 - 0.9**count) / (jnp.sqrt(second / (1 - 0.999**count)) + 1e-8)
        return w - rate * size, (first, second, count)

    return update, 3


relu, tanh = jax.nn.relu, jnp.tanh

# name: shape of the samples, classes (0: yes or no, -1: a number), network, loss, optimizer, batch,
# epochs that are measured together
WORKLOADS = {
    "W1": ((740, 40), 0, dense_network([40, 64, 32, 1], [relu, relu, None]), log_loss, adam(), 32, 20),
    "W2": ((200, 2), 0, dense_network([2, 8, 8, 1], [tanh, tanh, None]), log_loss, sgd(0.1), 10, 100),
    "W3": (
        (60_000, 784), 10, dense_network([784, 256, 128, 10], [relu, relu, None]), cross_entropy,
        sgd(0.01, 0.9), 128, 1),
    "W4": (
        (12_000, 1, 28, 28), 10,
        image_network([((20, 1, 5, 5), True), ((50, 20, 5, 5), True)], [800, 500, 10], "VALID"),
        cross_entropy, adam(), 64, 1),
    "W5": (
        (5_000, 3, 32, 32), 10,
        image_network(
            [((32, 3, 3, 3), False), ((32, 32, 3, 3), True), ((64, 32, 3, 3), False),
             ((64, 64, 3, 3), True)], [4096, 256, 10], "SAME"),
        cross_entropy, adam(), 64, 1),
    "W6": ((6_000, 28, 28), 10, lstm_network(28, 128, 10), cross_entropy, adam(), 64, 1),
    "W7": ((3_000, 10), -1, dense_network([10, 1], [None]), squared_error, sgd(0.1), 3_000, 200),
}


def data(shape, classes):
    x = random.normal(random.key(1), shape)
    if classes > 0:
        return x, jnp.arange(shape[0]) * 7919 % classes
    if classes == 0:
        return x, (x[:, :1] > 0).astype(jnp.float32)
    return x, x @ (1 / jnp.arange(1.0, shape[1] + 1))[:, None]


def training(x, y, apply, loss_of, optimizer, batch, epochs):
    """A compiled call that trains so many epochs."""
    update, states = optimizer
    count = x.shape[0]
    whole = count // batch * batch

    def step(carry, rows):
        w, s = carry
        gradients = jax.grad(lambda w: loss_of(apply(w, x[rows]), y[rows]))(w)
        pairs = [update(a, g, b) for a, g, b in zip(w, gradients, s)]
        return ([p[0] for p in pairs], [p[1] for p in pairs]), None

    def epoch(carry, key):
        if batch == count:
            return step(carry, slice(None))
        order = random.permutation(key, count)
        carry, _ = lax.scan(step, carry, order[:whole].reshape(-1, batch))
        return (step(carry, order[whole:]) if whole < count else (carry, None))

    def run(w, s, keys):
        carry, _ = lax.scan(epoch, (w, s), keys)
        return carry

    return jax.jit(run), lambda w: [(jnp.zeros_like(a),) * min(states, 2) + (0.0,) * (states - 2) for a in w]


def measure(name, runs):
    shape, classes, (shapes, apply), loss_of, optimizer, batch, epochs = WORKLOADS[name]
    x, y = data(shape, classes)
    w = weights(random.key(2), shapes)
    run, states_of = training(x, y, apply, loss_of, optimizer, batch, epochs)
    s = states_of(w)
    times = []
    for number in range(runs + 1):
        keys = random.split(random.key(number), epochs)
        start = time.perf_counter()
        w, s = run(w, s, keys)
        jax.block_until_ready(w)
        times.append((time.perf_counter() - start) / epochs)
    return {"seconds": statistics.median(times[1:])}


def measure_prediction(runs):
    shape, _, (shapes, apply), *_ = WORKLOADS["W3"]
    w = weights(random.key(2), shapes)
    predict = jax.jit(lambda x: jax.nn.softmax(apply(w, x)))
    result = {}
    for field, rows, repeats in (("one", 1, 2_000), ("batch", 256, 200)):
        x = random.normal(random.key(1), (rows, shape[1]))
        times = []
        for _ in range(runs + 1):
            start = time.perf_counter()
            for _ in range(repeats):
                predict(x).block_until_ready()
            times.append((time.perf_counter() - start) / repeats)
        result[field] = statistics.median(times[1:])
    return result


def main():
    arguments = sys.argv[1:]
    runs = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 5
    for name in arguments or BY_DEFAULT:
        result = measure_prediction(runs) if name == "W8" else measure(name, runs)
        print(json.dumps({"workload": name, "version": jax.__version__, **result}), flush=True)


main()
