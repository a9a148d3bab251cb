"""Markdown as a chat shows it: quiet headings, code without a coloured box, no HTML."""

from __future__ import annotations

from typing import ClassVar

from markdown_it import MarkdownIt
from rich import markdown as rich_markdown
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from bot.adapters.console.screen import harmless
from bot.mathtext import in_markdown

# Rich drops HTML without a word; shown as text, nothing that was said is lost.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


class _Heading(rich_markdown.Heading):
    LEVEL_ALIGN: ClassVar = {}


class _CodeBlock(rich_markdown.CodeBlock):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        style = "" if self.lexer_name == "math" else "markdown.code_block"
        yield Padding(Text(str(self.text).rstrip("\n"), style=style, overflow="fold"), (0, 0, 0, 4))


class ChatMarkdown(rich_markdown.Markdown):
    """Markdown with LaTeX, from anybody: it is made harmless first."""

    elements: ClassVar = {
        **rich_markdown.Markdown.elements,
        "heading_open": _Heading,
        "fence": _CodeBlock,
        "code_block": _CodeBlock,
    }

    def __init__(self, markdown: str, *, links: bool) -> None:
        """
        Args:
            links: the terminal shows hyperlinks; otherwise their addresses are written out.
        """
        super().__init__("", hyperlinks=links)
        self.markup = in_markdown(harmless(markdown))
        self.parsed = _PARSER.parse(self.markup)


def inline(markdown: str) -> Text:
    """A label: one line, maths readable, emphasis marks taken off."""
    children = _PARSER.parseInline(in_markdown(harmless(" ".join(markdown.split()))))[0].children
    return Text("".join(token.content for token in children or []))
