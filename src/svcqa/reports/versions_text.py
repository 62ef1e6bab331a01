"""A comparison of two versions for a terminal: the numbers, and what to look at first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from svcqa.reports.shown import cell_text, key_text, printable
from svcqa.reports.versions_told import (
    COUNTED,
    about,
    counted,
    field_of,
    register_of,
    remark,
    sheet_line,
    troubles,
    versions,
)
from svcqa.reports.words import Words
from svcqa.text import Lang
from svcqa.versions import FLAGS, KINDS, OUTCOMES, Change, Comparison
from svcqa.widths import aligned, clip

WIDTH = 100
EXAMPLES = 20
_INDENT = "  "


def render(comparison: Comparison, lang: Lang) -> bytes:
    """The summary; quotations are cut at 100 columns, sentences are not."""
    words = Words(lang)
    sections = (_heading, _registers, _cells, _findings, _first, _apart, _left_out, _inputs)
    blocks = [[printable(line) for line in section(comparison, words)] for section in sections]
    return ("\n\n".join("\n".join(block) for block in blocks if block) + "\n").encode()


def _heading(comparison: Comparison, words: Words) -> Iterator[str]:
    content = comparison.content
    yield words("versions_title")
    if content.as_of:
        yield words("count_line", name=words("version_as_of"), count=content.as_of)
    for name, setting in content.settings.items():
        yield f"{words('setting')} {words.named('setting', f'{name}={setting}')}"
    yield from (words(name) for name in ("versions_about", "versions_beside"))


def _registers(comparison: Comparison, words: Words) -> Iterator[str]:
    counts = comparison.content.counts
    if not counts:
        return
    yield words("versions_rows")
    heads = [*map(words, COUNTED), words("register")]
    rows = [[*(f"{number:,}" for number in counted(one)), _register(comparison, one.register, words)] for one in counts]
    yield from (_INDENT + line for line in aligned([heads, *rows], frozenset(range(len(COUNTED)))))
    for one in counts:
        if one.held_by != "both":
            yield f"{_INDENT}{_register(comparison, one.register, words)}  {remark(one, words)}"


def _register(comparison: Comparison, name: str, words: Words) -> str:
    return printable(register_of(comparison, name, words))


def _cells(comparison: Comparison, words: Words) -> Iterator[str]:
    numbers = [
        *((words.named("flag", flag), comparison.flagged(flag)) for flag in FLAGS),
        *((words.named("difference", kind), comparison.count(kind)) for kind in KINDS),
        *(
            (words(name), sum(getattr(one, name) for one in comparison.content.counts))
            for name in ("without_column", "without_result")
        ),
    ]
    if not len(comparison.changes) and not len(comparison.apart):
        yield words("nothing_differs")
    yield from (words("count_line", name=name, count=f"{count:,}") for name, count in numbers if count)


def _findings(comparison: Comparison, words: Words) -> Iterator[str]:
    outcomes = comparison.content.outcomes
    if outcomes is None:
        return
    yield words("sheet_outcomes")
    for name in OUTCOMES:
        if outcomes.get(name):
            yield _INDENT + words("count_line", name=words.named("outcome", name), count=f"{outcomes[name]:,}")


def _first(comparison: Comparison, words: Words) -> Iterator[str]:
    flagged = sum(map(comparison.flagged, FLAGS))
    if flagged:
        yield words("first_changes", shown=f"{min(flagged, EXAMPLES):,}", total=f"{flagged:,}")
    if comparison.flagged("time_filled"):
        yield words("versions_undated")
    for one in islice(comparison.changes, min(flagged, EXAMPLES)):
        yield from (clip(line, WIDTH) for line in map(printable, _change(comparison, one, words)))


def _change(comparison: Comparison, one: Change, words: Words) -> Iterator[str]:
    register = register_of(comparison, one.register, words)
    field = field_of(comparison, one.register, one.field, words)
    flag, kind = words.named("flag", one.flag), words.named("difference", one.kind)
    yield f"{_INDENT}{register}  {key_text(one.key, words)}  {field}  {flag}  {kind}"
    yield f"{_INDENT * 2}{words('version.old')}  {cell_text(one.old, words)}"
    yield f"{_INDENT * 2}{words('version.new')}  {cell_text(one.new, words)}"


def _apart(comparison: Comparison, words: Words) -> Iterator[str]:
    if len(comparison.apart):
        yield words(
            "first_apart", shown=f"{min(len(comparison.apart), EXAMPLES):,}", total=f"{len(comparison.apart):,}"
        )
    for one in islice(comparison.apart, EXAMPLES):
        register, what = register_of(comparison, one.register, words), words(f"sheet_{one.what}")
        cell = cell_text(one.cells[0], words) if one.cells else words.named("version", one.version)
        line = f"{_INDENT}{what}  {register}  {key_text(one.key, words)}  {cell}  {about(one, words)}"
        yield clip(printable(line), WIDTH)


def _left_out(comparison: Comparison, words: Words) -> Iterator[str]:
    """The columns that were not compared, those of one heading together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in comparison.content.left_out:
        place = " → ".join(filter(None, [one.file, one.sheet, one.column]))
        groups.setdefault((one.version, one.register, one.heading, one.why), []).append(place)
    if groups:
        yield words("first_left_out", shown=f"{min(len(groups), EXAMPLES):,}", total=f"{len(groups):,}")
    for (version, register, heading, why), places in islice(groups.items(), EXAMPLES):
        more = words("and_more", count=f"{len(places) - 1:,}") if len(places) > 1 else ""
        told = [words.named("version", version), register_of(comparison, register, words), heading, places[0] + more]
        yield clip(_INDENT + printable("  ".join([*told, words.named("why", why)])), WIDTH)


def _inputs(comparison: Comparison, words: Words) -> Iterator[str]:
    yield words("files_of_both")
    for version, file in versions(comparison):
        yield f"{_INDENT}{words.named('version', version)}  {file.name}"
        yield from (f"{_INDENT * 2}{words.said(note)}" for note in file.notes)
        yield from (f"{_INDENT * 2}{whole.sheet}  {words.whole(whole)}" for whole in file.whole_sheets)
        for sheet in file.sheets:
            name, register, rows, imported, aside, _, told = sheet_line(comparison, sheet, words)
            read = words("read_rows", rows=f"{rows:,}", imported=f"{imported:,}", aside=f"{aside:,}")
            yield f"{_INDENT * 2}{' → '.join(filter(None, [str(name), str(register)]))}  {read}  {told}".rstrip()
    for version, place, why in troubles(comparison, words):
        yield f"{_INDENT}{words('problem')}: {words.named('version', version)}  {place}  {why}"
