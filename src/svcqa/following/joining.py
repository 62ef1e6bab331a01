"""An audit joined with the earlier ones that it is read against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec.structs import replace as changed

from svcqa.baselines import Past
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.following.comparing import compared
from svcqa.following.points import point
from svcqa.periods import AsOf
from svcqa.text import Text


def against(audit: Audit, earlier: Audit, *before: Audit, past: Iterable[Past] = ()) -> Audit:
    """The same audit with its baseline: what became of the findings since earlier audits. Its content stays as it is.

    Args:
        audit: the audit that is read.
        earlier: the audit that it is compared with.
        before: audits before that one, in any order: they tell which findings have returned, and the trend.
        past: further ones, as a history tells of them without reading them.

    Raises:
        UsageError: an audit is later than the one that it is to come before, or ``earlier`` tells what is hidden in
            ``audit``.
    """
    _check_order(earlier, audit)
    for one in before:
        _check_order(one, earlier)
    _check_masking(audit, earlier)
    past = [*past, *map(_past, before)]
    made = compared(earlier, audit, [one.fingerprints for one in past], [one.point for one in past])
    return replace(audit, dossier=changed(audit.dossier, baseline=made))


def _past(audit: Audit) -> Past:
    return Past(frozenset(audit.findings.table.column("fingerprint").to_pylist()), point(audit))


def latest_first(audits: Iterable[Audit]) -> list[Audit]:
    """Audits by their date; of one date in the order given."""
    return sorted(audits, key=lambda one: AsOf.of(one.content.as_of).moment, reverse=True)


def _check_order(earlier: Audit, audit: Audit) -> None:
    was, now = (AsOf.of(one.content.as_of) for one in (earlier, audit))
    if was.moment > now.moment:
        raise UsageError.of(
            f"基准日{was.written}的审核晚于基准日{now.written}的审核，不能作为较早的一次。",
            f"the audit as of {was.written} is later than the one as of {now.written}: it cannot come before it.",
            mend=Text("请把两份审核对调，或换一份较早的。", "Exchange the two, or name an earlier one."),
        )


def _check_masking(audit: Audit, earlier: Audit) -> None:
    if audit.content.masked_from and not earlier.content.masked_from:
        raise UsageError.of(
            "本次审核已隐去个人信息，上次审核没有隐去。",
            "personal data are hidden in this audit, and not in the earlier one.",
            mend=Text("请用隐去前的审核，输出时再隐去。", "Take the audit as it was, and mask what is printed."),
        )
