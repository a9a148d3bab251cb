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
    """The options of one answer: picked by number or label, choices by letter too.

    Buttons beside an exercise that is answered by typing are picked by ``/number``: to "What is
    3 - 1?" a learner types 2, and that must not be the second button. They are counted apart.
    """

    keyed: dict[str, Option] = field(default_factory=dict)
    """What to type, ``1`` or ``/1``, to what it picks."""
    choices: list[Option] = field(default_factory=list)

    def add(self, part: Part) -> Sequence[tuple[str, Option]]:
        """Take in the next part of the answer; its options with what to type for each."""
        if not isinstance(part, Choices | Buttons):
            return []
        slash = "/" if isinstance(part, Buttons) and part.beside_answer else ""
        first = 1 + sum(key.startswith("/") == bool(slash) for key in self.keyed)
        mine = [(f"{slash}{number}", option) for number, option in enumerate(part.options, first)]
        self.keyed.update(mine)
        if isinstance(part, Choices):
            self.choices += part.options
        return mine

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
        options = self.keyed.values()
        found = [option for option in options if wanted and wanted == _plain(option.label)]
        return found[0] if found else None


def _plain(label: str) -> str:
    """A label as somebody would type it: no list mark, emphasis or closing punctuation."""
    words = " ".join(re.sub(r"[*_`]", "", _MARK.sub("", label)).split())
    return words.rstrip(".!?…").casefold()
