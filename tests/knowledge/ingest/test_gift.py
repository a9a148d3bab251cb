"""Moodle GIFT: each kind of question, each escape, each mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.course import (
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.ingest.gift import GiftReader
from knowledge.ingest.gift.syntax import escape_marks, unescape
from knowledge.ingest.source import Outline
from knowledge.problems import Problem, SourceError

READER = GiftReader()


def outline_of(tmp_path: Path, text: str, name: str = "quiz.gift") -> Outline:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert READER.recognises(path)
    return READER.outline(path)


def read(tmp_path: Path, text: str) -> tuple[list[Item], list[Problem]]:
    items: list[Item] = []
    problems: list[Problem] = []
    for unit in outline_of(tmp_path, text).units:
        for source in unit.sections:
            section, found = source.load()
            items += section.items if section else ()
            problems += found
    return items, problems


def only(tmp_path: Path, text: str) -> Item:
    (item,), problems = read(tmp_path, text)
    assert not problems
    return item


def test_multiple_choice_with_feedback(tmp_path: Path) -> None:
    item = only(
        tmp_path,
        "::Tomb::Who's buried in Grant's tomb?{\n=no one#Right, nobody is.\n"
        "~Grant#He is entombed, not buried.\n~Jefferson\n####It is an old riddle.\n}",
    )
    assert isinstance(item, ChoiceItem)
    assert item.id == "tomb"
    assert [choice.text for choice in item.key] == ["no one"]
    assert item.choices[1].misconception == "He is entombed, not buried."
    assert item.explanation == "Right, nobody is.\n\nIt is an old riddle."


def test_several_answers_by_weight(tmp_path: Path) -> None:
    item = only(tmp_path, "Which two?{~%-50%No one ~%50%Grant ~%50%Grant's wife ~%-50%A dog}")
    assert isinstance(item, MultipleChoiceItem)
    assert [choice.text for choice in item.key] == ["Grant", "Grant's wife"]


def test_two_answers_marked_right_are_several_and_named(tmp_path: Path) -> None:
    (item,), (problem,) = read(tmp_path, "\n\nWhich?{=a =b ~c}")
    assert isinstance(item, MultipleChoiceItem)
    assert (problem.severity, problem.line) == ("warning", 3)


@pytest.mark.parametrize(("written", "meant"), [("T", True), ("FALSE", False), ("true", True)])
def test_true_false(tmp_path: Path, written: str, meant: bool) -> None:
    item = only(tmp_path, f"The sun rises.{{{written}#It does the other.#Well seen.####More.}}")
    assert isinstance(item, TrueFalseItem)
    assert item.answer is meant
    assert item.misconception == "It does the other."
    assert item.explanation == "Well seen.\n\nMore."


def test_short_answers(tmp_path: Path) -> None:
    (item,), (problem,) = read(tmp_path, "Best animal?{=Frog#Good! =Toad =%50%Cat =%0%*#No}")
    assert isinstance(item, ShortAnswerItem)
    assert (item.answer, item.accepted, item.explanation) == ("Frog", ("Toad",), "Good!")
    assert "Cat" in problem.message


def test_a_missing_word_is_a_cloze(tmp_path: Path) -> None:
    item = only(tmp_path, "Two plus two {=equals =is} four.")
    assert isinstance(item, ClozeItem)
    assert item.question == "Two plus two {{1}} four."
    assert item.blanks == (("equals", "is"),)


def test_a_missing_word_with_choices(tmp_path: Path) -> None:
    item = only(tmp_path, "Grant is {~buried =entombed ~living} in Grant's tomb.")
    assert item.question == "Grant is _____ in Grant's tomb."


@pytest.mark.parametrize(
    ("written", "answer", "tolerance", "accepted"),
    [
        ("#1822", "1822", None, ()),
        ("#3.1415:0.0005", "3.1415", "0.0005", ()),
        ("#3.141..3.142", "3.1415", "0.0005", ()),
        ("#-5..5", "0", "5", ()),
        ("#=1822:0 =1823:0", "1822", "0", ("1823",)),
        ("#3:2~#Completely wrong", "3", "2", ()),
        ("#6.02e23", "6.02e23", None, ()),
    ],
)
def test_numbers(
    tmp_path: Path, written: str, answer: str, tolerance: str | None, accepted: tuple[str, ...]
) -> None:
    item = only(tmp_path, f"How much?{{{written}}}.")
    assert isinstance(item, NumericItem)
    assert (item.answer, item.tolerance, item.accepted) == (answer, tolerance, accepted)


def test_matching_with_an_answer_too_many(tmp_path: Path) -> None:
    item = only(tmp_path, "Capitals?{=Canada -> Ottawa =Italy->Rome = -> Paris}")
    assert isinstance(item, MatchingItem)
    assert [(pair.left, pair.right) for pair in item.pairs] == [
        ("Canada", "Ottawa"),
        ("Italy", "Rome"),
    ]
    assert item.extra == ("Paris",)


def test_formats(tmp_path: Path) -> None:
    text = (
        "::a::[html]<p>Is H<sub>2</sub>O <b>wet</b>?<br>Yes \\= no</p>{=[plain]3*4*5 ~[html]<i>x</i>}"
        "\n\n::b::[markdown]Is **this**?{T}\n\n::c::Moodle <em>auto</em> & $$x^2$$ text{T}"
        "\n\n::d::It costs $5 or $6{T}"
    )
    (a, b, c, d), _ = read(tmp_path, text)
    assert a.question == "Is H₂O **wet**?  \nYes = no"
    assert isinstance(a, ChoiceItem)
    assert [choice.text for choice in a.choices] == [r"3\*4\*5", "*x*"]
    assert b.question == "Is **this**?"
    assert c.question == "Moodle *auto* & $x^2$ text"
    assert d.question == r"It costs \$5 or \$6"


def test_escapes(tmp_path: Path) -> None:
    item = only(
        tmp_path, r"Which\: \{\} \~ \# \\\\frac\{1\}\{2\}?{ = \= 2 + 3 #a \# b ~ \= 2\n+ 4 }"
    )
    assert isinstance(item, ChoiceItem)
    assert item.question.startswith("Which: {} ~ #")
    assert [choice.text for choice in item.choices] == ["= 2 + 3", "= 2\n+ 4"]
    assert item.explanation == "a # b"


def test_formulas_as_moodle_writes_them(tmp_path: Path) -> None:
    item = only(tmp_path, r"Compute \\(\\frac\{a\}\{b\}\\) now{=2}")
    assert item.question == r"Compute $\frac{a}{b}$ now"


def test_comments_blank_lines_and_ids(tmp_path: Path) -> None:
    text = (
        "// question: 7  name: first [id:unit-1.q7]\nWhat is 1 + 1? {\n\n=2\n\n// not this\n~3\n\n}"
        "\n\nWhat is 1 + 1? {=2}\n"
    )
    (first, second), problems = read(tmp_path, text)
    assert not problems
    assert (first.id, second.id) == ("unit-1-q7", "what-is-1-1")


def test_categories_become_units_and_sections(tmp_path: Path) -> None:
    text = (
        "$CATEGORY: $course$/top/Physics/Waves//Light\n\n"
        "::About::Light is a wave.\n\nq1{T}\n\n"
        "$CATEGORY: $course$/top/Physics/Heat\nq2{T}\n\n"
        "$CATEGORY: Chemistry\n\nq3{F}\n"
    )
    units = outline_of(tmp_path, text).units
    assert [(u.title, [s.id for s in u.sections]) for u in units] == [
        ("Physics", ["waves-light", "heat"]),
        ("Chemistry", ["chemistry"]),
    ]
    section, _ = units[0].sections[0].load()
    assert isinstance(section, Section)
    assert section.title == "Waves/Light"
    assert section.text == "## About\n\nLight is a wave."


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Explain.{}", "an essay"),
        ("Broken {=a", "never closed"),
        ("Broken =a}", "without a {"),
        ("Two {=a} pairs {=b}", "more than one pair of braces"),
        ("None right{~a ~b}", "No answer is right"),
        ("How much?{#many}", '"many" is not a number'),
        ("How much?{#1:x}", '"x" is not a number'),
        ("How much?{#5..1}", "ends before it begins"),
        ("Match{=a -> b =c}", "has no ->"),
        ("Match{=a -> b}", "two answers or pairs at least"),
        ("Same{=a ~a}", "two choices have the same text"),
        ("One{~%100%a}", "it needs two"),
        ("{=a ~b}", "no question"),
        ("Any{=*}", "wildcard"),
        ("Empty{= ~b}", "is empty"),
    ],
)
def test_a_bad_question_is_named_and_the_others_load(
    tmp_path: Path, question: str, reason: str
) -> None:
    items, problems = read(
        tmp_path, f"// a comment\n\nfirst{{T}}\n\n{question}\n\n::x::last{{F}}\n"
    )
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [item.id for item in items] == ["first", "x"]
    assert len(errors) == 1
    assert reason in errors[0].message
    assert (errors[0].file, errors[0].line) == ("quiz.gift", 5)


def test_pictures_are_noticed(tmp_path: Path) -> None:
    item = only(tmp_path, '[html]<img src\\="@@PLUGINFILE@@/map.png">Where?{=here ~there}')
    assert item.needs_figure


def test_a_folder_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "waves.gift").write_text("a{T}")
    (folder / "heat.gift").write_text("b{T}")
    assert READER.recognises(folder)
    (unit,) = READER.outline(folder).units
    assert [source.id for source in unit.sections] == ["heat", "waves"]


def test_what_is_not_gift(tmp_path: Path) -> None:
    for name, text in (
        ("notes.txt", "Just text with {braces} and = signs."),
        ("code.txt", "int main() { return 0; }"),
        ("a.gift.csv", "x{T}"),
    ):
        (tmp_path / name).write_text(text)
        assert not READER.recognises(tmp_path / name), name
    assert not READER.recognises(tmp_path / "missing.gift")


@pytest.mark.parametrize("data", [b"", b"\x00\x01" * 500, b"// only a comment\n"])
def test_nothing_in_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "quiz.gift"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"quiz\.gift"):
        READER.outline(path)


def test_fingerprints_follow_the_questions(tmp_path: Path) -> None:
    def sources(text: str) -> list[str]:
        return [s.fingerprint for u in outline_of(tmp_path, text).units for s in u.sections]

    text = "$CATEGORY: A\n\nq{T}\n\n$CATEGORY: B\n\nr{T}\n"
    before, after = sources(text), sources(text.replace("r{T}", "r{F}"))
    assert before[0] == after[0]
    assert before[1] != after[1]


# ---- rules ----------------------------------------------------------------------------------


def written(text: str) -> str:
    """A text as Moodle's export writes it."""
    for char in "\\:#={}~":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cc"]), max_size=60)


