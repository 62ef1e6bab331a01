"""What can be downloaded of a version."""

from svcqa.text import Text

WORDS = {
    "version.downloads": Text("下载", "Downloads"),
    "downloads.about": Text(
        "报告随复核更新；标注副本和错误单不改动原件。大文件要等一会儿。",
        "Reports tell what was decided by now; marked copies and the error sheet leave the originals alone. Large ones "
        "take a while.",
    ),
    "downloads.all": Text("全部打包下载（zip）", "Everything as a zip"),
    "downloads.all.about": Text(
        "原件、标注副本、错误单和各种报告。", "Originals, marked copies, the error sheet and all reports."
    ),
    "downloads.annotated": Text("标注副本", "Marked copies"),
    "downloads.annotated.about": Text(
        "有疑点的单元格上加批注；另附索引。", "Comments on the cells with findings, and an index."
    ),
    "downloads.annotated.all": Text("全部标注副本和索引（zip）", "All marked copies and the index (zip)"),
    "downloads.receipt": Text("错误单", "Error sheet"),
    "downloads.receipt.about": Text(
        "缺少和读不了的内容，一格一行，交回上传者补全。",
        "What is missing or cannot be read, a line each, to hand back to whoever sent the files.",
    ),
    "downloads.receipt.get": Text("下载错误单（xlsx）", "Error sheet (xlsx)"),
    "downloads.reports": Text("报告", "Reports"),
    "downloads.mask": Text("隐去姓名、电话和证件号码", "Without names, telephone and identity numbers"),
    "downloads.get": Text("下载报告", "Download"),
    "downloads.format": Text("格式", "Format"),
    "downloads.originals": Text("交来的原件", "Files as they were handed in"),
    "downloads.name.audit": Text("审核报告", "report"),
    "downloads.name.annotated": Text("标注副本", "marked copies"),
    "downloads.name.receipt": Text("错误单", "error sheet"),
    "downloads.name.all": Text("全部", "everything"),
    "downloads.name.originals": Text("原件", "originals"),
    "downloads.name.comparison": Text("版本比较", "comparison"),
    "downloads.missing": Text("没有写入的内容.txt", "what is missing.txt"),
    "downloads.missing.line": Text("{name}：{why}", "{name}: {why}"),
    "format.html": Text("网页（html）", "Page (html)"),
    "format.docx": Text("Word（docx）", "Word (docx)"),
    "format.pdf": Text("PDF（pdf）", "PDF (pdf)"),
    "format.xlsx": Text("Excel工作簿（xlsx）", "Workbook (xlsx)"),
    "format.json": Text("审核文件（json）", "Audit document (json)"),
    "format.csv": Text("清单（csv）", "List (csv)"),
    "format.text": Text("文字（txt）", "Text (txt)"),
    "format.markdown": Text("Markdown（md）", "Markdown (md)"),
    "format.junit": Text("JUnit（xml）", "JUnit (xml)"),
    "format.sarif": Text("SARIF（sarif）", "SARIF (sarif)"),
}
