"""Write the pages of all checks into a folder: ``python -m svcqa.pages docs/checks``."""

from __future__ import annotations

import sys
from pathlib import Path

from svcqa.host import Host
from svcqa.pages import listing, page


def write(folder: Path) -> None:
    """Write a page for each installed check and the list of them; pages of checks that are gone are removed."""
    checks = Host.discover().checks
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"README.md": listing(checks), **{f"{name}.md": page(check) for name, check in checks.items()}}
    for old in folder.glob("*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
