"""What people download, made of a kept audit and the files it read; each runs in a process of its own.

They are called by name through :class:`svcqa.web.jobs.tasks.Tasks`, with the desk's folder and one of their own.
``history`` is where the project's history is; all else names what the result hangs on. An audit with reviews is another
result for every review, so ``events`` says which project, and how many events its
history held when it was asked for.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from svcqa.text import Lang
from svcqa.web.store.uploads import Handed

if TYPE_CHECKING:
    from svcqa.findings import Audit
    from svcqa.host import Host
    from svcqa.versions import Comparison
    from svcqa.web.jobs.laying import Laid
    from svcqa.web.store.settings import Settings

ANNOTATED = "svcqa.web.jobs.outputs:annotated_copies"
REPORT = "svcqa.web.jobs.outputs:report"
RECEIPT = "svcqa.web.jobs.outputs:receipt"
COMPARISON = "svcqa.web.jobs.outputs:comparison"


def report(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, history: str, audit: str, events: list[int], format: str, lang: Lang, mask: bool  # noqa: A002
) -> bytes:  # fmt: skip
    """An audit in a format that the plugins know, with what was decided by now."""
    from svcqa.rendering import render

    return render(_recalled(history, audit), format, lang, mask=mask)


def annotated_copies(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, history: str, audit: str, events: list[int], files: list[dict[str, Any]], lang: Lang
) -> bytes:
    """A zip with the marked copies, and the index that says what became of every file and finding."""
    from svcqa.annotating import marks_of
    from svcqa.annotating.copies import copies
    from svcqa.annotating.index import NAME, index
    from svcqa.annotating.inputs import located

    kept = _recalled(history, audit)
    marks, laid = marks_of(kept, lang), _laid(desk, folder, files)
    found = located(kept.content.inputs, [name for name in marks if name], laid.paths)
    outcomes, made = [], io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data, outcome in copies(kept, marks, found, lang):
            outcomes.append(outcome)
            if data is not None:
                archive.writestr(name, data)  # workbooks are packed already
        archive.writestr(NAME.say(lang), index(outcomes, marks, lang))
    return made.getvalue()


def receipt(desk: Path, folder: Path, *, files: list[dict[str, Any]], settings: dict[str, Any], lang: Lang) -> bytes:
    """The error sheet: what is missing or cannot be read, cell by cell, to hand back to whoever sent the files."""
    from svcqa.judging.receipt import receipt as made_of
    from svcqa.judging.understanding import understood
    from svcqa.rendering import hand_back

    given, options = _settings(settings)
    found = understood([_jobs(_laid(desk, folder, files), given)], given.rulesets, options)
    return hand_back(made_of(found.imported[0], found.registers, options.unusual), lang, host=found.host)


def comparison(  # noqa: PLR0913 - called by name
    desk: Path, folder: Path, *, old: list[dict[str, Any]], new: list[dict[str, Any]], workbook: list[dict[str, Any]],
    settings: dict[str, Any], day: str, format: str, lang: Lang,  # noqa: A002
) -> bytes:  # fmt: skip
    """What differs between two versions, cell by cell, and what became of findings; ``day``: that of the old one."""
    from svcqa.rendering import render_comparison

    made, _, host = compared(desk, folder, old=old, new=new, workbook=workbook, settings=settings, day=day)
    return render_comparison(made, format, lang, host=host)


def compared(  # noqa: PLR0913 - all but the first two by name
    desk: Path, folder: Path, *, old: list[dict[str, Any]], new: list[dict[str, Any]], workbook: list[dict[str, Any]],
    settings: dict[str, Any], day: str,
) -> tuple[Comparison, tuple[Audit, Audit], Host]:  # fmt: skip
    """Two versions read and audited side by side, by the same settings and audit workbook and as of the same day.

    ``workbook`` holds the audit workbook, or nothing.
    """
    from svcqa import audit
    from svcqa.comparing.run import compare
    from svcqa.judging.understanding import understood
    from svcqa.periods import AsOf

    given, options = _settings(settings)
    laid = [_laid(desk, folder / name, files) for name, files in (("old", old), ("new", new))]
    found = understood([_jobs(one, given) for one in laid], given.rulesets, options)
    order, book = given.order(dt.date.fromisoformat(day)), [*_laid(desk, folder / "workbook", workbook).paths, None][0]
    before, after = (audit.run(one.paths, **order, workbook=book, host=found.host) for one in laid)
    imported = found.imported[0], found.imported[1]
    audits, as_of = (before, after), AsOf.of(order["as_of"])
    made = compare(*imported, found.registers, as_of=as_of, settings=options.unusual, audits=audits)
    return made, audits, found.host


def _recalled(place: str, digest: str) -> Audit:
    from svcqa.history import History
    from svcqa.history.dossiers import complete

    with History(place) as history:
        return complete(history, history.find(digest))


def _laid(desk: Path, folder: Path, files: Sequence[dict[str, Any]]) -> Laid:
    """The files of a version that was checked: archives that could be unpacked are unpacked already."""
    from svcqa.web.jobs.laying import laid_out
    from svcqa.web.store.files import Files

    return laid_out(msgspec.convert(files, list[Handed]), (), Files(desk), folder)


def _settings(settings: dict[str, Any]) -> tuple[Settings, Any]:
    from svcqa.intake import IntakeOptions
    from svcqa.web.store.settings import Settings

    given = Settings.model_validate(settings)
    config = given.config
    options = IntakeOptions(
        config.columns, config.formats, config.sheets, lenient=config.dates == "lenient", skip_hidden=given.skip_hidden
    )
    return given, options


def _jobs(laid: Laid, settings: Settings) -> Any:
    from svcqa.intake import find_files

    return find_files(laid.paths, settings.config.exclude, settings.config.encoding)
