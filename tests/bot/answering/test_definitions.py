"""Questions that key terms answer."""

from __future__ import annotations

import pytest

from bot.answering.definitions import asked_terms, term_index
from knowledge.course import Course, Section, Term, Unit


def course(language: str, *terms: Term) -> Course:
    section = Section(id="s", title="S", terms=terms)
    return Course(
        id="c", title="C", language=language, units=(Unit(id="u", title="U", sections=(section,)),)
    )


ENGLISH = course(
    "en",
    Term(name="shaping", definition="rewarding steps"),
    Term(name="punishment", definition="to decrease a behavior"),
    Term(name="negative reinforcement", definition="to increase a behavior"),
    Term(name="unconditioned stimulus (UCS)", definition="elicits a reflex"),
    Term(name="memory", definition="a system"),
)
SPANISH = course(
    "es",
    Term(name="media aritmética", definition="la suma entre el número"),
    Term(name="moda", definition="el valor más frecuente"),
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what is shaping?", ["shaping"]),
        ("whats shaping", ["shaping"]),
        ("What's shaping exactly?", ["shaping"]),
        ("define shaping", ["shaping"]),
        ("can you explain shaping to me please", ["shaping"]),
        ("explain shaping please", ["shaping"]),
        ("what does shaping mean?", ["shaping"]),
        ("shaping", ["shaping"]),
        ("what is the UCS?", ["unconditioned stimulus (UCS)"]),
        (
            "what's the difference between negative reinforcement and punishment? i mix them up",
            ["negative reinforcement", "punishment"],
        ),
        ("negative reinforcement vs punishment", ["negative reinforcement", "punishment"]),
        ("i always confuse punishment and negative reinforcement", ["punishment", "negative reinforcement"]),
        ("what is a good way to use shaping with dogs?", []),
        ("why is memory unreliable?", []),
        ("what is gravity?", []),
        ("", []),
    ],
)  # fmt: skip
def test_english(question: str, names: list[str]) -> None:
    assert [found.term.name for found in asked_terms(question, term_index(ENGLISH), "en")] == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("¿qué es la moda?", ["moda"]),
        ("que es la media aritmetica", ["media aritmética"]),
        ("¿cuál es la diferencia entre la moda y la media aritmética?", ["moda", "media aritmética"]),
        ("¿por qué usamos la moda?", []),
    ],
)  # fmt: skip
def test_spanish(question: str, names: list[str]) -> None:
    assert [found.term.name for found in asked_terms(question, term_index(SPANISH), "es")] == names
