"""Nonconformities (不符合项) that are kept, and what is done about them: states, gates, what is overdue.

Pure: neither a database nor a clock. How they are raised and changed is for :mod:`svcqa.history.actions`.
"""

from svcqa.actions.gates import GATES, Gate
from svcqa.actions.lacks import Lack
from svcqa.actions.moves import Refusal, refusals
from svcqa.actions.nouns import Action, Extension, Hint, KeptNonconformity, Proof
from svcqa.actions.standing import Figures, Standing, figures, standing

__all__ = [
    "GATES", "Action", "Extension", "Figures", "Gate", "Hint", "KeptNonconformity", "Lack", "Proof", "Refusal",
    "Standing", "figures", "refusals", "standing",
]  # fmt: skip
