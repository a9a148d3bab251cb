"""Questions for the teacher: together, counted, and nobody named who doesn't want that."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import Event, QuestionAnswered, QuestionPassedOn
from bot.learner.questions import CROWD, Entry, key_of, open_questions, untold
from bot.learner.store import StoredEvent
from tests.fakes import NOON

PEOPLE = ("ana", "ben", "cleo", "dan", "eli", "fay", "gus", "hal")
WORDS = ("Why?", "why", "How so?")

asked = st.builds(
    lambda who, said, nameless: (
        who,
        QuestionPassedOn(course="c", question=said, anonymous=nameless),
    ),
    st.sampled_from(PEOPLE),
    st.sampled_from(WORDS),
    st.booleans(),
)
answered = st.builds(
    lambda said, n: (
        "eva",
        QuestionAnswered(id=str(n), course="c", keys=(key_of(said),), question=said, answer="So."),
    ),
    st.sampled_from(WORDS),
    st.integers(),
)


def log(events: list[tuple[str, Event]]) -> list[StoredEvent]:
    return [
        StoredEvent(n, who, NOON + timedelta(minutes=n), event)
        for n, (who, event) in enumerate(events)
    ]


def apart(texts: object) -> list[int]:
    return list(range(len(texts)))  # type: ignore[arg-type]


@given(st.lists(asked | answered, max_size=30))
def test_open_is_what_was_asked_after_its_last_answer(events: list[tuple[str, Event]]) -> None:
    left: dict[str, set[str]] = {}
    for who, event in events:
        if isinstance(event, QuestionPassedOn):
            left.setdefault(key_of(event.question), set()).add(who)
        elif isinstance(event, QuestionAnswered):
            left.pop(event.keys[0], None)
    entries = open_questions(log(events), apart)
    assert {entry.id: set(entry.askers) for entry in entries} == left
    assert [len(e.askers) for e in entries] == sorted(
        (len(e.askers) for e in entries), reverse=True
    )


@given(
    st.sets(st.sampled_from(PEOPLE), min_size=1),
    st.sets(st.sampled_from(PEOPLE)),
    st.sets(st.sampled_from(PEOPLE)),
)
def test_nobody_is_told_by_elimination(
    askers: set[str], nameless: set[str], more: set[str]
) -> None:
    students = askers | more
    entry = Entry("Why?", ("k",), "", tuple(sorted(askers)), frozenset(nameless & askers))
    named = set(entry.named(sorted(students)))
    assert not named & entry.nameless
    if named and entry.nameless:
        assert len(students - named) >= CROWD


@given(st.lists(asked | answered, max_size=30))
def test_everybody_hears_each_answer_once(events: list[tuple[str, Event]]) -> None:
    given_ = [event for who, event in events if who == "eva"]
    for person in PEOPLE:
        own = [each for each in log(events) if each.learner_id == person]
        mine = {key_of(e.event.question) for e in own if isinstance(e.event, QuestionPassedOn)}
        news = untold(own, given_)
        assert [e.keys[0] in mine for e in news] == [True] * len(news)
        assert len(news) == sum(
            e.keys[0] in mine for e in given_ if isinstance(e, QuestionAnswered)
        )


def test_the_same_however_it_is_written() -> None:
    assert key_of("What is ¿Qué?") == key_of("what is que")
    assert key_of("what is shaping") != key_of("what is chaining")
