"""What a message means while a question is on the table."""

from __future__ import annotations

import pytest

from bot.tutor.words import is_question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("what is shaping?", True),
        ("why does that happen", True),
        ("explain it", True),
        ("¿qué es la media?", True),
        ("the response fades?", True),
        ("is it when the response fades?", False),
        ("when the response fades", False),
        ("how often something happens", False),
        ("quizá cuando desaparece?", False),
        ("learning by association", False),
    ],
)
def test_a_question_is_told_from_an_attempt(text: str, question: bool) -> None:
    assert is_question(text) == question
