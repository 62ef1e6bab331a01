"""Recognising: which register headings belong to, with a score, the runner-up, and what is in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from svcqa.accounts import Said
from svcqa.intake.layout.declared import TableSetting
from svcqa.intake.layout.headers import Block
from svcqa.intake.layout.headings import Aliases, Match, normalised
from svcqa.registers import Register
from svcqa.text import Text

_DEFAULT_NAMES = ("sheet", "工作表", "表")
_DECLARED = 1_000
_EXAMPLES = 3
_HEADINGS = Text("个列标题相符", "headings fit")


@dataclass(frozen=True)
class Names:
    """What a sheet and its file are called."""

    sheet: str
    file: str = ""

    @property
    def unnamed(self) -> bool:
        """The sheet has only the name a program gave it, so that the file's name speaks for it."""
        name = normalised(self.sheet)
        return any(name.removeprefix(one).isdigit() or name == one for one in _DEFAULT_NAMES) or not name


class Liked(NamedTuple):
    """A register that some headings are like."""

    register: str
    matches: Sequence[Match]
    """Their columns; what fits or is like a field is proposed for it."""
    exact: int
    """Fields for which a heading fits as it is."""
    score: int
    """Fields for which a heading fits or is like one."""


@dataclass(frozen=True, eq=False)
class Known:
    """The registers a sheet may be, with their headings and what the user declared."""

    registers: Mapping[str, Register]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, Sequence[TableSetting]] = field(default_factory=dict)
    """Sheet, or file without its ending → the tables declared on it."""
    lenient: bool = False
    """Dates of another notation that can mean one thing only are read."""

    def only(self, register: str) -> Known:
        """The same, where nothing but one register can stand."""
        return replace(self, registers={register: self.registers[register]})

    @cached_property
    def aliases(self) -> dict[str, Aliases]:
        """Register → its headings."""
        return {name: Aliases(one, self.columns.get(name, {})) for name, one in self.registers.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """The headings of all registers, normalised."""
        return frozenset(word for one in self.aliases.values() for word in one.words)

    @cached_property
    def spelled(self) -> frozenset[str]:
        """The headings of all registers, as they are written."""
        own = (word for one in self.registers.values() for words in one.headings().values() for word in words)
        return frozenset([*own, *(heading for one in self.columns.values() for heading in one)])

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """Register → what sheets and files of it are called, normalised."""
        return {
            name: {normalised(word) for word in (name, one.title.zh, one.title.en, *one.sheets)} - {""}
            for name, one in self.registers.items()
        }

    @cached_property
    def likened(self) -> dict[tuple[tuple[str, ...], ...], list[Liked]]:
        """Headings looked at before → the registers that they are like."""
        return {}

    def hits(self, block: Block) -> int:
        """How many columns of some headings are known at all."""
        return sum(
            any(normalised(word) in self.words for word in label.words) for label in block.labels if label is not None
        )


@dataclass(frozen=True, eq=False)
class Claim:
    """A register that something on a sheet may be."""

    register: str
    hits: int
    score: int
    """Fields found, two more for the whole key, two more where the sheet's name fits, one where the file's does."""
    named: str
    """``sheet`` or ``file``, if one of their names fits."""
    enough: bool


@dataclass(frozen=True, eq=False)
class Candidate(Claim):
    """Headings read as those of one register."""

    block: Block
    matches: Sequence[Match]

    @property
    def fields(self) -> set[tuple[int, str]]:
        """The columns taken, with their fields."""
        return {(match.column, match.field) for match in self.matches if match.field}


def candidates(
    block: Block, known: Known, names: Names, declared: TableSetting | None, left: int = 0
) -> Iterator[Candidate]:
    """What some headings may be; nothing where none of them is known.

    Args:
        block: the headings.
        known: the registers they may be of.
        names: what the sheet and its file are called.
        declared: what is said of the table.
        left: the column of the sheet at which the headings begin.
    """
    if not known.hits(block):
        return
    words = {normalised(word) for label in block.labels if label is not None for word in label.words}
    for name in known.registers:
        own = declared is not None and declared.of == name
        if not own and words.isdisjoint(known.aliases[name].words):
            continue
        matches = known.aliases[name].match(block.labels, declared.columns_from(left) if declared and own else {})
        if all(match.how == "unmapped" for match in matches):
            continue
        claim = claimed(name, {match.field for match in matches if match.field}, known, names, own)
        yield Candidate(**vars(claim), block=block, matches=matches)


def claimed(name: str, fields: Collection[str], known: Known, names: Names, declared: bool = False) -> Claim:
    """How well some fields, and the names of sheet and file, fit a register."""
    register = known.registers[name]
    has_key = set(register.key) <= set(fields)
    named = _named(known.names[name], names)
    speaks = named == "sheet" or (named == "file" and names.unnamed)
    all_of_one = speaks and len(register.fields) == len(fields) == 1
    enough = all_of_one or (len(fields) >= 2 and (has_key or speaks or 2 * len(fields) > len(register.fields)))
    score = len(fields) + 2 * has_key + {"sheet": 2, "file": 2 if names.unnamed else 1, "": 0}[named]
    if declared:
        enough, score = True, score + _DECLARED
    return Claim(name, len(fields), score, named, enough)


def _named(words: set[str], names: Names) -> str:
    for place, name in (("sheet", normalised(names.sheet)), ("file", normalised(names.file))):
        if any(word in name for word in words):
            return place
    return ""


def reason(best: Claim, rival: Claim | None, known: Known, what: Text = _HEADINGS) -> Said:
    """Why headings, or the labels of a form, were taken for a register, with the runner-up."""
    zh, en = f"{best.hits}{what.zh}", f"{best.hits} {what.en}"
    if best.score >= _DECLARED:
        zh, en = f"{zh}，svcqa.yaml写明", f"{en}, and svcqa.yaml names it"
    elif best.named:
        of = {"sheet": ("表名", "its name"), "file": ("文件名", "the file's name")}[best.named]
        zh, en = f"{zh}，{of[0]}相符", f"{en}, and {of[1]} fits"
    if best.score < _DECLARED:
        zh, en = f"{zh}，得分{best.score}", f"{en} (score {best.score})"
    if rival is not None:
        other = known.registers[rival.register].title
        zh = f"{zh}；其次是“{other.zh}”（{rival.hits}个，得分{rival.score}）"
        en = f"{en}; next is {other.en} ({rival.hits}, score {rival.score})"
    return Said(zh, en)


def tie(best: Claim, rival: Claim, known: Known) -> Said:
    """Two registers fit equally well: a question."""
    one, other = known.registers[best.register].title, known.registers[rival.register].title
    return Said(
        f"“{one.zh}”和“{other.zh}”同样相符（得分{best.score}）；请在svcqa.yaml的sheets里写明",
        f"{one.en} and {other.en} fit equally well (score {best.score}); name the sheet in svcqa.yaml (sheets)",
    )


def certain(matches: Sequence[Match]) -> Said:
    """A table of which the settings say all."""
    hits = sum(match.field is not None for match in matches)
    return Said(f"svcqa.yaml写明，对应了{hits}列", f"svcqa.yaml names it; {hits} columns are mapped")


def outside() -> Said:
    """What stands beside the tables that are declared."""
    return Said("不在svcqa.yaml写明的区域之内", "it stands outside the ranges that svcqa.yaml names")


def unheaded() -> Said:
    """A table is declared, and none of its headings is known."""
    return Said(
        "没有找到已知的列标题；请在svcqa.yaml里用header_rows写明表头行（没有表头写0），用columns按字母写明各列",
        "no known headings were found; say in svcqa.yaml which rows they are (header_rows, 0 if there are none) and "
        "which columns there are by letter (columns)",
    )


def beyond() -> Said:
    """A range, or headings, are declared where the sheet has no more rows or columns."""
    return Said(
        "svcqa.yaml写明的区域或表头行里什么也没有，请核对range和header_rows",
        "nothing stands in the range or header rows that svcqa.yaml names; check range and header_rows",
    )


def nothing(found: Sequence[Candidate], known: Known) -> Said:
    """Why a sheet was taken for no register."""
    if not found:
        return Said("没有找到已知的列标题", "no known headings were found")
    title = known.registers[found[0].register].title
    hits = found[0].hits
    twice = [match.heading for match in found[0].matches if match.how == "ambiguous"]
    if twice:
        return Said(
            f"最接近“{title.zh}”，但有几列的标题表示同一个字段，都没有采用：{'、'.join(dict.fromkeys(twice))}",
            f"nearest to {title.en}, but several columns stand for one field and none of them was taken: "
            f"{', '.join(dict.fromkeys(twice))}",
        )
    return Said(
        f"最接近“{title.zh}”，但只有{hits}个列标题相符；如果是它，请在svcqa.yaml的sheets里写明",
        f"nearest to {title.en}, but only {hits} headings fit; if it is that, name the sheet in svcqa.yaml (sheets)",
    )


def blank_form(best: Claim, known: Known) -> Said:
    """A form on which nothing is written."""
    title = known.registers[best.register].title
    return Said(f"是“{title.zh}”的空白表单，没有填写", f"a blank form of {title.en}: nothing is written on it")


def described_fields(best: Claim, known: Known) -> Said:
    """Labels whose values are no values of their fields."""
    title = known.registers[best.register].title
    return Said(
        f"有“{title.zh}”的{best.hits}个字段名，但旁边写的不像它们的值，像字段说明；"
        "如果是表单，请在svcqa.yaml的sheets里写明form: true",
        f"it names {best.hits} fields of {title.en}, but what stands beside them are no values of theirs: perhaps it "
        "describes them; if it is a form, declare it in svcqa.yaml (sheets) with form: true",
    )


def entangled_forms(best: Claim, known: Known) -> Said:
    """Several forms on one sheet, of which nobody can tell where one ends."""
    title = known.registers[best.register].title
    return Said(
        f"像几张“{title.zh}”表单，但排列不一致，分不清哪些内容属于同一张；请每张放在单独的工作表上，或在svcqa.yaml里用range写明",
        f"it looks like several forms of {title.en} that are not laid out alike, so that nobody can tell what belongs "
        "together; put each on a sheet of its own, or declare each with its range in svcqa.yaml",
    )


def doubtful_form(best: Claim, doubts: Sequence[Said], known: Known) -> Said:
    """A form of which too much is in doubt."""
    title = known.registers[best.register].title
    return Said(
        f"像“{title.zh}”的表单，但有疑问，没有读入：{'；'.join(one.zh for one in doubts[:_EXAMPLES])}；"
        "请在svcqa.yaml的sheets里用form写明",
        f"it looks like a form of {title.en}, but too much of it is in doubt and nothing was imported: "
        f"{'; '.join(one.en for one in doubts[:_EXAMPLES])}; declare it in svcqa.yaml (sheets: form)",
    )


def no_labels(name: str, known: Known) -> Said:
    """A form was declared, and none of its labels is there."""
    title = known.registers[name].title
    return Said(
        f"svcqa.yaml写明是“{title.zh}”表单，但没有找到已知的标签；请写form: {{标签或单元格: 字段}}",
        f"svcqa.yaml says it is a form of {title.en}, but none of its labels was found; write form: {{label or cell: "
        "field}",
    )


def no_grid(row: int) -> Said:
    """A matrix was declared, and no headings stand where they should."""
    return Said(
        f"svcqa.yaml写明是矩阵，但第{row}行在人员各列的右边没有列标题；请核对headings和columns",
        f"svcqa.yaml says it is a matrix, but no headings stand in row {row} right of the columns about the people; "
        "check headings and columns",
    )


def undeclared(name: str) -> Said:
    """The settings name a register that does not exist here."""
    return Said(
        f"svcqa.yaml的sheets说它是“{name}”，这次没有这种台账",
        f"svcqa.yaml (sheets) says it is '{name}', and there is no such register here",
    )


def another(row: int, found: Candidate, taken: str, known: Known) -> Said:
    """Headings within a table, without a blank row above them."""
    title, own = known.registers[found.register].title, known.registers[taken].title
    return Said(
        f"第{row}行像另一张表（{title.zh}）的表头，但上面没有空行，所以按“{own.zh}”的行读入；请空一行或放到单独的工作表",
        f"row {row} looks like the headings of another table ({title.en}), but no blank row stands above it and it was "
        f"read as a row of {own.en}; leave a row blank or put the table on a sheet of its own",
    )
