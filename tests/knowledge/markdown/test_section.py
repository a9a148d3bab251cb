"""A section file as a teacher writes it: what is understood, and what is said when it isn't."""

from __future__ import annotations

from textwrap import dedent

import pytest

from knowledge import course as c
from knowledge.markdown.files import Unreadable, decode
from knowledge.markdown.section import read_section

FRONT = '+++\nid = "s"\ntitle = "S"\n+++\n'


def read(body: str, front: str = FRONT) -> c.Section:
    """A section that is read without any problem."""
    found = read_section(front + dedent(body), "s.md")
    assert found.problems == []
    assert found.section
    return found.section


def item(body: str) -> c.Item:
    (only,) = read(body).items
    return only


def wrong(body: str, front: str = FRONT) -> list[tuple[int | None, str]]:
    """(line, message) of each problem; lines count from the start of the body's own text."""
    shift = front.count("\n")
    found = read_section(front + dedent(body), "s.md")
    return [(p.line and p.line - shift, p.message) for p in found.problems]


# ---- what is understood --------------------------------------------------------------------


def test_every_kind_of_item() -> None:
    section = read(
        """\
        Text.

        ::: choice q1 concepts=a,b needs_figure=true
        Which?
        - [ ] wrong
          > They think so.
        - [x] right
        ::: multiple_choice q2
        Which ones?
        - [x] one
        - [X] two
        - [ ] three
        ::: true_false q3
        So?
        - [x] true
        - [ ] false
          > Mixed up.
        ::: cloze q4
        {{1}} and {{2}}
        - [2] b
        - [1] a
        - [1] A
        ::: numeric q5 unit="km/h" tolerance=2%
        How fast?
        - [=] 54
        - [=] 54.0
        ::: algebra q6
        Solve.
        - [=] $x = 2$
        ::: short_answer q7
        Why?
        - [=] Because.
        - [+] reason
        ::: ordering q8
        In order.
        - [2] then
        - [1] first
        ::: matching q9
        Match.
        - [=] a :: b
        - [=] c :: d
        - [ ] e
        """
    )
    choice, multiple, truth, cloze, numeric, algebra, short, ordering, matching = section.items
    assert isinstance(choice, c.ChoiceItem)
    assert choice.concepts == ("a", "b")
    assert choice.needs_figure
    assert choice.choices[0].misconception == "They think so."
    assert [key.text for key in choice.key] == ["right"]
    assert isinstance(multiple, c.MultipleChoiceItem)
    assert [key.text for key in multiple.key] == ["one", "two"]
    assert isinstance(truth, c.TrueFalseItem)
    assert (truth.answer, truth.misconception) == (True, "Mixed up.")
    assert isinstance(cloze, c.ClozeItem)
    assert cloze.blanks == (("a", "A"), ("b",))
    assert isinstance(numeric, c.NumericItem)
    assert (numeric.answer, numeric.unit, numeric.tolerance) == ("54", "km/h", "2%")
    assert numeric.accepted == ("54.0",)
    assert isinstance(algebra, c.AlgebraItem)
    assert isinstance(short, c.ShortAnswerItem)
    assert short.key_ideas == ("reason",)
    assert isinstance(ordering, c.OrderingItem)
    assert ordering.steps == ("first", "then")
    assert isinstance(matching, c.MatchingItem)
    assert matching.pairs[1] == c.Pair(left="c", right="d")
    assert matching.extra == ("e",)


def test_hints_scaffolds_solution_and_explanation() -> None:
    found = item(
        """\
        ::: numeric q
        1 + 1?
        - [=] 2
        ::: hint
        Count.
        ::: scaffold more title="One more" depends_on=h1
        What comes after 1?
        - [ ] 1
        - [x] 2
        - [=] two
        ::: solution
        Start at 1.

        Go on to 2.
        ::: explanation
        So it is.
        """
    )
    first, second = found.hints
    assert (first.id, first.kind, first.text) == ("h1", "hint", "Count.")
    assert (second.id, second.title, second.depends_on) == ("more", "One more", ("h1",))
    assert second.answer == ("2", "two")
    assert second.choices == ("1", "2")
    assert found.solution == "Start at 1.\n\nGo on to 2."
    assert found.explanation == "So it is."


