"""Compiles a file of Python without running it."""

import pathlib
import sys

path = pathlib.Path(sys.argv[1])
compile(path.read_text(encoding="utf-8"), path.name, "exec")
