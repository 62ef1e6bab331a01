"""What programs are told."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from svcqa.web.problemdetails import Saying
from svcqa.weights import Weight

State = Literal["waiting", "checking", "done", "failed"]
Review = Literal["unreviewed", "confirmed", "observation", "explained", "reading_error", "excused"]


class Model(BaseModel):
    """Made of what the desk has."""

    model_config = ConfigDict(from_attributes=True)


class Project(Model):
    """A project you belong to."""

    id: int
    title: str
    role: str = Field(description="What you may do in it: viewer, uploader, reviewer or auditor.")
    closed: bool = Field(description="It can be read, and nothing can be handed in.")
    rulesets: list[str] = Field(description="The manuals by which it is checked.")


class Projects(Model):
    """Your projects."""

    projects: list[Project]


class File(Model):
    """A file of a version."""

    name: str
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Hexadecimal.")


class Figures(Model):
    """What came of a check, in short."""

    findings: dict[Weight, int] = Field(description="Weight → findings that nothing excuses.")
    excused: int = Field(description="Findings that a waiver excuses.")
    unjudged: int = Field(description="Judgements that could not be made.")
    files: int = Field(description="Files that were read, or tried.")
    unread_files: int = Field(description="Files that could not be read.")
    unread_sheets: int = Field(description="Sheets that could not be read.")


class Version(Model):
    """A submission as it was handed in once, and how far its check has come."""

    submission: int
    number: int
    state: State = Field(description="`done` and `failed` are final.")
    at: str = Field(description="When it was handed in, ISO 8601 in UTC.")
    doing: str = Field(description="What is being done just now.")
    ahead: int = Field(description="How many wait before it.")
    files: list[File]
    refused: list[Saying] = Field(description="What was sent along and not taken, and why.")
    problems: list[Saying] = Field(description="Why it failed.")
    digest: str | None = Field(description="The audit's own name, `sha256:…`; none while it is not done.")
    figures: Figures | None = Field(description="None while it is not done.")


class Handed(Model):
    """One of the submissions of a project."""

    id: int
    title: str
    created_at: str = Field(description="ISO 8601 in UTC.")
    due_on: str | None = Field(description="Day by which a mended version is asked for.")
    versions: int = Field(description="How many versions it has; the last one counts.")
    state: State = Field(description="That of the last version.")


class Submissions(Model):
    """Submissions of a project."""

    total: int
    submissions: list[Handed]


class Submission(Handed):
    """A submission with all of its versions."""

    history: list[Version] = Field(description="All versions, the first one first.")


class Rule(Model):
    """A rule, and the clause it is for."""

    id: str
    edition: str
    clause: str
    manual: Saying | None
    version: str = Field(description="Version of the manual.")
    title: Saying | None
    remedy: Saying | None


class Cell(Model):
    """A cell as a spreadsheet shows it."""

    file: str
    sheet: str
    cell: str = Field(description="Such as `D12`; empty for a whole sheet.")
    value: str | None = Field(description="What stands in it.")
    own: bool = Field(description="It is of the judged record, and no evidence beside it.")


class Unjudged(Model):
    """What could not be judged, and why."""

    rule: Rule
    weight: Weight
    key: str = Field(description="The record's key; its parts are divided by ` / `.")
    message: Saying
    cells: list[Cell]


class Finding(Unjudged):
    """A failing subject of one rule: a lead until an auditor has reviewed it."""

    fingerprint: str = Field(description="Same record and rule, same fingerprint, in every check.")
    unit: str | None = Field(description="The outlet or department; none where none is given.")
    review: Review = Field(description="What auditors decided of it; `excused` by a waiver.")
    excused_by: str | None = Field(description="The waiver.")


class Findings(Model):
    """A part of the findings that the filters let through, in the order of the sheets."""

    total: int
    findings: list[Finding]


class UnjudgedList(Model):
    """A part of what could not be judged, in the order of the sheets."""

    total: int
    unjudged: list[Unjudged]


class NotAssessed(Model):
    """A rule that was not assessed, and why."""

    rule: str
    clause: str
    title: Saying
    weight: Weight
    code: str = Field(description="Such as `register_missing`.")
    reason: Saying


class Coverage(Model):
    """How many rules were assessed, and why the others were not: nothing unassessed reads as conforming."""

    rules: int
    assessed: int
    not_assessed: list[NotAssessed]
    unread: list[Saying] = Field(description="Files and sheets that could not be read, and why.")
