"""Writing down what came of an audit for pages, and reading it there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from svcqa.accounts import Said, problems_of
from svcqa.text import Text
from svcqa.web.results.nouns import Accounts, Results, RuleCount, Unassessed
from svcqa.web.results.proposals import proposals
from svcqa.web.unprepared import unprepared
from svcqa.weights import WEIGHTS

if TYPE_CHECKING:
    from svcqa.findings import Audit, Tally

_RESULTS, _ACCOUNTS = "results.json", "accounts.json"
_OF_RESULTS = Text("这次检查的结果", "the results of this check")
_OF_ACCOUNTS = Text("这次检查的文件是怎样读的", "how the files of this check were read")


def prepare_results(audit: Audit, files: Mapping[str, Path], folder: Path) -> None:
    """Write the results of an audit into a folder.

    Args:
        audit: what came out.
        files: not used.
        folder: what is prepared of this audit; it is there.
    """
    (folder / _RESULTS).write_bytes(msgspec.json.encode(results(audit)))


def prepare_accounts(audit: Audit, files: Mapping[str, Path], folder: Path) -> None:
    """Write the accounts of an audit into a folder.

    Args:
        audit: what came out.
        files: not used; what an audit says of its files is all there is to tell.
        folder: what is prepared of this audit; it is there.
    """
    inputs = audit.content.inputs
    accounts = Accounts(inputs, audit.content.registers, proposals(inputs), audit.content.settings)
    (folder / _ACCOUNTS).write_bytes(msgspec.json.encode(accounts))


def results_in(folder: Path) -> Results:
    """The results that were prepared.

    Args:
        folder: what was prepared of an audit, see :func:`svcqa.web.jobs.preparing.place`.

    Raises:
        UnpreparedError: they were not prepared.
    """
    return msgspec.json.decode(_read(folder / _RESULTS, _OF_RESULTS), type=Results)


def accounts_in(folder: Path) -> Accounts:
    """The accounts that were prepared.

    Raises:
        UnpreparedError: they were not prepared.
    """
    return msgspec.json.decode(_read(folder / _ACCOUNTS, _OF_ACCOUNTS), type=Accounts)


def results(audit: Audit) -> Results:
    """An audit in figures, rule by rule."""
    from svcqa.reports.overview import figures

    content, told = audit.content, figures(audit)
    return Results(
        by_weight=dict(told.by_weight),
        excused=told.excused,
        records=told.records,
        judged=told.judged,
        coverage=content.coverage,
        rules=_rules(audit),
        unassessed=[*_unassessed(content.tallies)],
        reasons=content.reasons,
        unread=[(one.where, Said(one.what.zh, one.what.en)) for one in problems_of(content.inputs)],
        plan=content.plan,
    )


def _rules(audit: Audit) -> list[RuleCount]:
    tallies: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for one in audit.content.tallies:
        tallies[one.ruleset, one.rule].append(one)
    table = audit.findings.table
    columns = (table.column(name).to_pylist() for name in ("ruleset", "rule", "excused_by"))
    counts = Counter((ruleset, rule, excuse is None) for ruleset, rule, excuse in zip(*columns, strict=True))
    found = [
        _rule(editions, counts[ruleset, rule, True], counts[ruleset, rule, False])
        for (ruleset, rule), editions in tallies.items()
    ]
    shown = [one for one in found if one.findings or one.excused or one.undetermined]
    return sorted(shown, key=lambda one: (WEIGHTS.index(one.weight), -one.findings, -one.undetermined))


def _rule(editions: Sequence[Tally], findings: int, excused: int) -> RuleCount:
    reasons: Counter[str] = Counter()
    for one in editions:
        reasons.update(one.undetermined_by)
    last, open_ = editions[-1], sum(one.undetermined for one in editions)
    return RuleCount(
        last.ruleset, last.rule, last.clause, last.title, last.weight, findings, excused, open_, reasons.most_common()
    )


def _unassessed(tallies: Sequence[Tally]) -> Iterator[Unassessed]:
    for one in tallies:
        if one.reason is not None:
            yield Unassessed(one.rule, one.clause, one.title, one.weight, one.reason.code, one.reason.text)


def _read(path: Path, what: Text) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unprepared(what) from error
