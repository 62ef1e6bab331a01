"""What goes into a package: the audit and all that it rests on."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import msgspec

from svcqa import auditfile
from svcqa.assignment.attaching import reviewed
from svcqa.basis import Order
from svcqa.errors import InputError, Problem, SvcqaError, UsageError
from svcqa.findings import Audit
from svcqa.host import Host
from svcqa.intake.child import ReadJob
from svcqa.rendering import render
from svcqa.rulesets import Library
from svcqa.sealing import lawbook
from svcqa.sealing.inputs import files_at, located, outer_names
from svcqa.sealing.manifest import Manifest, Role
from svcqa.sealing.naming import Names
from svcqa.sealing.packing import Piece, pack
from svcqa.sealing.readme import NAME, readme
from svcqa.text import Lang, Text
from svcqa.waiving.proofs import proof_of

AUDIT, SETTINGS = "audit.json", "settings.json"
_ALWAYS, _WHERE_INSTALLED = "html", ("pdf", "docx")
NO_ORDER = Text(
    "这份审核没有写明当时的基准日、规则集、参数和设置（由较早的版本写出，或已隐去个人信息），无法重新审核。",
    "this audit does not say with which date, rulesets, parameters and settings it was ordered (an earlier version "
    "wrote it, or personal data are hidden in it), so it cannot be made again.",
)  # fmt: skip
_AUDIT_AGAIN = Text("请重新审核，不加--mask。", "Audit again, without --mask.")
_PROOF = Text(
    "豁免的证明与审核时不同，或不在审核工作簿旁边。",
    "this proof of a waiver is not as it was when the audit was made, or not beside the audit workbook.",
)
_NO_REPORT = Text("没有写进证据包。", "is not in the package.")


@dataclass(frozen=True)
class Supplies:
    """What is to be packed beside the audit."""

    inputs: Sequence[Path]
    """The files and folders that were audited."""
    workbook: Path | None = None
    """The audit workbook: that of the audit, or else one in which it was reviewed since."""
    rulesets: Sequence[str] = ()
    """The ruleset files that were used."""
    proofs: Sequence[Path] = ()
    """Scans and proofs: files, and folders of them."""
    further: Mapping[str, tuple[bytes, Role]] = field(default_factory=dict)
    """Path in the package → content, and what it is for."""


def seal(  # noqa: PLR0913 - the last two by name
    document: bytes,
    supplies: Supplies,
    stream: IO[bytes],
    lang: Lang = "zh",
    *,
    host: Host | None = None,
    warn: Callable[[Problem], None] = lambda problem: None,
) -> Manifest:
    """Seal an audit and all that it rests on; the same files give the same bytes.

    Args:
        document: the audit as it was written.
        supplies: where the rest lies.
        stream: where the package goes.
        lang: language of the reports.
        host: plugins; discovered if not given.
        warn: told what is left out of the package.

    Raises:
        AuditFileError: it is no audit, or was changed.
        UsageError: it does not say how it was ordered, or a ruleset is not at hand.
        InputError: files of the audit are missing or were changed since; all are named.
        ConfigError: a ruleset was changed since.
    """
    audit = auditfile.read(io.BytesIO(document), AUDIT)
    host, order = host or Host.discover(), ordered(audit)
    files, review = _files(audit, order, supplies)
    library = Library(host.ruleset_folders)
    names = lawbook.found(order, library, supplies.rulesets)
    lawbook.check(names, library, audit.content.rulesets)
    shown = reviewed(audit, review) if review else audit
    pieces = [
        Piece(AUDIT, "audit", document),
        Piece(SETTINGS, "settings", msgspec.json.format(msgspec.json.encode(order), indent=2) + b"\n"),
        Piece(NAME, "other", readme(audit)),
        *files,
        *lawbook.pieces(order, names, library),
        *_reports(shown, lang, host, warn),
        *_proofs(supplies.proofs),
        *(Piece(path, role, content) for path, (content, role) in supplies.further.items()),
    ]
    if review:
        pieces.append(Piece(Names().fit("reviews", review.name), "review", review))
    return pack(pieces, audit.digest, stream)


def ordered(audit: Audit) -> Order:
    """What was ordered.

    Raises:
        UsageError: the audit does not say.
    """
    if audit.run.order is None:
        raise UsageError(Problem(NO_ORDER, mend=_AUDIT_AGAIN))
    return audit.run.order


def _files(audit: Audit, order: Order, supplies: Supplies) -> tuple[list[Piece], Path | None]:
    """The inputs, and the workbook if it is not one of them but was reviewed in since."""
    given = [supplies.workbook] if supplies.workbook else []
    found = located(audit.content.inputs, files_at([*given, *supplies.inputs], order))
    if found.problems:
        raise InputError.all_of(found.problems)
    accounts, names = audit.content.inputs, Names()
    jobs = [job for job in found.jobs if job is not None]
    known = {job.path: one.sha256 for job, one in zip(jobs, accounts, strict=True) if job.member is None}
    first = jobs[0].path if order.workbook and jobs else None
    proofs = _proofs_of(audit, jobs[0].path.parent) if order.workbook else []
    for proof in proofs:
        names.take(proof.path)
    made = [
        _piece("workbook" if path == first else "input", name, path, names, known.get(path, ""))
        for name, path in outer_names(jobs)
    ]
    return [*made, *proofs], _since(supplies.workbook, jobs)


def _proofs_of(audit: Audit, folder: Path) -> list[Piece]:
    """The proofs that waivers of the workbook name: they lie beside it, and so they do in the package."""
    found = {one.proof: one.proof_sha256 for one in audit.content.waivers if one.proof_sha256}
    changed = [name for name, digest in found.items() if proof_of(folder, name).sha256 != digest]
    if changed:
        raise InputError.all_of(Problem(_PROOF, name) for name in changed)
    inner = {name: posixpath.normpath(name.replace("\\", "/")) for name in found}
    return [Piece(f"workbook/{inner[name]}", "proof", folder / inner[name], name, found[name]) for name in inner]


def _piece(role: Role, name: str, path: Path, names: Names, digest: str) -> Piece:
    folder = "workbook" if role == "workbook" else "inputs"
    return Piece(names.fit(folder, name), role, path, name, digest)


def _since(workbook: Path | None, jobs: Sequence[ReadJob]) -> Path | None:
    """The workbook given, unless it is a file of the audit itself."""
    used = {job.path.resolve() for job in jobs}
    return workbook if workbook and workbook.resolve() not in used else None


def _reports(audit: Audit, lang: Lang, host: Host, warn: Callable[[Problem], None]) -> Iterator[Piece]:
    yield Piece(f"reports/report.{_ALWAYS}", "report", render(audit, _ALWAYS, lang, host=host))
    for name in _WHERE_INSTALLED:
        try:
            yield Piece(f"reports/report.{name}", "report", render(audit, name, lang, host=host))
        except SvcqaError as error:  # as a rule, what it needs is not installed
            for problem in error.problems:
                warn(replace(problem, what=_joined(_NO_REPORT, problem.what), where=f"reports/report.{name}"))


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.zh}{second.zh}", f"{first.en} {second.en}")


def _proofs(places: Sequence[Path]) -> Iterator[Piece]:
    names = Names()
    for place in places:
        files = sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place]
        for file in files:
            yield Piece(names.fit("scans", file.relative_to(place.parent).as_posix()), "proof", file)
