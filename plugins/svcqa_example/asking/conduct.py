"""Questions of manual 000 on conduct, and what is looked at on walks through the office."""

from __future__ import annotations

from collections.abc import Mapping

from svcqa_example.asking.question import ASK, LOOK, READ, Question
from svcqa_example.making.people import CALLBACK, DISPATCHER, MANAGER, TECHNICIAN

QUESTIONS: Mapping[str, Question] = {
    "S000-P3-A2.2": Question(MANAGER, READ, evidence="合同与制度对照记录", lately=True),
    "S000-P3-A3.1-9": Question(TECHNICIAN, ASK, 9, "抽问3人笔录"),
    "S000-P3-A4.1-3": Question(DISPATCHER, ASK, 3, "抽问2人笔录"),
    "S000-P3-A4.5a": Question(MANAGER, READ, evidence="兼职申报与查询记录"),
    "S000-P3-A4.6-7": Question(MANAGER, READ, 2, "财产盘点与处理记录"),
    "S000-P3-A4.8-9": Question(TECHNICIAN, LOOK, 2, "随行观察2次"),
    "S000-P3-A4.10a": Question(CALLBACK, ASK, evidence="抽问笔录"),
    "S000-P3-A4.11": Question(MANAGER, READ, evidence="投诉与处分台账"),
    "S000-P3-A5.2": Question(MANAGER, ASK, evidence="访谈笔录"),
    "S000-P3-A6.14b": Question(TECHNICIAN, "抽拨", evidence="抽拨5人记录"),
    "S000-P3-A7.4": Question(TECHNICIAN, ASK, 3, "抽访3家客户", lately=True),
    "S000-P3-A7bis.1": Question(CALLBACK, "抽听", 10, "录音编号3条"),
    "S000-P3-A7bis.2a": Question(CALLBACK, "抽听", 3, "录音编号3条"),
}
"""Rule → its question."""
WALKS: Mapping[str, Question] = {
    "S000-P3-A6.2-5": Question(DISPATCHER, LOOK, 4, "巡看记录与照片"),
    "S000-P3-A6.6": Question(DISPATCHER, LOOK, evidence="巡看记录"),
    "S000-P3-A6.8": Question(CALLBACK, LOOK, evidence="巡看记录"),
    "S000-P3-A6.9b": Question(DISPATCHER, "现场观察", evidence="巡看记录"),
    "S000-P3-A6.10-11": Question(TECHNICIAN, LOOK, 2, "巡看记录"),
    "S000-P3-A6.12b": Question(CALLBACK, "现场观察", 3, "抽看电脑2台"),
    "S000-P3-A6.15": Question(TECHNICIAN, LOOK, evidence="巡看照片"),
    "S000-P3-A7.3": Question(DISPATCHER, "抽听", evidence="录音编号5条"),
}
"""Rule → what somebody looks at, or listens to, every quarter."""
