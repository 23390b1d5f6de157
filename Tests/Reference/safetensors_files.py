"""Reads and writes files with the package safetensors.

    safetensors_files.py read FILE    one line a tensor: name, type, shape, and its numbers
    safetensors_files.py write FILE   a layer of two inputs and one output, called dense_1
"""

import sys

import numpy
from safetensors import safe_open
from safetensors.numpy import save_file

action, path = sys.argv[1:]
if action == "read":
    with safe_open(path, "np") as file:
        print("metadata", *sorted(file.metadata()))
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            print(name, tensor.dtype, *tensor.shape, ":", *(repr(float(x)) for x in tensor.flatten()))
else:
    tensors = {
        "dense_1.weight": numpy.array([[0.5], [-2.25]], numpy.float32),
        "dense_1.bias": numpy.array([4], numpy.float32),
    }
    save_file(tensors, path, metadata={"format": "np"})
