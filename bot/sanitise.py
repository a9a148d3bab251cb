"""Takes out of a model's text what could act instead of being read. Pure.

A model can be talked into writing things by a passage or a learner: HTML, mentions that wake a
whole channel, links to places the course never named, pictures whose address carries a secret
away. What remains is Markdown with LaTeX that any adapter may render.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_CODE = r"(?<!\\)```[\s\S]*?(?:```|\Z)|(?<![\\`])(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
_MATHS = r"(?<!\\)\$\$(?:(?!\n\n)[^$])+\$\$|(?<!\\)\$(?!\s)[^$\n]+?(?<!\s)\$"
_SPANS = re.compile(f"(?P<code>{_CODE})|(?P<maths>{_MATHS})")

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_HTML = re.compile(
    r"<(script|style|iframe|object|svg)\b[\s\S]*?</\1\s*>"  # with what is inside
    r"|<!--[\s\S]*?(?:-->|\Z)|<\?[\s\S]*?\?>|<![A-Za-z\[][^<>]*>"
    r"|</?[A-Za-z][A-Za-z0-9:-]*(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_MENTION = re.compile(r"<(?:[@#!][^<>\s]*|a?:\w+:\d*|/[\w -]+:\d+|t:-?\d+[^<>]*|id:\w+)>")
_EVERYONE = re.compile(r"@(?=everyone\b|here\b|channel\b|all\b|room\b)", re.IGNORECASE)
_IN_PARENTHESES = (
    r"\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_PICTURE = re.compile(rf"!\[([^\[\]]*)\](?:{_IN_PARENTHESES}|\[[^\[\]]*\])?")
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]{_IN_PARENTHESES}")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
_SLACK_LINK = re.compile(
    r"<((?:https?|mailto|tel|slack|discord):[^<>|\s]*)(?:\|([^<>]*))?>", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:(?:https?|ftp|file|slack|discord)://|\bwww\."
    r"|\b(?:javascript|data|vbscript|mailto|tel):(?=\S))[^\s<>\"'`\[\]]+",
    re.IGNORECASE,
)
_URLS = re.compile(r"https?://[^\s<>\"'`\[\]|]+")


def safe(markdown: str, urls: Collection[str] = ()) -> str:
    """The text without HTML, mentions, pictures, and links other than to ``urls``.

    What a link or picture was called stays. Applying it twice changes nothing.
    """
    allowed = {_plain_url(url) for url in urls}
    text = _INVISIBLE.sub("", markdown)
    for _ in range(10):  # taking something out can put something else together
        before, text = text, _by_span(text, allowed)
        if text == before:
            return text
    return re.sub(r"[<>@\[\]]", "", text)


def urls_in(text: str) -> set[str]:
    """Addresses that a text names."""
    return {url.rstrip(".,;:!?)") for url in _URLS.findall(text)}


def _by_span(text: str, allowed: set[str]) -> str:
    """Code may show HTML, and in mathematics ``<`` is less-than: each has rules of its own."""
    out, at = [], 0
    for span in _SPANS.finditer(text):
        out.append(_prose(text[at : span.start()], allowed))
        out.append(_maths(span[0]) if span["maths"] else _code(span[0], allowed))
        at = span.end()
    out.append(_prose(text[at:], allowed))
    return "".join(out)


def _prose(text: str, allowed: set[str]) -> str:
    text = _PICTURE.sub(lambda found: found[1], text)
    text = _SLACK_LINK.sub(
        lambda found: found[1] if _plain_url(found[1]) in allowed else found[2] or "", text
    )
    text = _MENTION.sub("", text)
    text = _HTML.sub("", text)
    text = re.sub(r"<(?=[A-Za-z/!?@#])", "< ", text)  # the beginning of something never finished
    text = _DEFINITION.sub(lambda found: _kept(found[0], allowed), text)
    text = _LINK.sub(lambda found: found[0] if _plain_url(found[2]) in allowed else found[1], text)
    return _quiet(_kept(text, allowed))


def _maths(text: str) -> str:
    return _quiet(re.sub(r"<(?=[A-Za-z/!?@#])", "< ", text))


def _code(text: str, allowed: set[str]) -> str:
    return _quiet(re.sub(r"<(?=[!@#]\w)", "<\u200b", _kept(text, allowed)))


def _kept(text: str, allowed: set[str]) -> str:
    """Without the addresses that aren't allowed."""
    return _BARE.sub(lambda found: found[0] if _plain_url(found[0]) in allowed else "", text)


def _quiet(text: str) -> str:
    """Words that wake everybody, with a break of no width in them."""
    return _EVERYONE.sub("@\u200b", text)


def _plain_url(url: str) -> str:
    return url.strip().rstrip(".,;:!?)/").removeprefix("<").lower()
