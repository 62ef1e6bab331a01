"""When a page cannot be had."""

from svcqa.text import Text

WORDS = {
    "error.400": Text("这个请求看不懂", "This request cannot be understood"),
    "error.400.mend": Text("请返回上一页再试。", "Go back and try again."),
    "error.403": Text("您没有做这件事的权限", "You may not do this"),
    "error.403.mend": Text(
        "需要的话，请找项目的审核员或管理员。", "If you need to, ask an auditor of the project or an administrator."
    ),
    "error.csrf": Text("页面已过期", "This page has expired"),
    "error.csrf.mend": Text(
        "登录状态变了，或请求不是从本页发出的；什么都没有改动。请重新打开页面再试。",
        "Your login has changed, or the request did not come from our page; nothing was changed. Open the page again.",
    ),
    "error.closed": Text("这个项目已关闭", "This project is closed"),
    "error.closed.mend": Text(
        "内容可以看，不能再改。需要的话，请管理员重新打开。",
        "It can be read, and not changed. An administrator can open it again.",
    ),
    "error.unprepared": Text("这一页没能整理出来", "This page could not be made ready"),
    "error.unprepared.mend": Text(
        "检查已存进审核历史；重新检查后仍不行，请告诉管理员。",
        "Its audit is kept in the history. If it is no better once it was checked again, tell the administrator.",
    ),
    "error.404": Text("没有这个页面", "There is no such page"),
    "error.404.mend": Text(
        "它可能已不在，或者不对您开放。请从“项目”找起。",
        "It may be gone, or not be open to you. Begin at Projects.",
    ),
    "error.link": Text("这个链接不能用", "This link leads nowhere"),
    "error.link.mend": Text(
        "链接只能用一次，几天后失效。请向管理员要一个新的。",
        "A link works once, and for a few days only. Ask an administrator for a new one.",
    ),
    "error.405": Text("不能这样打开这个页面", "This page cannot be opened this way"),
    "error.405.mend": Text("请从“项目”找起。", "Begin at Projects."),
    "error.413": Text("送来的内容太大", "This is too large"),
    "error.413.mend": Text("请分成几份，或去掉不需要的部分。", "Divide it, or leave out what is not needed."),
    "error.422": Text("这样不行", "This cannot be done"),
    "error.422.mend": Text("请返回上一页改正。", "Go back and mend it."),
    "error.429": Text("太频繁了", "Too often"),
    "error.429.mend": Text("请稍后再试。", "Try again later."),
    "error.500": Text("质检台出错了", "The desk itself failed"),
    "error.500.mend": Text(
        "已记入服务器的日志；没有写完的改动不会留下。请稍后再试，或告诉管理员。",
        "It is in the log of the server; nothing was left half written. Try again later, or tell an administrator.",
    ),
}
