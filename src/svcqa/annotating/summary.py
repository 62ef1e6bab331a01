"""The sheet in front: what the marks mean, how many there are, and every finding with a way to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from svcqa.annotating.marks import Mention
from svcqa.annotating.styles import COLOURS, Styles
from svcqa.annotating.xml import address, cell_text, escaped, place
from svcqa.text import Lang, Text

TITLE = Text("疑点汇总", "Findings")
_LEADS = Text(
    "疑点是线索，不是结论：须经审核员复核后才能认定。请保留原始记录；记录有误时另行说明，不要改动已记录的时间或签名。",
    "Findings are leads, not conclusions, until an auditor has reviewed them. Leave the original records as they are: "
    "explain an error beside the record, and never change a time or a signature that was recorded.",
)
_COPY = Text(
    "这是标注副本：只加了底色、批注和本表，其余与审核时读取的文件相同。",
    "This is a marked copy: fills, comments and this sheet were added, all else is as in the file that was audited.",
)
_LEGEND = (
    ("finding", Text("疑点：被判断的记录", "A finding: the judged record")),
    ("evidence", Text("佐证：其他记录的疑点引用了这里", "Evidence: quoted by a finding about another record")),
    ("settled", Text("已豁免，或复核为已解释、读取错误", "Excused, or by review explained or a reading error")),
)
_COUNTS = (
    Text("工作表", "Sheet"), Text("条款", "Clause"), Text("规则", "Rule"), Text("疑点", "Findings"),
    Text("其中已豁免或已解释", "Of these excused or explained"), Text("作为佐证", "As evidence"),
)  # fmt: skip
_HEADINGS = (
    Text("单元格（点击前往）", "Cell (click to go there)"), Text("条款", "Clause"), Text("规则", "Rule"),
    Text("性质", "Kind"), Text("处理情况", "State"), Text("编号", "Key"), Text("说明", "Message"),
    Text("其他单元格", "Other cells"), Text("被判断的记录", "Judged record"),
)  # fmt: skip
_KIND = {True: Text("疑点", "finding"), False: Text("佐证", "evidence")}
_WHOLE = Text("{sheet}（整张工作表）", "{sheet} (whole sheet)")
_NO_PLACE = Text("（没有单元格）", "(no cell)")
_NO_SHEET = Text("{sheet}!{cell}（找不到）", "{sheet}!{cell} (not found)")
_MORE = Text("另有{count}项写不下，见审核结果。", "{count} more do not fit on a sheet; the audit has them.")
_WIDTHS = (26, 16, 20, 10, 20, 24, 60, 30, 36)
_MOST_ROWS, _MOST_LINKS = 1_000_000, 65_000
"""Beyond so many links spreadsheets refuse a sheet."""
_BOLD = '<b/><sz val="11"/><name val="Calibri"/>'
_LARGE = '<b/><sz val="16"/><name val="Calibri"/>'
_LINK = '<u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/>'
_HEADING = "FFDDEBF7"


@dataclass(frozen=True)
class Facts:
    """What the sheet says of its workbook and of the audit: lines for people, and which sheets there are."""

    lines: Sequence[str]
    sheets: frozenset[str]


@dataclass(frozen=True)
class _Looks:
    plain: int
    wrapped: int
    title: int
    bold: int
    heading: int
    link: int


class _Page:
    """The rows of a sheet while they are written."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []
        self.links: list[bytes] = []

    def write(self, cells: Iterable[tuple[str | int, int]], height: int = 0) -> None:
        """A row of texts and numbers, each with its style; as high as its texts need if no height is given."""
        number = len(self.rows) + 1
        made = (_cell(address((number, at)), value, style) for at, (value, style) in enumerate(cells))
        high = b' ht="%d" customHeight="1"' % height if height else b""
        self.rows.append(b'<row r="%d"%s>%s</row>' % (number, high, b"".join(made)))

    def link(self, target: str) -> None:
        """Let the first cell of the last row lead somewhere in the workbook."""
        if len(self.links) < _MOST_LINKS:
            self.links.append(b'<hyperlink ref="A%d" location="%s"/>' % (len(self.rows), escaped(target)))


