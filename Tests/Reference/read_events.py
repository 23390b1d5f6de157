"""Prints the curves in a folder as TensorBoard reads them: run, name, count, first and last step, last
value, with tabs between."""

import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

root = pathlib.Path(sys.argv[1])
for path in sorted(root.rglob("*tfevents*")):
    events = EventAccumulator(str(path), size_guidance={"scalars": 0})
    events.Reload()
    for tag in events.Tags()["scalars"]:
        scalars = events.Scalars(tag)
        print(
            path.parent.relative_to(root), tag, len(scalars), scalars[0].step, scalars[-1].step,
            scalars[-1].value, sep="\t",
        )
