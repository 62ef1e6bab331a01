"""What looks like a person's name, and where known names stand in a text.

Only what looks like a name is searched for in other texts: a person column also holds words such as 无 or 客服部,
and to take those out of every sentence would leave none readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from svcqa.intake.values.words import NO, PLACEHOLDERS, YES, folded

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜"
    "詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶"
    "刁瞿戚丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙喻揭窦迟宇敖糜鄢卓花仇"
    "艾蓝巩稽井练仲乐虞卞封竺冼楚佟栗匡宗应巫鞠僧桑荆谌银扬明沙伏岑习胥蔺云昌凤酆皮鲜储茅支昝经裘缪干麻危"
    "皇幸钮隗山仉逄蒲尚别晁勾敬门仝束邝肖闫付代邰麦占岩禹冶尉荀训贡贝洛撒羊於惠甯蒯浦尧浮郗羿卻狄尼鹿逯籍"
    "墙苍闻帅辟操钭厉邴"
)
"""Rare ones that begin many words are left out; such a name is hidden in its own cell all the same."""
_COMPOUND = (
    "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|轩辕|端木|东方|南宫|西门|"
    "独孤|长孙|宇文|司空|呼延|鲜于|闻人|太史|申屠|澹台|濮阳|淳于|单于|钟离|万俟|赫连|"
    "公羊|拓跋|百里|东郭|完颜|纳兰"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_NAME = re.compile(
    f"(?:{_COMPOUND}|[{_SINGLE}])[{_HAN}]{{1,2}}"
    f"|[{_HAN}]{{1,8}}(?:[·•・‧][{_HAN}]{{1,8}})+"
    f"|[{_LATIN}][{_LATIN}.'’-]*(?: [{_LATIN}][{_LATIN}.'’-]*){{1,3}}"
)
_POSTS = "经理|主管|主任|厂长|队长|组长|班长|科长|部长|处长|所长|店长|站长"
_ADDRESSES = "师傅|老师|先生|女士|小姐|医生|工|总"
_BODIES = re.compile(
    f"(?:.*[部科室组处员司店站厂局队班课]|.*(?:{_POSTS}|工程师|中心|网点|公司|集团|客户|用户)"
    r"|.*\b(?:ltd|limited|inc|co|corp|company|group|gmbh|llc|department|dept|team|manager|office)\b.*)",
    re.IGNORECASE,
)
"""Departments, firms, posts: no names of people."""
_PLAIN = PLACEHOLDERS | YES | NO | {
    "略", "本人", "全体", "所有人", "同前", "见附件", "已签", "未签", "签字", "签名", "盖章", "已盖章", "代签",
    "本部门", "安装", "安全", "安排", "单位", "单据", "高级", "高工", "应急", "程序", "方案", "方式", "方法",
    "时间", "时效", "成功", "成本", "车间", "车辆", "文件", "金额", "温度", "包装", "关闭", "常规", "常用",
    "查询", "查看", "强制", "解决", "解除", "路线", "项目", "计划", "万元",
}  # fmt: skip
_TITLED = re.compile(f"[小老]?[{_SINGLE}](?:{_POSTS}|{_ADDRESSES})")
"""Somebody by surname: too little to be searched for, too much to be left standing."""
_BETWEEN = re.compile(
    r"[、，,；;：:/\\|\r\n\t()（）【】\[\]<>《》&＆+＋\d０-９_]+|(?<![A-Za-z])-|-(?![A-Za-z])|和(?=.{2,3}$)"
)
_AROUND = re.compile(r"(?:已?(?:手|代)?签[字名收]?|代|等)$")
_LABELS = (
    "制表", "填表", "审核", "复核", "批准", "审批", "核准", "签批", "经办", "编制", "编写", "起草", "拟制",
    "校对", "联系", "负责", "责任", "记录", "检查", "签字", "签名", "签收", "姓名", "验收", "值班", "制单",
    "保管", "领用", "接收", "移交", "确认", "组长", "组员", "主持",
)  # fmt: skip
_LABEL = 6
"""Characters of the longest label, a blank included."""
_LABELLED = re.compile(f"[:：][ \u3000]*((?:[{_HAN}]{{2,4}}[、，, \u3000]*)+)(?![{_HAN}])")


def is_name(word: str) -> bool:
    """Whether a word by itself looks like the name of a person."""
    return bool(_NAME.fullmatch(word)) and not (_BODIES.fullmatch(word) or _TITLED.fullmatch(word) or is_plain(word))


def is_plain(word: str) -> bool:
    """Whether it is a word that names nobody, such as 无 or 已签."""
    return folded(word) in _PLAIN


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
        label = text[max(0, found.start() - _LABEL) : found.start()].rstrip(" \u3000").rstrip("人员者")
        if label.endswith(_LABELS):
            yield from (word for word in parts(found[1]) if is_name(tidy(word)))


def tidy(spelling: str) -> str:
    """A name as one would write it: 张 三 is 张三, and letters have one width."""
    plain = unicodedata.normalize("NFKC", spelling)
    return " ".join(plain.split()) if plain[:1].isascii() else closed(plain)


def closed(spelling: str) -> str:
    """A name without any blank, which is how intake has it."""
    return "".join(unicodedata.normalize("NFKC", spelling).split())


def person_of(spelling: str) -> str:
    """One form of a name however it is spelt."""
    return closed(spelling).lower()


def _words(piece: str) -> list[str]:
    """The words of a piece: 张三 李四 are two, 张 三 is one, and so is Li Na."""
    words = piece.split()
    is_one = piece.isascii() or len(words) < 2 or min(map(len, words)) == 1
    return [piece] if is_one else words


class Names:
    """Known names, to be found in texts: the longest that begins first."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._lengths: dict[str, set[int]] = defaultdict(set)
        self._known: set[str] = set()
        for name in spellings:
            self._known.add(_low(name))
            self._lengths[_low(name)[:2]].add(len(name))
        firsts, seconds = ("".join(sorted({head[at] for head in self._lengths})) for at in (0, 1))
        self._heads = re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])") if firsts else None

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names begin and end."""
        if self._heads is None:
            return
        low, done = _low(text), 0
        for head in self._heads.finditer(low):
            start = head.start()
            if start < done:
                continue
            for length in sorted(self._lengths.get(low[start : start + 2], ()), reverse=True):
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
