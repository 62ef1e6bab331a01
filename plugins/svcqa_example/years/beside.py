"""The two years pass in a process of their own, while the demonstration audits the large company."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import svcqa
from svcqa import Text, UsageError
from svcqa_example.years.loop import REPORTS, loop, told


@contextmanager
def passing(folder: Path, lang: str) -> Iterator[Future[list[Text]]]:
    """Let the two years pass beside what is done here; the result is what to say of them."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool.submit(passed, folder, lang)


def passed(folder: Path, lang: str) -> list[Text]:
    """The two years, and the reports of their last audit; what to say of them.

    A format whose part of the installation is missing is left out, and said.
    """
    made = loop(folder)
    said = [told(made, folder)]
    for name, format_ in REPORTS.items():
        try:
            (folder / name).write_bytes(svcqa.render(made.audit, format_, "en" if lang == "en" else "zh"))
        except UsageError as error:
            said.append(Text(error.say("zh"), error.say("en")))
    return said
