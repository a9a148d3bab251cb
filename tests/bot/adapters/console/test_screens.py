"""Both screens show every part; neither lets a text steer the terminal."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.console import PlainScreen, Screen, best_screen
from bot.adapters.console.terminal import shows_links
from bot.messages import Citation
from tests.bot.adapters.console.screens import Terminal, drawn

SOURCE = Citation(
    course="Psychology 2e",
    course_id="psychology",
    section="6.3 Operant Conditioning",
    section_id="m1",
    url="https://example.org/books/psychology-2e/pages/6-3-operant-conditioning",
)
ANSWER = (
    "They **pull** apart: $x_{10}^{n+1}$ for $5.\n\n- one `f(x)`\n- two <b>\n\n$$\\frac{a}{b}$$"
)


def _everything(screen: Screen) -> None:
    screen.heading("Studylamp", "Psychology 2e", ["Ask anything."])
    screen.said("why is that?", shown=False)
    screen.status("Looking it up…")
    screen.text(ANSWER)
    screen.citations([SOURCE])
    screen.choices("Which?", [("1", "*count* or $\\pi$"), ("2", "clock")])
    screen.buttons([("/1", "Try again"), ("/2", "I'm stuck")])
    screen.saved("A chart of your week", Path("week.png"))
    screen.note("See you.")
    screen.settle()


def test_plain_lines() -> None:
    out = io.StringIO()
    _everything(PlainScreen(out))
    assert out.getvalue() == (
        "Studylamp · Psychology 2e\nAsk anything.\n\n> why is that?\n"
        "They **pull** apart: x₁₀ⁿ⁺¹ for $5.\n\n- one `f(x)`\n- two <b>\n\n    a/b\n"
        "Source: Psychology 2e, 6.3 Operant Conditioning "
        "https://example.org/books/psychology-2e/pages/6-3-operant-conditioning\n"
        "Which?\n1) *count* or π\n2) clock\n/1 Try again   /2 I'm stuck\n"
        "[A chart of your week] week.png\nSee you.\n\n"
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_of_any_width(width: int) -> None:
    screen, terminal = drawn(width=width)
    _everything(screen)
    shown = terminal.shown()
    assert max(map(len, terminal.lines())) <= width
    flat = " ".join(shown.split())
    for words in ("pull apart: x₁₀ⁿ⁺¹ for $5.", "• one f(x)", "• two <b>", "a/b", "1 count or π"):
        assert words in flat
    assert "Looking it up" not in shown
    assert "**" not in shown
    assert "".join(SOURCE.url.split()) in shown.replace("\n", "")
    assert "/1 Try again" in shown


def test_hyperlinks_only_where_they_are_seen() -> None:
    screen, terminal = drawn(links=True)
    screen.citations([SOURCE])
    assert f";{SOURCE.url}\x1b\\" in terminal.getvalue()
    assert "example.org" not in terminal.shown()
    assert shows_links({"TERM_PROGRAM": "WezTerm"})
    assert not shows_links({"TERM_PROGRAM": "WezTerm", "TMUX": "1"})
    assert not shows_links({"TERM": "xterm-256color"})


def test_several_sources_have_the_numbers_that_the_text_uses() -> None:
    plain = io.StringIO()
    screen, terminal = drawn()
    for target in (PlainScreen(plain), screen):
        target.citations([SOURCE.model_copy(update={"url": ""})] * 2)
        target.buttons([("1", "More")])
    source = "Psychology 2e, 6.3 Operant Conditioning"
    assert plain.getvalue() == f"[1] {source}\n[2] {source}\n1 More\n"
    assert terminal.shown() == f"[1] {source}\n[2] {source}\n\n1 More"


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    colour = re.compile(r"\x1b\[[\d;]*\b(?:3[0-8]|9[0-7])(?=[;m])")

    def colours() -> list[str]:
        screen, terminal = drawn()
        _everything(screen)
        return colour.findall(terminal.getvalue())

    assert colours()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colours()


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\x08\x08", "\r"])
def test_what_others_wrote_cannot_steer_the_terminal(evil: str) -> None:
    plain = io.StringIO()
    screen, terminal = drawn()
    for target in (PlainScreen(plain), screen):
        target.draft(f"a{evil}b")
        target.text(f"a{evil}b `{evil}`")
        target.choices(f"{evil}?", [("1", f"a{evil}b")])
        target.buttons([("1", f"a{evil}b")])
        target.citations([SOURCE.model_copy(update={"section": f"6{evil}", "url": f"x{evil}"})])
        target.note(evil)
    assert evil not in plain.getvalue()
    if evil != "\r":  # rich itself moves to the start of a line
        assert evil not in terminal.getvalue()


# ---- an answer that grows --------------------------------------------------------------------


def test_the_text_replaces_its_drafts() -> None:
    screen, terminal = drawn(height=10)
    screen.status("Thinking…")
    for word in range(300):
        screen.draft(f"draft{word} ")
        assert len(terminal.lines()) <= 12  # only as much as fits is ever drawn
    screen.text("The **final** answer.")
    screen.buttons([("1", "More")])
    screen.settle()
    assert terminal.shown() == "The final answer.\n1 More"


def test_a_stopped_answer_stays_as_far_as_it_came() -> None:
    screen, terminal = drawn()
    screen.draft("Half an *ans")
    screen.settle()
    screen.note("Stopped.")
    assert terminal.shown() == "Half an *ans\n\nStopped."


def test_a_status_leaves_nothing_behind() -> None:
    screen, terminal = drawn()
    screen.status("Looking…")
    screen.choices("Which?", [("1", "this")])
    assert terminal.shown() == "Which?\n  1  this"


def test_the_best_screen_for_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert not isinstance(best_screen(Terminal()), PlainScreen)
    assert isinstance(best_screen(Terminal(), plain=True), PlainScreen)
    assert isinstance(best_screen(io.StringIO()), PlainScreen)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(best_screen(Terminal()), PlainScreen)


def test_a_button_is_never_broken_while_it_fits() -> None:
    screen, terminal = drawn(width=40)
    screen.buttons(
        [("1", "An example"), ("2", "A question on this"), ("3", "The section in short")]
    )
    assert terminal.shown() == ("1 An example   2 A question on this\n3 The section in short")


def test_plain_lines_are_broken_at_words_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    PlainScreen(terminal).text("- one two three four five\n\nhttps://example.org/a-long-address")
    assert terminal.getvalue() == (
        "- one two three four\n  five\n\nhttps://example.org/a-long-address\n"
    )


@given(st.text(max_size=200), st.integers(20, 120))
@settings(max_examples=100)
def test_any_text_can_be_shown(text: str, width: int) -> None:
    screen, terminal = drawn(width=width)
    plain = io.StringIO()
    for target in (PlainScreen(plain), screen):
        target.draft(text)
        target.text(text)
        target.choices(text, [("1", text)])
        target.buttons([("1", text)])
        target.citations([SOURCE.model_copy(update={"section": text, "url": text})])
        target.settle()
    for written in (plain.getvalue(), terminal.shown()):
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", written)
