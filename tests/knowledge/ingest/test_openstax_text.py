"""CNXML's many elements as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.ingest import lines
from tests.knowledge.ingest.books import section_of

BOLD, ITALIC = '<emphasis effect="bold">{}</emphasis>', '<emphasis effect="italics">{}</emphasis>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("It costs $5 * 2 `now`", r"It costs \$5 \* 2 \`now\`"),
        ("A ________ is wet.", "A ________ is wet."),
        ("It is________.", "It is ________."),
        ("x &lt; 3 and a&lt;b>", r"x < 3 and a\<b>"),
        (BOLD.format("so ") + "it is", "**so** it is"),
        (ITALIC.format("a") + ITALIC.format("b"), "*ab*"),
        ("m" + "<sup>2</sup>", "m²"),
        (ITALIC.format("H") + "<sub>0</sub>", "*H*₀"),
        ("t<sub>calc</sub>", r"$t_{\text{calc}}$"),
        ("see <term>mass</term> and <term class='no-emphasis'>weight</term>",
         "see **mass** and weight"),
        ('the <link url="http://a.org/b c">site</link>', "the [site](http://a.org/b%20c)"),
        ('(see <link target-id="gone"/>), so', ", so"),
        ("a<footnote>b.</footnote>", "a (b)"),
        ("<m:math><m:mi>x</m:mi></m:math><m:math><m:mi>y</m:mi></m:math> .", "$x y$."),
        ('x <list display="inline"><item>1</item><item>2</item></list>', "x 1, 2"),
        ("one<newline/>two", "one  \ntwo"),
        ("1. not a list", r"1\. not a list"),
        ("# not a heading", r"\# not a heading"),
        ("<code>a_b*</code>", "`a_b*`"),
        ("<quote>Wet.</quote>", "“Wet.”"),
        ('<media alt="A wave."><image src="w.png"/></media>', "(Picture: A wave.)"),
        ('<media alt="wave_01.png"><image src="w.png"/></media> x', "x"),
    ],
)  # fmt: skip
def test_inline(tmp_path: Path, content: str, expected: str) -> None:
    assert section_of(tmp_path, f"<para>{content}</para>").text == expected


def test_headings_follow_the_nesting(tmp_path: Path) -> None:
    inner = "<section><title>Inner</title><para>b</para></section>"
    text = section_of(
        tmp_path, f"<section><title>Outer</title><para>a</para>{inner}</section>"
    ).text
    assert text == "## Outer\n\na\n\n### Inner\n\nb"


def test_lists(tmp_path: Path) -> None:
    nested = "<list><item>c</item></list>"
    content = f'<list list-type="enumerated"><item>a</item><item>b{nested}</item></list>'
    content += '<list list-type="enumerated" number-style="lower-alpha" mark-prefix="(" '
    content += 'mark-suffix=")"><item>d</item></list>'
    assert section_of(tmp_path, content).text == "1. a\n\n2. b\n\n   - c\n\n(a) d"


def test_tables_with_spans(tmp_path: Path) -> None:
    content = """<table id="t"><title>Speeds</title><tgroup cols="3">
      <colspec colname="c1"/><colspec colname="c2"/><colspec colname="c3"/>
      <thead><row><entry namest="c1" nameend="c3">In 2020</entry></row>
        <row><entry/><entry>a|b</entry><entry><m:math><m:mo>|</m:mo></m:math></entry></row></thead>
      <tbody><row><entry morerows="1">air</entry><entry>1</entry><entry>2</entry></row>
        <row><entry>3</entry><entry><para>x</para><para>y</para></entry></row></tbody>
      </tgroup></table>"""
    assert section_of(tmp_path, content).text == (
        "**Table 1.1** Speeds **In 2020**\n\n"
        "|  | a\\|b | $\\vert$ |\n| --- | --- | --- |\n| air | 1 | 2 |\n| air | 3 | x; y |"
    )


def test_notes_examples_equations_quotes_code(tmp_path: Path) -> None:
    content = """<note class="psychology dig-deeper"><title>Why?</title><para>So.</para></note>
      <example id="x"><title>Speed</title><exercise><problem><para>How fast?</para></problem>
        <solution><para>Fast.</para></solution></exercise></example>
      <equation id="e"><m:math><m:mi>x</m:mi></m:math></equation>
      <quote display="block"><para>One.</para><para>Two.</para></quote>
      <code display="block">a = 1
b = 2</code>"""
    section = section_of(tmp_path, content)
    assert section.text == (
        "**Why?**\n\nSo.\n\n**Example 1.1: Speed**\n\nHow fast?\n\n**Solution**\n\nFast.\n\n"
        "$$x$$\n\n> One.\n> \n> Two.\n\n```\na = 1\nb = 2\n```"
    )
    assert section.items == ()  # worked examples are there to be read


def test_spanish_words(tmp_path: Path) -> None:
    content = '<example id="x"><para>Hola.</para></example><para>Vea <link target-id="x"/>.</para>'
    text = section_of(tmp_path, content, language="es").text
    assert text == "**Ejemplo 1.1**\n\nHola.\n\nVea Ejemplo 1.1."


def test_terms_once_with_abbreviations(tmp_path: Path) -> None:
    term = "<definition><term>{}</term><meaning>{}</meaning></definition>"
    glossary = term.format("central nervous system (CNS)", "brain and cord")
    glossary += term.format("Central nervous system", "again") + term.format("empty", " ")
    terms = section_of(tmp_path, "<para>x</para>", glossary=glossary).terms
    assert [(found.name, found.accepted) for found in terms] == [
        ("central nervous system", ("CNS",)),
        ("Central nervous system", ()),
    ]


def test_references_and_objectives_are_no_text(tmp_path: Path) -> None:
    content = """<section class="learning-objectives"><list><item>Swim</item></list></section>
      <para>a</para><section><title>References</title><para>Smith, 2001</para></section>
      <section class="section-summary"><title>Summary</title><para>short</para></section>"""
    section = section_of(tmp_path, content)
    assert (section.text, section.summary, section.objectives) == ("a", "short", ("Swim",))


@given(st.text(alphabet="ab *_`$\\[]()<>#-+.1~!&|", max_size=30))
def test_escaped_text_reads_as_it_was(raw: str) -> None:
    """Whatever a text node holds, Markdown shows the same characters."""
    line = lines.line_start(lines.text(raw).strip())
    tokens = MarkdownIt("commonmark").parse(line)
    shown = "".join(child.content for token in tokens for child in token.children or [])
    assert shown.split() == raw.replace("\\$", "$").split() or "\\" in raw or "&" in raw


@pytest.mark.parametrize("piece", ["a<sub>calc</sub>", "<m:math><m:mi>((</m:mi></m:math>", " ( "])
def test_long_paragraphs_take_linear_time(tmp_path: Path, piece: str) -> None:
    """Quadratic, each of these would take minutes and run into the suite's limit."""
    assert section_of(tmp_path, f"<para>{piece * 20_000}</para>").text


@pytest.mark.parametrize("tag", ["section", "note", "para", "emphasis", "quote"])
def test_deep_nesting_is_no_danger(tmp_path: Path, tag: str) -> None:
    assert "x" in section_of(tmp_path, f"<{tag}>" * 200 + "x" + f"</{tag}>" * 200).text
