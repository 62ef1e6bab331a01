"""What people may do in a project: each role may do all that those before it may."""

from __future__ import annotations

from enum import IntEnum

from svcqa.errors import DeskError


class Role(IntEnum):
    """A member's role."""

    viewer = 1
    """Sees and downloads."""
    uploader = 2
    """Uploads, and answers the findings of what they handed in."""
    reviewer = 3
    """Decides on findings, returns what was handed in, confirms headings."""
    auditor = 4
    """Keeps settings and members, reviews, nonconformities, actions, waivers and the checklist."""


def role(written: str) -> Role:
    """A role by its name.

    Raises:
        DeskError: there is no such role.
    """
    try:
        return Role[written]
    except KeyError as error:
        raise DeskError.of("请选择角色。", "choose a role.", where="role") from error
