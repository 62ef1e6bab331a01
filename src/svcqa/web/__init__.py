"""The QA desk (质检台): a page for those who check what others upload, an optional part (``svcqa[web]``).

It calls the same core as the command line, and nothing of it decides what the command line decides otherwise. It enters
by ``svcqa_commands`` like the commands of a stranger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import svcqa

if TYPE_CHECKING:
    import click


@svcqa.hook
def svcqa_commands() -> list[click.Command]:
    """The command ``serve``."""
    from svcqa.web.command import serve

    return [serve()]
