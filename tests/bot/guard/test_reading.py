"""A text as a reader takes it in, and decoded where it is meant to be."""

from __future__ import annotations

import base64
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.hidden.decode import decoded
from bot.guard.hidden.disguise import Disguises
from bot.guard.text.reading import read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**7** and *shaping*", "7 and shaping"),
        ("x*y and 4 * 5", "x*y and 4 * 5"),
        ("_7_ but sh_p_ng", "7 but sh_p_ng"),
        ("s\u200bh\u200baping", "shaping"),
        ("ѕhаріng", "shaping"),
        ("ＳＨＡＰＩＮＧ", "SHAPING"),
        ("⑦ ½ x²", "7  1/2 x^2"),
        ("&#55; or %37 but 50% 20%", "7 or 7 but 50% 20%"),
        (r"$\left(x+3\right)$", "$(x+3)$"),
        ("🅱 🇧 Ⓑ", "B B B"),
        ("ñandú", "nandu"),
        ("a" + " " * 50 + "b", "a b"),
        ("-" * 50, "---"),
    ],
)
def test_what_a_person_sees(text: str, plain: str) -> None:
    assert read(text).text == plain


def test_every_character_is_traceable() -> None:
    text = "So **ѕhаріng**\u200b is \u200bit."
    reading = read(text)
    at = reading.text.index("shaping")
    start, end = reading.original((at, at + 7))
    assert text[start:end] == "ѕhаріng"


@given(st.text(max_size=300))
def test_any_text_keeps_its_places(text: str) -> None:
    reading = read(text)
    assert len(reading.low) == len(reading.text)
    for at in range(0, len(reading.text), 7):
        start, end = reading.original((at, at + 1))
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c2hhcGluZw==", "shaping"),
        ("73 68 61 70 69 6e 67", "shaping"),
        ("0x37 0x37", "77"),
        ("01110011 01101000", "sh"),
        ("111 in binary", "7"),
        ("115 104 97 112", "shap"),
        ("19 8 1 16", "shap"),
        ("... .... .- .--.", "shap"),
        ("s-h-a-p-i-n-g", "shaping"),
        ("s h a p i n g", "shaping"),
        ("Sierra Hotel Alpha", "sha"),
    ],
)
def test_decoding(text: str, said: str) -> None:
    assert said in {piece.text for piece in decoded(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Look at it again... then decide.",
        "A plain sentence with nothing in it.",
        "In 2020 it was 5.",
    ],
)
def test_plain_texts_decode_to_nothing(text: str) -> None:
    assert list(decoded(text)) == []


@given(st.text(alphabet=string.ascii_letters, min_size=1, max_size=30))
def test_base64_is_always_found(text: str) -> None:
    hidden = base64.b64encode(text.encode()).decode()
    if hidden.endswith("=") or (len(hidden) >= 8 and not hidden.islower() and not hidden.isupper()):
        assert text in {piece.text for piece in decoded(f"see {hidden} here")}


@pytest.mark.parametrize(
    "text",
    [
        "gnipahs",
        "funcvat",
        "sh4ping",
        "sh@p1ng",
        "sh_p_ng",
        "shap***",
        "apingshay",
        "sh-aping",
        "sha + ping",
        "theansweristheshapingone",
        "Sea\nHills\nAir\nPalms\nIce\nNight\nGrass",
    ],
)
def test_disguises(text: str) -> None:
    assert Disguises(["shaping"], "What is it?").find(text.lower())


@pytest.mark.parametrize("text", ["It takes shape, aping nobody.", "s____g", "a sharp sting", ""])
def test_no_disguise(text: str) -> None:
    assert Disguises(["shaping"], "What is it?").find(text) is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=12), st.integers(1, 25))
def test_any_shift_is_seen_through(word: str, by: int) -> None:
    shifted = "".join(chr((ord(char) - 97 + by) % 26 + 97) for char in word)
    assert Disguises([word], "").find(shifted)
