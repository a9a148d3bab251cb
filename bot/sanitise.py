"""Takes out of a model's text what could act instead of being read. Pure.

A model can be talked into writing things by a passage or a learner: HTML, mentions that wake a
whole channel, links to places the course never named, pictures whose address carries a secret
away. What remains is Markdown with LaTeX that any adapter may render.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial

# A fence begins a line without indentation, so that it can't end with a list or a quotation.
_FENCE = re.compile(
    r"^(?P<fence>`{3,})[^`\n]*(?:\n[\s\S]*?(?:^(?P=fence)`*[ \t]*$|\Z)|\Z)", re.MULTILINE
)
_TICKS = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)")
_MATHS = re.compile(r"(?<!\\)\$\$(?:(?!\n\n)[^$])+\$\$|(?<!\\)\$(?!\s)[^$\n]+?(?<!\s)\$")

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
_EVERYONE = re.compile(r"@(?=everyone|here|channel|(?:all|room)\b)", re.IGNORECASE)
_IN_PARENTHESES = (
    r"\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_PICTURE = re.compile(rf"!\[([^\[\]]*)\](?:{_IN_PARENTHESES}|\[[^\[\]]*\])?")
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]{_IN_PARENTHESES}")
_SLACK_LINK = re.compile(
    r"<((?:https?|mailto|tel|slack|discord):[^<>|\s]*)(?:\|([^<>]*))?>", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:(?:https?|ftp|file|slack|discord)://|\bwww\."
    r"|\b(?:javascript|data|vbscript|mailto|tel):(?=\S))[^\s<>\"'`\[\]]+",
    re.IGNORECASE,
)
_HOLD = "\x00"
"""Can't be in a text: `safe` takes out what can't be seen first."""
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

    def paragraph(part: str) -> str:
        # A backtick without its partner: then nobody can say where code begins and ends.
        sure = "`" not in _TICKS.sub("", part)
        return _apart(part, _TICKS, code, outside) if sure else outside(part)

    def paragraphs(part: str) -> str:
        return "".join(map(paragraph, re.split(r"(\n[ \t]*\n)", part)))

    def outside(part: str) -> str:
        return _apart(part, _MATHS, maths, prose)

    code, maths, prose = (partial(rule, allowed=allowed) for rule in (_code, _maths, _prose))
    return _apart(text, _FENCE, code, paragraphs)


def _apart(
    text: str, span: re.Pattern[str], inside: Callable[[str], str], outside: Callable[[str], str]
) -> str:
    """The text with one rule applied to each span and another to what is between them."""
    out, at = [], 0
    for found in span.finditer(text):
        out += [outside(text[at : found.start()]), inside(found[0])]
        at = found.end()
    return "".join([*out, outside(text[at:])])


def _prose(text: str, allowed: set[str]) -> str:
    text = _PICTURE.sub(lambda found: found[1], text)
    text = _SLACK_LINK.sub(
        lambda found: found[1] if _plain_url(found[1]) in allowed else found[2] or "", text
    )
    text = _MENTION.sub("", text)
    text = _HTML.sub("", text)
    text = re.sub(r"<(?=[^\s=<\d-])", "< ", text)  # the beginning of something never finished
    text = text.replace("]:", "] :")  # or it would define what [this] links to
    text = _LINK.sub(
        lambda found: _held(found[0]) if _plain_url(found[2]) in allowed else found[1], text
    )
    text = text.replace("](", "] (").replace(_HOLD, "")  # links of a form not foreseen here
    return _quiet(_kept(text, allowed))


def _held(link: str) -> str:
    return link.replace("](", f"]{_HOLD}(")


def _maths(text: str, allowed: set[str]) -> str:
    """Not everything that renders Markdown knows mathematics: pictures don't belong there."""
    text = _PICTURE.sub(lambda found: found[1] if "/" in (found[2] or "/") else found[0], text)
    text = re.sub(r"<(?=[A-Za-z/!?@#])", "< ", text).replace("](", "] (")
    return _quiet(_kept(text, allowed))


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
