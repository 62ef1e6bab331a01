"""The loop of two years: audits follow one another, and what people do in between is kept with them.

The audit of 2024 is reviewed; its nonconformities are raised, planned, carried out, and verified after an audit in the
middle of 2025. The audit of 2025 is read against both: some findings are solved, one persists, one has returned, and
closures are refuted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import svcqa
from svcqa import Text
from svcqa_example.years import decisions
from svcqa_example.years.decisions import PLANS
from svcqa_example.years.filling import add, fill_in
from svcqa_example.years.records import write

if TYPE_CHECKING:
    from svcqa import Audit, History

RULESET, HISTORY = "example-two-years", "svcqa-history.sqlite"
AUDITS: Mapping[str, tuple[dt.date, str]] = {
    "2024年度": (dt.date(2024, 12, 31), "2024-01-01..2024-12-31"),
    "2025年中跟踪": (dt.date(2025, 6, 30), "2025-01-01..2025-06-30"),
    "2025年度": (dt.date(2025, 12, 31), "2025-01-01..2025-12-31"),
}
"""What each audit is called → its date and its period."""
REPORTS = {"2025年度.html": "html", "2025年度.docx": "docx", "2025年度.xlsx": "xlsx", "2025年度.json": "json"}
_REVIEWED = dt.timedelta(days=10)
"""After the date of an audit its findings are reviewed."""
_PLANNED, _DONE, _VERIFIED = dt.date(2025, 1, 24), dt.date(2025, 6, 2), dt.date(2025, 7, 10)
_NUMBER, _OF = "整改编号", "所属不符合项"


@dataclass(frozen=True)
class Loop:
    """What came of the two years."""

    audit: Audit
    """The last audit, with its reviews and nonconformities, read against the two before."""
    nonconformities: list[Any]
    """All of the three audits, as they stand in the end."""
    events: int
    faults: int
    """Places where the history does not hold together."""


def loop(folder: Path) -> Loop:
    """Let the two years pass in a folder: records, workbooks as people filled them in, the history.

    A history that is there already is begun anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / HISTORY).unlink(missing_ok=True)
    with svcqa.History(folder / HISTORY, create=True) as history:
        audits = {}
        for name in AUDITS:
            audits[name] = _audit(history, folder, name)
            for act in _AFTERWARDS.get(name, ()):
                act(history, folder)
        kept = history.find("2025年度")
        whole = svcqa.against(svcqa.complete(history, kept), audits["2025年中跟踪"], audits["2024年度"])
        return Loop(whole, svcqa.nonconformities_kept(history), len(history.events()), len(history.faults()))


def told(made: Loop, folder: Path) -> Text:
    """What the two years show, in a few lines."""
    baseline = made.audit.dossier.baseline
    counts = baseline.counts if baseline else {}
    states = Counter(one.state for one in made.nonconformities)
    refuted = sum(bool(one.refuted_by) for one in made.nonconformities)
    number, open_ = len(made.nonconformities), sum(one.open for one in made.nonconformities)
    return Text(
        zh=f"两年的闭环：2025年度审核与年中跟踪相比，新出现{counts['new']}个，仍在{counts['persisting']}个，"
        f"再次出现{counts['returned']}个，已解决{counts['solved']}个；不符合项{number}项，"
        f"有效关闭{states['closed_effective']}项，其中被推翻{refuted}项，未关闭{open_}项。"
        f"历史{made.events}条事件，核对{'一致' if not made.faults else '不一致'}。"
        f"请打开{folder / '2025年度.html'}、{folder / HISTORY}。",
        en=f"Two years: the audit of 2025 against that of mid-2025 has {counts['new']} new findings, "
        f"{counts['persisting']} persisting, {counts['returned']} returned, {counts['solved']} solved; "
        f"{number} nonconformities, {states['closed_effective']} closed as effective, {refuted} of these refuted, "
        f"{open_} open. The history holds {made.events} events and {'holds' if not made.faults else 'does not hold'} "
        f"together. Open {folder / '2025年度.html'}, {folder / HISTORY}.",
    )


def _stamp(by: str, day: dt.date) -> svcqa.Stamp:
    return svcqa.Stamp(by, dt.datetime.combine(day, dt.time(9), dt.UTC))


def _audit(history: History, folder: Path, name: str) -> Audit:
    """Audit the records as they stood, keep the audit, review it, and raise what was confirmed."""
    day, period = AUDITS[name]
    reviewed = day + _REVIEWED
    stamp = _stamp(decisions.AUDITOR, reviewed)
    write(folder / f"{day:%Y-%m}台账", day)
    audit = svcqa.run([folder / f"{day:%Y-%m}台账"], [RULESET], as_of=day, period=period)
    kept = history.keep(audit, stamp, name)
    findings = {one.fingerprint: one for one in audit.findings}
    rows = svcqa.rows_of_findings(audit, "zh")
    filled = [{**row, **decisions.decided(findings[row["fingerprint"]], reviewed)} for row in rows]
    place = folder / f"{name} 疑点复核.xlsx"
    place.write_bytes(svcqa.review_workbook(audit, filled, "zh"))
    svcqa.take_reviews(history, kept, [place], stamp)
    svcqa.raise_nonconformities(history, kept, stamp)
    return audit


def _numbers(history: History) -> dict[str, decisions.Plan]:
    """Open nonconformities that there is a plan against."""
    known = svcqa.nonconformities_kept(history)
    return {one.number: PLANS[one.clause, one.unit or ""] for one in known if one.open}


def _exported(history: History, folder: Path, day: dt.date) -> Path:
    place = folder / f"整改台账 {day}.xlsx"
    place.write_bytes(svcqa.action_workbook(svcqa.nonconformities_kept(history), "zh"))
    return place


def _plan(history: History, folder: Path) -> None:
    plans, place = _numbers(history), _exported(history, folder, _PLANNED)
    fill_in(place, "不符合项", _NUMBER, {number: decisions.planned(plan) for number, plan in plans.items()})
    add(place, "纠正措施", _OF, [decisions.action(number, plan) for number, plan in plans.items()])
    _import(history, place, _PLANNED)


def _carry_out(history: History, folder: Path) -> None:
    plans, place = _numbers(history), _exported(history, folder, _DONE)
    finished = {number: plan for number, plan in plans.items() if plan.done_on}
    fill_in(place, "纠正措施", _OF, {number: decisions.done(plan) for number, plan in finished.items()})
    fill_in(place, "不符合项", _NUMBER, {number: {"状态": "已实施"} for number in finished})
    _import(history, place, _DONE)


def _verify(history: History, folder: Path) -> None:
    plans, place = _numbers(history), _exported(history, folder, _VERIFIED)
    finished = [number for number, plan in plans.items() if plan.done_on]
    fill_in(place, "不符合项", _NUMBER, dict.fromkeys(finished, decisions.closed(_VERIFIED)))
    _import(history, place, _VERIFIED)


def _import(history: History, place: Path, day: dt.date) -> None:
    for made in svcqa.take_actions(history, [place], _stamp(decisions.MANAGER, day)):
        if made.refused or made.conflicts:
            raise AssertionError([*made.refused, *made.conflicts])


_AFTERWARDS: Mapping[str, Iterable[Any]] = {"2024年度": (_plan, _carry_out), "2025年中跟踪": (_verify,)}
"""What is done after an audit, before the next one."""
