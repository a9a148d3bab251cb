"""Distress is noticed; talking about it in a course is no distress."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import Concern, concern
from knowledge.library import Library

TOLD: list[tuple[str, Concern]] = [
    ("I want to die", "self_harm"),
    ("honestly i just wanna die", "self_harm"),
    ("I don't want to live anymore", "self_harm"),
    ("i dont want to be here anymore", "self_harm"),
    ("I've been thinking about suicide", "self_harm"),
    ("im thinking of killing myself", "self_harm"),
    ("I'll kill myself if I fail this exam", "self_harm"),
    ("my goal is to hurt myself", "self_harm"),
    ("I want to end my life", "self_harm"),
    ("sometimes I feel suicidal", "self_harm"),
    ("everyone would be better off without me", "self_harm"),
    ("i cut myself again last night", "self_harm"),
    ("my friend wants to kill herself, what do I do", "self_harm"),
    ("my best friend said she wants to die", "self_harm"),
    ("kms", "self_harm"),
    ("me quiero morir", "self_harm"),
    ("quiero matarme", "self_harm"),
    ("ya no quiero vivir", "self_harm"),
    ("he pensado en suicidarme", "self_harm"),
    ("tengo ganas de hacerme daño", "self_harm"),
    ("me estoy cortando", "self_harm"),
    ("estarían mejor sin mí", "self_harm"),
    ("mi amiga dice que quiere suicidarse", "self_harm"),
    ("my dad hits me", "abuse"),
    ("my stepdad touches me at night", "abuse"),
    ("I was raped", "abuse"),
    ("I'm being bullied at school", "abuse"),
    ("I'm scared to go home", "abuse"),
    ("I don't feel safe at home", "abuse"),
    ("mi papá me pega cuando toma", "abuse"),
    ("mi tío me toca", "abuse"),
    ("abusaron de mí", "abuse"),
    ("me hacen bullying en clase", "abuse"),
    ("tengo miedo de volver a casa", "abuse"),
    ("I hate myself", "despair"),
    ("nobody would miss me", "despair"),
    ("I feel so hopeless", "despair"),
    ("there's no point in living", "despair"),
    ("I can't take it anymore", "despair"),
    ("odio mi vida", "despair"),
    ("mi vida no tiene sentido", "despair"),
    ("ya no puedo más", "despair"),
]
COURSE = [
    "What are suicide rates among teenagers?",
    "why do suicide rates differ between countries",
    "chapter 15 on depression: what are the symptoms?",
    "What is the difference between depression and grief?",
    "People with major depressive disorder may feel worthless and think about suicide.",
    "explain self-harm in borderline personality disorder",
    "Does watching violence make children hit others?",
    "what is learned helplessness?",
    "I want to learn about suicide prevention",
    "I want to understand why people hurt themselves",
    "my goal is to finish the chapter on depression",
    "I need to kill some time before class",
    "how do I kill a process in the terminal",
    "this homework is killing me",
    "I'm dying to know the answer",
    "I could die of boredom",
    "I want to die laughing",
    "I cut myself shaving, what does the skin do next?",
    "I'm hopeless at algebra",
    "I feel worthless when it comes to fractions, so start easy",
    "I hate this chapter",
    "I give up, just tell me",
    "I can't do this exercise anymore",
    "I can't go on to the next question",
    "Harlow's monkeys: why did the infants not feel safe?",
    'A patient says "I want to die" to his therapist. Which disorder is likely?',
    "The protagonist writes: “I hate myself”. What does that show?",
    'Translate into Spanish: "I don\'t want to live"',
    "my brother beats me at chess",
    "my teacher hits the table, is that negative reinforcement?",
    "Bobo doll: the adult beats the doll",
    "I was beaten to it, someone else asked first",
    "end this quiz",
    "I want to end it",
    "¿qué es el suicidio según Durkheim?",
    "tasas de suicidio en adolescentes",
    "explícame la depresión mayor",
    "me muero de risa",
    "me muero de sueño",
    "quiero morir de risa",
    "esta tarea me mata",
    "no quiero vivir en el capítulo 3 para siempre",
    "no puedo más con este ejercicio",
    "quiero cortarme el pelo antes del examen",
    "el perro de Pavlov me toca explicarlo a mí",
    "mi profesor me toca la próxima clase explicarlo",
    "odio las matemáticas",
    "me odiaba el gato en el experimento de Thorndike",
    "El paciente dice: «me quiero morir». ¿Qué trastorno es?",
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_distress_is_noticed(text: str, kind: Concern) -> None:
    assert concern(text) == kind
    assert concern(f"{text.upper()}!!") == kind


@pytest.mark.parametrize("text", COURSE)
def test_a_course_may_talk_about_anything(text: str) -> None:
    assert concern(text) is None


def test_the_psychology_course_raises_no_alarm() -> None:
    course = Library(Path("nowhere")).get("psychology")
    texts = [
        sentence
        for section in course.sections()
        if re.search("suicid|depress|abuse", section.text)
        for sentence in (*section.text.split("\n"), *(item.question for item in section.items))
    ]
    assert len(texts) > 500
    assert [text[:200] for text in texts if concern(text)] == []


@given(st.text(max_size=500))
def test_anything_may_be_typed(text: str) -> None:
    concern(text)
