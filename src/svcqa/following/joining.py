"""An audit joined with the earlier ones that it is read against."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from msgspec.structs import replace as changed

from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.following.comparing import compared
from svcqa.following.points import point
from svcqa.periods import AsOf
from svcqa.text import Text


def against(audit: Audit, earlier: Audit, *before: Audit) -> Audit:
    """The same audit with its baseline: what became of the findings since earlier audits. Its content stays as it is.

    Args:
        audit: the audit that is read.
        earlier: an earlier audit.
        before: further ones, in any order. The latest of all is what it is compared with; the others tell which
            findings have returned, and make the trend longer.

    Raises:
        UsageError: an audit is later than the one that is read, or it tells what is hidden in that one.
    """
    series = sorted((earlier, *before), key=_moment)
    latest = max(series, key=_moment)  # of several with one date the one that was named first
    _check(audit, latest)
    others = [one for one in series if one is not latest]
    known = [frozenset(one.findings.table.column("fingerprint").to_pylist()) for one in others]
    made = compared(latest, audit, known, [point(one) for one in others])
    return replace(audit, dossier=changed(audit.dossier, baseline=made))


def _moment(audit: Audit) -> dt.datetime:
    return AsOf.of(audit.content.as_of).moment


def _check(audit: Audit, latest: Audit) -> None:
    was, now = AsOf.of(latest.content.as_of), AsOf.of(audit.content.as_of)
    if was.moment > now.moment:
        raise UsageError.of(
            f"要比较的审核（基准日{was.written}）晚于本次审核（基准日{now.written}）。",
            f"the audit to compare with (as of {was.written}) is later than the audit itself (as of {now.written}).",
            where="--against",
            mend=Text("请把两份审核对调，或换一份较早的。", "Exchange the two, or name an earlier one."),
        )
    if audit.content.masked_from and not latest.content.masked_from:
        raise UsageError.of(
            "本次审核已隐去个人信息，上次审核没有隐去。",
            "personal data are hidden in this audit, and not in the earlier one.",
            where="--against",
            mend=Text("请用隐去前的审核，输出时再隐去。", "Take the audit as it was, and mask what is printed."),
        )
