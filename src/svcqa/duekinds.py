"""Kinds of what falls due, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from svcqa.text import Text

DueKind = Literal["deadline", "hand_in", "expiry", "retention", "action", "watch", "waiver"]

DUE_KINDS: Mapping[DueKind, Text] = {
    "deadline": Text(zh="办理时限", en="deadline"),
    "hand_in": Text(zh="定期事项", en="recurring duty"),
    "expiry": Text(zh="有效期届满", en="expiry"),
    "retention": Text(zh="保存期", en="retention"),
    "action": Text(zh="纠正措施", en="corrective action"),
    "watch": Text(zh="期间结束", en="end of a period"),
    "waiver": Text(zh="豁免的最后有效日", en="last valid day of a waiver"),
}
"""What has to be done once; what is done again and again; what ends by itself; up to when records are kept or by when
they are destroyed; what mends a nonconformity; a period after which something is judged; up to when waivers hold."""
