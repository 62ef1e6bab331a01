"""What was handed in, as the trail and the pages tell of it."""

from svcqa.text import Text

WORDS = {
    "deed.submission.handed_in": Text("交来文件", "handed in files"),
    "deed.submission.mended": Text("交来修改后的文件", "handed in a mended version"),
    "deed.submission.due": Text("改交回期限", "changed when a mended version is due"),
    "deed.submission.checked_again": Text("重新检查", "had a version checked again"),
    "submissions.about": Text(
        "交来的表格在这里检查；改好后在原来的提交里再交，可以看出改了什么。",
        "What is handed in is checked here. Hand in a mended version where the first one stands, so that it is seen "
        "what was changed.",
    ),
    "submissions.new": Text("提交文件", "Hand in files"),
    "submissions.empty": Text("还没有人交来文件。", "Nothing was handed in yet."),
    "submissions.title": Text("提交", "Submission"),
    "submissions.state": Text("状态", "State"),
    "submissions.findings": Text("疑点", "Findings"),
    "submissions.assessed": Text("已评定", "Assessed"),
    "submissions.nothing": Text("没有检查到内容", "nothing was checked"),
    "submissions.unread": Text("读不出", "Not read"),
    "submissions.by": Text("提交人", "By"),
    "submissions.at": Text("时间", "When"),
    "submissions.due": Text("交回期限", "Due"),
    "submissions.overdue": Text("已过期", "overdue"),
    "submissions.version": Text("第{number}版", "version {number}"),
    "upload.title": Text("名称", "Title"),
    "upload.title.hint": Text(
        "如“华东三月派工”；不填就用第一个文件的名称。",
        "Such as 'East, dispatch of March'; the name of the first file if left out.",
    ),
    "upload.files": Text("文件", "Files"),
    "upload.choose": Text("选择文件，或把文件拖到这里", "Choose files, or drop them here"),
    "upload.hint": Text(
        "xlsx、xls、xlsb、ods、csv，或装着它们的zip；可以一次选几个。单个文件最多{file} MB，一次最多{form} MB。",
        "xlsx, xls, xlsb, ods, csv, or a zip of them; several at once. {file} MB for a file, {form} MB in all.",
    ),
    "upload.too_large": Text("太大", "too large"),
    "upload.submit": Text("提交并检查", "Hand in and check"),
    "upload.sending": Text("正在上传…", "Uploading …"),
    "upload.again": Text("交修改后的文件", "Hand in a mended version"),
    "upload.again.about": Text(
        "同名的文件由新的代替，其他的保留。只补充缺的内容和说明；不要改动原始时间，改动会逐格列出。",
        "A file takes the place of the one of its name; all others stay. Add what is missing and explain; do not alter "
        "recorded times: every changed cell is listed.",
    ),
    "upload.again.now": Text("现有的文件", "Files as they are"),
    "upload.again.without": Text("去掉", "Take out"),
    "upload.again.without.of": Text("去掉{name}", "Take out {name}"),
    "upload.size": Text("大小", "Size"),
}
