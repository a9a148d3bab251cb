"""Goals in people's own words."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.when import find_when
from bot.goals.wishes import Wish, put_right, says_goal, understood
from bot.learner.events import GoalKind

TODAY = date(2026, 11, 20)  # a Friday
DAILY = (0, 1, 2, 3, 4, 5, 6)


def read(text: str, language: str = "en") -> list[Wish]:
    return understood(text, TODAY, language=language)


@pytest.mark.parametrize(
    ("text", "kind", "topic", "due"),
    [
        ("I want to finish chapter 6 by Friday", "sections", "chapter 6", "2026-11-27"),
        ("read 6.1, 6.2 and 6.3 by Sunday", "sections", "6.1, 6.2 and 6.3", "2026-11-22"),
        ("I need to learn chapters 5 to 8 by next Friday", "mastery", "chapters 5 to 8", "2026-11-27"),
        ("stop mixing up positive and negative reinforcement", "mastery",
         "positive and negative reinforcement", None),
        ("my goal is to master classical conditioning", "mastery", "classical conditioning", None),
        ("help me get better at factoring", "mastery", "factoring", None),
        ("my exam is on 12 December on chapters 5 to 8", "exam", "chapters 5 to 8", "2026-12-12"),
        ("I want to speak up in class", "own", "speak up in class", None),
        ("finish chapter 6, check in every day at 5 pm", "sections", "chapter 6", None),
        ("terminar el capítulo 6, pregúntame cómo va cada día", "sections", "capitulo 6", None),
        ("quiero terminar el capítulo 6 para el viernes", "sections", "capitulo 6", "2026-11-27"),
        ("quiero dejar de confundir la media y la mediana", "mastery", "media y la mediana", None),
        ("tengo un examen el 12 de diciembre", "exam", "", "2026-12-12"),
        ("quiero leer la sección 2.5 mañana", "sections", "seccion 2.5", "2026-11-21"),
        ("quiero perder el miedo a preguntar en clase", "own",
         "perder el miedo a preguntar en clase", None),
    ],
)  # fmt: skip
def test_what_and_until_when(text: str, kind: GoalKind, topic: str, due: str | None) -> None:
    (wish,) = read(text, "es" if "quiero" in text or "tengo" in text else "en")
    assert (wish.kind, wish.topic, wish.problem) == (kind, topic, None)
    assert wish.due == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("text", "kind", "target", "days", "at"),
    [
        ("practise 20 minutes on Tuesdays and Thursdays at 6", "habit", 20, (1, 3), time(18)),
        ("quiero practicar 20 minutos los martes y jueves a las 6", "habit", 20, (1, 3), time(18)),
        ("15 minutes every day at 7 am", "habit", 15, DAILY, time(7)),
        ("half an hour every Monday", "habit", 30, (0,), None),
        ("media hora al día", "habit", 30, DAILY, None),
        ("study three times a week in the evening", "habit", None, (0, 2, 4), time(19)),
        ("los fines de semana por la mañana repasar", "habit", None, (5, 6), time(8)),
        ("two hours a week", "minutes", 120, (), None),
        ("una hora a la semana", "minutes", 60, (), None),
        ("answer 20 questions a week", "items", 20, (), None),
        ("10 questions a day", "items", 70, DAILY, None),
        ("hacer 20 preguntas por semana", "items", 20, (), None),
        ("remind me on Fridays at 17:30 to review", "habit", None, (4,), time(17, 30)),
        ("recuérdame los viernes a las 5 de la tarde repasar", "habit", None, (4,), time(17)),
    ],
)
def test_how_much_and_how_often(
    text: str, kind: GoalKind, target: int | None, days: tuple[int, ...], at: time | None
) -> None:
    (wish,) = read(text)
    assert (wish.kind, wish.target, wish.days, wish.at) == (kind, target, days, at)
    assert wish.problem is None


def test_a_reminder_for_one_day() -> None:
    (wish,) = read("remind me to read section 6.3 tomorrow at 5pm")
    assert wish.once
    assert (wish.words, wish.due, wish.at) == (
        "read section 6.3",
        TODAY + timedelta(days=1),
        time(17),
    )


def test_two_goals_in_one_sentence_are_two() -> None:
    first, second = read(
        "I want to finish chapter 6 by Friday and stop mixing up positive and negative reinforcement"
    )
    assert (first.words, second.words) == (
        "finish chapter 6",
        "stop mixing up positive and negative reinforcement",
    )
    first, second = read("quiero terminar el capítulo 6 y dejar de confundir A y B", "es")
    assert (first.kind, second.kind) == ("sections", "mastery")
    assert len(read("I want to understand shaping and schedules")) == 1


@pytest.mark.parametrize(
    ("text", "problem", "detail"),
    [
        ("remind me yesterday", "over", "yesterday"),
        ("finish it last week", "over", "last week"),
        ("recuérdame ayer", "over", "ayer"),
        ("finish chapter 6 by 2026-11-01", "over", "by 2026-11-01"),
        ("remind me every 5 minutes", "too_often", "every 5 minutes"),
        ("recuérdame cada hora", "too_often", "cada hora"),
        ("practise 10 times a day", "too_often", "10 times a day"),
        ("finish chapter 6 by February 30", "no_such_day", "february 30"),
        ("terminar para el 30 de febrero", "no_such_day", "30 de febrero"),
        ("remind me at 25:00 every day", "no_such_time", "at 25:00"),
        ("I want Ana to study more", "somebody_else", ""),
        ("I want my little brother to learn maths", "somebody_else", ""),
        ("quiero que Ana estudie más", "somebody_else", ""),
        ("goal", "nothing", ""),
        ("I want to", "nothing", ""),
        ("learn " * 100, "too_long", ""),
    ],
)
def test_what_cannot_be(text: str, problem: str, detail: str) -> None:
    (wish,) = read(text)
    assert (wish.problem, wish.detail) == (problem, detail)


@pytest.mark.parametrize(
    ("text", "answer", "together"),
    [
        ("finish chapter 6 by February 30", "by March 1", "finish chapter 6 by March 1"),
        ("remind me every 5 minutes", "every Tuesday at 6", "remind me every Tuesday at 6"),
        ("remind me yesterday", "I want to read chapter 2", "I want to read chapter 2"),
    ],
)
def test_what_is_said_instead(text: str, answer: str, together: str) -> None:
    assert put_right(text, read(text)[0], answer) == together


@pytest.mark.parametrize("text", ["what is shaping?", "negative reinforcement", "yes", "x = 4"])
def test_what_is_no_goal(text: str) -> None:
    assert not says_goal(text)


@given(st.text(max_size=450))
def test_anything_may_be_typed(text: str) -> None:
    wishes = read(text)
    assert wishes and len(wishes) <= 4
    for wish in wishes:
        assert wish.due is None or wish.due >= TODAY
        assert wish.target is None or wish.target >= 1
        assert set(wish.days) <= set(range(7))


_CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(_CLOCK)
def test_a_full_clock_time_means_itself(at: time) -> None:
    assert find_when(f"every monday at {at:%H:%M}").at == at


@given(st.lists(st.integers(0, 6), min_size=2, max_size=7, unique=True))
def test_any_list_of_weekdays(days: list[int]) -> None:
    names = "mondays tuesdays wednesdays thursdays fridays saturdays sundays".split()
    said = ", ".join(names[day] for day in days[:-1]) + f" and {names[days[-1]]}"
    assert find_when(f"practise on {said}").days == tuple(sorted(days))


@given(st.integers(1, 300), st.integers(1, 16), st.sampled_from(("by", "until", "before")))
def test_a_chapter_and_a_day_are_not_mixed_up(ahead: int, chapter: int, lead: str) -> None:
    day = TODAY + timedelta(days=ahead)
    (wish,) = read(f"I want to finish chapter {chapter} {lead} {day.day} {day:%B}")
    assert (wish.kind, wish.topic, wish.due) == ("sections", f"chapter {chapter}", day)
    assert (wish.words, wish.at) == (f"finish chapter {chapter}", None)
