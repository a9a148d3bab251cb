"""Which answers wait for a verdict."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import AttemptMade, Event, MarkReferred, MarkSettled
from bot.learner.referrals import open_cases
from bot.learner.store.log import StoredEvent

AT = datetime(2026, 11, 1, tzinfo=UTC)
PLACE = {"course": "c", "section": "s", "item": "i"}


def log(*events: tuple[str, Event]) -> list[StoredEvent]:
    return [StoredEvent(n, who, AT, event) for n, (who, event) in enumerate(events, 1)]


def attempt(answer: str) -> AttemptMade:
    return AttemptMade(**PLACE, concepts=(), answer=answer, credit=0)


def referred(answer: str, reason: str = "", by: str = "learner") -> MarkReferred:
    return MarkReferred(**PLACE, answer=answer, credit=0, by=by, reason=reason)  # type: ignore[arg-type]


def settled(attempt_id: int) -> MarkSettled:
    return MarkSettled(**PLACE, attempt=attempt_id, credit=1, changed=True, by="eva")


def test_the_same_answer_is_one_case() -> None:
    cases = open_cases(
        log(
            ("ana", attempt("Half")),
            ("ben", attempt("half ")),
            ("ana", referred("Half")),
            ("ana", referred("Half", "because")),
            ("ben", referred("half ", by="grader")),
            ("cleo", attempt("half")),
        )
    )
    (case,) = cases
    assert [a.learner_id for a in case.attempts] == ["ana", "ben"]
    assert (case.disputed, case.reasons) == (1, ("because",))


def test_a_verdict_closes_only_its_attempt() -> None:
    events = log(
        ("ana", attempt("1")),
        ("ana", referred("1")),
        ("ana", attempt("2")),
        ("ana", referred("2")),
        ("ana", settled(1)),
    )
    assert [case.answer for case in open_cases(events)] == ["2"]


def test_the_newest_attempt_with_that_answer_is_meant() -> None:
    events = log(("ana", attempt("1")), ("ana", attempt("1")), ("ana", referred("1")))
    assert [a.id for case in open_cases(events) for a in case.attempts] == [2]


def test_a_dispute_about_no_attempt_is_no_case() -> None:
    assert open_cases(log(("ana", attempt("1")), ("ben", referred("1")))) == []


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["1", "2", "x y"])), max_size=12))
def test_every_referred_attempt_is_in_one_case_until_it_is_settled(
    said: list[tuple[str, str]],
) -> None:
    events = log(*(pair for who, a in said for pair in ((who, attempt(a)), (who, referred(a)))))
    cases = open_cases(events)
    ids = [each.id for case in cases for each in case.attempts]
    assert sorted(ids) == list(range(1, 2 * len(said), 2))
    assert len({case.id for case in cases}) == len(cases)
    more = [StoredEvent(100 + n, "eva", AT, settled(n)) for n in ids]
    assert open_cases([*events, *more]) == []
