"""Exercises as items: which kind, with which setting, and what is left out."""

from __future__ import annotations

from pathlib import Path

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    MultipleChoiceItem,
    NumericItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.openstax import READER
from knowledge.problems import Problem
from tests.knowledge.ingest.books import book, choices, exercise, load, module, practice

ASK = "<para>What is wet?</para>"
WATER = "<para>Water.</para>"


def read(folder: Path, content: str) -> tuple[Section, list[Problem]]:
    sections, problems = load(READER.outline(book(folder, {"m1": module(content)})))
    return sections["m1"], problems


def test_one_letter_is_a_choice(tmp_path: Path) -> None:
    problem = ASK + choices("fire", "water", "<m:math><m:mi>x</m:mi></m:math>")
    section, problems = read(tmp_path, practice(exercise(problem, "<para>B</para>")))
    [item] = section.items
    assert isinstance(item, ChoiceItem)
    assert item.question == "What is wet?"
    assert [(choice.text, choice.correct) for choice in item.choices] == [
        ("fire", False), ("water", True), ("$x$", False),
    ]  # fmt: skip
    assert problems == []


def test_two_letters_are_a_multiple_choice(tmp_path: Path) -> None:
    problem = ASK + choices("fire", "water", "ice")
    section, _ = read(tmp_path, practice(exercise(problem, "<para>(b), (c)</para>")))
    [item] = section.items
    assert isinstance(item, MultipleChoiceItem)
    assert [choice.text for choice in item.key] == ["water", "ice"]


def test_choices_shared_by_several_exercises(tmp_path: Path) -> None:
    intro = "<para>For the next two exercises, choose.</para>" + choices("solid", "liquid")
    section, _ = read(
        tmp_path,
        practice(
            intro,
            exercise("<para>Ice is</para>", "<para>a</para>"),
            exercise("<para>Water is</para>", "<para>b</para>", id="e2"),
            exercise(ASK, WATER, id="e3"),
        ),
    )
    first, second, third = section.items
    assert isinstance(first, ChoiceItem) and isinstance(second, ChoiceItem)
    assert second.key[0].text == "liquid"
    assert isinstance(third, ShortAnswerItem)
    assert third.stem == ""


def test_kinds_by_their_solutions(tmp_path: Path) -> None:
    formula = "<para><m:math><m:mn>4</m:mn><m:mi>x</m:mi></m:math></para>"
    section, _ = read(
        tmp_path,
        practice(
            exercise(ASK, "<para>3.0 m</para>", id="n"),
            exercise(ASK, formula, id="a"),
            exercise(ASK, "<para>False. It is dry.</para>", id="t"),
            exercise("<para>A dog is a ________.</para>", "<para>mammal</para>", id="c"),
            exercise(ASK, WATER + "<para>And ice.</para>", id="s"),
        ),
    )
    number, algebra, truth, cloze, words = section.items
    assert isinstance(number, NumericItem)
    assert (number.answer, number.unit) == ("3.0", "m")
    assert isinstance(algebra, AlgebraItem)
    assert algebra.answer == "$4x$"
    assert isinstance(truth, TrueFalseItem)
    assert (truth.answer, truth.explanation) == (False, "It is dry.")
    assert isinstance(cloze, ClozeItem)
    assert (cloze.question, cloze.blanks) == ("A dog is a {{1}}.", (("mammal",),))
    assert isinstance(words, ShortAnswerItem)
    assert words.answer == "Water.\n\nAnd ice."


def test_a_setting_reaches_as_many_exercises_as_it_says(tmp_path: Path) -> None:
    intro = "<para>Use the following data to answer the next two exercises: 1, 2, 3.</para>"
    exercises = [exercise(ASK, WATER, id=f"e{number}") for number in range(3)]
    section, _ = read(tmp_path, practice(intro, *exercises))
    assert section.text == ""
    assert [bool(item.stem) for item in section.items] == [True, True, False]


def test_a_setting_in_spanish_and_one_without_a_number(tmp_path: Path) -> None:
    intro = "<para>Use esta información para responder los próximos dos ejercicios.</para>"
    other = "<para>Indique si es mojado.</para>"
    exercises = [exercise(ASK, WATER, id=f"e{number}") for number in range(5)]
    section, _ = read(tmp_path, practice(intro, *exercises[:2], other, *exercises[2:]))
    assert [item.stem[:7] for item in section.items] == ["Use est"] * 2 + ["Indique"] * 3


