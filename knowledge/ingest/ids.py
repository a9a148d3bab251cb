"""Ids made from titles: short, readable, unique within a course and stable from run to run."""

from __future__ import annotations

import re
import unicodedata

_NOT_SLUG = re.compile(r"[^A-Za-z0-9]+")
_MAX = 60


def slug(text: str, fallback: str = "x") -> str:
    """``Ley de Ohm: ¿qué es?`` → ``ley-de-ohm-que-es``; `fallback` when no Latin letter is left."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    cut = _NOT_SLUG.sub("-", letters).strip("-").lower()[: _MAX + 1]
    if len(cut) > _MAX:  # cut at a word where there is one
        cut = cut[:_MAX].rpartition("-")[0] or cut[:_MAX]
    return cut.strip("-") or fallback


class Ids:
    """Hands out ids of one course, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, *candidates: str) -> str:
        """The first candidate that is free, else the last one with a number."""
        for candidate in candidates:
            if candidate not in self._taken:
                self._taken.add(candidate)
                return candidate
        last = candidates[-1]
        number = self._next.get(last, 2)
        while f"{last}-{number}" in self._taken:
            number += 1
        self._next[last] = number + 1
        return self.take(f"{last}-{number}")
