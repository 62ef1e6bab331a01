"""Parts of the installation that are optional: what is missing is named, with the way to get it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from svcqa.errors import UsageError
from svcqa.text import Text


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import what an optional part of the installation brings.

    Raises:
        UsageError: it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError.of(
            f"没有安装输出{extra}所需的部分（{error.name}）。",
            f"what {extra} needs is not installed ({error.name}).",
            where=extra,
            mend=Text(f'请运行：pip install "svcqa[{extra}]"', f'Run: pip install "svcqa[{extra}]"'),
        ) from error
