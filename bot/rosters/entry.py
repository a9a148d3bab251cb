"""What is read from a roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.fingerprint import fingerprint
from bot.i18n import N_
from bot.learner.roles import Role
from bot.names import clean_name, is_formula
from knowledge.text import fold

MOST = 100_000
"""People."""
_LONGEST_GROUP = 60
ROLES: dict[str, Role] = {
    "": "student", "student": "student", "learner": "student", "pupil": "student",
    "estudiante": "student", "alumno": "student", "alumna": "student", "alumnado": "student",
    "teacher": "teacher", "instructor": "teacher", "lecturer": "teacher", "profesor": "teacher",
    "profesora": "teacher", "docente": "teacher", "assistant": "assistant", "ta": "assistant",
    "teaching assistant": "assistant", "aide": "assistant", "tutor": "assistant",
    "asistente": "assistant", "ayudante": "assistant", "guardian": "guardian",
    "parent": "guardian", "tutor legal": "guardian", "familia": "guardian",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One person."""

    line: int
    name: str
    role: Role
    group: str
    key: str
    """Fingerprint by which they are the same person the next time."""
    also: str | None = None
    """A second fingerprint to know them by."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong in a line; the person there is left out."""

    line: int
    """0: it is about the whole file."""
    message: str
    """English source text of the catalogue."""
    fields: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    """Which one, where there are several."""


@dataclass(slots=True)
class Reading:
    """A roster as far as it could be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    classes: tuple[str, ...] = ()
    """The classes of a OneRoster export."""
    _seen: dict[str, int] = field(default_factory=dict)

    def fault(self, line: int, message: str, file: str = "", **fields: Any) -> None:
        self.problems.append(Problem(line, message, fields, file))

    def add(
        self,
        line: int,
        *,
        name: str,
        ids: Iterable[str],
        role: str,
        group: str,
        file: str = "",
    ) -> None:
        """Check one person; they become an entry or a problem.

        Args:
            ids: what they can be known by (addresses, ids), the best first; empty ones don't count.
        """
        if is_formula(name) or is_formula(group):
            self.fault(
                line, N_("a name or group can't begin with =, +, - or @: {text}"), file,
                text=clean_name(name if is_formula(name) else group),
            )  # fmt: skip
            return
        known = [each.strip() for each in ids if each.strip()]
        called, meant = clean_name(name), ROLES.get(" ".join(fold(role).split()))
        if not called:
            self.fault(line, N_("there is no name"), file)
        elif meant is None:
            self.fault(
                line, N_("I don't know the role “{role}”: student, teacher, assistant, guardian"),
                file, role=clean_name(role),
            )  # fmt: skip
        elif len(group) > _LONGEST_GROUP:
            self.fault(
                line, N_("the group's name is longer than {most}"), file, most=_LONGEST_GROUP
            )
        else:
            prints = [fingerprint(each) for each in known] or [_by_name(called)]
            same = next((self._seen[p] for p in prints if p in self._seen), None)
            if same is None:
                self._seen.update(dict.fromkeys(prints, line))
                also = prints[1] if len(prints) > 1 else None
                found = Entry(line, called, meant, clean_name(group), prints[0], also)
                self.entries.append(found)
            elif known:
                self.fault(line, N_("the same address or id as in line {same}"), file, same=same)
            else:
                self.fault(
                    line, N_("the same name as in line {same}: give both an e-mail address or id"),
                    file, same=same,
                )  # fmt: skip


def _by_name(name: str) -> str:
    return fingerprint(f"name:{fold(name)}")
