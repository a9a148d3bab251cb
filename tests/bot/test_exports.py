"""A record in other formats, and in our own: whole, harmless, and nobody else's."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports import record, table, xapi
from bot.exports.record import NotARecord, Row
from bot.learner.events import (
    AttemptMade,
    Event,
    HintGiven,
    ItemOpened,
    LearnerJoined,
    QuestionAsked,
    QuizEnded,
    QuizStarted,
    Reviewed,
)
from bot.learner.store import StoredEvent
from tests.fakes import NOON

ATTEMPT = AttemptMade(
    course="psych", section="6.3", item="box", concepts=("operant",), answer="b", credit=0.5,
    hints=1, confidence=0.95, quiz="q1",
)  # fmt: skip
EVENTS: list[Event] = [
    LearnerJoined(),
    QuestionAsked(course="psych", question="what is shaping?", covered=True, sections=("6.3",)),
    QuestionAsked(course="psych", question="1998?", covered=False),
    ItemOpened(course="psych", section="6.3", item="box"),
    HintGiven(course="psych", section="6.3", item="box", hint="h1", level=0),
    ATTEMPT,
    ATTEMPT.model_copy(update={"credit": None, "dont_know": True}),
    Reviewed(course="psych", section="6.3", what="term:año nuevo", rating=1, self_rated=True),
    QuizStarted(course="psych", quiz="q1", concepts=("operant",), questions=3),
    QuizEnded(course="psych", quiz="q1", answered=2, right=1),
    QuizEnded(course="psych", quiz="q2", answered=1, right=1, stopped=True),
]


def stored(*events: Event) -> list[StoredEvent]:
    return [StoredEvent(n, "f00d", NOON, event) for n, event in enumerate(events, 1)]


def test_statements_say_who_did_what_to_what() -> None:
    made = xapi.statements(stored(*EVENTS))
    assert [each["verb"]["display"]["en"] for each in made] == [
        "asked", "asked", "attempted", "experienced", "answered", "answered", "answered",
        "initialized", "completed", "suspended",
    ]  # fmt: skip
    for each in made:
        UUID(each["id"])
        assert each["actor"]["account"] == {"homePage": "urn:studylamp", "name": "f00d"}
        assert each["timestamp"] == NOON.isoformat()
        assert each["object"]["id"].startswith("urn:studylamp:course:psych")
        assert " " not in each["object"]["id"]
    answered = made[4]
    assert answered["result"] == {"response": "b", "success": False, "score": {"scaled": 0.5}}
    assert answered["context"]["extensions"]["urn:studylamp:hints"] == 1
    assert "success" not in made[5]["result"]
    assert made[6]["result"]["success"] is False


def test_the_same_export_has_the_same_ids() -> None:
    one, other = (xapi.dump(stored(*EVENTS)) for _ in range(2))
    assert one == other
    ids = [each["id"] for each in json.loads(one)]
    assert len(set(ids)) == len(ids)


def test_a_table_has_a_row_for_each_event() -> None:
    rows = rows_of(*EVENTS)
    assert len(rows) == len(EVENTS)
    assert rows[5]["credit"] == "0.5"
    assert rows[5]["concepts"] == "operant"
    assert rows[7]["what"] == "term:año nuevo"


@pytest.mark.parametrize("answer", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-x", "\t=1"])
def test_no_cell_is_a_formula(answer: str) -> None:
    (row,) = rows_of(ATTEMPT.model_copy(update={"answer": answer}))
    assert row["answer"] == f"'{answer}"


@pytest.mark.parametrize("answer", ["-3.5", "x = 2", 'a,b;"c"\nd', "ñ ☃"])
def test_other_cells_stay_as_they_are(answer: str) -> None:
    (row,) = rows_of(ATTEMPT.model_copy(update={"answer": answer}))
    assert row["answer"] == answer


def rows_of(*events: Event) -> list[dict[str, str]]:
    text = table.dump(stored(*events)).decode("utf-8-sig")
    import io

    return list(csv.DictReader(io.StringIO(text, newline="")))


def raw(*events: Event) -> list[Row]:
    return [
        Row(NOON, e.type, e.version, e.model_dump(mode="json", exclude={"type", "version"}))
        for e in events
    ]


def test_a_record_reads_back_whole_what_is_newer_included() -> None:
    rows = [*raw(*EVENTS), Row(NOON, "hologram_seen", 3, {"x": [1, None]})]
    read = record.read(record.dump(["x:ana", "y:1"], rows, NOON), NOON)
    assert read.people == ("x:ana", "y:1")
    assert list(read.rows) == rows


@given(st.text(max_size=80), st.floats(0, 1))
def test_any_answer_survives(answer: str, credit: float) -> None:
    rows = raw(ATTEMPT.model_copy(update={"answer": answer, "credit": credit}))
    assert list(record.read(record.dump(["x:a"], rows, NOON), NOON).rows) == rows


GOOD = record.dump(["x:ana"], raw(ATTEMPT), NOON).decode()
LINE = GOOD.splitlines()[1]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no record"),
        (b"\xff\xfe", "UTF-8"),
        (b"{}\n", "no record"),
        (b"hello", "Line 1: this is no JSON"),
        (b'{"studylamp": "record", "format": 99, "people": []}', "format 99"),
        (b'{"studylamp": "record", "format": 1, "people": "x"}', "whose record"),
        (f"{GOOD}nonsense\n".encode(), "Line 3: this is no JSON"),
        (f"{GOOD}[1, 2]\n".encode(), "Line 3: this is no event"),
        (GOOD.replace('"credit": 0.5', '"credit": 7').encode(), "Line 2: this is no event"),
        (GOOD.replace("+00:00", "", 3).replace(NOON.isoformat(), "2026-11-20T12:00:00").encode(), "no event"),
        (f"{GOOD}{LINE.replace('2026-11-20', '2099-01-01')}\n".encode(), "Line 3: it happened in the future"),
        (f"{GOOD}{'[' * 100_000}\n".encode(), "Line 3: this is no JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(data: bytes, why: str) -> None:
    with pytest.raises(NotARecord, match=why):
        record.read(data, NOON)


def test_a_clock_that_is_a_little_ahead_is_no_crime() -> None:
    record.read(GOOD.encode(), NOON - timedelta(hours=3))
