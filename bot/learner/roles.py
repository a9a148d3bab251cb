"""Who may do what in a course. Pure; docs/teachers.md has the table."""

from __future__ import annotations

from typing import Literal

Role = Literal["teacher", "assistant", "student", "guardian"]

Right = Literal["see", "settle", "arrange", "steer", "add", "admit"]
"""- ``see``: the class: who is in it, summaries, what waits for a verdict
- ``settle``: answer students' questions, decide about marks, keys and drafts
- ``arrange``: groups
- ``steer``: how much help there is, what plans begin with, giving work
- ``add``: to what the course holds, by sending files
- ``admit``: let people in and out, give roles, and read the log of it
"""

_MAY: dict[Role, frozenset[Right]] = {
    "teacher": frozenset(("see", "settle", "arrange", "steer", "add", "admit")),
    "assistant": frozenset(("see", "settle", "arrange")),
    "student": frozenset(),
    "guardian": frozenset(),
}


def may(role: Role | None, right: Right) -> bool:
    """Whether somebody with this role in a course has a right there; None: no role at all.

    Nobody needs a right for their own learning and their own record.
    """
    return role is not None and right in _MAY[role]
