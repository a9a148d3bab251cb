"""Which messages go to `goal`, and which must not."""

from __future__ import annotations

import pytest

from bot.router import Route, Router
from bot.skills import SKILLS

ROUTER = Router(SKILLS)
GOALS = [
    "my goals", "what are my goals?", "mis metas", "remind me to read 6.3 tomorrow",
    "can you remind me on Fridays?", "recuérdame repasar los lunes", "my goal is to pass",
    "goal: 20 minutes a day", "new goal: finish chapter 2", "set a goal", "mi meta es aprobar",
    "I want to finish chapter 6 by Friday and stop mixing up A and B",
    "I want to master classical conditioning", "I'd like to practise 20 minutes every day",
    "quiero practicar 20 minutos los martes y jueves a las 6", "I need to learn chapter 5 by Friday",
    "quiero terminar el capítulo 6 para el viernes", "I want Ana to study more",
    "quiero que Ana estudie más", "stop reminding me", "pause my goals until Monday",
    "no me recuerdes más", "show me my journal", "I want to read chapter 3 by the end of the month",
]  # fmt: skip
OTHERS = [
    ("I want to learn about memory", "ask"),
    ("I need to know how neurons communicate by releasing transmitters", "ask"),
    ("I want to understand what each lobe does", "ask"),
    ("what is goal-directed behavior?", "ask"),
    ("what are goals in psychology?", "ask"),
    ("why do people set goals?", "ask"),
    ("I have an exam on Friday", "plan"),
    ("my exam is on 12 December on chapters 5 to 8", "plan"),
    ("quiz me on memory", "quiz"),
    ("my portfolio", "progress"),
    ("I want to do a quiz", "ask"),
    ("stop", "ask"),
    ("¿qué es una meta?", "ask"),
]


def skill(text: str) -> str:
    route = ROUTER.text(text)
    assert isinstance(route, Route)
    return route.skill.name


@pytest.mark.parametrize("text", GOALS)
def test_goals(text: str) -> None:
    assert skill(text) == "goal"


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_others(text: str, name: str) -> None:
    assert skill(text) == name


@pytest.mark.parametrize("command", ["/goal", "/goals", "/meta", "/metas", "/remind"])
def test_commands(command: str) -> None:
    assert skill(f"{command} read 6.3") == "goal"
