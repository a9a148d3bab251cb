"""A model's sentences pass only if a computed line bears them out."""

from __future__ import annotations

import pytest

from bot.summary.checked import supported

HEAD = (
    "**Psychology, last 7 days** · 24 of 28 active · 312 answers, 71% right without help (was 64%)"
)
HARD = "Hardest: *6.3 Schedules* (48%). 9 students answered “fixed ratio”: they count, not time."
BETTER = "Better: *6.2 Classical Conditioning*, 58% → 79% (20 and 31 answers)."
WORSE = "Lower: *5.1 Senses*, 80% → 60% (20 and 20 answers)."
FACTS = [HEAD, HARD, BETTER, WORSE]
NAMES = [
    "6.3 Schedules",
    "6.2 Classical Conditioning",
    "5.1 Senses",
    "Classical Conditioning",
    "Ana",
]


def passes(text: str, language: str = "en") -> bool:
    return supported(text, FACTS, NAMES, better=[HEAD, BETTER], worse=[WORSE], language=language)


@pytest.mark.parametrize(
    "text",
    [
        "24 of 28 were active.",
        "Twenty-four of 28 were active, and 71% were right without help.",
        "Classical Conditioning improved from 58% to 79%. Take ten minutes... no: start with 6.3 Schedules (48%).",
        "6.2 Classical Conditioning got better.",
        "An analysis is worth it.",  # Ana is somebody's name
        "Look at 6.3 Schedules first.",
        "Nine students answered “fixed ratio”, so count or time is the question to ask.",
        "5.1 Senses fell from 80% to 60%.",
    ],
)  # fmt: skip
def test_what_the_lines_say(text: str) -> None:
    assert passes(text) is ("ten minutes" not in text)


@pytest.mark.parametrize(
    "text",
    [
        "25 of 28 were active.",  # another number
        "Talk to Ana.",
        "A third of them, about 33%, were right.",
        "Twenty-five students were active.",
        "48% of 28 were right.",  # true numbers of two lines
        "Classical Conditioning is at 48%.",  # another concept's number
        "Classical Conditioning went from 79% to 58%.",  # the wrong way round
        "Classical Conditioning fell from 58% to 79%.",
        "5.1 Senses improved.",
        "6.3 Schedules got worse.",
        "24 of 28 were active. Everybody got 100%.",  # one sentence of two
        "Classical Conditioning and Senses are both at 79%, better than 90%.",
    ],
)
def test_what_they_do_not_say(text: str) -> None:
    assert not passes(text)


def test_in_spanish() -> None:
    assert passes("Participaron 24 de 28.", "es")
    assert not passes("Participaron veinticinco de 28.", "es")
    assert not passes("5.1 Senses mejoró.", "es")
