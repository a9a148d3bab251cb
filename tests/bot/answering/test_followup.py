"""Follow-ups are told from new questions, and completed."""

from __future__ import annotations

import pytest

from bot.answering.followup import follow_up

BEFORE = "What is negative reinforcement?"


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("and why is that?", "why"),
        ("why?", "why"),
        ("how come", "why"),
        ("can you give an example?", "example"),
        ("i don't understand", "simpler"),
        ("i don’t get it", "simpler"),
        ("simpler please", "simpler"),
        ("in other words?", "simpler"),
        ("more", "more"),
        ("tell me more", "more"),
        ("how does that work?", "how"),
        ("is it always bad?", "other"),
        ("and positive reinforcement?", "other"),
        ("who invented it?", "other"),
    ],
)
def test_what_goes_on(text: str, move: str) -> None:
    found = follow_up(text, BEFORE, "en")
    assert found is not None
    assert found.move == move
    assert "negative reinforcement" in found.question


@pytest.mark.parametrize(
    "text",
    [
        "what is memory?",
        "why do dogs drool?",
        "how do neurons fire",
        "What are the stages of sleep?",
        "explain classical conditioning with an example of dogs and bells",
        "what does it mean for people with anxiety disorders in hospital",
    ],
)
def test_what_stands_on_its_own(text: str) -> None:
    assert follow_up(text, BEFORE, "en") is None


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("¿y eso por qué?", "why"),
        ("¿por qué?", "why"),
        ("no lo entiendo", "simpler"),
        ("dame un ejemplo", "example"),
        ("cuéntame más", "more"),
    ],
)
def test_spanish(text: str, move: str) -> None:
    found = follow_up(text, "¿Qué es la desviación estándar?", "es")
    assert found is not None
    assert found.move == move
    assert "desviación estándar" in found.question
