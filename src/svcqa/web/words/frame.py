"""What stands on every page."""

from svcqa.text import Text

WORDS = {
    "desk": Text("质检台", "QA desk"),
    "skip": Text("跳到正文", "Skip to content"),
    "menu": Text("菜单", "Menu"),
    "navigation": Text("主导航", "Main navigation"),
    "nav.projects": Text("项目", "Projects"),
    "nav.administration": Text("项目管理", "All projects"),
    "nav.people": Text("人员", "People"),
    "nav.trail": Text("操作记录", "Trail"),
    "nav.account": Text("我的账号", "My account"),
    "nav.logout": Text("退出", "Log out"),
    "language.other": Text("English", "中文"),
    "save": Text("保存", "Save"),
    "cancel": Text("取消", "Cancel"),
    "none": Text("无", "None"),
    "optional": Text("可不填", "optional"),
    "faults.title": Text("还有需要改正的地方", "Something needs mending"),
    "weight.high": Text("高", "High"),
    "weight.medium": Text("中", "Medium"),
    "weight.low": Text("低", "Low"),
    "paging": Text("翻页", "Pages"),
    "paging.previous": Text("上一页", "Previous"),
    "paging.next": Text("下一页", "Next"),
    "paging.at": Text("第{number}页，共{last}页（{total}条）", "Page {number} of {last} ({total} in all)"),
    "footer": Text(
        "svcqa {version} · 工具负责发现，由人判断：疑点经审核员复核才算数。",
        "svcqa {version} · The tool finds, people judge: a finding is a lead until an auditor has reviewed it.",
    ),
}
