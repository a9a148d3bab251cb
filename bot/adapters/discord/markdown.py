"""Our Markdown as Discord's: it knows no tables, pictures or headings below the third."""

from __future__ import annotations

import re

from bot.messages import Text

_TABLE = re.compile(r"(?:^ {0,3}\|.*\|[ \t]*(?:\n|$)){2,}", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{4,6} +(.+?)[ #]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\s]*\)")
_LINK = re.compile(r"(\[[^\]\n]+\])\((https?://(?:[^()\s<>]|\([^()\s<>]*\))+)\)")
_BLANK = re.compile(r"(?<!\\)_{3,}")
"""A gap to fill in, which Discord would take for underlining."""
_FENCE = re.compile(r"(^ {0,3}```.*?^ {0,3}```[ \t]*$)", re.MULTILINE | re.DOTALL)


def with_stamps(text: Text) -> str:
    """The Markdown of a text, its moments as Discord's own stamps: the date and how long until
    then, in each reader's zone and language."""
    before, after = "", text.markdown
    for moment in text.moments:
        place = after.find(moment.words)
        if place >= 0:
            second = int(moment.at.timestamp())
            before += f"{after[:place]}<t:{second}:f> (<t:{second}:R>)"
            after = after[place + len(moment.words) :]
    return before + after


def for_discord(markdown: str) -> str:
    """The same text, as Discord shows it best; blocks of code stay as they are."""
    pieces = _FENCE.split(markdown)
    return "".join(
        piece if place % 2 else _prose(piece) for place, piece in enumerate(pieces)
    ).strip("\n")


def _prose(text: str) -> str:
    text = _BLANK.sub(lambda match: "\\_" * len(match[0]), text)
    text = _HEADING.sub(r"**\1**", text)
    text = _IMAGE.sub(r"*\1*", text)
    text = _LINK.sub(r"\1(<\2>)", text)  # in angle brackets it brings no preview along
    return _TABLE.sub(lambda match: f"```\n{match[0].rstrip()}\n```\n", text)
