"""OATutor's JSON lines: real problems, and lines that are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    MultipleChoiceItem,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.oatutor import READER
from knowledge.ingest.oatutor.text import line, markdown
from knowledge.problems import SourceError
from tests.knowledge.ingest.books import DATA, load

EXCERPT = DATA / "oatutor" / "elementary-algebra.jsonl"


def step(**fields: Any) -> dict[str, Any]:
    given = {"id": "p1a", "stepTitle": "What is $$2x$$?", "stepAnswer": ["$$3$$"], "hints": [],
             "skills": ["doubling"]}  # fmt: skip
    return given | fields


def problem(*steps: dict[str, Any], **fields: Any) -> dict[str, Any]:
    given = {"id": "p1", "title": "Doubles", "body": "", "lesson": "6.3 Doubling",
             "courseName": "OpenStax: Numbers", "steps": list(steps)}  # fmt: skip
    return given | fields


def write(folder: Path, *records: object) -> Path:
    path = folder / "numbers.jsonl"
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def item_of(folder: Path, **fields: Any) -> Any:
    sections, _ = load(READER.outline(write(folder, problem(step(**fields)))))
    [item] = sections["6.3"].items
    return item


# ---- real problems ----------------------------------------------------------------------------


def test_the_course() -> None:
    assert READER.recognises(EXCERPT)
    outline = READER.outline(EXCERPT)
    assert (outline.id, outline.title) == ("elementary-algebra", "Elementary Algebra")
    assert outline.license == "CC BY 4.0"
    assert outline.url == "https://openstax.org/details/books/elementary-algebra-2e"
    assert "OATutor" in outline.attribution
    assert [unit.title for unit in outline.units] == [
        "Chapter 1", "Chapter 3", "Chapter 4", "Chapter 5", "Chapter 6", "Chapter 7",
    ]  # fmt: skip
    sections, problems = load(outline)
    assert [section.label for section in sections.values()] == [
        "1.2 Use the Language of Algebra",
        "1.3 Add and Subtract Integers",
        "1.8 The Real Numbers",
        "3.3 Solve Mixture Applications",
        "4.6 Find the Equation of a Line",
        "5.6 Graphing Systems of Linear Inequalities",
        "6.3 Multiply Polynomials",
        "7.5 General Strategy for Factoring Polynomials",
    ]
    assert sections["1.8"].prerequisites == ("1.3",)
    assert [str(problem) for problem in problems] == [
        "elementary-algebra.jsonl:6: Step a08a388line8a lists a choice twice; it is shown once."
    ]


def test_a_step_with_hints_and_scaffolds() -> None:
    section = load(READER.outline(EXCERPT))[0]["6.3"]
    assert [item.id for item in section.items] == ["a012999exa1a", "a012999exa2a", "a012999exa10a"]
    item = section.items[0]
    assert isinstance(item, AlgebraItem)
    assert item.question == "Multiply:\n\n$4\\left(x+3\\right)$"
    assert item.answer == "$4x+12$"
    assert item.concepts == ("multiply-a-polynomial-by-a-monomial",)
    assert section.concepts[0].title == "Multiply a polynomial by a monomial"
    hint, scaffold, *_ = item.hints
    assert (hint.id, hint.kind, hint.title) == ("h1", "hint", "Multiply")
    assert (scaffold.id, scaffold.kind, scaffold.text) == ("h2", "scaffold", "What is 4 times $x$?")
    assert (scaffold.answer, scaffold.depends_on) == (("$4x$",), ("h1",))


def test_steps_of_one_problem_share_its_text() -> None:
    first, second, *_ = load(READER.outline(EXCERPT))[0]["1.2"].items
    assert first.part_of == second.part_of == "a4d2b33use7"
    assert first.stem == second.stem != ""
    assert isinstance(first, NumericItem)


def test_pictures_and_choices() -> None:
    [graph] = load(READER.outline(EXCERPT))[0]["5.6"].items
    assert isinstance(graph, ChoiceItem)
    assert graph.needs_figure
    assert "##" not in graph.model_dump_json()
    assert "\\n" not in graph.question


def test_lesson_text_explains_and_gives_nothing_away() -> None:
    section = load(READER.outline(EXCERPT))[0]["6.3"]
    assert section.text.startswith(
        "This lesson practises:\n\n- Multiply a polynomial by a monomial"
    )
    assert "**Multiply.** Multiply the outside value with each of the inside" in section.text
    for item in section.items:
        assert isinstance(item, AlgebraItem)
        assert item.answer.strip("$") not in section.text


# ---- order ------------------------------------------------------------------------------------


def test_lessons_are_ordered_by_their_numbers(tmp_path: Path) -> None:
    lessons = ["6.10 Ten", "6.3 Three", "Extra", "10.1 Last", "6.9  Nine "]
    records = [
        problem(step(id=f"p{n}a"), id=f"p{n}", lesson=name) for n, name in enumerate(lessons)
    ]
    outline = READER.outline(write(tmp_path, *records))
    assert [(unit.number, unit.title) for unit in outline.units] == [
        ("6", "Chapter 6"), ("10", "Chapter 10"), ("", "More"),
    ]  # fmt: skip
    labels = [section.label for section in load(outline)[0].values()]
    assert labels == ["6.3 Three", "6.9 Nine", "6.10 Ten", "10.1 Last", "Extra"]


def test_concepts_build_on_the_one_before(tmp_path: Path) -> None:
    records = [
        problem(step(id="p1a", skills=["b_first"]), id="p1"),
        problem(step(id="p2a", skills=["a_second"]), id="p2"),
        problem(step(id="p10a", skills=["b_first"]), id="p10"),
        problem(step(id="q1a", skills=["a_second", "x**2___1"]), id="q1", lesson="6.4 More"),
    ]
    sections, _ = load(READER.outline(write(tmp_path, *records)))
    first, second = sections["6.3"].concepts
    assert (second.id, second.prerequisites) == ("a-second", (first.id,))
    again, third = sections["6.4"].concepts
    assert again == second
    assert (third.title, third.prerequisites) == ("X^2 − 1", (second.id,))


def test_a_skill_torn_at_its_commas(tmp_path: Path) -> None:
    torn = ["convert_decimals", "fractions", "and_percents"]
    sections, _ = load(READER.outline(write(tmp_path, problem(step(skills=torn)))))
    assert [concept.title for concept in sections["6.3"].concepts] == [
        "Convert decimals, fractions, and percents"
    ]


# ---- answers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind", "shown"),
    [
        ("$$3$$", NumericItem, "3"),
        ("$$-0.50$$", NumericItem, "-0.50"),
        (r"$$\frac{2}{5}$$", NumericItem, "2/5"),
        (r"$$2\frac{1}{3}$$", NumericItem, "7/3"),
        (r"$$4.16$$ * $${10}^3$$", NumericItem, "4.16e3"),
        ("$$4x+12$$", AlgebraItem, "$4x+12$"),
        ("$$40y^2$$", AlgebraItem, "$40y^2$"),  # not 40 square years
        ("$$y=-x+3$$", AlgebraItem, "$y=-x+3$"),
    ],
)
def test_typed_answers(tmp_path: Path, answer: str, kind: type, shown: str) -> None:
    item = item_of(tmp_path, stepAnswer=[answer], problemType="TextBox", answerType="arithmetic")
    assert isinstance(item, kind)
    assert item.answer == shown


def test_words_and_their_other_forms(tmp_path: Path) -> None:
    words = {"problemType": "TextBox", "answerType": "string"}
    item = item_of(tmp_path, stepAnswer=["x**3"], answerLatex="$$x^3$$", **words)
    assert isinstance(item, AlgebraItem)
    assert (item.answer, item.accepted) == ("$x^3$", ())
    item = item_of(tmp_path, stepAnswer=["does not exist", "DNE"], **words)
    assert isinstance(item, ShortAnswerItem)
    assert (item.answer, item.accepted) == ("does not exist", ("DNE",))


def test_choices(tmp_path: Path) -> None:
    item = item_of(tmp_path, problemType="MultipleChoice", choices=["True", "False"],
                   stepAnswer=["False"])  # fmt: skip
    assert isinstance(item, TrueFalseItem)
    assert item.answer is False
    item = item_of(tmp_path, problemType="MultipleChoice", choices=["a", "b", "c", "a "],
                   stepAnswer=["A", "c"])  # fmt: skip
    assert isinstance(item, MultipleChoiceItem)
    assert [choice.text for choice in item.choices] == ["a", "b", "c"]


# ---- what is wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"problemType": "MultipleChoice", "choices": ["1", "2"]}, "is not among its choices"),
        ({"problemType": "MultipleChoice", "choices": ["$$3$$", "3"]}, "are all the same"),
        ({"problemType": "MultipleChoice", "choices": ["3", "##a.png##"]}, "a choice is a picture"),
        ({"stepAnswer": []}, "it has no answer"),
        ({"stepTitle": "Add @{a} and @{b}"}, "never filled in"),
        ({"id": "not an id!"}, "should match pattern"),
    ],
)
def test_unusable_steps_are_left_out(tmp_path: Path, fields: dict[str, Any], reason: str) -> None:
    good = problem(step(id="p2a"), id="p2")
    path = write(tmp_path, problem(step(**fields)), good)
    sections, problems = load(READER.outline(path))
    assert [item.id for item in sections["6.3"].items] == ["p2a"]
    [told] = problems
    assert (told.file, told.line, told.severity) == ("numbers.jsonl", 1, "error")
    assert reason in told.message


def test_lines_that_cannot_be_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        problem(step()),
        '{"id": "p2", "steps": [',
        "[1, 2]",
        {"id": "p3"},
        "[" * 100_000,
        problem(step(id="other"), id="p1"),
        problem(step(id="p4a"), id="p4"),
    )
    sections, problems = load(READER.outline(path))
    assert [item.id for item in sections["6.3"].items] == ["p1a", "p4a"]
    assert [problem.line for problem in problems] == [2, 3, 4, 5, 6]
    assert "not valid JSON" in problems[0].message
    assert "steps: field required" in problems[2].message
    assert "stands here again" in problems[4].message


def test_a_file_without_one_problem(tmp_path: Path) -> None:
    path = write(tmp_path, '{"lesson": "x", "steps": 1}')
    assert READER.recognises(path)
    with pytest.raises(SourceError, match="no OATutor problem"):
        READER.outline(path)


def test_other_files_are_not_recognised(tmp_path: Path) -> None:
    assert not READER.recognises(write(tmp_path, '{"q": "x", "gold": "a/b"}'))
    assert not READER.recognises(tmp_path)
    assert not READER.recognises(tmp_path / "missing.jsonl")


def hint(name: str, *needs: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"p1a-{name}", "type": "hint", "text": f"Do {name}.",
            "dependencies": [f"p1a-{need}" for need in needs]} | fields  # fmt: skip


def test_hints_stand_after_what_they_need(tmp_path: Path) -> None:
    below = hint("h2-s1", type="scaffold", hintAnswer=["$$4$$"], choices=["$$4$$", "$$5$$"])
    hints = [hint("h1", "h2"), hint("h2", type="scaffold", hintAnswer=["2"], subHints=[below]),
             hint("h3", "h1")]  # fmt: skip
    item = item_of(tmp_path, hints=hints)
    assert [(rung.id, rung.depends_on) for rung in item.hints] == [
        ("h2", ()), ("h1", ("h2",)), ("h2-s1", ("h2",)), ("h3", ("h1",)),
    ]  # fmt: skip
    assert item.hints[2].choices == ("4", "5")


def test_hints_that_go_round_or_nowhere(tmp_path: Path) -> None:
    hints = [hint("h1", "h2"), hint("h2", "h1"), hint("h3", "gone"), hint("h3", text="again"),
             hint("h4", text="", title="Just think"), hint("h5", text="", title=""),
             hint("h6", type="scaffold", hintAnswer=[])]  # fmt: skip
    path = write(tmp_path, problem(step(hints=hints)))
    sections, problems = load(READER.outline(path))
    [item] = sections["6.3"].items
    assert [(rung.text, rung.depends_on) for rung in item.hints] == [
        ("Do h3.", ()), ("again", ()), ("Just think", ()), ("Do h6.", ()),
        ("Do h1.", ()), ("Do h2.", ("h1",)),
    ]  # fmt: skip
    assert all(rung.kind == "hint" for rung in item.hints)
    assert [problem.severity for problem in problems] == ["warning", "warning"]
    assert "p1a-gone" in problems[0].message


# ---- texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("What is $$4$$ times $$x$$?", "What is 4 times $x$?"),
        (r"has $$\$2.60$$ in dimes", r"has \$2.60 in dimes"),
        (r"$$17$$ $10 bills", r"17 \$10 bills"),
        (r"one\n$$x \neq 2$$", "one\n\n$x \\neq 2$"),
        (r"$$\frac{1}{2}$$ * $$x$$", r"$\frac{1}{2} \cdot x$"),
        (r"$$\operatorname{10}\left(k\right)$$", r"$10\left(k\right)$"),
        ("Let $$x=length$$ of it", r"Let $x=\text{length}$ of it"),
        ("$$a<b$$", "$a < b$"),
        ("See ##figure1.gif## here", "See here"),
        ("See ##figure6.gif", "See"),
        ("$$four-hundred$$ thousandths", "four-hundred thousandths"),
        ("an odd $$ sign", "an odd sign"),
    ],
)
def test_texts(raw: str, shown: str) -> None:
    assert markdown(raw) == shown
    assert line(raw) == " ".join(shown.split())
