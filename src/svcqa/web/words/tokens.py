"""Tokens, with which programs use the desk."""

from svcqa.text import Text

WORDS = {
    "tokens.title": Text("API令牌", "Tokens of the API"),
    "tokens.about": Text(
        "程序用令牌代替您上传文件、读取结果；它能做的和您一样多，请像密码一样保管。改密码不影响令牌。",
        "With a token a program hands in files and reads results in your place; it may do all that you may in your "
        "projects, so keep it like a password. A new password does not end it.",
    ),
    "tokens.guide": Text("程序可以做什么", "What programs can do"),
    "tokens.made": Text("请现在复制令牌，它只显示这一次。", "Copy the token now; it is shown this once."),
    "tokens.token": Text("令牌", "Token"),
    "tokens.name": Text("用途", "What for"),
    "tokens.name.hint": Text("例如：每月自动上传派工表", "Such as: uploads the dispatch sheet every month"),
    "tokens.days": Text("有效期", "Valid for"),
    "tokens.days.of": Text("{days}天", "{days} days"),
    "tokens.expires": Text("有效至", "Valid until"),
    "tokens.used": Text("上次使用", "Last used"),
    "tokens.unused": Text("还没用过", "Not used yet"),
    "tokens.revoke": Text("撤销", "Revoke"),
    "tokens.revoke.one": Text("撤销“{name}”", "Revoke “{name}”"),
    "tokens.empty": Text("还没有令牌。", "There is no token yet."),
    "tokens.new": Text("新令牌", "A new token"),
    "tokens.make": Text("生成令牌", "Make a token"),
    "deed.token.made": Text("生成API令牌", "made a token of the API"),
    "deed.token.revoked": Text("撤销API令牌", "revoked a token of the API"),
}