def test_a_picture_belongs_to_those_that_link_to_it(tmp_path: Path) -> None:
    figure = '<figure id="f"><media alt="Two long waves."><image src="w.png"/></media></figure>'
    link = '<para>What does <link target-id="f"/> show?</para>'
    section, _ = read(
        tmp_path,
        practice(
            exercise(ASK, WATER),
            figure,
            exercise(link, WATER, id="e2"),
            exercise(ASK, WATER, id="e3"),
            exercise(link, WATER, id="e4"),
        ),
    )
    assert [item.needs_figure for item in section.items] == [False, True, False, True]
    assert "*Picture: Two long waves.*" in section.items[3].stem


def test_an_exercise_that_speaks_of_another(tmp_path: Path) -> None:
    again = '<para>Do <link target-id="e1"/> again with ice.</para>'
    section, _ = read(tmp_path, practice(exercise(ASK, WATER), exercise(again, WATER, id="e2")))
    assert section.items[1].stem == "What is wet?"
    assert section.items[1].question == "Do Exercise again with ice."


def test_parts_are_steps(tmp_path: Path) -> None:
    problem = "<para>A car drives. (a) How fast? (b) Why? (c) Draw it.</para>"
    told = "<para>(a) 5 m/s</para><para>(b) It must.</para><para>(c) Answers may vary.</para>"
    section, _ = read(tmp_path, practice(exercise(problem, told)))
    speed, why = section.items
    assert isinstance(speed, NumericItem)
    assert (speed.id, speed.part_of, speed.stem) == ("e1-a", "e1", "A car drives.")
    assert (why.id, why.question) == ("e1-b", "Why?")
    assert why.stem == "A car drives.\n\n(a) How fast?"


def test_what_is_left_out_is_told_by_reason_and_line(tmp_path: Path) -> None:
    picture = '<figure><media alt="A graph."><image src="w.png"/></media></figure>'
    embed = '<para><link class="os-embed" url="#ost/api/ex/1"/></para>'
    images = choices('<media alt=""><image src="a.png"/></media>', "b")
    section, problems = read(
        tmp_path,
        practice(
            exercise(ASK),
            "\n",
            exercise(ASK, id="e2"),
            exercise(ASK, picture, id="e3"),
            exercise(ASK, "<para>Answers will vary.</para>", id="e4"),
            exercise(embed, id="e5"),
            exercise(ASK + images, "<para>b</para>", id="e6"),
            exercise(ASK + choices("same", "Same"), "<para>a</para>", id="e7"),
        ),
    )
    assert section.items == ()
    told = {str(problem).partition(": ")[2]: problem.severity for problem in problems}
    assert told == {
        "This exercise was left out: two choices have the same text.": "error",
        "2 exercises left out: the book gives no solution (lines 1, 2).": "warning",
        "2 exercises left out: the solution or a choice is a picture (lines 2, 2).": "warning",
        "1 exercise left out: the solution says that answers vary.": "warning",
        "1 exercise left out: the exercise itself is not in the book's files.": "warning",
    }
    assert {problem.file for problem in problems} == {"modules/m1/index.cnxml"}


def test_exercises_in_the_text_leave_no_trace_there(tmp_path: Path) -> None:
    content = (
        f"<section><title>Speed</title><para>a</para>{exercise(ASK, WATER)}<para>b</para></section>"
        f'<note class="statistics try"><para>Look at this.</para>{exercise(ASK, WATER, id="t")}</note>'
    )
    section, _ = read(tmp_path, content)
    assert section.text == "## Speed\n\na\n\nb"
    assert [(item.id, item.stem) for item in section.items] == [("e1", ""), ("t", "Look at this.")]


def test_prose_beside_many_notes_with_exercises_stays(tmp_path: Path) -> None:
    notes = "".join(f"<note>{exercise(ASK, WATER, id=f'e{n}')}</note>" for n in range(4))
    section, _ = read(
        tmp_path, f"<section><title>Loops</title><para>Prose.</para>{notes}</section>"
    )
    assert section.text == "## Loops\n\nProse."
    assert len(section.items) == 4


def test_ids_that_the_book_repeats_get_the_modules(tmp_path: Path) -> None:
    one = module(practice(exercise(ASK, WATER, id="e1"), exercise(ASK, WATER, id="x")))
    two = module(practice(exercise(ASK, WATER, id="e1"), exercise(ASK, WATER, id="bad id!")))
    sections, _ = load(READER.outline(book(tmp_path, {"m1": one, "m2": two})))
    ids = [item.id for section in sections.values() for item in section.items]
    assert ids == ["m1-e1", "x", "m2-e1", "bad-id"]
