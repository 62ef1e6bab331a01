"""Questions of the manual of the whole company (002)."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import CHIEF, DEPUTY, DIRECTOR, DISPATCHER, MANAGER, RETURNS, TECHNICIAN, TRAINER, WEST

QUESTIONS: Mapping[str, Question] = {
    "S002-P01-3.1": Question(DISPATCHER, "询问", evidence="识别组织计划、监督记录"),
    "S002-P01-4.2.2a": Question(CHIEF, READ, evidence="法规与客户反馈汇编"),
    "S002-P01-4.2.3d": Question(MANAGER, READ, 6, "识别清单及说明"),
    "S002-P02-4.2.1": Question(DIRECTOR, ASK, 3, "承诺文本、资源计划"),
    "S002-P02-4.2.3": Question(DEPUTY, READ, evidence="近两年承诺与目标对照"),
    "S002-P02-4.4.3": Question(TECHNICIAN, ASK, evidence="抽问记录"),
    "S002-P03-3.5": Question(TECHNICIAN, LOOK, evidence="跟看2个工单"),
    "S002-P03-4.2": Question(MANAGER, READ, evidence="制度汇编目录"),
    "S002-P03-4.8": Question(MANAGER, READ, evidence="官网与大厅照片"),
    "S002-P04-4.2-3g": Question(TECHNICIAN, ASK, 2, "抽问3人"),
    "S002-P04-4.2-4a": Question(TECHNICIAN, LOOK, 2, "随行2次", lately=True),
    "S002-P04-4.2-6c": Question(TECHNICIAN, READ, evidence="抽查维修单5份", lately=True),
    "S002-P05-4.2-8b": Question(RETURNS, LOOK, 6, "包装照片6张"),
    "S002-P06-4.2.5c": Question(TECHNICIAN, LOOK, evidence="随同上门2次", lately=True, site=WEST),
    "S002-P07-4.2.2.3h": Question(TRAINER, READ, 3, "三级教材目录", lately=True),
    "S002-P08-4.2b": Question(CHIEF, LOOK, evidence="发运现场照片3张", lately=True),
    "S002-P08-4.7b": Question(TECHNICIAN, READ, evidence="工具清单", lately=True),
    "S002-P08-4.8b": Question(TECHNICIAN, LOOK, evidence="按方案逐项核对", lately=True),
    "S002-P09-4.2c": Question(DISPATCHER, "现场观察", evidence="试拨3次"),
}
"""Rule → its question."""
