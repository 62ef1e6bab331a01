"""Names of people and firms, telephones, addresses and products, all put together from lists here."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "涛",
    "明",
    "超",
    "秀兰",
    "建国",
    "志强",
    "雪梅",
    "海燕",
    "文博",
    "子涵",
    "雨桐",
    "俊杰",
    "晓东",
)
_PLACES = ("青禾", "云湾", "柳溪", "石桥", "东林", "望川", "白鹭", "枫岭", "新港", "长坪")
_TRADES = ("电力", "水务", "燃气", "食品", "纺织", "机械", "物流", "酒店", "医院", "学校")
_ENDS = ("有限公司", "集团", "实业有限公司", "服务中心")
_ROADS = ("人民路", "解放路", "青年路", "滨河路", "学府路", "工业大道")
MODELS = ("KF-35GW", "KF-72LW", "RT-120", "HB-2000", "DZ-9", "MX-450")
PRODUCTS = ("空调", "冷柜", "热水器", "水泵", "控制柜")
FAULTS = ("不制冷", "漏水", "异响", "不启动", "显示故障代码", "噪音大", "温度不准")
SOLUTIONS = ("更换压缩机电容", "清洗滤网并加制冷剂", "紧固接头", "更换主板", "重新接线", "校准传感器")


@dataclass(frozen=True)
class Customer:
    """Somebody the company serves."""

    number: str
    name: str
    contact: str
    phone: str
    address: str


def people(rng: random.Random) -> Iterator[str]:
    """Names of people, no two alike."""
    names = [family + given for family in _FAMILY for given in _GIVEN]
    rng.shuffle(names)
    return iter(names)


def customers(rng: random.Random, count: int) -> list[Customer]:
    """Customers with numbers, contacts, telephones that nobody has, and addresses."""
    return [
        Customer(
            f"KH{number:05d}",
            rng.choice(_PLACES) + rng.choice(_TRADES) + rng.choice(_ENDS),
            rng.choice(_FAMILY) + rng.choice(("先生", "女士")),
            phone(number),
            f"{rng.choice(_PLACES)}市{rng.choice(_ROADS)}{rng.randint(1, 300)}号",
        )
        for number in range(1, count + 1)
    ]


def phone(number: int) -> str:
    """A telephone from a range that is obviously made up: 138000 and five digits."""
    return f"138000{number:05d}"
