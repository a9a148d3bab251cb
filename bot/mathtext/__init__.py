"""Maths for places that can't typeset it: LaTeX inside Markdown becomes readable Unicode.

Pure text in, text out; nothing here raises, and what can't be read stays as it was written.
"""

from bot.mathtext.formula import to_unicode
from bot.mathtext.markdown import Formula, formulas, in_markdown, in_text

__all__ = ["Formula", "formulas", "in_markdown", "in_text", "to_unicode"]
