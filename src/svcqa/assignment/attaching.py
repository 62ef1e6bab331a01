"""A kept audit with what people have written into the audit workbook since: elements of the report, and reviews."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec.structs import replace as changed

from svcqa.assignment.reading import Assignment, taken
from svcqa.assignment.reviews import dossier
from svcqa.assignment.sheets import registers
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.intake import IntakeOptions, Reading, find_files, import_files
from svcqa.text import Text


def reviewed(audit: Audit, workbook: str | Path) -> Audit:
    """The same audit with the assignment and the reviews of an audit workbook; its content stays as it is.

    Parameters, answers, waivers and the like in the workbook take effect only when the audit is run with it.

    Args:
        audit: the audit, as it was kept.
        workbook: the audit workbook (审核工作簿).

    Raises:
        InputError: the workbook does not exist or cannot be read.
        UsageError: it is no audit workbook, or personal data are hidden in the audit.
    """
    if audit.content.masked_from:
        raise UsageError.of(
            "这份审核已隐去个人信息，审核工作簿里没有隐去。",
            "personal data are hidden in this audit, and not in the audit workbook.",
            mend=Text("请用隐去前的审核，输出时再隐去。", "Take the audit as it was, and mask what is printed."),
        )
    assignment = read(workbook)
    fingerprints = frozenset(audit.findings.table.column("fingerprint").to_pylist())
    made = changed(dossier(assignment, fingerprints), baseline=audit.dossier.baseline)
    return replace(audit, dossier=made)


def read(workbook: str | Path) -> Assignment:
    """An audit workbook by itself.

    Raises:
        InputError: it does not exist or cannot be read.
        UsageError: none of its sheets is one of an audit workbook.
    """
    with Reading(find_files([Path(workbook)])) as reading:
        imported = import_files(reading, {}, IntakeOptions(), first=registers())
    found = taken(imported.records)
    if not found.entries:
        raise UsageError.of(
            "里面没有审核工作簿的工作表。",
            "it holds no sheet of an audit workbook.",
            where=str(workbook),
            mend=Text("请给出svcqa init写出的那本。", "Name the one that svcqa init has written."),
        )
    return found
