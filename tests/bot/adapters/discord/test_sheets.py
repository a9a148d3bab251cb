"""A reply as Discord's messages: within every limit, nothing left out, in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.discord.controls import view_of
from bot.adapters.discord.custom_id import decode
from bot.adapters.discord.markdown import for_discord, with_stamps
from bot.adapters.discord.sheet import Button, Listed, Menu, Row, Sheet, Upload
from bot.adapters.discord.sheets import lay_out
from bot.i18n import translator_for
from bot.messages import (
    Action,
    Buttons,
    Choices,
    Citation,
    Citations,
    File,
    Form,
    FormField,
    Moment,
    Option,
    Part,
    Picture,
    Reply,
    Text,
)
from tests.platforms.discord_fake import V2, check_message

SAY = translator_for("en", strict=True).gettext


def sheets(*parts: Part, **options: Any) -> list[Sheet]:
    return lay_out(Reply(parts=parts), delivery="m:1", say=SAY, **options)


def option(label: str, name: str = "quiz.answer", **args: str) -> Option:
    return Option(label=label, action=Action(name=name, args=args or {"choice": label[:90]}))


# ---- limits ----------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=150)
LONG = st.builds(lambda text, times: (text + " ") * times, WORDS, st.integers(1, 60))
OPTIONS = st.lists(
    st.builds(option, WORDS, st.sampled_from(["q.a", "q.b"])),
    min_size=1,
    max_size=60,
).map(tuple)
FIELDS = st.lists(
    st.builds(FormField, name=st.from_regex(r"[a-z]{1,9}", fullmatch=True), label=WORDS),
    max_size=12,
).map(tuple)
PARTS = st.one_of(
    st.builds(Text, markdown=LONG, by_model=st.booleans()),
    st.builds(Choices, prompt=WORDS, options=OPTIONS),
    st.builds(Buttons, options=OPTIONS, beside_answer=st.booleans()),
    st.builds(Form, title=WORDS, fields=FIELDS, submit=st.just(Action(name="a.b"))),
    st.builds(Picture, png=st.just(b"png"), alt=LONG),
    st.builds(File, name=st.just("a.csv"), media_type=st.just("text/csv"), data=st.binary()),
    st.builds(
        Citations,
        sources=st.lists(
            st.builds(
                Citation,
                course=WORDS,
                course_id=st.just("c"),
                section=WORDS,
                section_id=st.just("s"),
                url=st.just("https://example.org/x"),
            ),
            min_size=1,
            max_size=40,
        ).map(tuple),
    ),
)


async def _checked(laid_out: list[Sheet]) -> None:
    for sheet in laid_out:
        view = view_of(sheet)
        files = [{"content": each.data, "filename": each.name} for each in sheet.files]
        components = view.to_components() if view else []
        flags = V2 if view and view.has_components_v2() else 0
        check_message({"content": sheet.content, "components": components, "flags": flags}, files)


@settings(max_examples=60)
@given(st.lists(PARTS, min_size=1, max_size=6), st.booleans())
def test_whatever_a_skill_says_discord_takes_it(parts: list[Part], alone: bool) -> None:
    asyncio.run(_checked(sheets(*parts, alone=alone, shareable=alone)))


@given(st.lists(PARTS, min_size=1, max_size=6))
@settings(max_examples=40)
def test_no_option_is_left_out_and_each_means_something(parts: list[Part]) -> None:
    ids = [
        custom_id
        for sheet in sheets(*parts)
        for row in sheet.rows
        for custom_id in (
            [value for _, value in row.options]
            if isinstance(row, Menu)
            else [button.custom_id for button in _buttons(row)]
        )
    ]
    wanted = sum(len(part.options) for part in parts if isinstance(part, Choices | Buttons))
    forms = sum(-(-len(part.fields) // 5) for part in parts if isinstance(part, Form))
    assert len(ids) == len(set(ids)) == wanted + forms
    assert all(decode(custom_id) for custom_id in ids)


def _buttons(row: Row) -> tuple[Button, ...]:
    assert not isinstance(row, Menu)
    return tuple(button for _, button in row.answers) if isinstance(row, Listed) else row


# ---- how it reads ----------------------------------------------------------------------------


def rows(*parts: Part, **options: Any) -> list[list[str] | str]:
    found: list[list[str] | str] = []
    for sheet in sheets(*parts, **options):
        for row in sheet.rows:
            if isinstance(row, Menu):
                found.append(f"{row.placeholder}: {len(row.options)}")
            else:
                found.append([button.label for button in _buttons(row)])
    return found


def test_short_answers_are_buttons_and_what_stands_beside_them_is_below() -> None:
    choices = Choices(
        options=(option("shaping"), option("extinction"), option("Hint", "quiz.hint"))
    )
    assert rows(choices) == [["shaping", "extinction"], ["Hint"]]


def test_long_answers_have_their_buttons_beside_them() -> None:
    long = "a reward that comes after a set time, whatever one does in the meantime, every week"
    choices = Choices(options=(option(long), option("never"), option("Stop", "quiz.stop")))
    (sheet,) = sheets(Text(markdown="When?"), choices)
    assert sheet.composed
    text, listed, beside = sheet.order
    assert text == "When?"
    assert isinstance(listed, Listed)
    assert [words for words, _ in listed.answers] == [f"**A** · {long}", "**B** · never"]
    assert rows(choices) == [["A", "B"], ["Stop"]]
    assert beside == sheet.rows[1]


def test_many_long_answers_are_read_in_the_text_and_picked_by_letter() -> None:
    long = "a reward that comes after a set time, whatever one does in the meantime " * 2
    choices = Choices(options=tuple(option(f"{n} {long}") for n in range(6)))
    (sheet,) = sheets(Text(markdown="When?"), choices)
    assert not sheet.composed
    assert sheet.text.startswith(f"When?\n\n**A** · 0 {long.strip()}\n**B** · 1 {long.strip()}")
    assert rows(choices) == [["A", "B", "C", "D", "E"], ["F"]]


def test_many_answers_are_a_menu() -> None:
    choices = Choices(options=tuple(option(f"course {n}") for n in range(30)))
    assert rows(choices) == [
        "Choose one: course 0 … course 24: 25",
        "Choose one: course 25 … course 29: 5",
    ]


def test_formulas_in_labels_are_readable() -> None:
    assert rows(Buttons(options=(option("$x^2$ and *y*"),))) == [["x² and y"]]


def test_who_answers_among_others_gets_a_place_to_write() -> None:
    beside = Buttons(options=(option("Hint", "quiz.hint"),), beside_answer=True)
    assert rows(beside, alone=True) == [["Hint", "Write an answer"]]
    assert rows(beside) == [["Hint"]]
    choices = Choices(options=(option("True"), option("False")))
    assert rows(choices, beside, alone=True) == [["True", "False"], ["Hint"]]


def test_a_large_form_has_pages() -> None:
    form = Form(
        title="All about you",
        fields=tuple(FormField(name=f"f{n}", label=f"Field {n}") for n in range(7)),
        submit=Action(name="settings.save"),
    )
    assert rows(form) == [["Fill in the form (1/2)", "Fill in the form (2/2)"]]


def test_a_displayed_formula_is_a_picture_between_its_sentences() -> None:
    (sheet,) = sheets(Text(markdown="Before.\n\n$$\\frac{a}{b}$$\n\nAfter."))
    before, formula, after = sheet.pieces
    assert (before, after) == ("Before.", "After.")
    assert isinstance(formula, Upload)
    assert formula.alt == "\\frac{a}{b}"
    assert formula.data.startswith(b"\x89PNG")


def test_what_does_not_fit_into_one_message_of_components_is_several() -> None:
    texts = [Text(markdown=word * 390) for word in ("One. ", "Two. ", "Six. ")]
    picture = Picture(png=b"png", alt="a picture")
    laid_out = sheets(texts[0], picture, texts[1], picture, texts[2])
    assert [sheet.composed for sheet in laid_out] == [False] * 3
    # A file that is no picture has no place among components.
    file = File(name="a.csv", media_type="text/csv", data=b"1")
    assert [sheet.composed for sheet in sheets(file, Text(markdown="x"))] == [False] * 2
    # What a classic message shows as well stays one.
    assert [sheet.composed for sheet in sheets(texts[0], picture)] == [False]


def test_only_a_models_words_are_marked_as_such() -> None:
    def last(by_model: bool) -> str:
        return sheets(Text(markdown="x", by_model=by_model))[-1].text

    assert "language model" in last(True)
    assert last(False) == "x"


def test_a_file_that_discord_would_refuse_is_named_instead() -> None:
    data = b"x" * (10 * 2**20 + 1)
    (sheet,) = sheets(File(name="big.csv", media_type="text/csv", data=data))
    assert sheet.text == "“big.csv” is too large for Discord to take."
    assert not sheet.files


def test_an_empty_label_still_makes_a_button() -> None:
    assert sheets(Buttons(options=(option("**"),)))[0].rows == [
        (Button("…", "a0|quiz.answer|choice=**"),)
    ]


# ---- Markdown --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("#### Deep heading", "**Deep heading**"),
        ("## Shallow", "## Shallow"),
        ("![a dog](https://e.org/d.png)", "*a dog*"),
        ("[there](https://e.org/x_(y))", "[there](<https://e.org/x_(y)>)"),
        ("[there](https://e.org/x)", "[there](<https://e.org/x>)"),
        ("________ is when", "\\_\\_\\_\\_\\_\\_\\_\\_ is when"),
        ("snake__case", "snake__case"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "```\n| a | b |\n|---|---|\n| 1 | 2 |\n```"),
        ("```\n#### code ____\n```", "```\n#### code ____\n```"),
    ],
)
def test_markdown_as_discord_knows_it(written: str, shown: str) -> None:
    assert for_discord(written) == shown


def test_moments_are_discords_own_stamps() -> None:
    at = datetime(2026, 11, 27, 16, tzinfo=UTC)
    text = Text(
        markdown="See you: Fri, 17:00. And Fri, 17:00 it is.",
        moments=(Moment(words="Fri, 17:00", at=at), Moment(words="gone", at=at)),
    )
    stamp = f"<t:{int(at.timestamp())}:f> (<t:{int(at.timestamp())}:R>)"
    assert with_stamps(text) == f"See you: {stamp}. And Fri, 17:00 it is."
    assert text.model_dump(mode="json")["moments"][0]["words"] == "Fri, 17:00"
    assert "moments" not in Text(markdown="x").model_dump(mode="json")
