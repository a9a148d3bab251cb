r"""Markdown as HTML whose formulas MathJax reads: ``\(…\)`` and ``\[…\]``, as Anki takes them."""

from __future__ import annotations

from html import escape

from bot.mathtext.markdown import Formula, pieces

# A private character cannot stand in a course's text for anything, and Markdown leaves it alone.
_MARK = "\ue0f0"


def in_html(markdown: str) -> str:
    """Markdown as HTML. Tags in the text itself are shown, not obeyed."""
    from markdown_it import MarkdownIt

    formulas: list[str] = []
    out = []
    for piece in pieces(markdown.replace(_MARK, "")):
        if isinstance(piece, Formula):
            out.append(f"{piece.lead}{_MARK}{len(formulas)}{_MARK}{piece.tail}")
            formulas.append(_mathjax(piece))
        else:
            out.append(piece)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    html: str = reader.render("".join(out)).strip()
    for number, formula in enumerate(formulas):
        html = html.replace(f"{_MARK}{number}{_MARK}", formula)
    return html


def _mathjax(formula: Formula) -> str:
    if formula.latex == r"\$":  # a written dollar sign
        return "$"
    latex = escape(formula.latex.strip(), quote=False)
    return rf"\[{latex}\]" if formula.display else rf"\({latex}\)"
