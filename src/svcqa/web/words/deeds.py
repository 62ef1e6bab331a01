"""What the trail tells, by what was done."""

from svcqa.text import Text

WORDS = {
    "trail.title": Text("操作记录", "Trail"),
    "trail.about": Text(
        "每次改动都留在这里，不能修改或删除。", "Every change stays here; nothing can be changed or deleted."
    ),
    "trail.at": Text("时间", "When"),
    "trail.who": Text("谁", "Who"),
    "trail.did": Text("做了什么", "What"),
    "trail.subject": Text("对象", "Subject"),
    "trail.details": Text("细节", "Details"),
    "trail.address": Text("来自", "From"),
    "trail.desk": Text("质检台", "the desk"),
    "trail.empty": Text("还没有记录。", "Nothing yet."),
    "deed.person.added": Text("添加人员", "added a person"),
    "deed.person.password": Text("设置密码", "set a password"),
    "deed.person.described": Text("改姓名或语言", "changed name or language"),
    "deed.person.admitted": Text("改登录或管理员权限", "changed login or rights"),
    "deed.link.given": Text("生成密码链接", "made a link"),
    "deed.login.entered": Text("登录", "logged in"),
    "deed.login.left": Text("退出", "logged out"),
    "deed.login.refused": Text("登录失败", "failed to log in"),
    "deed.project.added": Text("建立项目", "made a project"),
    "deed.project.changed": Text("改项目设置", "changed settings"),
    "deed.project.closed": Text("关闭项目", "closed a project"),
    "deed.project.opened": Text("重新打开项目", "opened a project again"),
    "deed.project.appointed": Text("任命审核员", "appointed an auditor"),
    "deed.member.put": Text("添加成员或改角色", "added a member or changed a role"),
    "deed.member.removed": Text("移出成员", "removed a member"),
    "deed.answer.given": Text("填写检查表", "answered the checklist"),
    "deed.answer.withdrawn": Text("撤回检查表的填写", "withdrew an answer of the checklist"),
    "deed.waiver.requested": Text("申请豁免", "asked for a waiver"),
    "deed.waiver.approved": Text("批准豁免", "approved a waiver"),
    "deed.waiver.refused": Text("驳回豁免", "refused a waiver"),
    "deed.waiver.revoked": Text("撤销豁免", "revoked a waiver"),
}
