"""The settings of a project as a form, and back, with all that is wrong said at its field."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field as Slot
from pydantic import ValidationError

from svcqa import yamlfile
from svcqa.config import Config
from svcqa.errors import ConfigError, DeskError, Problem, said_by
from svcqa.intake.layout.declared import Tables
from svcqa.registers import DateFormat, Written
from svcqa.rulesets.reading import problems_of
from svcqa.text import Text
from svcqa.web.manuals import Manuals
from svcqa.web.store.projects import Project
from svcqa.web.store.settings import UPLOAD, Settings

PARAMETER = "parameter."
"""What the fields of parameters begin with."""
ENCODINGS = ("utf-8", "gb18030", "big5")


class Mappings(Written):
    """How sheets are read, as in ``svcqa.yaml``; what else stands there is none of a project's business."""

    columns: Mapping[str, Mapping[str, str]] = Slot(default_factory=dict)
    """Register → heading of a column → field."""
    formats: Mapping[str, Mapping[str, DateFormat]] = Slot(default_factory=dict)
    """Register → field → how its dates are written."""
    sheets: Mapping[str, Tables] = Slot(default_factory=dict)
    """Name of a sheet → the register it holds, or the tables that stand on it."""


@dataclass(frozen=True)
class Sheet:
    """The form as it is filled in; ``seen`` tells which settings it was filled in over."""

    title: str
    seen: str = ""
    rulesets: tuple[str, ...] = ()
    as_of: str = UPLOAD
    day: str = ""
    period: str = ""
    skip_hidden: str = ""
    dates: str = "strict"
    encoding: str = ""
    mappings: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


def sheet(project: Project) -> Sheet:
    """The form of the settings as they are."""
    settings, config = project.settings, project.settings.config
    fixed = settings.as_of != UPLOAD
    return Sheet(
        title=project.title,
        seen=_digest(project),
        rulesets=settings.rulesets,
        as_of="fixed" if fixed else UPLOAD,
        day=settings.as_of if fixed else "",
        period=settings.period or "",
        skip_hidden="yes" if settings.skip_hidden else "",
        dates=config.dates,
        encoding=config.encoding or "",
        mappings=_yaml({name: config.bearing.get(name) for name in Mappings.model_fields}),
        parameters=settings.parameters,
    )


def read(filled: Sheet, project: Project, manuals: Manuals, today: dt.date) -> tuple[Settings | None, list[Problem]]:
    """The settings of a form; none if something is wrong, with all that is."""
    config, problems = _config(filled, project.settings.config)
    try:
        settings = Settings(
            rulesets=filled.rulesets,
            period=filled.period or None,
            as_of=UPLOAD if filled.as_of == UPLOAD else filled.day,
            parameters={name: value for name, value in filled.parameters.items() if value},
            skip_hidden=bool(filled.skip_hidden),
            config=config,
        )
    except ValidationError as error:
        return None, [*problems, *_told(error)]
    problems += manuals.problems(settings, today)
    return (None, problems) if problems else (settings, [])


def check_unchanged(filled: Sheet, project: Project) -> None:
    """Refuse a form that was filled in over settings somebody changed meanwhile.

    Raises:
        DeskError: they were changed.
    """
    if filled.seen != _digest(project):
        raise DeskError.of(
            "设置刚被别人改过，没有保存。", "somebody changed the settings meanwhile; nothing was saved.",
            where="seen", mend=Text("请重新打开本页再改。", "Open the page again and make your change."),
        )  # fmt: skip


def _config(filled: Sheet, former: Config) -> tuple[Config, list[Problem]]:
    data: dict[str, Any] = {**former.bearing, "dates": filled.dates, "encoding": filled.encoding or None}
    data = {name: value for name, value in data.items() if name not in Mappings.model_fields}
    mappings, problems = _mappings(filled.mappings)
    try:
        return Config.model_validate({**data, **mappings.model_dump(by_alias=True)}), problems
    except ValidationError as error:
        return former, [*problems, *_told(error)]


def _mappings(text: str) -> tuple[Mappings, list[Problem]]:
    try:
        file = yamlfile.parse(text, "mappings")
    except ConfigError as error:
        return Mappings(), [_at_field(one) for one in error.problems]
    try:
        return Mappings.model_validate(file.data or {}), []
    except ValidationError as error:
        return Mappings(), [_at_field(one) for one in problems_of(error, file, model=Mappings)]


def _at_field(problem: Problem) -> Problem:
    """The line within the field stands in what is said."""
    line = problem.where.rpartition(":")[2]
    said = Text(f"第{line}行：{problem.what.zh}", f"line {line}: {problem.what.en}")
    return Problem(said, "mappings", problem.mend)


def _told(error: ValidationError) -> list[Problem]:
    """What a form of ours cannot hold, but somebody sent."""
    return [Problem(_why(item), str(item["loc"][0]) if item["loc"] else "") for item in error.errors(include_url=False)]


def _why(item: Any) -> Text:
    cause = item.get("ctx", {}).get("error")
    said = said_by(cause) if isinstance(cause, ValueError) else Text("这个值不能用", "this value cannot be used")
    return Text(f"{said.zh}。", f"{said.en}.")


def _yaml(data: Mapping[str, Any]) -> str:
    import yaml

    given = {name: value for name, value in data.items() if value}
    return yaml.safe_dump(given, allow_unicode=True, sort_keys=False) if given else ""


def _digest(project: Project) -> str:
    whole = json.dumps([project.title, project.settings.plain], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
