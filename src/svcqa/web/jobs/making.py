"""A worker that makes bytes, such as a marked copy. Run as ``python -m svcqa.web.jobs.making``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from svcqa.web.jobs.limited import Say, carry_out
from svcqa.web.jobs.messages import RESULT, Made, Making


def make(order: Making, _: Say) -> Made:
    """Call the function, and leave what it gives in the folder.

    Raises:
        SvcqaError: it cannot be made.
    """
    module, name = order.function.split(":")
    folder = Path(order.folder)
    made: bytes = getattr(import_module(module), name)(Path(order.desk), folder, **order.arguments)
    (folder / RESULT).write_bytes(made)
    return Made(RESULT)


if __name__ == "__main__":
    carry_out(Making, make)
