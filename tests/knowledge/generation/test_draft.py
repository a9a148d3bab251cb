"""What a model drafts: taken when it is an item that passes every check, never otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.course import ChoiceItem, ClozeItem, NumericItem, ShortAnswerItem, TrueFalseItem
from knowledge.generation import Generated, Rejection
from knowledge.generation.draft import Draft, DraftOption, Drafts, from_draft
from tests.knowledge.generation.courses import CELLS, FORCES, SCIENCE

EVIDENCE = "A mitochondrion is a small organ of the cell that turns sugar into energy."


def draft(**changes: Any) -> Draft:
    values: dict[str, Any] = {
        "kind": "choice",
        "question": "Which part of a cell supplies its muscles with usable energy?",
        "options": [
            DraftOption(text="mitochondrion", right=True, misconception="ignored"),
            DraftOption(text="ribosome", right=False, misconception="Takes building for burning."),
            DraftOption(text="vacuole", right=False, misconception=""),
        ],
        "answers": [],
        "unit": "",
        "explanation": "It burns sugar.",
        "evidence": EVIDENCE,
    }
    return Draft.model_validate({**values, **changes})


def made(found: Generated | Rejection) -> Generated:
    assert isinstance(found, Generated), found
    return found


def reason(found: Generated | Rejection) -> str:
    assert isinstance(found, Rejection), found
    return found.reason


def test_a_good_draft_becomes_an_item() -> None:
    found = made(from_draft(draft(), SCIENCE, CELLS))
    item = found.item
    assert isinstance(item, ChoiceItem)
    assert item.key[0].text == "mitochondrion"
    assert {c.text: c.misconception for c in item.choices} == {
        "mitochondrion": "",
        "ribosome": "Takes building for burning.",
        "vacuole": "",
    }
    assert (found.source, found.section_id, item.explanation) == (
        "model",
        "cells",
        "It burns sugar.",
    )
    assert found == from_draft(draft(), SCIENCE, CELLS)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"kind": "true_false", "question": EVIDENCE, "answers": ["True"]}, TrueFalseItem),
        ({"kind": "true_false", "question": EVIDENCE.replace("turns", "never turns"), "answers": ["false."]}, TrueFalseItem),
        ({"kind": "cloze", "question": EVIDENCE.replace("A mitochondrion", "A(n) ____"), "answers": ["mitochondrion"]}, ClozeItem),
        ({"kind": "short_answer", "question": "What does a mitochondrion do?", "answers": ["It turns sugar into energy"]}, ShortAnswerItem),
    ],
)  # fmt: skip
def test_other_kinds(changes: dict[str, Any], kind: type) -> None:
    found = made(from_draft(draft(options=[], **changes), SCIENCE, CELLS))
    assert isinstance(found.item, kind)


def test_numbers() -> None:
    evidence = "A child pulls a sled with 24 N. The sled has a mass of 8.0 kg."
    number = draft(
        kind="numeric", question="With what force does the child pull its sled?", options=[],
        answers=["24"], unit=" N ", evidence=evidence,
    )  # fmt: skip
    found = made(from_draft(number, SCIENCE, FORCES)).item
    assert isinstance(found, NumericItem)
    assert (found.answer, found.unit) == ("24", "N")


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("a mitochondrion  is a small\norgan of the **cell** that turns sugar into energy", None),
        ("A mitochondrion is a little organ of the cell that turns sugar into energy.", "evidence_missing"),
        ("", "evidence_missing"),
        ("Friction is a force that opposes the motion of two surfaces in contact.", "evidence_missing"),
    ],
)  # fmt: skip
def test_the_quote_must_be_the_sections_own(evidence: str, expected: str | None) -> None:
    found = from_draft(draft(evidence=evidence), SCIENCE, CELLS)
    assert (reason(found) if expected else None) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"options": []}, "schema"),
        ({"options": [DraftOption(text="a", right=True, misconception="")]}, "schema"),
        ({"options": [DraftOption(text=t, right=True, misconception="") for t in "ab"]}, "schema"),
        ({"kind": "true_false", "answers": ["perhaps"]}, "schema"),
        ({"kind": "true_false", "answers": []}, "schema"),
        ({"kind": "numeric", "answers": ["  "]}, "schema"),
        ({"kind": "cloze", "question": "No blank at all in this one.", "answers": ["x"]}, "schema"),
        ({"question": " "}, "schema"),
        ({"question": "In Figure 1.1, which part supplies energy?"}, "needs_figure"),
        (
            {"question": "Which small organ of a cell builds proteins from amino acids?"},
            "also_true",
        ),
    ],
)
def test_what_is_no_item_or_a_bad_one_is_turned_down(
    changes: dict[str, Any], expected: str
) -> None:
    found = from_draft(draft(**changes), SCIENCE, CELLS)
    assert reason(found) == expected


def test_recent_items_count() -> None:
    first = made(from_draft(draft(), SCIENCE, CELLS))
    assert reason(from_draft(draft(), SCIENCE, CELLS, recent=[first.item])) == "duplicate"


def test_the_schema_has_no_defaults_and_limits_lengths() -> None:
    schema = Drafts.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        assert set(definition["required"]) == set(definition["properties"])
    with pytest.raises(ValidationError):
        draft(question="x" * 5_000)
    assert Drafts(items=[draft()]).items[0].kind == "choice"


@given(
    st.sampled_from(["choice", "true_false", "cloze", "numeric", "short_answer"]),
    st.text(max_size=80),
    st.lists(st.text(max_size=12), max_size=4),
    st.text(max_size=60),
)
def test_nothing_a_model_writes_raises(
    kind: str, question: str, answers: list[str], evidence: str
) -> None:
    options = [
        DraftOption(text=text, right=n == 0, misconception="") for n, text in enumerate(answers)
    ]
    odd = draft(kind=kind, question=question, answers=answers, options=options, evidence=evidence)
    assert isinstance(from_draft(odd, SCIENCE, CELLS), Rejection | Generated)
