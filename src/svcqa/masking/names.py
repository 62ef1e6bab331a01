"""What looks like a person's name, and where known names stand in a text.

Only what looks like a name is searched for in other texts: a person column also holds words such as 无 or 客服部,
and to take those out of every sentence would leave none readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季"
    "俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃"
    "霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀"
    "谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄"
    "伏岑习胥保和蔺水云昌凤酆皮鲜于储茅支昝经裘缪干麻危皇幸钮隗山仉逄蒲尚农别晁勾敬国门双仝束晋邝肖闫付代邰麦占岩禹师相冶"
    "修尉荀训户贡贝洛撒初瞿羊於惠曲红甯蒯浦尧浮郗羿党卻狄尼鹿逯籍墙苍闻帅达辟操钭厉邴"
)
_COMPOUND = (
    "欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 轩辕 端木 东方 南宫 西门 独孤 长孙 宇文 司空 呼延 鲜于 闻人 "
    "太史 申屠 澹台 濮阳 淳于 单于 钟离 万俟 赫连 公羊 拓跋 百里 东郭 完颜 纳兰"
).split()
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_NAME = re.compile(
    f"(?:{'|'.join(_COMPOUND)}|[{_SINGLE}])[{_HAN}]{{1,2}}"
    f"|[{_HAN}]{{1,8}}(?:[·•・‧][{_HAN}]{{1,8}})+"
    f"|[{_LATIN}][{_LATIN}.'’-]*(?: [{_LATIN}][{_LATIN}.'’-]*){{1,3}}"
)
_TITLES = "经理 主管 主任 师傅 老师 先生 女士 小姐 医生 工 总 厂长 队长 组长 班长 科长 部长 处长 所长 店长 站长".split()
_BODIES = re.compile(
    f"(?:.*[部科室组处员司店站厂局队班课]|.*(?:{'|'.join(_TITLES)}|工程师|中心|网点|公司|集团|客户|用户)"
    r"|.*\b(?:ltd|limited|inc|co|corp|company|group|gmbh|llc|department|dept|team|manager|office)\b.*)",
    re.IGNORECASE,
)
"""Departments, firms, posts: no names of people."""
_TITLED = re.compile(f"[小老]?[{_SINGLE}](?:{'|'.join(_TITLES)})")
_BETWEEN = re.compile(r"[、，,；;：:/\\|\r\n\t()（）【】\[\]<>《》&＆+＋\d０-９_]+|(?<![A-Za-z])-|-(?![A-Za-z])|和(?=.{2,3}$)")
_AROUND = re.compile(r"(?:已?(?:手|代)?签[字名收]?|代|等)$")
_LABELS = (
    "制表 填表 审核 复核 批准 审批 核准 签批 经办 编制 编写 起草 拟制 校对 联系 负责 责任 记录 检查 签字 签名 签收 姓名 验收 "
    "值班 制单 保管 领用 接收 移交 确认 组长 组员 主持"
).split()
_LABELLED = re.compile(
    f"(?:{'|'.join(_LABELS)})[人者员]?[ \u3000]*[:：][ \u3000]*((?:[{_HAN}]{{2,4}}[、，, \u3000]*)+)(?![{_HAN}])"
)


def is_name(word: str) -> bool:
    """Whether a word by itself looks like the name of a person."""
    return bool(_NAME.fullmatch(word)) and not _BODIES.fullmatch(word)


def is_body(word: str) -> bool:
    """Whether it is a department, a firm or a post, and nobody in particular."""
    return bool(_BODIES.fullmatch(word)) and not _TITLED.fullmatch(word)


def parts(written: str) -> list[str]:
    """What a cell for persons names, one by one, each as it is written there."""
    found = [_AROUND.sub("", piece.strip(" \u3000\u00a0.。*")) for piece in _BETWEEN.split(written)]
    return [word for piece in found for word in _words(piece) if word]


def labelled(text: str) -> Iterator[str]:
    """Names that stand behind a word that says whose they are, as in 制表：张三."""
    for found in _LABELLED.finditer(text):
        yield from (word for word in parts(found[1]) if is_name(person_of(word)))


def person_of(spelling: str) -> str:
    """One form of a name however it is spelt: 张 三 and 张三 are one person."""
    plain = unicodedata.normalize("NFKC", spelling)
    return " ".join(plain.split()).lower() if plain[:1].isascii() else "".join(plain.split())


def _words(piece: str) -> list[str]:
    """The words of a piece: 张三 李四 are two, 张 三 is one, and so is Li Na."""
    words = piece.split()
    if piece.isascii() or len(words) < 2:
        return [" ".join(words)] if piece.isascii() else [piece]
    return [piece] if min(map(len, words)) == 1 else words


class Names:
    """Known names, to be found in texts: the longest that begins first."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._known: set[str] = set()
        for name in spellings:
            self._known.add(_low(name))
            self._lengths[_low(name)[:2]].add(len(name))
        firsts, seconds = ("".join(sorted({head[at] for head in self._lengths})) for at in (0, 1))
        self._heads = re.compile(f"(?=([{re.escape(firsts)}][{re.escape(seconds)}]))") if firsts else None

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names begin and end."""
        if self._heads is None:
            return
        low, done = _low(text), 0
        for head in self._heads.finditer(low):
            start = head.start()
            if start < done:
                continue
            for length in sorted(self._lengths.get(head[1], ()), reverse=True):
                end = start + length
                if low[start:end] in self._known and _is_apart(low, start, end):
                    done = end
                    yield start, done
                    break


def _low(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text


def _is_apart(text: str, start: int, end: int) -> bool:
    """No letter goes on before or behind: Li Na does not stand in Lili Nash."""
    before = start > 0 and _is_letter(text[start]) and _is_letter(text[start - 1])
    behind = end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end])
    return not before and not behind


def _is_letter(character: str) -> bool:
    return character.isalpha() and character < "\u2e80"
