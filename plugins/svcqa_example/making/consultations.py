"""What customers only ask: classified, answered at once or at the time that was promised, the answer written down."""

from __future__ import annotations

from svcqa_example.making.orders import Desk
from svcqa_example.model import Record, minutes

_CLASSES = ("产品问题", "服务问题", "投诉", "其他")
_AT_ONCE = 200
"""Minutes within which a question is answered without another word."""
_ASKED = ("咨询使用方法", "询问保修政策", "询问滤网清洗周期", "询问配件价格")
_ANSWERS = ("按说明书第3章操作", "保修期以合同为准", "建议每季度清洗一次", "报价已短信发送")


def answer_questions(desk: Desk) -> None:
    """Every question that led to no order."""
    for request in desk.company["service_requests"]:
        if "question" in request.facts:
            _answer(desk, request)


def _answer(desk: Desk, request: Record) -> None:
    rng, received, closed = desk.company.rng, request["received_at"], request["closed_at"]
    request["source_channel"] = rng.choice(("电话", "电话", "在线客服", "邮件"))
    request["consult_class"] = rng.choice(_CLASSES)
    asked, reply = rng.randrange(len(_ASKED)), received + minutes(rng.randint(1, 2))
    # what was written down of it already stays
    request["content"] = request["content"] or _ASKED[asked]
    request["answer"] = request["answer"] or _ANSWERS[asked]
    request["needs_check"] = rng.random() < 0.3
    if request["replied_at"]:
        request["needs_check"] = request["replied_at"] > received + minutes(_AT_ONCE)
    else:
        request["replied_at"] = closed if request["needs_check"] else reply
    if request["needs_check"]:
        request["promised_reply_at"] = request["replied_at"] + minutes(rng.randint(10, 40))
