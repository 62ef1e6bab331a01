"""The demonstration: the company is written down, audited, and what was found is laid beside what was planted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import svcqa
from svcqa import Console, LockedError, Text, UsageError
from svcqa_example.build import build
from svcqa_example.certifying import certify
from svcqa_example.model import AS_OF, Company
from svcqa_example.reviewing import WORKBOOK, write_workbook
from svcqa_example.truth import RULESETS
from svcqa_example.workbooks import Written, write
from svcqa_example.years.beside import passing

if TYPE_CHECKING:
    from svcqa import Audit

RECORDS, TRUTH = "records", "truth.json"
NONCONFORMITIES, YEARS, READINESS = "nonconformities", "two-years", "certification"
REPORTS = {
    "audit.json": "json", "audit.html": "html", "findings.xlsx": "xlsx", "audit-report.docx": "docx",
    "audit-report.pdf": "pdf",
}  # fmt: skip
UNSET = ("S002-P09-4.7b/timing",)
"""Rules that wait for a parameter the company has not set, on purpose."""
_STEPS = (
    Text(zh="1/4 生成示例公司，写出台账……", en="1/4 Making the example company and writing its records ..."),
    Text(zh="2/4 按四本手册的规则集审核……", en="2/4 Auditing them against the rulesets of four manuals ..."),
    Text(zh="3/4 写报告……", en="3/4 Writing the reports ..."),
    Text(zh="4/4 与埋入的问题核对……", en="4/4 Comparing with the planted faults ..."),
)


@dataclass(frozen=True, eq=False)
class Shown:
    """What a demonstration was made of."""

    company: Company
    written: list[Written]
    audit: Audit


def show(console: Console, directory: str, *, seed: int, orders: int, force: bool) -> Shown:
    """Run the demonstration.

    Raises:
        UsageError: the folder is not empty, or cannot be written to.
        LockedError: another program holds a file that is to be replaced.
    """
    folder = Path(directory)
    _make_room(folder, force=force)
    try:
        with passing(folder / YEARS, console.lang) as years:
            console.say(_STEPS[0])
            company = build(seed, orders)
            written = write(company, folder / RECORDS)
            console.say(_STEPS[1])
            audit = audited(folder, console)
            console.say(_STEPS[2])
            _report(audit, folder, console)
            console.say(_STEPS[3])
            (folder / TRUTH).write_text(truth_of(company, seed), encoding="utf-8")
            said = years.result()
    except PermissionError as error:
        raise LockedError.of(
            "无法写入：没有权限，或文件正被另一个程序（多半是Excel）打开。请关闭后重试。",
            "cannot be written: no permission, or another program (usually Excel) has it open. Close it and try again.",
            where=str(error.filename or folder),
        ) from error
    for line in (*_told(audit, company, written, folder), *said):
        console.write(line.say(console.lang))
    return Shown(company, written, audit)


def _make_room(folder: Path, *, force: bool) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise UsageError.of(
            "文件夹不是空的：请换一个文件夹，或用--force覆盖同名文件。",
            "the folder is not empty: choose another one, or --force to write over files of the same names.",
            where=str(folder),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError.of(
            f"不能建立文件夹（{error.strerror or error}）。请换一个位置。",
            f"the folder cannot be made ({error.strerror or error}). Choose another place.",
            where=str(folder),
        ) from error


def _report(audit: Audit, folder: Path, console: Console) -> None:
    """Write the reports, with what the auditors have written into their workbook by then.

    A format whose part of the installation is missing is left out, and said.
    """
    write_workbook(audit, folder / WORKBOOK)
    audit = svcqa.reviewed(audit, folder / WORKBOOK)
    for name, format_ in REPORTS.items():
        with _left_out(console):
            (folder / name).write_bytes(svcqa.render(audit, format_, console.lang))
    with _left_out(console):
        reports = svcqa.nonconformity_reports(audit, console.lang)
        (folder / NONCONFORMITIES).mkdir(exist_ok=True)
        for name, document in reports.items():
            (folder / NONCONFORMITIES / name).write_bytes(document)
    with _left_out(console):
        certify(audit, folder / READINESS, console.lang)


@contextmanager
def _left_out(console: Console) -> Iterator[None]:
    """Leave out what cannot be written here, and say why."""
    try:
        yield
    except UsageError as error:
        console.say(Text(error.say("zh"), error.say("en")))


def audited(folder: Path, console: Console | None = None) -> Audit:
    """The records of a folder, audited against every manual of the company as the demonstration does it."""
    progress = console.progress if console else None
    return svcqa.run([folder / RECORDS], list(RULESETS.values()), as_of=AS_OF, progress=progress)


def truth_of(company: Company, seed: int) -> str:
    """The truth as JSON: every finding to be expected, and the counts per rule."""
    whole = {
        "rulesets": list(RULESETS.values()), "as_of": AS_OF.isoformat(), "seed": seed, "orders": company.orders,
        "not_assessed": UNSET, "counts": company.truth.counts(), "findings": company.truth.findings(),
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def tally(findings: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str, str]]:
    """Findings by ruleset, rule and key, each as often as it occurs."""
    return Counter(
        (one["ruleset"], one["rule"], json.dumps(one["key"], ensure_ascii=False, sort_keys=True)) for one in findings
    )


def differences(audit: Audit, company: Company) -> tuple[list[Any], list[Any]]:
    """Findings that the audit misses, and findings that nobody planted."""
    found = tally({"ruleset": one.ruleset, "rule": one.rule, "key": one.key} for one in audit.findings)
    wanted = tally(company.truth.findings())
    return sorted((wanted - found).elements()), sorted((found - wanted).elements())


def _told(audit: Audit, company: Company, written: list[Written], folder: Path) -> Iterable[Text]:
    """What was found, and what to open, in a few lines."""
    weights = Counter(one.weight for one in audit.findings)
    coverage = audit.content.coverage
    missed, surplus = differences(audit, company)
    planted = len(company.truth.findings())
    total, rows = len(audit.findings), sum(one.records for one in written)
    files = len(audit.content.inputs)
    imported = sum(sheet.imported for file in audit.content.inputs for sheet in file.sheets)
    yield Text(
        zh=f"记录：{files}个文件，{len(written)}张表，写出{rows:,}条，导入{imported:,}条。",
        en=f"Records: {files} files, {len(written)} sheets, {rows:,} rows written, {imported:,} imported.",
    )
    yield Text(
        zh=f"规则：{coverage.rules}条中评定了{coverage.assessed}条。疑点：{total}个"
        f"（高{weights['high']}，中{weights['medium']}，低{weights['low']}）；无法判断：{len(audit.unjudged)}个。",
        en=f"Rules: {coverage.assessed} of {coverage.rules} assessed. Findings: {total} (high {weights['high']}, "
        f"medium {weights['medium']}, low {weights['low']}); could not be judged: {len(audit.unjudged)}.",
    )
    yield Text(
        zh=f"与埋入的问题核对：应有{planted}个，漏掉{len(missed)}个，多出{len(surplus)}个。",
        en=f"Against the planted faults: {planted} expected, {len(missed)} missed, {len(surplus)} too many.",
    )
    yield Text(
        zh=f"请打开：{folder / 'audit.html'}（报告）、{folder / 'findings.xlsx'}（疑点清单）、"
        f"{folder / 'audit-report.docx'}（审核报告）、{folder / NONCONFORMITIES}（不符合报告）、"
        f"{folder / READINESS}（认证准备情况）、{folder / RECORDS}（台账）。",
        en=f"Open {folder / 'audit.html'} (the report), {folder / 'findings.xlsx'} (the findings), "
        f"{folder / 'audit-report.docx'} (the report to sign), {folder / NONCONFORMITIES} (nonconformities), "
        f"{folder / READINESS} (readiness for certification), {folder / RECORDS} (the records).",
    )
