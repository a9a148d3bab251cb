"""Small talk is told from questions."""

from __future__ import annotations

import pytest

from bot.answering.smalltalk import kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", "greeting"),
        ("Hello!", "greeting"),
        ("hola", "greeting"),
        ("good evening", "greeting"),
        ("how are you?", "how_are_you"),
        ("thanks so much, that helped", "thanks"),
        ("ok thanks", "thanks"),
        ("thx 😊", "thanks"),
        ("muchas gracias", "thanks"),
        ("bye", "bye"),
        ("hasta mañana", "bye"),
        ("are you chatgpt?", "who_are_you"),
        ("who are you?", "who_are_you"),
        ("lol", "laugh"),
        ("ok", "ack"),
        ("got it", "ack"),
        ("this is too hard", "upset"),
        ("ugh", "upset"),
        ("me rindo", "upset"),
    ],
)
def test_small_talk(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hi what is memory",
        "thank you for your explanation of memory, but why do we forget?",
        "what are you supposed to do in shaping?",
        "ok so what is punishment",
        "i'm stuck on question 4",
        "is this hard determinism?",
        "good question: why do we sleep",
    ],
)
def test_questions_are_not_small_talk(text: str) -> None:
    assert kind_of(text) is None
