"""HTML and plain text → Markdown that reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.ingest import markup, plain
from knowledge.ingest.blocks import Block, join, listing, table
from knowledge.ingest.ids import Ids, slug


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("loose <b>bold</b><p>para</p>tail", "loose **bold**\n\npara\n\ntail"),
        ("a<br>b", "a  \nb"),
        ("<h1>Top</h1><h3>Sub</h3>x", "## Top\n\n### Sub\n\nx"),
        (
            "<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>",
            "- a\n  1. b\n- c\n\n  d",
        ),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n1. b"),
        ("<p>x<sup>2</sup> H<sub>2</sub>O x<sup>ab</sup></p>", "x² H₂O x^(ab)"),
        ("<p>20<sup>th</sup></p>", "20th"),
        ('<a href="https://a.b/c">t</a> <a href="javascript:x()">u</a>', "[t](https://a.b/c) u"),
        ("<p>a <code>x*y</code> b</p>", "a `x*y` b"),
        ("<pre>a\n ```\nb</pre>", "````\na\n ```\nb\n````"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<dl><dt>Wave</dt><dd>a disturbance</dd></dl>", "**Wave**: a disturbance"),
        ("<script>x</script><style>y</style><nav>z</nav>ok", "ok"),
        ("<p hidden>a</p><p style='display: none'>b</p><p>c</p>", "c"),
        ('<img alt="A cell"><img alt="photo.png"><img>', "*[A cell]*"),
        ("<p>1 &lt; 2 &amp; *not bold*</p>", r"1 < 2 & \*not bold\*"),
        (r"<p>\(a_1\) and \[b\]</p>", "$a_1$ and $$b$$"),
        ("<table><tr><td>only</td></tr></table>", "only"),
        ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        (
            "<table><thead><tr><th>a|b<th>c</thead><tr><td colspan=2>d</table>",
            "| a\\|b | c |\n| --- | --- |\n| d |  |",
        ),
        ("", ""),
        ("   ", ""),
    ],
)
def test_html(html: str, expected: str) -> None:
    assert markup.from_html(html) == expected


def test_tex_that_is_written_into_mathml_is_taken() -> None:
    html = (
        '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x^2}'
        "</annotation></semantics></math>"
    )
    assert markup.from_html(html) == "$x^2$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $5 and $10.", r"It costs \$5 and \$10."),
        ("Let $x$ and $y=2$ be", "Let $x$ and $y=2$ be"),
        ("$f(x)$ for $5", r"$f(x)$ for \$5"),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("a * b and 3*4*5", r"a * b and 3\*4\*5"),
        ("snake_case _em_", r"snake_case \_em\_"),
        ("a<b and <b>", r"a\<b and \<b>"),
        ("1. item\n- item", "1. item\n- item"),
        ("a\u00adb\x07c\ufeff", "abc"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain.to_markdown(text) == expected


WORDS = st.text("ab *_`<>[]()#\\!~|&;=-+.1\n", max_size=80).filter(
    lambda text: "\\[" not in text and "\\(" not in text  # formulas stay as they are
)


@settings(max_examples=200)
@given(WORDS)
def test_plain_text_never_becomes_markup(text: str) -> None:
    """Lists aside, what was typed is what is read: no emphasis, code, HTML, links or headings."""
    tokens = MarkdownIt("commonmark").parse(plain.to_markdown(text.replace("    ", " ")))
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"em_open", "strong_open", "code_inline", "html_inline", "html_block"}
    assert not kinds & {"link_open", "image", "heading_open", "blockquote_open", "fence"}


@settings(max_examples=100)
@given(st.text(max_size=300) | st.text("<>/abdiv ptrh&;\"'=$\\", max_size=300))
def test_any_html_gives_text(html: str) -> None:
    assert isinstance(markup.from_html(html), str)


def test_long_tables_repeat_their_heading() -> None:
    blocks = table([["n", "m"], *([str(n), "x"] for n in range(130))])
    assert len(blocks) == 3
    assert all(block.text.startswith("| n | m |\n| --- | --- |") for block in blocks)


def test_lists_keep_their_depth() -> None:
    block = listing([(0, "-", "a"), (1, "1.", "b\nc"), (3, "-", "d"), (0, "-", "e")])
    assert block.text == "- a\n  1. b\n     c\n     - d\n- e"
    assert join([Block("T", 1), block]).startswith("## T\n\n- a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ley de Ohm: ¿qué es?", "ley-de-ohm-que-es"),
        ("6.3 Operant Conditioning", "6-3-operant-conditioning"),
        ("Größe", "grosse"),
        ("波", "section"),
        ("…", "section"),
        ("x" * 80, "x" * 60),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text, "section") == expected


def test_ids_are_given_once() -> None:
    ids = Ids()
    assert [ids.take("a", "u-a") for _ in range(4)] == ["a", "u-a", "u-a-2", "u-a-3"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The *E. coli* **genome**", "The E. coli genome"),
        (r"3\*4 and snake\_case", "3*4 and snake_case"),
        ("Using `print`", "Using print"),
        ("[A link](https://a.b/c) here", "A link here"),
        ("***Both*** of them", "Both of them"),
        ("The formula $a_1 * b * c$", "The formula $a_1 * b * c$"),
    ],
)
def test_titles_show_no_marks(title: str, shown: str) -> None:
    assert plain.unmarked(title) == shown
