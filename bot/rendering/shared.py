"""What the others are shown of an answer that somebody shares."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Buttons, Choices, Citations, Form, Part, Reply, Text


def for_others(replies: Sequence[Reply]) -> list[Part]:
    """What is read of the replies that may be shared, as far as their sources; what is asked and
    pressed after these is for who asked."""
    shown: list[Part] = []
    for reply in replies:
        if not reply.shareable:
            continue
        last = max(n for n, part in enumerate(reply.parts) if isinstance(part, Citations))
        for number, part in enumerate(reply.parts):
            offers = isinstance(part, Choices | Buttons | Form)
            asks = isinstance(part, Text) and number > last
            if not offers and not asks:
                shown.append(part)
    return shown
