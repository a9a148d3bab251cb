"""Teachers' files, as skills see them: what can be done with them, and what becomes of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from bot.hygiene import folded
from bot.learner.uploads import Content, Upload
from bot.messages import Attachment
from knowledge.problems import Why

if TYPE_CHECKING:
    from bot.attached import Attached
    from knowledge.course import Course
    from knowledge.supplement import Supplement


_OBJECT = (
    r"(?:(?:this|these|it|them|that|those|the|my|a|an|some|new|our|"
    r"est[aeo]s?|el|la|los|las|mis?|un|una|unos|unas)\b ?)?(?:[^ ]+ ){0,4}?"
)
_PLACE = (
    r"(?:to|into|in|for|al?|en|del?) "
    r"(?:the |my |our |this |your |el |la |mi |este |esta |nuestro )?"
    r"(?:course|class|curso|clase|material(?:s|es)?|course materials?|"
    r"(?:section|chapter|unit|seccion|capitulo|unidad|tema) .{1,80})"
)
_ADD = re.compile(
    r"(?:(?:please|can you|could you|i want to|i'd like to|por favor|puedes|quiero|quisiera)[ ,]+)*"
    r"(?:(?:add|upload|include|import|put|anad(?:e|ir|elo|irlo)|agreg(?:a|ar|alo|arlo)|"
    rf"sub(?:e|ir|elo|irlo)|inclu(?:ye|ir)|pon(?:er|lo)?) {_OBJECT}{_PLACE}|"
    r"(?:add|upload) (?:this|these|it|them)|"
    r"/?(?:course|curso) (?:add|anad(?:e|ir)|agreg(?:a|ar)|sub(?:e|ir))\b.*)"
    r"(?:[ ,]+(?:please|por favor|thanks|gracias))?[ .!?]*"
)


def asks_to_add(text: str) -> bool:
    """Whether somebody's words ask that something be made part of the course."""
    first = folded(text.strip().partition("\n")[0][:300])
    return _ADD.fullmatch(first) is not None


def batch_of(delivery_id: str) -> str:
    """The name of all files of one message, short enough for a button."""
    return hashlib.sha256(delivery_id.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Step:
    """How far the adding of a file is."""

    doing: Literal["waiting", "reading", "pages", "sections", "words", "vectors"]
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """A file is part of its course."""

    content: Content
    embedded: int
    """Passages of the course that are searched by meaning already …"""
    passages: int
    """… of so many."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file can't be used."""

    name: str
    why: Why
    reason: str
    """In English, for whoever sent it."""


class Material(Protocol):
    """What teachers do with files; `bot.material.Material` does it. Asks nobody's leave: a skill
    looks who teaches the course."""

    async def offer(self, files: Sequence[Attachment], said: str, batch: str) -> list[Refused]:
        """Keep files until it is said what to do with them; what is wrong with those that are
        refused at the first look, in the order of ``files``."""

    async def batch(self, batch: str) -> list[Upload]:
        """Those of one message that are still there."""

    async def in_course(self, course: str) -> list[Upload]:
        """Those that are part of a course."""

    def add(
        self, upload: Upload, course: Course, *, into: str = ""
    ) -> AsyncGenerator[Step | Added | Refused, None]:
        """Read a file into the course, in place of one with the same name; the last thing that
        comes is `Added` or `Refused`. Done again, it says the same.

        Args:
            into: id of the section that its exercises belong to.
        """

    async def note(self, course: Course, supplement: Supplement) -> None:
        """Make a teacher's own words part of the course (`knowledge.supplement.note`), found and
        cited like any other; in place of those with the same name."""

    async def forget(self, uploads: Sequence[Upload]) -> None:
        """Out of the course, or not into it."""

    async def read(self, uploads: Sequence[Upload]) -> Attached:
        """The words of files that were not added, as of any that is sent."""
