"""What programs can do, and what they are told; ``api.does.NAME`` is the route of that name."""

from svcqa.text import Text

WORDS = {
    "api.title": Text("程序可以做什么（API）", "What programs can do (API)"),
    "api.about": Text(
        "程序在请求头里出示令牌，上传工作簿，等检查结束后读取疑点。出错时返回问题说明（RFC 9457），中英文都有。",
        "A program shows its token in a header, hands in workbooks, waits until they are checked and reads the "
        "findings. Errors are problem details (RFC 9457) in Chinese and English.",
    ),
    "api.limit": Text("每个令牌每分钟最多{count}次请求。", "{count} requests a minute with each token."),
    "api.openapi": Text("OpenAPI 3.1说明文件", "The description in OpenAPI 3.1"),
    "api.file": Text("派工单.xlsx", "dispatch.xlsx"),
    "api.method": Text("方法", "Method"),
    "api.path": Text("地址", "Address"),
    "api.does": Text("作用", "What it does"),
    "api.does.list_projects": Text("您参加的项目", "The projects you belong to"),
    "api.does.list_submissions": Text(
        "项目里交来的文件，新的在前", "What was handed in to a project, the newest first"
    ),
    "api.does.hand_in": Text("交来新的工作簿，排队等待检查", "Hand in workbooks; they wait to be checked"),
    "api.does.get_submission": Text("一份提交及其各个版本", "A submission with all of its versions"),
    "api.does.hand_in_again": Text(
        "交来修改后的工作簿：同名的替换，其余保留",
        "Hand in mended workbooks: they take the place of those of their names, all others stay",
    ),
    "api.does.get_version": Text(
        "一个版本检查到哪一步、结果如何", "How far the check of a version has come, and what came of it"
    ),
    "api.does.list_findings": Text(
        "疑点，按表格顺序，可按规则、权重、网点、复核状态筛选",
        "The findings in the order of the sheets, by rule, weight, unit and state of review",
    ),
    "api.does.list_unjudged": Text("无法判断的记录及原因", "What could not be judged, and why"),
    "api.does.get_coverage": Text(
        "检查了多少规则，哪些没有检查及原因", "How many rules were assessed, and why the others were not"
    ),
    "api.does.get_audit": Text("完整的审核文件（JSON）", "The whole audit document (JSON)"),
    "api.401": Text(
        "没有令牌，或令牌无效、已过期、已撤销。请在“我的账号”里生成令牌，放在请求头Authorization: Bearer里。",
        "There is no token, or it is unknown, expired or revoked. Make one at My account and send it in the header "
        "Authorization: Bearer.",
    ),
    "api.404": Text("没有这个对象，或者不对您开放。", "There is no such thing, or it is not open to you."),
    "api.405": Text("这个地址不支持这种方法。", "This address does not know this method."),
    "api.409.pending": Text("还没有检查完，请稍后再取。", "It is not checked yet; ask again later."),
    "api.409.failed": Text(
        "检查没有成功，没有结果；原因见这个版本的problems。",
        "Its check failed and there are no results; its problems say why.",
    ),
    "api.415": Text("请用multipart/form-data发送文件。", "Send files as multipart/form-data."),
    "api.422": Text("请求不符合要求。", "The request does not hold."),
    "api.429": Text("这个令牌请求太频繁，请稍后再试。", "Too many requests with this token; try again later."),
}
