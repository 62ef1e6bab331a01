"""Projects, their members and settings."""

from svcqa.text import Text

WORDS = {
    "projects.title": Text("我的项目", "My projects"),
    "projects.empty": Text("您还没有参加任何项目。", "You do not belong to a project yet."),
    "projects.empty.mend": Text(
        "请让项目的审核员把您加为成员；新项目由管理员建立。",
        "Ask an auditor of a project to make you a member; new projects are made by administrators.",
    ),
    "project.name": Text("项目", "Project"),
    "project.role": Text("我的角色", "My role"),
    "project.rulesets": Text("规则集", "Rulesets"),
    "project.created": Text("建立于", "Made on"),
    "project.closed": Text("已关闭", "Closed"),
    "project.open": Text("进行中", "Open"),
    "project.state": Text("状态", "State"),
    "project.count": Text("成员数", "Members"),
    "project.unset": Text("还没有选规则集，暂时不能检查。", "No ruleset is chosen yet, so nothing can be checked."),
    "project.set": Text("去设置", "Choose now"),
    "project.tabs": Text("项目内导航", "Within the project"),
    "project.overview": Text("概况", "Overview"),
    "project.submissions": Text("提交", "Submissions"),
    "project.settings": Text("设置", "Settings"),
    "project.members": Text("成员", "Members"),
    "project.trail": Text("操作记录", "Trail"),
    "project.checked": Text("怎样检查", "How it is checked"),
    "project.team": Text("谁参加", "Who belongs to it"),
    "role.viewer": Text("查看者", "Viewer"),
    "role.uploader": Text("上传者", "Uploader"),
    "role.reviewer": Text("质检员", "QA reviewer"),
    "role.auditor": Text("审核员", "Auditor"),
    "role.viewer.may": Text("查看和下载", "sees and downloads"),
    "role.uploader.may": Text(
        "还可以上传，并答复自己所交表格的疑点", "also uploads, and answers findings of what they handed in"
    ),
    "role.reviewer.may": Text(
        "还可以裁定疑点、退回限期改正、确认列名", "also decides on findings, returns with a deadline, confirms headings"
    ),
    "role.auditor.may": Text(
        "还可以管理复核、不符合项、措施、豁免、检查表、设置和成员",
        "also keeps reviews, nonconformities, actions, waivers, the checklist, settings and members",
    ),
    "administration.title": Text("项目管理", "All projects"),
    "administration.about": Text(
        "这里只能看到项目的名称。要看内容，须由项目的审核员加为成员。",
        "Only titles are seen here. To see what is inside, an auditor of the project has to make you a member.",
    ),
    "administration.add": Text("建立项目", "Make a project"),
    "administration.name": Text("项目名称", "Title"),
    "administration.auditor": Text("审核员", "Auditor"),
    "administration.auditor.hint": Text(
        "由这位审核员选规则集、加成员。", "The auditor chooses rulesets and adds members."
    ),
    "administration.appoint": Text("任命", "Appoint"),
    "administration.appoint.of": Text("为“{title}”任命审核员", "Appoint an auditor of {title}"),
    "administration.close": Text("关闭", "Close"),
    "administration.open": Text("重新打开", "Open again"),
    "administration.empty": Text("还没有项目。", "There is no project yet."),
    "members.title": Text("成员", "Members"),
    "members.add": Text("添加成员", "Add a member"),
    "members.account": Text("账号", "Account"),
    "members.role": Text("角色", "Role"),
    "members.role.of": Text("{shown}的角色", "Role of {shown}"),
    "members.change": Text("改角色", "Change role"),
    "members.remove": Text("移出", "Remove"),
    "members.remove.of": Text("把{shown}移出项目", "Remove {shown} from the project"),
    "settings.saved": Text(
        "已保存；从下一次上传起按新设置检查。", "Saved; what is uploaded from now on is checked by it."
    ),
    "settings.rulesets": Text("规则集", "Rulesets"),
    "settings.date": Text("日期", "Dates"),
    "settings.as_of": Text("审核基准日", "Audit date"),
    "settings.as_of.upload": Text("上传的那一天", "The day of the upload"),
    "settings.as_of.fixed": Text("固定的一天", "A fixed day"),
    "settings.as_of.day": Text("哪一天（选“固定的一天”时）", "Which day (if it is fixed)"),
    "settings.period": Text("期间", "Period"),
    "settings.period.all": Text("基准日以前的全部", "All up to the audit date"),
    "settings.period.hint": Text(
        "如2024Q1、2024或2024-01-01..2024-03-31；不填就是基准日以前的全部。",
        "Such as 2024Q1, 2024 or 2024-01-01..2024-03-31; all up to the audit date if left out.",
    ),
    "settings.parameters": Text("参数", "Parameters"),
    "settings.parameters.about": Text(
        "不填就用规则集里的值；规则集也没有的，相关规则不评定。",
        "Left out, the value of the ruleset holds; where it has none either, the rules that need it are not assessed.",
    ),
    "settings.parameters.none": Text("所选规则集没有参数。", "The chosen rulesets have no parameters."),
    "settings.parameter.now": Text("规则集：{value}", "ruleset: {value}"),
    "settings.parameter.unset": Text("规则集未定", "not set in the ruleset"),
    "settings.reading": Text("怎样读表", "How sheets are read"),
    "settings.dates": Text("文字写的日期", "Dates written as text"),
    "settings.dates.strict": Text("只认明确的写法", "Only what is written unmistakably"),
    "settings.dates.lenient": Text("只有一种解释的也认", "Also what can mean one day only"),
    "settings.encoding": Text("文本文件的编码", "Encoding of text files"),
    "settings.encoding.auto": Text("自动识别", "Found out by itself"),
    "settings.skip_hidden": Text(
        "不检查隐藏的行、列和工作表（仍会逐一列出）",
        "Leave hidden rows, columns and sheets out (they are accounted for)",
    ),
    "settings.mappings": Text("列名、日期格式和工作表（高级）", "Headings, date formats and sheets (advanced)"),
    "settings.mappings.hint": Text(
        "与svcqa.yaml的columns、formats、sheets写法相同。", "Written as columns, formats and sheets of svcqa.yaml."
    ),
}
