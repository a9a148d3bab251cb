"""Who says the fixed texts, and figures as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.i18n import Translator


class Words(Protocol):
    """Who says fixed texts; a turn is one."""

    @property
    def translator(self) -> Translator: ...

    def _(self, message: str, /, **fields: object) -> str: ...

    def n(self, one: str, many: str, count: int, /, **fields: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Said:
    """Fixed texts outside a turn."""

    translator: Translator

    def _(self, message: str, /, **fields: object) -> str:
        return self.translator.gettext(message, **fields)

    def n(self, one: str, many: str, count: int, /, **fields: object) -> str:
        return self.translator.ngettext(one, many, count, **fields)


def percent(share: float) -> str:
    return f"{share:.0%}"


def points(share: float) -> str:
    """Percentage points, with their sign."""
    return f"{round(100 * share):+d}".replace("-", "−")


def signed(value: float | None) -> str:
    """Two digits, with their sign."""
    return "–" if value is None else f"{value:+.2f}".replace("-", "−")


def joined(say: Words, names: Sequence[str]) -> str:
    """ "a or b", "a, b or c" """
    if len(names) < 2:
        return "".join(names)
    return say._("{some} or {last}", some=", ".join(names[:-1]), last=names[-1])
