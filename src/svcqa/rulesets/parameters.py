"""Parameters: which value holds, and where it came from."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any, Literal

from svcqa import durations
from svcqa.errors import Problem, WrongValueError, said_by
from svcqa.rulesets.models import Parameter
from svcqa.yamlfile import Path, YamlFile

Origin = Literal["unset", "common", "default", "ruleset", "workbook", "command_line"]


@dataclass(frozen=True)
class Given:
    """A parameter with the value that holds and its origin.

    The manual's own value is the ``default``; where it has none, what is ``common`` elsewhere may hold. The
    organisation's stands in the ``ruleset`` that tailors the manual, in the audit ``workbook``, or on the
    ``command_line``.
    """

    parameter: Parameter
    value: Any
    origin: Origin

    @property
    def unfounded(self) -> bool:
        """The organisation's value, of which nobody says in which document it stands and who approved it."""
        own = self.origin in {"ruleset", "workbook", "command_line"}
        return own and not (self.parameter.source and self.parameter.approved_by)


def given(parameter: Parameter) -> Given:
    """The value as written in the ruleset.

    Raises:
        ValueError: the value is not of the parameter's type.
    """
    if parameter.value is not None:
        return Given(parameter, typed(parameter, parameter.value), "ruleset")
    if parameter.default is not None:
        return Given(parameter, typed(parameter, parameter.default), "default")
    if parameter.common:
        value = typed(parameter, parameter.common.value)
        return Given(parameter, value, "common") if parameter.common.holds else Given(parameter, None, "unset")
    return Given(parameter, None, "unset")


def override(current: Given, written: Any) -> Given:
    """The same parameter with a value from the command line, or without any.

    Raises:
        ValueError: the value is not of the parameter's type.
    """
    if written is None:
        return replace(current, value=None, origin="unset")
    return replace(current, value=typed(current.parameter, written), origin="command_line")


def shown(value: Any) -> str:
    """A value as people write it."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def typed(parameter: Parameter, value: Any) -> Any:
    """A value in the parameter's type, as a check's settings take it.

    Raises:
        ValueError: it is of another type.
    """
    if parameter.type == "number":
        return _number(value)
    if parameter.type == "duration":
        return str(durations.parse(str(value)))
    if parameter.type == "date":
        return _date(str(value)).isoformat()
    if parameter.type == "list":
        return list(value) if isinstance(value, (list, tuple)) else [part.strip() for part in str(value).split(",")]
    return str(value)


def _number(value: Any) -> float:
    try:
        found = value if isinstance(value, (int, float)) else float(str(value))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise WrongValueError(f"“{value}”不是数字", f"'{value}' is no number")
    return found


def _date(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError as error:
        raise WrongValueError(
            f"“{written}”不是日期；请写成2024-03-05", f"'{written}' is no date; write it as 2024-03-05"
        ) from error


def unfit(name: str, error: ValueError, file: YamlFile, path: Path) -> Problem:
    """A parameter's value that is not of its type, with its line."""
    why = said_by(error)
    return file.problem(path, f"参数“{name}”：{why.zh}。", f"parameter '{name}': {why.en}.")
