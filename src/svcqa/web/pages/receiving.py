"""Taking in the files of a form: each is kept or refused with a reason, and nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.datastructures import FormData, UploadFile

from svcqa.errors import DeskError, Problem, SvcqaError
from svcqa.text import Text
from svcqa.web.pages.visit import Visit
from svcqa.web.store import uploads
from svcqa.web.store.uploads import Handed

LARGEST_FILE = 200_000_000
"""Bytes of one file."""
LARGEST_FORM = 500_000_000
"""Bytes of all that is sent at once."""
_SHOWN = 60
"""Characters of a title that is made of a file's name."""


@dataclass(frozen=True)
class Received:
    """What came with a form: files that were kept, and why others were not."""

    taken: Sequence[Handed]
    refused: Sequence[Problem]


def received(visit: Visit, form: FormData) -> Received:
    """Keep the files of a form.

    Raises:
        DeskError: nobody said by which manuals the project is checked, or none of them could be kept.
    """
    _check_manual(visit)
    taken: list[Handed] = []
    refused: list[Problem] = []
    for one in form.getlist("files"):
        if not isinstance(one, UploadFile) or not one.filename:
            continue
        try:
            stored = visit.desk.workshop.files.take(one.file, LARGEST_FILE, one.filename)
            taken.append(uploads.handed(one.filename, stored))
        except SvcqaError as error:
            refused += error.problems
    if refused and not taken:
        raise DeskError(*(Problem(Text(one.say("zh"), one.say("en")), "files") for one in refused))
    return Received(taken, refused)


def _check_manual(visit: Visit) -> None:
    if not visit.project.settings.rulesets:
        raise DeskError.of(
            "还没有选规则集，暂时不能检查。", "no ruleset is chosen yet, so nothing can be checked.", where="files",
            mend=Text("请让项目的审核员在“设置”里选。", "Ask an auditor of the project to choose one in its settings."),
        )  # fmt: skip


def titled(written: str, files: Sequence[Handed]) -> str:
    """What a submission is called: as written, or else after its first file."""
    if written or not files:
        return " ".join(written.split())[:100]
    return PurePosixPath(files[0].name).stem[:_SHOWN]
