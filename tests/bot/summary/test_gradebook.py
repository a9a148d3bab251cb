"""Marks as a gradebook."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.exports import gradebook
from tests.bot.summary.classes import answer, member
from tests.dialogs.courses import LIGHT


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_one_row_a_student_and_one_column_a_section() -> None:
    answers = [
        answer("ana", "rays-1", False),
        answer("ana", "rays-1", True, attempt=2),  # the best mark counts
        answer("ana", "rays-2", False),
        answer("ben", "lenses-1", True)._replace(credit=0.5),
        answer("ben", "lenses-2", True)._replace(credit=None),  # couldn't be marked
    ]
    members = {"ana": member("ana", "Blue"), "ben": member("ben"), "cleo": member("cleo")}
    found = rows(gradebook.dump(members, list(LIGHT.sections()), answers))
    assert found == [
        ["Student", "ID", "SIS Login ID", "Section", "1.1 Rays (rays)", "2.1 Lenses (lenses)"],
        ["Points Possible", "", "", "", "100", "100"],
        ["Ana", "ana", "", "Blue", "50.0", ""],
        ["Ben", "ben", "", "", "", "50.0"],
        ["Cleo", "cleo", "", "", "", ""],
    ]


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    members = {"x": replace(member("x"), name=text, group=text)}
    section = next(LIGHT.sections()).model_copy(update={"number": "=1", "title": "+cmd|' /C'!A0"})
    data = gradebook.dump(members, [section], [answer("x", "rays-1", True)])
    for row in rows(data):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@")), row
            assert not cell.startswith(("\t", "\r")), row
