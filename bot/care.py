"""What is said to somebody in distress, instead of anything about the course."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from bot.messages import Part, Text
from bot.safety import Concern
from bot.skill import Turn


async def care(turn: Turn, concern: Concern, help_line: str | None) -> AsyncGenerator[Part, None]:
    """Fixed words, which no model touches. Nothing is recorded.

    Args:
        help_line: whom this installation names; None: the usual.
    """
    help_ = help_line or turn._(
        "an adult you trust, or a helpline: findahelpline.com lists those near you, free and "
        "confidential."
    )
    lines = [
        _heard(turn, concern),
        turn._(
            "I'm a program and not a person, and this deserves a person. You can turn to: {help}",
            help=help_,
        ),
        turn._("If you or somebody else is in danger right now, call your local emergency number."),
        turn._(
            "I pass nothing on of what you write here, and I can't call anybody for you: that's "
            "why it matters that you do. If it's about somebody else, the same people can help. "
            "The course can wait."
        ),
    ]
    yield Text(markdown="\n\n".join(lines))


def _heard(turn: Turn, concern: Concern) -> str:
    match concern:
        case "self_harm":
            return turn._("I'm glad you wrote that, and I'm sorry it hurts this much.")
        case "abuse":
            return turn._("I'm sorry. Nobody should go through that, and it isn't your fault.")
        case "despair":
            return turn._("That sounds heavy. Thank you for saying it.")
