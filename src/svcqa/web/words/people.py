"""People and their accounts."""

from svcqa.text import Text

WORDS = {
    "people.title": Text("人员", "People"),
    "people.about": Text(
        "账号不能删除，只能停用：他们做过的事要留名。",
        "Accounts are never deleted, only switched off: what people did keeps their names.",
    ),
    "people.add": Text("添加人员", "Add a person"),
    "people.name": Text("账号", "Account"),
    "people.name.hint": Text(
        "用来登录，以后不能改；字母、数字或汉字，可带.@+-_",
        "For logging in; it never changes. Letters, digits and .@+-_",
    ),
    "people.shown": Text("姓名", "Name"),
    "people.state": Text("状态", "State"),
    "people.administrator": Text("管理员", "Administrator"),
    "people.administrator.hint": Text(
        "管理人员和项目；看不到自己不参加的项目里的内容。",
        "Manages people and projects, and sees nothing of projects they do not belong to.",
    ),
    "people.active": Text("可以登录", "May log in"),
    "people.inactive": Text("已停用", "Switched off"),
    "people.waiting": Text("还没设密码", "No password yet"),
    "people.add.submit": Text("添加并生成链接", "Add, and make a link"),
    "person.link": Text("设置密码的链接", "Link to set a password"),
    "person.link.about": Text(
        "请把这个链接交给{shown}。它只显示这一次，只能用一次，{days}天内有效。",
        "Hand this link to {shown}. It is shown this once, works once, and for {days} days.",
    ),
    "person.link.new": Text("生成新链接", "Make a new link"),
    "person.link.hint": Text(
        "用于第一次登录或忘记密码。以前的链接随即失效；密码在链接用过之后才改。",
        "For the first login, or a forgotten password. Earlier links lead nowhere any more; the old password holds "
        "until the link is followed.",
    ),
    "person.admit": Text("登录和权限", "Login and rights"),
    "person.active.hint": Text("停用后立即退出登录。", "Whoever is switched off is logged out at once."),
}