def test_the_steps_of_a_problem_share_its_text() -> None:
    section = read(
        """\
        ::: problem trip
        Ana rides a bus.
        ::: numeric a part_of=trip
        How far?
        - [=] 1
        ::: numeric b part_of=trip
        How long?
        - [=] 2
        ::: stem
        Ana rides another bus.
        """
    )
    assert [entry.part_of for entry in section.items] == ["trip", "trip"]
    assert [entry.stem for entry in section.items] == ["Ana rides a bus.", "Ana rides another bus."]


def test_key_terms() -> None:
    section = read(
        """\
        ::: terms
        - velocity :: speed
          with direction

          | a | b |
          - [=] velocity vector
          - [=] $\\vec v$
        * `std::vector` :: a list; written a \\:: b
        """
    )
    first, second = section.terms
    assert first.definition == "speed\nwith direction\n\n| a | b |"
    assert first.accepted == ("velocity vector", "$\\vec v$")
    assert second.name == "`std::vector`"
    assert second.definition == "a list; written a \\:: b"


def test_a_bare_mark_goes_back_to_the_reading_text() -> None:
    section = read("One.\n\n::: choice q\nQ?\n- [x] a\n- [ ] b\n\n:::\n\nTwo.\n")
    assert section.text == "One.\n\nTwo."
    assert len(section.items) == 1


def test_text_that_looks_like_marks_is_carried_with_a_backslash() -> None:
    section = read(
        "\\::: choice no\n\n- [x] a task list\n\n::: choice q\n\\- [x] in the question\n- [x] a\n"
        "- [ ] b\n  \\> no misconception\n"
    )
    assert section.text == "::: choice no\n\n- [x] a task list"
    (only,) = section.items
    assert isinstance(only, c.ChoiceItem)
    assert only.question == "- [x] in the question"
    assert only.choices[1].text == "b\n> no misconception"


def test_options_may_hold_code_and_several_paragraphs() -> None:
    found = item(
        """\
        ::: choice q
        Q?
        - [x] ```python
          if x:
              print(1)
          ```
        -\t[ ]\tone

          two
        - []   three
        lazy
        """
    )
    assert isinstance(found, c.ChoiceItem)
    texts = [choice.text for choice in found.choices]
    assert texts == ["```python\nif x:\n    print(1)\n```", "one\n\ntwo", "three\nlazy"]


def test_generous_with_spelling_and_spacing() -> None:
    section = read(
        "  :::   Multiple-Choice q1\nQ?\n  * [x] a\n  * [ ] b\n:::true-false q2\nT?\n- [x] True"
    )
    assert [entry.kind for entry in section.items] == ["multiple_choice", "true_false"]


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    found = read_section("# Speed #\n\nText\n", "motion/speed.md")
    assert found.problems == []
    assert found.section == c.Section(id="speed", title="Speed", text="Text")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf%s", b"\n\n%s"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_byte_order_mark_and_blank_lines_do_not_matter(data: bytes, end: bytes) -> None:
    text = FRONT.encode() + b"Text\n\n::: choice q\nQ?\n- [x] a\n- [ ] b"
    found = read_section(decode((data % text).replace(b"\n", end)), "s.md")
    assert found.problems == []
    assert found.section and len(found.section.items) == 1 and found.section.text == "Text"


# ---- what is said about the rest -----------------------------------------------------------


def test_an_unknown_item_kind_goes_with_its_hints_and_the_rest_stays() -> None:
    body = "::: esay q1\nQ?\n- [=] a\n::: hint\nH\n::: choice q2\nQ?\n- [x] a\n- [ ] b\n"
    found = read_section(FRONT + body, "s.md")
    (problem,) = found.problems
    assert (problem.line, problem.severity) == (5, "error")
    assert "`::: esay` is not known" in problem.message
    assert found.section and [entry.id for entry in found.section.items] == ["q2"]


