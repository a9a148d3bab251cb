"""A digest: what it says, and that nothing of the learner's own words can be in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.answering.prepared import graph_of
from bot.guardians import html, wording
from bot.guardians.digest import CourseView, make
from bot.i18n import translator_for
from bot.learner.events import AttemptMade, Event, GoalEnded, GoalKind, GoalSet, GoalTerms
from bot.learner.rhythm import Rhythm
from bot.ports import Unstored
from tests.bot.learner.events import known
from tests.dialogs.courses import CLASSICAL, PSYCHOLOGY
from tests.fakes import NOON

ZONE = ZoneInfo("America/Bogota")
KINDS = get_args(get_args(Event)[0])
MARK = "qzxv"
"""In every word that a learner writes here, and in no course."""


def said(events: Sequence[Unstored], student: str = "Ana", language: str = "en") -> str:
    views = [CourseView(graph_of(PSYCHOLOGY), known(events).in_course(graph_of(PSYCHOLOGY)))]
    digest = make(student, events, views, now=NOON, zone=ZONE)
    return wording.text(translator_for(language), digest)


def attempt(days_ago: float, **more: Any) -> Unstored:
    item = CLASSICAL.items[0]
    values = {
        "course": PSYCHOLOGY.id,
        "section": CLASSICAL.id,
        "item": item.id,
        "concepts": item.concepts or (CLASSICAL.id,),
        "answer": MARK,
        "credit": 1.0,
    }
    return Unstored(NOON - timedelta(days=days_ago), AttemptMade(**{**values, **more}))


def goal(kind: str, **more: Any) -> Unstored:
    terms = GoalTerms(words=MARK, kind=kind, target=more.pop("target", 3), reason=MARK, **more)
    event = GoalSet(course=PSYCHOLOGY.id, goal=f"g-{kind}", terms=terms)
    return Unstored(NOON - timedelta(days=10), event)


def test_a_week_by_hand() -> None:
    unit = PSYCHOLOGY.units[1]
    whole = tuple(section.id for section in unit.sections)
    events = [
        goal("sections", sections=whole, due=date(2026, 12, 12)),
        goal("items", target=20),
        goal("own"),
        attempt(9),
        attempt(8),
        attempt(2),
        attempt(1),
        attempt(1 - 5 / 24 / 60),  # five minutes later
        attempt(0, dont_know=True, credit=None),
    ]
    text = said(events)
    assert text.startswith("**Ana's week of learning**\nFrom Nov 14 to Nov 20\n\n")
    assert "Practice on 3 days: 7 minutes and 3 answers." in text
    assert f"**{PSYCHOLOGY.title}**" in text
    label = f"{unit.number} {unit.title}"
    assert f"- Under way: finish {label}, by Dec 12 (1 of 2 sections)" in text
    assert "- Under way: 20 answers a week (3 of 20 this week)" in text
    assert "- Under way: a goal in their own words, which stay with them" in text
    assert MARK not in text


def test_what_was_reached_this_week() -> None:
    def reached(days_ago: int) -> Unstored:
        ended = GoalEnded(course=PSYCHOLOGY.id, goal="g-items", how="reached", evidence=MARK)
        return Unstored(NOON - timedelta(days=days_ago), ended)

    assert "- Reached: 3 answers a week" in said([goal("items"), reached(1)])
    assert "Reached" not in said([goal("items"), reached(8)])


def test_nothing_happened() -> None:
    assert "No practice in these seven days." in said([])
    assert said([], student="").startswith("**A week of learning**")


def test_a_name_is_no_markup() -> None:
    page = html.page(said([], student="<script>x</script>"), "en")
    assert "<script>" not in page


# ---- nothing of the learner's own ------------------------------------------------------------

_TEXT = st.text(st.sampled_from(MARK + " *-\n<"), min_size=1, max_size=12).map(
    lambda text: f"{MARK}{text}{MARK}"
)
_IDS = st.sampled_from([PSYCHOLOGY.id, CLASSICAL.id, CLASSICAL.items[0].id, "g-1"])
_MOMENTS = st.datetimes(datetime(2026, 11, 10), datetime(2026, 11, 21), timezones=st.just(UTC))


def values(hint: Any, *, free: bool) -> st.SearchStrategy[Any]:
    """Something for a field; free texts and ids all have the mark, or are the course's."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return values(args[0], free=free)
    if hint is str:
        return _TEXT if free else st.one_of(_IDS, _TEXT)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return built(hint)
    if origin is dict:
        return st.dictionaries(_IDS, _TEXT, max_size=2)
    if origin is tuple and args[-1:] == (...,):
        return st.lists(values(args[0], free=free), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(each, free=free) for each in args))
    if hint is int:
        return st.integers(1, 6)
    if hint is float:
        return st.floats(0.1, 1)
    if hint is datetime:
        return _MOMENTS
    if hint is date:
        return st.dates(date(2026, 11, 1), date(2026, 12, 24))
    if hint is time:
        return st.just(time(17))
    if str(origin) in ("typing.Union", "<class 'types.UnionType'>"):
        return st.one_of([values(each, free=free) for each in args])
    return st.from_type(hint)


_OWN = frozenset("question answer words reason text evidence said why note".split())


def built(kind: type[BaseModel]) -> st.SearchStrategy[Any]:
    fields = {
        name: values(field.annotation, free=name in _OWN)
        for name, field in kind.model_fields.items()
        if name not in ("type", "version")
    }

    def make_one(given: dict[str, Any]) -> Any:
        try:
            return kind(**given)
        except ValueError:
            return None

    return st.fixed_dictionaries(fields).map(make_one).filter(lambda made: made is not None)


@pytest.mark.parametrize("language", ["en", "es"])
@given(st.lists(st.tuples(st.sampled_from(KINDS).flatmap(built), st.integers(0, 240)), max_size=12))
def test_no_event_text_of_the_learner_can_appear(
    language: str, drawn: list[tuple[Event, int]]
) -> None:
    drawn.sort(key=lambda each: -each[1])
    always = [*map(goal, get_args(GoalKind)), attempt(1)]  # whatever else was drawn
    found = [Unstored(NOON - timedelta(hours=hours), event) for event, hours in drawn]
    text = said([*always, *found], language=language)
    assert MARK not in text


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=2)
def test_what_learners_write_has_the_mark(kind: type[BaseModel], data: st.DataObject) -> None:
    """So that the property above can fail: there is a strategy for every kind of event."""
    made = data.draw(built(kind))
    for name in set(kind.model_fields) & _OWN:
        assert kind.model_fields[name].annotation is not str or MARK in getattr(made, name)


def test_rhythm_in_words() -> None:
    rhythm = Rhythm(at=time(18), starts=date(2026, 11, 20), days=(6,))
    assert wording.weekly(translator_for("en"), rhythm) == "Sunday, 18:00"
    assert wording.weekly(translator_for("es"), rhythm) == "domingo, 18:00"
