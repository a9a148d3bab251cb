"""Whatever the number and whatever the form: what tells is caught, what has nothing to tell never."""

from __future__ import annotations

import string
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.guard import leak, reveals, reveals_solution
from knowledge.course import AlgebraItem, Item, NumericItem
from knowledge.grading.number_words.words import ALSO_WORDS, phrases, words_for
from tests.bot.guard.items import ITEMS, language

FORMS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "grouped": "{:,}".format,
    "decimal": "{}.0".format,
    "fraction": lambda value: f"{2 * value}/2",
    "latex": lambda value: rf"$\frac{{{3 * value}}}{{3}}$",
    "scientific": lambda value: f"{value}0e-1",
    "percent": lambda value: f"{value}00%",
    "English": lambda value: words_for(value)[0],
    "Spanish": lambda value: words_for(value)[-1],
    "bold": "**{}**".format,
    "apart": lambda value: "\u200b".join(str(value)),
    "full width": lambda value: str(value).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "entities": lambda value: "".join(f"&#{ord(digit)};" for digit in str(value)),
    "sum": lambda value: f"{value - 1} + 1 =",
}
FRAMES = ("The answer is {}.", "So you get {}", "{}", "It comes to {}, doesn't it?", "x = {}")


def item(value: int) -> NumericItem:
    return NumericItem(id="n", question="What does it come to?", answer=str(value))


@given(
    st.integers(2, 999),
    st.sampled_from([name for name in FORMS if name != "sum"]),
    st.sampled_from(FRAMES),
)
def test_a_number_is_caught_in_any_form(value: int, form: str, frame: str) -> None:
    said = FORMS[form](value)
    assume(said not in ALSO_WORDS["en"])  # "the answer is once"
    assert reveals(frame.format(said), item(value)), said


@given(st.integers(13, 999), st.sampled_from(sorted(FORMS)))
def test_a_number_that_is_not_small_is_caught_in_any_place(value: int, form: str) -> None:
    assert reveals(f"Well, look: there goes {FORMS[form](value)} for you", item(value))


@given(
    st.sampled_from(sorted((phrase, value) for phrase, value in phrases().items() if value > 12))
)
def test_a_number_is_caught_in_any_language(said: tuple[str, int]) -> None:
    phrase, value = said
    assert reveals(f"La respuesta es {phrase}", item(value), "en")


@given(st.fractions(min_value=-50, max_value=50, max_denominator=30))
def test_a_fraction_is_caught_as_fraction_and_decimal(value: Fraction) -> None:
    assume(value.denominator > 1)
    key = AlgebraItem(id="a", question="Solve it.", answer=str(value))
    assert reveals(f"so x = {value}", key)
    assert reveals(f"that is about {float(value):.4f}", key)


@given(st.integers(2, 9), st.integers(1, 12), st.sampled_from("abmnxyz"), st.randoms())
def test_a_sum_is_caught_in_any_order_and_writing(a: int, b: int, x: str, rng: object) -> None:
    key = AlgebraItem(id="a", question=f"Expand ${a}({x}+{b})$.", answer=f"${a}{x}+{a * b}$")
    for said in (
        f"{a}{x} + {a * b}",
        f"{a * b}+{a}{x}",
        rf"${a * b}+{a} \cdot {x}$",
        f"{x}*{a} + {a * b}",
        f"{a}{x} plus {a * b}",
    ):
        assert reveals(f"That makes {said}, of course.", key), said
    assert not reveals(f"Start from {a}({x}+{b}).", key)


QUIET = st.lists(
    st.sampled_from(
        "look again think about the rule and compare both sides with care then write down your own words"
        " before going on slowly maybe draw it or ask somebody what they would do next".split()
    ),
    max_size=60,
)


@pytest.mark.parametrize("each", ITEMS, ids=lambda each: each.id)
@given(said=QUIET, end=st.sampled_from([".", "?", "!", ""]))
def test_a_text_without_number_letter_or_key_word_is_never_caught(
    each: Item, said: list[str], end: str
) -> None:
    assert leak(" ".join(said) + end, each, language(each)) is None


@pytest.mark.parametrize("each", ITEMS, ids=lambda each: each.id)
@given(text=st.text(max_size=400))
def test_any_text_gets_a_clear_answer(each: Item, text: str) -> None:
    found = leak(text, each, language(each), asked=text)
    if found:
        assert 0 <= found.span[0] <= found.span[1] <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [*string.ascii_lowercase, *string.digits, "$", "\\frac{", "}", "(", ")", "=", "+", "-", ".", " ",
             "\n", "**", "is ", "not ", "option ", "the answer ", "first ", "half of ", "?", "¿", ", "]
        ),
        max_size=120,
    ).map("".join)
)  # fmt: skip
def test_what_looks_like_maths_and_like_options_gets_a_clear_answer(text: str) -> None:
    for each in ITEMS:
        found = leak(text, each, language(each))
        assert found is None or found.span[0] <= found.span[1] <= len(text)
    assert reveals_solution(text, "2 + 5 = 7") in (True, False)
