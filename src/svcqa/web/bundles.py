"""All that a version has to download in one zip, put together on disk; what cannot be made is named in it."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from svcqa.errors import SvcqaError
from svcqa.text import Lang
from svcqa.web import words
from svcqa.web.store.files import Files
from svcqa.web.store.names import within
from svcqa.web.store.uploads import Handed

Making = tuple[str, Callable[[], bytes]]
"""The name of something in the zip, and what makes it."""


def bundle(folder: Path, store: Files, originals: Sequence[Handed], makings: Sequence[Making], lang: Lang) -> Path:
    """Write the zip; whoever asked for it removes it.

    Args:
        folder: the desk's folder.
        store: where the originals are.
        originals: the files as they were handed in.
        makings: what else stands in it.
        lang: language of names.
    """
    place = folder / "temporary"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix="bundle-", dir=place, delete=False) as stream:
        path = Path(stream.name)
        try:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                _fill(archive, store, originals, makings, lang)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _fill(
    archive: zipfile.ZipFile, store: Files, originals: Sequence[Handed], makings: Sequence[Making], lang: Lang
) -> None:
    inner = words.say(lang, "downloads.name.originals")
    for one in originals:
        with store.path(one.digest).open("rb") as source, archive.open(f"{inner}/{within(one.name)}", "w") as target:
            shutil.copyfileobj(source, target)
    missing = list(_made(archive, makings, lang))
    if missing:
        archive.writestr(words.say(lang, "downloads.missing"), "\r\n".join(missing).encode("utf-8-sig"))


def _made(archive: zipfile.ZipFile, makings: Sequence[Making], lang: Lang) -> Iterator[str]:
    for name, make in makings:
        try:
            archive.writestr(name, make())
        except SvcqaError as error:
            why = " ".join(one.say(lang) for one in error.problems)
            yield words.say(lang, "downloads.missing.line", name=name, why=why)
