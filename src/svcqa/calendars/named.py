"""Calendars by the names rulesets use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from svcqa.calendars.clocks import Hours, WorkingDays
from svcqa.calendars.counting import ByClocks, calendar_days, elapsed_time, working_days
from svcqa.calendars.workdays import Workdays
from svcqa.calendars.zones import Zone
from svcqa.errors import ConfigError, Problem
from svcqa.hours import REST, WORK, CalendarSetup, misplaced
from svcqa.periods import ZONE
from svcqa.suggestions import meant


class Calendars:
    """Calendars by name, with those of the organisation; remembers which were used.

    Args:
        own: calendar → how it is set up: days or hours for ``cn_workday``, or a calendar of its own.

    Raises:
        ConfigError: a built-in calendar is given what it cannot take.
    """

    def __init__(self, own: Mapping[str, CalendarSetup] | None = None) -> None:
        setups = dict(own or {})
        wrong = [said for name, setup in setups.items() if (said := misplaced(name, setup))]
        if wrong:
            raise ConfigError.all_of(Problem(said) for said in wrong)
        china = setups.pop("cn_workday", CalendarSetup())
        self._china = _made("cn_workday", china)
        zone = Zone(ZONE)
        known = [elapsed_time(self._china.workdays, zone), calendar_days(self._china.workdays, zone), self._china]
        known += [_made(name, setup) for name, setup in setups.items()]
        self._known = {one.name: one for one in known}
        self._used: set[str] = set()

    def __call__(self, name: str) -> ByClocks:
        """The calendar of a name.

        Raises:
            ConfigError: there is none; rulesets are checked for this before any record is read.
        """
        if name not in self._known:
            said = f"没有日历“{name}”。", f"there is no calendar '{name}'."
            raise ConfigError.of(*said, mend=meant(name, self._known))
        self._used.add(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def used(self) -> dict[str, str]:
        """Calendars asked for so far, described; also the one others took their working days from."""
        return {name: self._known[name].describe() for name in sorted(self.asked())}

    def asked(self) -> frozenset[str]:
        """Calendars asked for so far, by name."""
        return frozenset(self._used | ({self._china.name} if self._china.workdays.consulted else set()))

    def note(self, asked: Iterable[str]) -> None:
        """Count calendars as asked for that a copy of these was asked for, in another process."""
        self._used.update(asked)


def _made(name: str, setup: CalendarSetup) -> ByClocks:
    days = {day: REST if said == REST else WORK for day, said in setup.special.items()}
    week = None if setup.weekly is None else tuple(map(bool, setup.pattern))
    workdays, zone = Workdays(days, week), Zone(setup.zone)
    if not setup.timed:
        return working_days(name, workdays, zone)
    hours = Hours(setup, workdays, zone)
    return ByClocks(name, workdays, zone, hours, WorkingDays(workdays), hours, partial(_described, setup, workdays))


def _described(setup: CalendarSetup, workdays: Workdays) -> str:
    weekly = setup.weekly or {}
    hours = setup.hours if setup.hours is not None else ", ".join(f"{day} {said}" for day, said in weekly.items())
    zone = "" if setup.zone == ZONE else f", {setup.zone}"
    return f"{hours}{zone}; {workdays.describe()}"
