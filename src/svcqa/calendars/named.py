"""Calendars by the names rulesets use."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa.calendars.counting import Calendar, CalendarDays, Elapsed
from svcqa.calendars.workdays import Days, Workdays
from svcqa.errors import ConfigError
from svcqa.suggestions import meant

BUILT_IN = ("24x7", "calendar_day", "cn_workday")


class Calendars:
    """Calendars by name, with the organisation's own days; remembers which were used.

    Args:
        extra: calendar → days the organisation works or rests on: for ``cn_workday``, or for a calendar of its own
            that is otherwise like it.

    Raises:
        ConfigError: days are given for a calendar that knows no working days, or a day is neither work nor rest.
    """

    def __init__(self, extra: Mapping[str, Days] | None = None) -> None:
        days = extra or {}
        for name in ("24x7", "calendar_day"):
            if name in days:
                raise ConfigError.of(
                    f"日历“{name}”不分工作日和休息日，不能给它加日子；请加到cn_workday，或另起一个名称。",
                    f"calendar '{name}' knows no working days, so none can be given to it; give them to cn_workday or "
                    "to a calendar of another name.",
                )
        self._workdays = Workdays(days.get("cn_workday", {}))
        known: list[Calendar] = [Elapsed(self._workdays), CalendarDays(self._workdays), self._workdays]
        known += [Workdays(own, name) for name, own in days.items() if name != "cn_workday"]
        self._known = {one.name: one for one in known}
        self._used: set[str] = set()

    def __call__(self, name: str) -> Calendar:
        """The calendar of a name.

        Raises:
            KeyError: there is none; rulesets are checked for this before any record is read.
        """
        self._used.add(name)
        return self._known[name]

    def used(self) -> dict[str, str]:
        """Calendars asked for so far, described; also the one others took their working days from."""
        names = self._used | ({self._workdays.name} if self._workdays.consulted else set())
        return {name: self._known[name].describe() for name in sorted(names)}


def by_name(name: str, extra: Days | None = None) -> Calendar:
    """A built-in calendar by name.

    Args:
        name: ``24x7``, ``calendar_day`` or ``cn_workday``.
        extra: days the organisation works or rests on; they count wherever working days do.

    Raises:
        ConfigError: there is no such calendar, or an extra day is neither work nor rest.
    """
    if name not in BUILT_IN:
        raise ConfigError.of(f"没有日历“{name}”。", f"there is no calendar '{name}'.", mend=meant(name, BUILT_IN))
    return Calendars({"cn_workday": extra or {}})(name)
