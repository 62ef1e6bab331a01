from svcqa.text import Text

ABOUT = Text("", "")


def command(lang): ...
