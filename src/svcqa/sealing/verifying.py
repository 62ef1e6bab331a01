"""Verifying: whether a package or an audit is what it was, and whether the audit comes out the same again."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from svcqa import auditfile, facts
from svcqa.basis import Order
from svcqa.errors import AuditFileError, Problem
from svcqa.findings import Audit
from svcqa.host import Host
from svcqa.intake.child import ReadJob
from svcqa.rulesets import Library
from svcqa.sealing import lawbook
from svcqa.sealing.contents import AUDIT, Supplies
from svcqa.sealing.inputs import Located, as_named, files_at, located
from svcqa.sealing.rerunning import NOT_AGAIN, Means, Progress, again, program
from svcqa.sealing.steps import Outcome, Step, Verification, concluded, problem_texts, step
from svcqa.sealing.unpacking import Package, unpacked
from svcqa.text import Text


def verify_package(path: Path, *, host: Host | None = None, progress: Progress | None = None) -> Verification:
    """Verify a sealed package, with the rulesets that are in it and no others.

    Raises:
        AuditFileError: it is no package.
        InputError: it cannot be opened.
    """
    with unpacked(path) as package:
        steps, audit = [_package(package)], _audit_in(package)
        if isinstance(audit, Step):
            return concluded(package.manifest.audit, [*steps, audit, step("again", "unchecked", NOT_AGAIN)])
        if audit.digest != package.manifest.audit:
            steps.append(
                step("audit", "differs", Text("不是清单所说的那次审核", "not the audit that the manifest names"))
            )
        means = Means(
            host or Host.discover(), progress, lambda order: _packed(order, package), f"{package.root}{os.sep}"
        )
        found = located(audit.content.inputs, _jobs_in(package, audit))
        return concluded(audit.digest, [*steps, *_steps(audit, found, means, tell_extra=False)])


def verify_audit(
    document: bytes,
    supplies: Supplies,
    *,
    name: str = AUDIT,
    host: Host | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Verify an audit by files at hand and the installed rulesets.

    Args:
        document: the audit as it was written.
        supplies: its inputs, its workbook, its ruleset files.
        name: what the audit's file is called.
        host: plugins; discovered if not given.
        progress: told what is being done.

    Raises:
        AuditFileError: it is no audit.
        InputError: an input path does not exist.
    """
    audit = _read(document, name)
    if isinstance(audit, Step):
        return concluded("", [audit, step("again", "unchecked", NOT_AGAIN)])
    order = audit.run.order or Order([], audit.content.as_of)
    given = [supplies.workbook] if supplies.workbook else []
    found = located(audit.content.inputs, files_at([*given, *supplies.inputs], order))
    host = host or Host.discover()

    def at_hand(order: Order) -> tuple[list[str], Library]:
        library = Library(host.ruleset_folders)
        return lawbook.found(order, library, supplies.rulesets), library

    return concluded(audit.digest, _steps(audit, found, Means(host, progress, at_hand), tell_extra=True))


def _package(package: Package) -> Step:
    count = len(package.manifest.entries)
    if package.problems:
        said = Text("包里的文件与清单不符", "the files of the package are not those of its manifest")
        return step("package", "differs", said, problem_texts(package.problems))
    return step("package", "same", Text(f"{count}个文件与清单一致", f"{count} files are as its manifest says"))


def _audit_in(package: Package) -> Audit | Step:
    entries = package.manifest.of("audit")
    place = package.places.get(entries[0].path) if len(entries) == 1 else None
    if place is None:
        return step("audit", "unchecked", Text("包里没有能用的审核结果", "the package holds no audit that can be used"))
    try:
        return _read(place.read_bytes(), entries[0].path)
    except AuditFileError as error:
        said = Text("审核结果无法读取", "the audit cannot be read")
        return step("audit", "unchecked", said, problem_texts(error.problems))


def _read(document: bytes, name: str) -> Audit | Step:
    """The audit; or the step that says that it was altered."""
    try:
        return auditfile.read(io.BytesIO(document), name)
    except AuditFileError as error:
        if any(one.kind == auditfile.ALTERED for one in error.problems):
            said = Text("审核结果被改动过", "the audit was altered")
            return step("audit", "differs", said, problem_texts(error.problems))
        raise


def _jobs_in(package: Package, audit: Audit) -> list[ReadJob]:
    encoding = audit.run.order.settings.get("encoding") if audit.run.order else None
    return [
        job
        for entry in package.manifest.of("workbook", "input")
        if entry.path in package.places
        for job in as_named(package.places[entry.path], entry.name, encoding)
    ]


def _packed(order: Order, package: Package) -> tuple[list[str], Library]:
    return lawbook.unpacked(order, package.manifest, package.root)


def _steps(audit: Audit, found: Located, means: Means, *, tell_extra: bool) -> list[Step]:
    digest = step("audit", "same", Text(f"内容与摘要{audit.digest}相符", f"its content agrees with {audit.digest}"))
    return [
        digest,
        _inputs(found, tell_extra=tell_extra),
        program(audit.run, facts.this_run(means.host)),
        again(audit, found, means),
    ]


def _inputs(found: Located, *, tell_extra: bool) -> Step:
    count = len(found.jobs)
    extra = [
        Text(f"{job.name}：审核时没有这个文件，未参与核对。", f"{job.name}: not part of the audit, left aside.")
        for job in found.extra
        if tell_extra
    ]  # fmt: skip
    if not found.problems:
        said = Text(f"{count}个输入与审核时一致", f"{count} inputs are as they were audited")
        return step("inputs", "same", said, extra)
    changed = any(one.kind == "changed" for one in found.problems)
    outcome: Outcome = "differs" if changed else "unchecked"
    said = Text("输入与审核时不同", "the inputs are not as they were audited")
    lacking = Text("有的输入无法核对", "some inputs cannot be checked")
    return step("inputs", outcome, said if changed else lacking, [*_told(found.problems, at_hand=tell_extra), *extra])


def _told(problems: Sequence[Problem], *, at_hand: bool) -> list[Text]:
    """What is wrong with the inputs; how to mend it only where a file at hand was not named."""
    return problem_texts(one if at_hand and one.kind == "missing" else replace(one, mend=None) for one in problems)
