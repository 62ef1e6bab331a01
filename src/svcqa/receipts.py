"""Receipts (错误回执): what is missing or cannot be read in files, to hand back to whoever sent them.

A receipt says what stands where and how it can be mended. It draws no conclusion, and where a time, a person or a
signature is concerned it asks for the original document and for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct

from svcqa.accounts import InputAccount, Said
from svcqa.lines import Lines
from svcqa.text import Text


class Defect(Struct, frozen=True):
    """One thing that is missing or cannot be read."""

    kind: Annotated[str, Meta(description="One of the kinds below.")]
    file: str
    sheet: str
    row: Annotated[str, Meta(description="As Excel shows it; empty where it concerns no row.")]
    cell: str
    key: dict[str, str | None]
    register: str | None
    heading: Annotated[str, Meta(description="As it stands in the sheet; the field's title if it stands nowhere.")]
    value: str | None
    message: Said
    mend: Annotated[str, Meta(description="One of the ways below; empty if the message says it.")]
    original: Annotated[str, Meta(description="The row as it stands, key first.")]


@dataclass(frozen=True, eq=False)
class Receipt:
    """The defects of some files, in the order in which they stand there, and the account of every file."""

    inputs: Sequence[InputAccount]
    defects: Lines[Defect]
    titles: Mapping[str, Text]
    """Register → what it is called."""
    settings: Mapping[str, str]
    """Settings by which the files were read otherwise than usual."""


KINDS: Mapping[str, Text] = {
    "file": Text("文件读不了", "File cannot be read"),
    "sheet": Text("工作表读不了", "Sheet cannot be read"),
    "unrecognised": Text("认不出是哪种台账", "Sheet of no known register"),
    "column": Text("缺少列", "Column missing"),
    "columns": Text("没有找到的列", "Columns not found"),
    "renamed": Text("列可能改了名", "Column perhaps renamed"),
    "ambiguous": Text("列的含义不能确定", "Column of several meanings"),
    "key_blank": Text("编号缺失", "Key missing"),
    "key_repeated": Text("编号重复", "Key repeated"),
    "missing": Text("必填内容缺失", "Required entry missing"),
    "merged": Text("合并单元格里的空白", "Blank within merged cells"),
    "unreadable": Text("读不懂", "Cannot be read"),
    "error": Text("错误值", "Error value"),
    "never_calculated": Text("公式没有结果", "Formula without a result"),
    "choice": Text("不在选项之中", "Not one of the choices"),
    "digits": Text("编号可能丢了数字", "Digits perhaps lost"),
}
"""What may be wrong, in the order in which it is counted."""

MENDS: Mapping[str, Text] = {
    "original": Text(
        "原记录请保持原样；请提供原始单据，或书面说明",
        "Leave the record as it stands; send the original document, or explain in writing",
    ),
    "order": Text(
        "请说明这一列的日期按什么顺序写（记录保持原样），说明后可登记在svcqa.yaml的formats里",
        "Tell in which order the dates of this column are written (leave the record as it stands), for it to be "
        "declared in svcqa.yaml (formats)",
    ),
    "hold": Text(
        "请说明合并单元格里的内容是否也属于这一行，说明后可登记在svcqa.yaml的fill里",
        "Tell whether what the merged cells say holds for this row too, for it to be declared in svcqa.yaml (fill)",
    ),
    "number": Text("请按原始单据写成数字，单位写在列标题里", "Write a plain number as in the original document"),
    "yes_no": Text("请按原始单据写“是”或“否”", "Write yes or no as in the original document"),
    "fill": Text("请按原始单据补填", "Fill it in from the original document"),
    "formula": Text("请查明公式为什么出错，交一份有结果的文件", "Find out why the formula fails, and send its result"),
    "recalculate": Text(
        "请用Excel打开，重新计算并保存后再交", "Open the file in Excel, recalculate, save, and send it again"
    ),
    "choice": Text("请说明这个词对应哪个选项", "Tell which of the choices is meant"),
    "explain": Text("请说明这几行各是什么", "Tell what each of these rows is"),
    "export": Text("请从原系统把这一列按文本重新导出", "Export the column again, as text"),
    "column": Text(
        "请补上这一列；如果只是名称不同，请说明是哪一列", "Supply the column, or tell which one it is if renamed"
    ),
    "confirm": Text(
        "请确认是不是这一项，确认后登记在svcqa.yaml的columns里", "Confirm it, for svcqa.yaml (columns) to say so"
    ),
    "which": Text("请说明以哪一列为准", "Tell which column holds"),
    "recognise": Text("请说明这是哪种台账；与台账无关的表不必处理", "Tell which register it is, if it is one"),
    "resend": Text("请重新提供能打开的文件", "Send the file again, so that it opens"),
}
"""How it can be mended."""
