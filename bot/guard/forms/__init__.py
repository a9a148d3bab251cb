"""The forms that an answer can be told in. Each kind of item has some (`forms.of_item`)."""

from __future__ import annotations

from typing import Protocol

from bot.guard.leak import Found
from bot.guard.text.view import View


class Key(Protocol):
    """One form of an answer."""

    def find(self, view: View) -> Found | None:
        """Where the text tells it; None when it doesn't."""