@given(TEXTS)
def test_escapes_round_trip(text: str) -> None:
    marked = escape_marks(written(text))
    assert not set(marked) & set("#={}~:")
    assert unescape(marked) == text


PLAIN = st.text("abc XYZ019.,;!?:#={}~\\/%", min_size=1, max_size=30).filter(
    lambda text: text.strip().strip(".,;!?").strip() and not text.strip().startswith(("//", "%"))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    question=PLAIN,
    texts=st.lists(
        PLAIN, min_size=3, max_size=3, unique_by=lambda t: " ".join(t.split()).casefold()
    ),
)
def test_a_written_question_reads_back(tmp_path: Path, question: str, texts: list[str]) -> None:
    right, wrong, said = texts
    source = f"::t::[markdown]{written(question)}{{\n={written(right)}#{written(said)}\n~{written(wrong)}\n}}"
    item = only(tmp_path, source)
    assert isinstance(item, ChoiceItem)
    assert item.question == question.strip()
    assert [choice.text for choice in item.choices] == [right.strip(), wrong.strip()]
    assert item.explanation == said.strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@example(b"\x1b")
@given(
    st.binary(max_size=600) | st.text("ab {}=~#%->:\\/\n$[]*.0123TF", max_size=300).map(str.encode)
)
def test_any_bytes_give_an_outline_or_a_source_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz.gift"
    path.write_bytes(data)
    READER.recognises(path)
    try:
        outline = READER.outline(path)
    except SourceError:
        return
    for unit in outline.units:
        for source in unit.sections:
            section, problems = source.load()
            assert section is not None or problems


@pytest.mark.parametrize(
    "text", ["q{" + "\n" * 60_000, "q{\n\n" * 20_000, "{" * 50_000, "::" * 50_000]
)
def test_pathological_files_take_no_time(tmp_path: Path, text: str) -> None:
    for unit in outline_of(tmp_path, f"{text}\n\n::x::last{{F}}\n").units:
        for source in unit.sections:
            source.load()
