"""Questions of the manual of the department (000)."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import CALLBACK, MANAGER, TECHNICIAN, TRAINER

QUESTIONS: Mapping[str, Question] = {
    "S000-P1-2.1-2": Question(MANAGER, ASK, 2, "服务组织方案、宗旨落实实例"),
    "S000-P1-2.8": Question(CALLBACK, READ, evidence="推送记录、宣传册签收"),
    "S000-P1-4.2.4": Question(MANAGER, READ, evidence="直属与外协中心指标对比表"),
    "S000-P1-4.3.1": Question(TRAINER, READ, evidence="花名册与薪酬等级表"),
    "S000-P1-2.14b": Question(TECHNICIAN, LOOK, evidence="维修场地照片4张", lately=True, yearly=True),
}
"""Rule → its question."""
