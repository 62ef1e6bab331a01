"""Copies of all audited files with their marks, and what became of every file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from svcqa.accounts import InputAccount
from svcqa.annotating import FileMarks, annotated
from svcqa.annotating.index import Outcome, clean, copied, placeless, refused
from svcqa.annotating.inputs import Inputs, checked
from svcqa.errors import InputError
from svcqa.findings import Audit
from svcqa.text import Lang, Text

_AUDIT = Text("审核基准日{as_of}，审核结果摘要{digest}", "Audit as of {as_of}, digest {digest}")
_SOURCE = Text("文件：{name}，SHA-256 {digest}", "File: {name}, SHA-256 {digest}")


def copies(
    audit: Audit,
    marks: Mapping[str, FileMarks],
    found: Inputs,
    lang: Lang,
    progress: Callable[[str], None] | None = None,
) -> Iterator[tuple[str, bytes | None, Outcome]]:
    """The copies one after the other, in the order of the audit.

    Args:
        audit: the audit.
        marks: file → its marks, see :func:`svcqa.annotating.marks_of`.
        found: where the files lie, see :func:`svcqa.annotating.inputs.located`.
        lang: the language of what is written into them.
        progress: told which file is marked.

    Yields:
        The file's name in the audit (empty for findings that name none), its copy if there is one, what became of it.

    Raises:
        InputError: a file is not what was audited.
    """
    for account in audit.content.inputs:
        name = account.name
        if name in found.found:
            if progress:
                progress(name)
            yield name, *_copy(audit, account, (marks[name], found.found[name]), lang)
        else:
            yield name, None, refused(name, marks[name], found.refused[name]) if name in marks else clean(name)
    if "" in marks:
        yield "", None, placeless(marks[""])


def _copy(
    audit: Audit, account: InputAccount, given: tuple[FileMarks, Path], lang: Lang
) -> tuple[bytes | None, Outcome]:
    """One copy; a file that is not built as it should be does not keep the others back."""
    name, (marks, path) = account.name, given
    data = checked(path, account)
    try:
        made = annotated(data, marks, _lines(audit, account, lang), lang, name)
    except InputError as error:
        return None, refused(name, marks, error.problems[0].what)
    return made.data, copied(name, marks, made)


def _lines(audit: Audit, account: InputAccount, lang: Lang) -> list[str]:
    told = (
        _SOURCE.fill(name=account.name, digest=account.sha256),
        _AUDIT.fill(as_of=audit.content.as_of, digest=audit.digest),
    )
    return [one.say(lang) for one in told]
