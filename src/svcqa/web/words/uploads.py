"""What was handed in, as the trail and the pages tell of it."""

from svcqa.text import Text

WORDS = {
    "deed.submission.handed_in": Text("交来文件", "handed in files"),
    "deed.submission.mended": Text("交来修改后的文件", "handed in a mended version"),
    "deed.submission.due": Text("改交回期限", "changed when a mended version is due"),
    "deed.submission.checked_again": Text("重新检查", "had a version checked again"),
}
