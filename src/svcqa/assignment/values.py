"""What the audit workbook sets: parameters with their sources, and working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from svcqa.assignment.reading import Assignment, Entry
from svcqa.assignment.sheets import DAYS, PARAMETERS
from svcqa.errors import ConfigError, Problem, said_by
from svcqa.hours import REST, WORK, CalendarSetup
from svcqa.rulesets import Ruleset
from svcqa.rulesets.parameters import Given, typed
from svcqa.suggestions import meant
from svcqa.text import Text

_KINDS = {"放假": REST, "rest": REST, "上班": WORK, "work": WORK}
_WORKDAYS = "cn_workday"


def applied(assignment: Assignment, rulesets: Sequence[Ruleset], as_of: dt.date) -> list[Ruleset]:
    """The rulesets with the parameters and days of the audit workbook.

    Of several values of a parameter the one holds that took effect last, up to the audit date; a row without a value
    sets nothing.

    Raises:
        ConfigError: a row names a ruleset or parameter that does not exist, a value or date is none, or two rows set
            one parameter from the same day on; all of them, each with its cell.
    """
    problems: list[Problem] = []
    rows = [row for row in assignment[PARAMETERS] if row["value"] or row.unread]
    problems += _strangers(rows, rulesets)
    days = dict(_days(assignment[DAYS], problems))
    found = [_with_days(_with_values(one, rows, as_of, problems), days) for one in rulesets]
    if problems:
        raise ConfigError.all_of(dict.fromkeys(problems))
    return found


def _strangers(rows: Iterable[Entry], rulesets: Sequence[Ruleset]) -> Iterator[Problem]:
    names = [one.name for one in rulesets]
    for row in rows:
        mine = [one for one in rulesets if row["ruleset"] in {"", one.name}]
        known = [name for one in mine for name in one.parameters]
        if not mine:
            name = row["ruleset"]
            said = Text(f"这次审核没有规则集“{name}”。", f"there is no ruleset '{name}' in this audit.")
            yield Problem(said, row.where("ruleset"), meant(row["ruleset"], names))
        elif row["parameter"] not in known:
            said = Text(f"没有参数“{row['parameter']}”。", f"there is no parameter '{row['parameter']}'.")
            yield Problem(said, row.where("parameter"), meant(row["parameter"], known))


def _with_values(ruleset: Ruleset, rows: Iterable[Entry], as_of: dt.date, problems: list[Problem]) -> Ruleset:
    values = dict(ruleset.parameters)
    since: dict[str, dt.date] = {}
    for row in rows:
        name = row["parameter"]
        if row["ruleset"] not in {"", ruleset.name} or name not in values:
            continue
        day = _day(row, "effective_date", problems) or dt.date.min
        if day > as_of or day < since.get(name, dt.date.min):
            continue
        if since.get(name) == day:
            said = Text(f"参数“{name}”在同一天有两个取值。", f"parameter '{name}' has two values from one day on.")
            problems.append(Problem(said, row.where("value")))
        since[name] = day
        values[name] = _set(values[name], row, day, problems)
    return replace(ruleset, parameters=values)


def _set(current: Given, row: Entry, day: dt.date, problems: list[Problem]) -> Given:
    """The parameter with the value of a row, and where it comes from."""
    try:
        value = typed(current.parameter, row["value"])
    except ValueError as error:
        why = said_by(error)
        problems.append(Problem(Text(f"{why.zh}。", f"{why.en}."), row.where("value")))
        return current
    told = {
        "source": row["source"], "approved_by": row["approved_by"], "date": None if day == dt.date.min else day,
    }  # fmt: skip
    return Given(current.parameter.model_copy(update=told), value, "workbook")


def _day(row: Entry, name: str, problems: list[Problem]) -> dt.date | None:
    if not row[name]:
        return None
    try:
        return dt.date.fromisoformat(row[name][:10])
    except ValueError:
        said = Text(f"“{row[name]}”不是日期。", f"'{row[name]}' is no date.")
        mend = Text("请写成2024-03-05。", "Write it as 2024-03-05.")
        problems.append(Problem(said, row.where(name), mend))
        return None


def _days(rows: Iterable[Entry], problems: list[Problem]) -> Iterator[tuple[dt.date, str]]:
    for row in rows:
        day = _day(row, "day", problems)
        kind = _KINDS.get(row["kind"])
        if kind is None:
            said = Text("请写明这一天是放假还是上班。", "say whether people work or rest on this day.")
            problems.append(Problem(said, row.where("kind")))
        elif day:
            yield day, kind


def _with_days(ruleset: Ruleset, days: dict[dt.date, str]) -> Ruleset:
    """The organisation's own days, over those that the ruleset names."""
    if not days:
        return ruleset
    setup = ruleset.calendars.get(_WORKDAYS, CalendarSetup())
    kept = {day.isoformat(): said for day, said in setup.special.items() if day not in days}
    own = {day.isoformat(): said for day, said in days.items()}
    whole = CalendarSetup.model_validate({**setup.model_dump(), "days": {**kept, **own}})
    return replace(ruleset, calendars={**ruleset.calendars, _WORKDAYS: whole})
