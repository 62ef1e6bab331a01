"""Questions of the manual on the management of the service (003) about its organisation and its people."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import DISPATCHER, MANAGER, TECHNICIAN

QUESTIONS: Mapping[str, Question] = {
    "S003-C1-1.4c": Question(MANAGER, READ, evidence="方案会签单"),
    "S003-C2-4": Question(MANAGER, ASK, evidence="交流会邀请函"),
    "S003-C2-2.1d": Question(DISPATCHER, LOOK, 2, "网点走访与系统截图"),
    "S003-C2-2.2c": Question(TECHNICIAN, ASK, 3, "抽问3人"),
}
"""Rule → its question."""