def page(mentions: Sequence[Mention], facts: Facts, styles: Styles, space: str, lang: Lang) -> bytes:
    """The XML of the sheet.

    Args:
        mentions: what the workbook is told, in the order of the audit.
        facts: what is said above.
        styles: of the workbook; they get those of this sheet.
        space: the namespace of the workbook.
        lang: the language.
    """
    looks = _Looks(
        styles.written(), styles.written(wrap=True), styles.written(_LARGE), styles.written(_BOLD),
        styles.written(_BOLD, _HEADING, wrap=True), styles.written(_LINK),
    )  # fmt: skip
    made = _Page()
    made.write([(TITLE.say(lang), looks.title)], 26)
    for line in (_LEADS.say(lang), _COPY.say(lang), *facts.lines):
        made.write([(line, looks.plain)])
    for name, text in _LEGEND:
        made.write([(text.say(lang), styles.written(fill=COLOURS[name]))])  # type: ignore[index]
    made.write([])
    _counts(made, mentions, looks, lang)
    made.write([])
    made.write([(one.say(lang), looks.heading) for one in _HEADINGS])
    heading = len(made.rows)
    for one in mentions[:_MOST_ROWS]:
        _finding(made, one, facts.sheets, looks, lang)
    last = len(made.rows)
    if len(mentions) > _MOST_ROWS:
        made.write([(_MORE.fill(count=len(mentions) - _MOST_ROWS).say(lang), looks.bold)])
    return _sheet(made, space, f"A{heading}:{address((max(last, heading), len(_HEADINGS) - 1))}")


def _counts(made: _Page, mentions: Iterable[Mention], looks: _Looks, lang: Lang) -> None:
    """How many findings there are, by sheet and rule."""
    counted: dict[tuple[str, str, str], Counter[str]] = {}
    for one in mentions:
        sheet = one.places[0].sheet if one.places else ""
        found = counted.setdefault((sheet, one.clause, one.rule), Counter())
        found["own" if one.own else "evidence"] += 1
        found["settled"] += one.own and one.settled
    made.write([(one.say(lang), looks.heading) for one in _COUNTS])
    for key, found in sorted(counted.items()):
        numbers = (found["own"], found["settled"], found["evidence"])
        made.write([*((part, looks.plain) for part in key), *((number, looks.plain) for number in numbers)])
    totals = [sum(found[name] for found in counted.values()) for name in ("own", "settled", "evidence")]
    total = Text("合计", "Total").say(lang)
    made.write([(total, looks.bold), ("", looks.bold), ("", looks.bold), *((one, looks.bold) for one in totals)])


def _finding(made: _Page, one: Mention, sheets: frozenset[str], looks: _Looks, lang: Lang) -> None:
    target, *others = [*_places(one, sheets, lang), ("", "")]
    said = (one.clause, one.rule, _KIND[one.own].say(lang), one.state, one.key, one.message)
    rest = ", ".join(shown for shown, _ in others if shown)
    wrapped = [(text, looks.wrapped) for text in (*said, rest, "" if one.own else one.where)]
    made.write([(target[0] or _NO_PLACE.say(lang), looks.link if target[1] else looks.plain), *wrapped])
    if target[1]:
        made.link(target[1])


def _places(one: Mention, sheets: frozenset[str], lang: Lang) -> Iterator[tuple[str, str]]:
    """What each place is called, and where a link leads to it; what is not in this workbook has no link."""
    for location in one.places:
        quoted = "'" + location.sheet.replace("'", "''") + "'"
        if location.file != one.places[0].file:
            yield " ".join(filter(None, (location.file, location.sheet))), ""
        elif location.sheet not in sheets:
            yield _NO_SHEET.fill(sheet=location.sheet, cell=location.cell).say(lang), ""
        elif place(location.cell) is None:
            yield _WHOLE.fill(sheet=location.sheet).say(lang), f"{quoted}!A1"
        else:
            yield f"{location.sheet}!{location.cell}", f"{quoted}!{location.cell}"


def _cell(name: str, value: str | int, style: int) -> bytes:
    if isinstance(value, int):
        return b'<c r="%s" s="%d"><v>%d</v></c>' % (name.encode(), style, value)
    if not value:
        return b'<c r="%s" s="%d"/>' % (name.encode(), style)
    return b'<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
        name.encode(), style, cell_text(value),
    )  # fmt: skip


def _sheet(made: _Page, space: str, table: str) -> bytes:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}"><sheetPr>'
        f'<pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    links = b"<hyperlinks>%s</hyperlinks>" % b"".join(made.links) if made.links else b""
    setup = b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    table_xml = b'</sheetData><autoFilter ref="%s"/>' % table.encode()
    return head.encode() + b"".join(made.rows) + table_xml + links + setup + b"</worksheet>"
