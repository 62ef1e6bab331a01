"""Logging in, one-time links, and my account."""

from svcqa.text import Text

WORDS = {
    "login.title": Text("登录", "Log in"),
    "login.name": Text("账号", "Account"),
    "login.password": Text("密码", "Password"),
    "login.submit": Text("登录", "Log in"),
    "login.forgotten": Text(
        "忘了密码，请向管理员要一个新的链接。", "If you forgot it, ask an administrator for a new link."
    ),
    "link.title": Text("设置密码", "Set your password"),
    "link.about": Text("账号：{name}", "Account: {name}"),
    "link.shown": Text("姓名（别人看到的）", "Name that others read"),
    "link.submit": Text("设置密码并登录", "Set the password and log in"),
    "password.new": Text("新密码", "New password"),
    "password.again": Text("再输入一次", "Once more"),
    "password.hint": Text(
        "至少{shortest}个字符；可以用一句自己记得住的话。",
        "At least {shortest} characters; a sentence that you remember will do.",
    ),
    "account.title": Text("我的账号", "My account"),
    "account.described": Text("已保存。", "Saved."),
    "account.password.done": Text(
        "密码已改；其他地方的登录都已退出。", "The password is changed; you are logged out everywhere else."
    ),
    "account.who": Text("姓名和语言", "Name and language"),
    "account.lang": Text("语言", "Language"),
    "account.password": Text("修改密码", "Change the password"),
    "account.current": Text("现在的密码", "Current password"),
    "lang.zh": Text("中文", "中文 (Chinese)"),
    "lang.en": Text("English（英文）", "English"),
}
