"""Why a file is refused, each in one sentence with what to do, and with a kind for programs."""

from __future__ import annotations

from typing import Literal

from svcqa.errors import InputError
from svcqa.text import Text

RefusalKind = Literal[
    "encrypted", "damaged", "not_a_spreadsheet", "unsupported_format", "legacy_biff", "declared_size", "xml_entities",
    "no_sheets", "no_rows", "encoding_ambiguous", "encoding_wrong", "nul_bytes",
]  # fmt: skip
"""Kinds of refusal; a program may rely on them, while the sentences may change."""
_SAVE_AS = Text(
    "请用原来的软件打开，另存为.xlsx或.csv后再试。",
    "Open it in its own program, save it as .xlsx or .csv and try again.",
)


def encrypted() -> InputError:
    """The refusal of a file that needs a password."""
    return InputError.of(
        "文件有密码保护。",
        "the file is protected by a password.",
        mend=Text("请用Excel打开，取消密码后另存再试。", "Open it in Excel, remove the password, save and try again."),
        kind="encrypted",
    )


def damaged(detail: str = "") -> InputError:
    """The refusal of a file that is broken."""
    more = f"（{detail}）" if detail else ""
    return InputError.of(
        f"文件已损坏{more}。",
        f"the file is damaged{f' ({detail})' if detail else ''}.",
        mend=Text("请重新导出或另存后再试。", "Export or save it again."),
        kind="damaged",
    )


def refused(name: Text, kind: RefusalKind = "not_a_spreadsheet") -> InputError:
    """The refusal of a file that is something else."""
    said = f"这是{name.zh}，不能作为表格读取。", f"this is {name.en}, which cannot be read as a spreadsheet."
    return InputError.of(*said, mend=_SAVE_AS, kind=kind)


def no_worksheet() -> InputError:
    """The refusal of a workbook in which there is nothing to read."""
    return InputError.of("工作簿里没有工作表。", "the workbook has no worksheet.", mend=_SAVE_AS, kind="no_sheets")


def oversized() -> InputError:
    """The refusal of a file that declares more cells than it can hold."""
    return InputError.of(
        "文件声明的单元格数量异常，已拒绝读取。",
        "the file declares far too many cells and was refused.",
        mend=Text(
            zh="请用Excel打开，删去多余的空行空列后另存，再试。",
            en="Open it in Excel, remove stray empty rows and columns, save it and try again.",
        ),
        kind="declared_size",
    )
