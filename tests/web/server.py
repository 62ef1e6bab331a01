"""A server that only checks what is handed in, for tests to kill. Run as ``python -m tests.web.server FOLDER [URL]``."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from svcqa.web.histories import Histories
from svcqa.web.jobs.supervisor import Supervisor
from svcqa.web.store.database import Database
from tests.web.handing import MOMENT, QUICK


def main(folder: Path, url: str | None = None) -> None:
    """Check until killed."""
    database = Database(url or folder / "desk.sqlite")
    Supervisor(database, Histories(folder, url), folder, lambda: MOMENT, pace=QUICK).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
