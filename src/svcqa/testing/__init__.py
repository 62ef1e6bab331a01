"""Testing checks and rules: cases beside a check, proofs beside a ruleset, both in YAML.

A plugin author writes ``cases/<check>.yaml`` beside the check and runs it with::

    for case in svcqa.testing.cases(check):
        svcqa.testing.run(case)

A case is a small register, written as an office would write it, with the verdict expected for each record::

    - name: exactly at the limit conforms
      settings: {start: a, end: b, max: 15m}
      fields: {a: datetime, b: datetime}
      as_of: 2024-06-30
      records:
        - {a: 2024-03-05 10:00, b: 2024-03-05 10:15, expect: conforms}
        - {a: 2024-03-05, b: 2024-03-05 10:15, expect: undetermined date_only}

``expect`` is a verdict, with a reason code behind it where the check or the core gives one. Registers that the
settings name stand under ``partners``, each with its own ``fields`` and ``records``. What is expected of slots
stands under ``slots``, as ``NAME VERDICT REASON``; records that only fill slots have no ``expect``.

Who writes rules proves them the same way, in ``proofs/FILE`` beside the FILE of the rules::

    for proof in svcqa.testing.proofs("wwsh-003", host):
        svcqa.testing.prove(proof)

A proof names a rule, which is judged as it stands in its ruleset, with the ruleset's own registers::

    - rule: S002-P04-4.2-3e
      parameters: {arrival_grace: 15m}
      records:
        - {order_no: W1, appointment_at: 2024-03-05 10:00, arrived_at: 2024-03-05 10:10, expect: conforms}
      beside:
        staff: [{staff_id: T1, name: 张三}]

``records`` are of the register that the rule judges, ``beside`` holds those of others by the register's name; what is
not named is a blank cell. A register that the rule reads and nobody names is there and empty, unless it is listed
under ``without``. ``as_of``, ``period`` and ``slots`` are as in cases; the register that a rule cannot do without
makes every record ``not_assessed REASON``.
"""

from svcqa.splitting import split
from svcqa.testing.cases import Case, CaseFile, PartnerFile, cases, judged, run, split_verdicts, verdicts
from svcqa.testing.offered import CORE_REASONS, verdicts_in
from svcqa.testing.prooffiles import ProofFile, proofs_of
from svcqa.testing.proofs import Proof, disproven, outcome, proofs, prove

__all__ = [
    "CORE_REASONS",
    "Case",
    "CaseFile",
    "PartnerFile",
    "Proof",
    "ProofFile",
    "cases",
    "disproven",
    "judged",
    "outcome",
    "proofs",
    "proofs_of",
    "prove",
    "run",
    "split",
    "split_verdicts",
    "verdicts",
    "verdicts_in",
]
