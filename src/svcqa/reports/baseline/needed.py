"""The baseline of an audit, for formats that tell nothing else."""

from __future__ import annotations

from svcqa.baselines import Baseline
from svcqa.errors import UsageError
from svcqa.findings import Audit
from svcqa.text import Text


def baseline_of(audit: Audit) -> Baseline:
    """The earlier audit that this one is read against.

    Raises:
        UsageError: it is read against none.
    """
    if audit.dossier.baseline is None:
        raise UsageError.of(
            "这份审核没有与较早的审核比较。",
            "this audit is compared with no earlier one.",
            where="--format",
            mend=Text("请用--against给出较早的审核。", "Name an earlier audit with --against."),
        )
    return audit.dossier.baseline
