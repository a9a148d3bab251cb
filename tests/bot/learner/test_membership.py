"""Who is in a class, from events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import (
    CourseBound,
    Event,
    Grouped,
    JoinCodeMade,
    JoinCodeRevoked,
    RoleGranted,
    understand,
)
from bot.learner.membership import Expected, bindings, class_list, codes, is_open, roles
from bot.learner.store import StoredEvent

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def log(*events: tuple[str, Event]) -> list[StoredEvent]:
    return [
        StoredEvent(n, who, NOON + timedelta(hours=n), event)
        for n, (who, event) in enumerate(events)
    ]


def role(course: str, what: str, way: str = "code") -> RoleGranted:
    return RoleGranted.model_validate({"course": course, "role": what, "by": "x", "way": way})


def test_a_class_list() -> None:
    found = class_list(
        "light",
        log(
            ("ana", role("light", "student")),
            ("ben", role("light", "student")),
            ("ben", role("psych", "teacher")),
            ("eva", role("light", "teacher")),
            ("ana", Grouped(course="light", group="Blue", by="eva")),
            ("ben", Grouped(course="psych", group="Red", by="eva")),
            ("zoe", role("light", "student")),
            ("zoe", role("light", "none")),
            ("ana", role("light", "student", "roster")),
        ),
        {"ana": "Ána", "eva": "Eva"},
        [Expected("Cleo", "student", "", "abc")],
    )
    assert [(m.learner, m.role, m.group) for m in found.members] == [
        ("ben", "student", ""),
        ("ana", "student", "Blue"),
        ("eva", "teacher", ""),
    ]
    assert [m.learner for m in found.students] == ["ben", "ana"]
    assert found.groups == ("Blue",)
    assert [m.name for m in found.group("blue")] == ["Ána"]
    assert found.members[1].since == NOON  # the same role again is no new beginning
    assert not found.simulated and found.expected[0].name == "Cleo"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["teacher", "student", "none"]))))
def test_a_list_and_a_persons_own_roles_agree(granted: list[tuple[str, str]]) -> None:
    events = log(*((who, role("light", what)) for who, what in granted))
    members = {m.learner: m.role for m in class_list("light", events, {}).members}
    for who in "abc":
        own = roles(e.event for e in events if e.learner_id == who)
        assert own.get("light") == members.get(who)


def test_what_version_1_meant() -> None:
    data = {"course": "light", "by": "installer"}
    granted = understand("role_granted", 1, {**data, "role": "teacher"})
    taken = understand("role_granted", 1, {**data, "role": "student"})
    assert isinstance(granted, RoleGranted) and granted.role == "teacher"
    assert isinstance(taken, RoleGranted) and taken.role == "none"
    now = understand("role_granted", 2, {**data, "role": "student"})
    assert isinstance(now, RoleGranted) and now.role == "student"


def test_codes() -> None:
    def made(code: str, hours: int) -> JoinCodeMade:
        return JoinCodeMade(course="light", code=code, until=NOON + timedelta(hours=hours))

    revoked = JoinCodeRevoked(course="light", code="a")
    events = log(*(("eva", event) for event in (made("a", 1), made("b", 2), revoked, made("c", 3))))
    assert list(codes(events, NOON)) == ["b", "c"]
    assert list(codes(events, NOON + timedelta(hours=2))) == ["c"]


@pytest.mark.parametrize("bound", [True, False])
def test_bindings(bound: bool) -> None:
    events = log(
        ("eva", CourseBound(course="psych", place="slack:T1:C5")),
        ("eva", CourseBound(course="light", place="slack:T1:C5", bound=bound)),
    )
    assert [e.event.course for e in bindings(events).values()] == (["light"] if bound else [])  # type: ignore[union-attr]
    assert is_open("other", [e.event for e in events])
    assert not is_open("light", [e.event for e in events])
