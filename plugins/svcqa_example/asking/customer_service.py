"""Questions of the manual of customer service (001)."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.customer_service import SERVICE_MANAGER, SPECIALIST, SUPERVISOR
from svcqa_example.making.people import CHIEF

QUESTIONS: Mapping[str, Question] = {
    "S001-C2-M1-3": Question(SERVICE_MANAGER, ASK, 3, "经理述职材料"),
    "S001-C2-M-W1": Question(SERVICE_MANAGER, READ, evidence="加盟商服务台账"),
    "S001-C2-M-W3e": Question(SERVICE_MANAGER, READ, evidence="销售数据库与分析报告"),
    "S001-C2-M-W5c": Question(SERVICE_MANAGER, ASK, evidence="质检月报", lately=True, yearly=True),
    "S001-C2-S7b": Question(SUPERVISOR, ASK, evidence="督导记录3份", lately=True, yearly=True),
    "S001-C2-S11": Question(CHIEF, ASK, evidence="抽问3个部门笔录"),
    "S001-C2-E5-7": Question(SPECIALIST, LOOK, 3, "抽听5个来电"),
    "S001-C2-E9-10": Question(SPECIALIST, ASK, 2, "抽问笔录"),
    "S001-C3-1.1": Question(SPECIALIST, ASK, evidence="抽问笔录"),
    "S001-C3-1.4": Question(SPECIALIST, LOOK, evidence="抽听录音3条", lately=True, yearly=True),
    "S001-C3-1.5b": Question(SPECIALIST, LOOK, evidence="现场操作小题", lately=True, yearly=True),
    "S001-C3-1.6-7": Question(SPECIALIST, LOOK, 11, "抽听核对表", lately=True, yearly=True),
    "S001-C3-2.1b": Question(SPECIALIST, LOOK, 5, "到岗察看表", lately=True, yearly=True),
    "S001-C3-2.5b": Question(SPECIALIST, "现场观察", evidence="突访记录", lately=True, yearly=True),
    "S001-C3-2.7b": Question(SPECIALIST, "现场观察", evidence="突访记录", lately=True, yearly=True),
}
"""Rule → its question."""
