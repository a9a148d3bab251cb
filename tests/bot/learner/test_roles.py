"""Who may do what: every case, spelled out."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import get_args

from bot.learner.model import Learner
from bot.learner.roles import Right, Role, may

ALLOWED = {
    ("teacher", "see"), ("teacher", "settle"), ("teacher", "arrange"), ("teacher", "steer"),
    ("teacher", "add"), ("teacher", "admit"), ("assistant", "see"), ("assistant", "settle"), ("assistant", "arrange"),
}  # fmt: skip


def test_every_role_and_right() -> None:
    roles = [*get_args(Role), None]
    given = {pair for pair in product(roles, get_args(Right)) if may(*pair)}
    assert given == ALLOWED


def test_a_role_counts_in_its_own_course_only() -> None:
    eva = Learner(id="eva", roles={"light": "teacher", "psych": "student", "old": None})
    assert eva.may("light", "admit")
    assert not any(eva.may(course, "see") for course in ("psych", "old", "never"))
    assert eva.teaches == {"light"}


def test_the_table_in_the_docs_says_the_same() -> None:
    docs = Path(__file__).parents[3] / "docs/teachers.md"
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in docs.read_text().splitlines()
        if re.match(r"\| `[a-z]+` \|", line)
    ]
    told = {
        (role, row[0].strip("`"))
        for row in rows
        for role, cell in zip(get_args(Role), row[2:], strict=True)
        if cell == "yes"
    }
    assert told == ALLOWED
    assert {row[0].strip("`") for row in rows} == set(get_args(Right))
