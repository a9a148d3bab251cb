"""Slack's markup and ours: nothing calls a channel, nothing gets lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.words import as_typed, bare, escaped, harmless, mrkdwn, read, short


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("<@U0BOT> what is it?", "what is it?"),
        ("<@U0BOT>", ""),
        ("is <@U2|ana> right?", "is @ana right?"),
        ("<!here> 3 &lt; 4 &amp;&amp; x", "@here 3 < 4 && x"),
        ("<#C1|maths> <https://x.org/a>", "#maths https://x.org/a"),
        ("<https://x.org/a|the page>", "the page https://x.org/a"),
        ("<mailto:a@x.org|a@x.org>", "a@x.org"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_what_people_wrote_is_read_as_they_see_it(sent: str, meant: str) -> None:
    assert read(sent, bot="U0BOT") == meant


@given(st.text(alphabet="<>!@#channel|U1 &`*_\n"))
def test_nothing_that_is_said_calls_anybody(text: str) -> None:
    assert not re.search(r"<[!@#]", harmless(text))
    assert not re.search(r"<[!@#]", mrkdwn(text))
    assert "<" not in escaped(text)


@given(st.text(alphabet="<>!@#channel|U1 &`*_[]()$\\\n0"))
def test_reading_and_shortening_never_break(text: str) -> None:
    read(text, bot="U1")
    assert "\n" not in bare(text)
    assert len(short(text, 20)) <= 20


@pytest.mark.parametrize(
    ("markdown", "older"),
    [
        ("# Title", "*Title*"),
        ("**bold** and *slanted*", "*bold* and _slanted_"),
        ("- one\n- two", "• one\n• two"),
        ("`a*b*` [see](https://x.org/?a=1)", "`a*b*` <https://x.org/?a=1|see>"),
        ("2 * 3 * 4 < 30", "2 * 3 * 4 &lt; 30"),
        ("$x^2$", "x²"),
    ],
)
def test_older_markup(markdown: str, older: str) -> None:
    assert mrkdwn(markdown) == older


def test_commands_are_said_as_slack_takes_them() -> None:
    text = "Type /quiz, `/plan pin 6.3` or /help. Not https://x.org/quiz or and/or, /quizzes."
    assert as_typed(text, {"quiz", "plan", "help"}) == (
        "Type /studylamp quiz, `/studylamp plan pin 6.3` or /studylamp help. "
        "Not https://x.org/quiz or and/or, /quizzes."
    )
