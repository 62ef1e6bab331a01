"""What can be downloaded of a version, as pages ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from svcqa.text import Lang
from svcqa.web.histories import Histories
from svcqa.web.jobs import mending, outputs
from svcqa.web.jobs.dates import day_of
from svcqa.web.jobs.tasks import Tasks
from svcqa.web.store.uploads import Handed, Version


@dataclass(frozen=True)
class Downloads:
    """Makes what people download; each thing once, until something is decided that changes it."""

    tasks: Tasks
    histories: Histories

    def report(self, project: int, version: Version, format_: str, lang: Lang, *, mask: bool = False) -> bytes:
        """The audit of a version that is done, as a report.

        Raises:
            DeskError: it cannot be made, or no plugin knows the format.
        """
        told = {**self._decided(project), "audit": version.digest, "format": format_, "lang": lang, "mask": mask}
        return self.tasks.make(outputs.REPORT, self._place(project), **told)

    def annotated(self, project: int, version: Version, files: Sequence[Handed], lang: Lang) -> bytes:
        """A zip with marked copies of the version's workbooks, and an index.

        Raises:
            DeskError: it cannot be made.
        """
        read = [*files, *_asked(version)]
        told = {**self._decided(project), "audit": version.digest, "files": _plain(read), "lang": lang}
        return self.tasks.make(outputs.ANNOTATED, self._place(project), **told)

    def receipt(self, version: Version, files: Sequence[Handed], lang: Lang) -> bytes:
        """The error sheet of a version: a workbook.

        Raises:
            DeskError: it cannot be made.
        """
        told = {"files": _plain(files), "settings": version.settings, "lang": lang}
        return self.tasks.make(outputs.RECEIPT, **told)

    def comparison(
        self, versions: tuple[Version, Version], files: tuple[Sequence[Handed], Sequence[Handed]], format_: str,
        lang: Lang,
    ) -> bytes:  # fmt: skip
        """What differs between an older and a newer version, by the settings and the audit workbook of the newer one.

        Args:
            versions: the older and the newer one.
            files: those of each.
            format_: ``text``, ``json`` or ``xlsx``.
            lang: language of what people read.

        Raises:
            DeskError: it cannot be made.
        """
        return self.tasks.make(outputs.COMPARISON, **_beside(versions, files), format=format_, lang=lang)

    def mended(
        self, project: int, versions: tuple[Version, Version], files: tuple[Sequence[Handed], Sequence[Handed]],
        before: Sequence[str],
    ) -> bytes:  # fmt: skip
        """What became of the findings of an older version in a newer one, for :class:`svcqa.web.mended.telling.Told`.

        Args:
            project: the project.
            versions: the older and the newer one.
            files: those of each.
            before: digests of the audits of versions before the older one.

        Raises:
            DeskError: it cannot be made.
        """
        told = _beside(versions, files)
        return self.tasks.make(mending.MENDED, self._place(project), before=list(before), **told)

    def _place(self, project: int) -> dict[str, Any]:
        return {"history": self.histories.place(project)}

    def _decided(self, project: int) -> dict[str, Any]:
        """The project, and how much has been decided in it by now."""
        return {"events": [project, len(self.histories.of(project).events())]}


def _asked(version: Version) -> list[Handed]:
    """The audit workbook that a version was checked with, if there was one."""
    return [msgspec.convert(one, Handed) for one in [version.figures.get("workbook")] if one]


def _beside(
    versions: tuple[Version, Version], files: tuple[Sequence[Handed], Sequence[Handed]]
) -> dict[str, Any]:  # fmt: skip
    """All on which a comparison hangs: one yardstick, so that whatever differs comes of the files."""
    (old, new), (older, newer) = map(_plain, files), versions
    return {
        "old": old, "new": new, "workbook": _plain(_asked(newer)), "settings": newer.settings, "day": _day(older),
    }  # fmt: skip


def _plain(files: Sequence[Handed]) -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = msgspec.to_builtins(list(files))
    return plain


def _day(version: Version) -> str:
    return day_of(version.at).isoformat()