def test_a_misspelt_part_of_an_item_costs_that_part_only() -> None:
    found = read_section(
        FRONT + "::: choice q\nQ?\n- [x] a\n- [ ] b\n::: hnt\nH\n::: solution\nS\n", "s.md"
    )
    assert "Did you mean `hint`?" in found.problems[0].message
    assert found.section and found.section.items[0].solution == "S"


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("::: choice q\nQ?\n- [ ] a\n- [ ] b\n", 1, "exactly one correct choice, not 0"),
        ("::: choice q\nQ?\n- [x] a\n- [x] b\n", 1, "exactly one correct choice, not 2"),
        ("::: choice q\nQ?\n- [x] a\n- [ ] A\n", 1, "two choices have the same text"),
        ("::: choice q\nQ?\n- [x] a\n", 1, "at least 2"),
        ("::: choice q\nQ?\n- [ ] a\n- [ ] b\n- [=] c\n", 5, "`[=]` means nothing in `choice`"),
        ("::: numeric q\nQ?\n- [=] 1\n- [ ] 2\n", 4, "`[ ]` means nothing in `numeric`"),
        ("::: algebra q\nQ?\n- [ ] x\n", 3, "`[ ]` means nothing in `algebra`"),
        ("::: short_answer q\nQ?\n- [=] a\n- [ ] b\n", 4, "`[ ]` means nothing"),
        ("::: ordering q\nQ?\n- [1] a\n- [ ] b\n- [2] c\n", 4, "`[ ]` means nothing"),
        ("::: cloze q\n{{1}}\n- [1] a\n- [ ] b\n", 4, "`[ ]` means nothing in `cloze`"),
        ("::: matching q\nQ?\n- [=] a :: b\n- [=] c :: d\n- [x] e\n", 5, "`[x]` means nothing"),
        ("::: choice q\nQ?\n- [1] a\n- [ ] b\n", 3, "`[1]` means nothing in `choice`"),
        ("::: choice q\nQ?\n", 1, "has no answers"),
        ("::: choice q\n\n- [x] a\n- [ ] b\n", 1, "no question"),
        ("::: choice\nQ?\n- [x] a\n- [ ] b\n", 1, "has no id"),
        ("::: choice a/b\nQ?\n- [x] a\n- [ ] b\n", 1, "'a/b' can't be an id"),
        ("::: choice q two\nQ?\n- [x] a\n- [ ] b\n", 1, "'two' is left over"),
        ("::: choice q concept=x\nQ?\n- [x] a\n- [ ] b\n", 1, "Did you mean `concepts`?"),
        ('::: numeric q unit="m\nQ?\n- [=] 1\n', 1, "is a quote missing"),
        ('::: numeric q unit="\\Omega"\nQ?\n- [=] 1\n', 1, "single quotes, '\\Omega'"),
        ("::: numeric q\nQ?\n- [=]\n", 3, "This answer is empty"),
        ("::: true_false q\nQ?\n- [x] wahr\n", 3, "keywords `true` and `false`"),
        ("::: cloze q\n{{1}} {{2}}\n- [1] a\n", 1, "the text has the blanks [1, 2]"),
        ("::: ordering q\nQ?\n- [1] a\n- [3] b\n", 4, "numbers 1 to 2"),
        ("::: matching q\nQ?\n- [=] a\n- [=] b :: c\n- [=] d :: e\n", 3, "two sides"),
        ("::: choice q\nQ?\n- [x] a\n- [ ] b\n\nMore?\n", 6, "stands after the answers"),
        ("::: choice q\nQ?\n- [x] a\n- b\n", 4, "stands after the answers"),
        ("::: hint\nH\n", 1, "belongs to an item"),
        ("::: choice q\nQ?\n- [x] a\n- [ ] b\n::: hint h\n", 5, "This hint is empty"),
        ("::: choice q\nQ?\n- [x] a\n- [ ] b\n::: scaffold\nS\n- [ ] c\n", 5, "needs an answer"),
        (
            "::: choice q\nQ?\n- [x] a\n- [ ] b\n::: hint h depends_on=g\nH\n",
            1,
            "depends on 'g', which is not above it",
        ),
        (
            "::: choice q\nQ?\n- [x] a\n- [ ] b\n::: solution\nS\n::: solution\nT\n",
            7,
            "two `::: solution` (the first in line 9)",
        ),
        (
            "::: choice q\nQ?\n- [x] a\n- [ ] b\n::: choice q\nR?\n- [x] a\n- [ ] b\n",
            5,
            "Two items have the id 'q'; the first is in line 5",
        ),
        ("::: terms\nvelocity: fast\n", 2, "`- term :: definition`"),
        ("::: terms\n- velocity\n", 2, "needs a definition"),
        ("::: summary x\nS\n", 1, "takes nothing behind it"),
        ("::: problem p\nP\n", 1, "No item says `part_of=p`"),
        ("::: numeric q part_of=p\nQ?\n- [=] 1\n", 1, "no `::: problem p`"),
    ],
)
def test_each_mistake_is_named_with_its_line(body: str, line: int, words: str) -> None:
    problems = wrong(body)
    assert [place for place, message in problems if words in message] == [line], problems


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ('+++\nid = "s"\ntitle = S\n+++\n', 3, "This TOML can't be read"),
        ('+++\nid = "s"\ntitle = "S\n+++\n', 3, "This TOML can't be read"),
        ('+++\nid = "s"\ntitle = "S"\n', 1, "has no end"),
        ('---\ntitle: S\n---\n', 1, "not YAML"),
        ('+++\nid = "s"\n+++\n', 1, "no title"),
        ('+++\nid = "a b"\ntitle = "S"\n+++\n', 2, "'a b' can't be an id"),
        ('+++\ntitle = "S"\nnumber = 6.3\n+++\n', 3, 'number = "6.3"'),
        ('+++\ntitle = "S"\nobjectivs = ["x"]\n+++\n', 3, "Did you mean `objectives`?"),
        ('+++\ntitle = "S"\nprerequisites = ["a b"]\n+++\n', 3, "'a b' can't be an id"),
        ('+++\ntitle = "S"\nprerequisites = [1]\n+++\n', 3, "list of texts"),
        ('+++\ntitle = "S"\n[[concepts]]\nid = "x"\n\n[[concepts]]\nid = "y"\ntitel = "Y"\n+++\n', 8,
         "concept: unknown field `titel`. Did you mean `title`?"),
    ],
)  # fmt: skip
def test_front_matter(front: str, line: int, words: str) -> None:
    problems = read_section(front + "Text\n", "s.md").problems
    assert [p.line for p in problems if words in p.message] == [line], problems


def test_all_problems_are_told_at_once_and_in_order() -> None:
    problems = wrong("::: choice q\nQ?\n- [ ] a\n- b\n::: essay\n::: numeric r\nQ?\n- [=] \n")
    assert [line for line, _ in problems] == [4, 5, 8]


def test_a_flood_of_mistakes_is_cut_short() -> None:
    found = read_section(FRONT + "::: nonsense\n" * 5_000, "s.md")
    assert found.section is None
    assert len(found.problems) == 201
    assert "mend these first" in next(p.message for p in found.problems if p.line is None)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("one\nZweite Zeile: Größe".encode("latin-1"), 2, "Latin-1 or Windows-1252"),
        ("text".encode("utf-16"), 1, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0", None, "not a text file"),
    ],
)
def test_other_encodings_are_named(data: bytes, line: int | None, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as error:
        decode(data)
    assert error.value.line == line
