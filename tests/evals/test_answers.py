"""The evaluation of answers: its forms are right, its wrong answers are wrong."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import answers
from evals.answer_forms import decimal, plain, value, wrong
from evals.answers import Given, measure, sympy_equal
from knowledge.course import NumericItem

ITEM = NumericItem(id="n", question="?", answer="1/2")


@pytest.mark.parametrize(
    ("latex", "typed"),
    [
        (r"$\frac{3}{4}$", "3/4"),
        (r"$$\frac{25x-9}{30}$$", "(25x-9)/30"),
        (r"$\left(x+6\right) \left(x+8\right)$", "(x+6) (x+8)"),
        (r"$5.2\times 10^{\left(-3\right)}$", "5.2* 10^(-3)"),
        (r"$\sqrt{2y}$", "sqrt(2y)"),
        (r"$[3, \infty)$", "[3, infinity)"),
        (r"$w^{4}$", "w^4"),
        (r"\$1.79", "$1.79"),
    ],
)
def test_plain_text(latex: str, typed: str) -> None:
    assert plain(latex) == typed


def test_decimals() -> None:
    assert decimal(r"$\frac{3}{4}$") == "0.75"
    assert decimal("-6/11") == "-0.5455"
    assert decimal("1/343") == "0.00292"
    assert decimal("4") is None
    assert decimal("$4x$") is None


@given(st.integers(-999, 999), st.integers(1, 99))
def test_slips_change_the_value(top: int, bottom: int) -> None:
    text = f"{top}/{bottom}"
    slips = dict(wrong(text))
    assert set(slips) == ({"sign", "off_by_one"} if top else {"off_by_one"})
    assert all(value(slip) != Fraction(top, bottom) or not top for slip in slips.values())


def test_full_credit_accepts_and_anything_less_rejects() -> None:
    given_ = [
        Given(ITEM, "1/2", True, "own"),
        Given(ITEM, "0.5", True, "decimal"),
        Given(ITEM, "1", False, "sign"),
        Given(ITEM, "2", False, "unit"),
        Given(ITEM, "3", False, "unit"),
    ]
    credits = {"1/2": 1.0, "0.5": 0.5, "1": 0.5, "2": None, "3": 1.0}
    figures = measure(given_, lambda _, answer: credits[answer])
    assert (figures["accepted"], figures["n"]) == (1, 2)
    assert (figures["wrong_rejected"], figures["n_wrong"]) == (2, 3)
    assert (figures["wrong_undecided"], figures["wrong_partly"]) == (1, 1)
    assert figures["kinds"] == {"own": "1/1", "decimal": "0/1", "sign": "1/1", "unit": "1/2"}


def test_the_peer_simplifies() -> None:
    assert sympy_equal(["x^2-1"], "(x-1)*(x+1)")
    assert not sympy_equal(["x^2-1"], "x^2+1")


def test_a_file_is_measured(tmp_path: Path) -> None:
    steps = [("a", "$$\\frac{1}{2}$$"), ("b", "$$4x+12$$"), ("c", "$$x=7$$")]
    problem = {
        "id": "p", "title": "t", "lesson": "1 L", "lessonId": "l", "courseName": "c",
        "steps": [
            {"id": f"p{name}", "stepAnswer": [answer], "problemType": "TextBox", "stepTitle": "Do it",
             "answerType": "arithmetic", "answerLatex": answer, "hints": [], "skills": ["s"]}
            for name, answer in steps
        ],
    }  # fmt: skip
    file = tmp_path / "course.jsonl"
    file.write_text(json.dumps(problem))
    figures = answers.run(file)
    assert (figures["accepted"], figures["n"]) == (10, 10)
    assert figures["wrong_rejected"] == figures["n_wrong"] > 8
    assert figures["peers"]["same_text"]["accepted"] < figures["peers"]["typed_only"]["accepted"]
