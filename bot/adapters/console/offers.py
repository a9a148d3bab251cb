"""What the last answer offers to pick, and which of it a typed line means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.messages import Buttons, Choices, Option, Part

_MARK = re.compile(r"^(?:[A-Za-z]|\d{1,2})[.):]\s+")
"""A list mark that is part of a label: ``A) fixed ratio``."""


@dataclass(slots=True)
class Offers:
    """The options of one answer: choices are picked by number or letter, buttons by ``/number``.

    A bare number means a button only after an offer ("Would an example help?" below the sources
    of an answer). Elsewhere it may be an answer: to "What is 3 - 1?" a learner types 2, and that
    must not be the second button.
    """

    choices: list[Option] = field(default_factory=list)
    buttons: list[Option] = field(default_factory=list)
    _offer: bool = False
    _before: str = ""

    def add(self, part: Part) -> Sequence[tuple[int, Option]]:
        """Take in the next part of the answer; its options with their numbers, from 1."""
        if isinstance(part, Text):
            self._offer = self._before == "citations"
        self._before = part.type
        if not isinstance(part, Choices | Buttons):
            return []
        mine = self.choices if isinstance(part, Choices) else self.buttons
        start = len(mine) + 1
        mine += part.options
        return list(enumerate(part.options, start))

    def pick(self, line: str) -> Option | None:
        """The option that ``line`` means; None when it is a message of its own."""
        said = line.strip()
        return self._by_number(said) or self._by_letter(said) or self._by_label(said)

    def _by_number(self, said: str) -> Option | None:
        match = re.fullmatch(r"(/?[1-9]\d?)[.)]?", said)
        key = match[1] if match else ""
        return self.keyed.get(key) or self.keyed.get(key.removeprefix("/"))

    def _by_letter(self, said: str) -> Option | None:
        match = re.fullmatch(r"([A-Za-z])[.)]?", said)
        place = ord(match[1].lower()) - ord("a") if match else len(self.choices)
        return self.choices[place] if place < len(self.choices) else None

    def _by_label(self, said: str) -> Option | None:
        wanted = _plain(said)
        found = [
            option for option in self.keyed.values() if wanted and wanted == _plain(option.label)
        ]
        return found[0] if found else None


def _plain(label: str) -> str:
    """A label as somebody would type it: no list mark, emphasis or closing punctuation."""
    words = " ".join(re.sub(r"[*_`]", "", _MARK.sub("", label)).split())
    return words.rstrip(".!?…").casefold()
