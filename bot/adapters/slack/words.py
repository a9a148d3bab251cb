"""Between people's words and Slack's markup: what Slack sends, what it must not act on."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.mathtext import in_text

_TOKEN = re.compile(r"<([^<>|\n]+)(?:\|([^<>\n]*))?>")
_ACTED_ON = re.compile(r"<(?=[!@#])")
COMMAND = "/studylamp"
_WORD_JOINER = "\u2060"
"""Can't be seen; what stands behind it is no command to Slack any more."""


def read(text: str, *, bot: str) -> str:
    """What a person wrote, as they see it: no mention of the bot, links and entities as text."""

    def token(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target == f"@{bot}":
            return ""
        if target[0] in "@#":
            return f"{target[0]}{label or target[1:]}"
        if target[0] == "!":
            return label or f"@{target[1:]}"
        address = target.removeprefix("mailto:")
        return label if label and label in address else " ".join(filter(None, [label, address]))

    plain = _TOKEN.sub(token, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mentions(text: str, bot: str) -> bool:
    return f"<@{bot}>" in text or f"<@{bot}|" in text


def as_typed(markdown: str, commands: Collection[str]) -> str:
    """Commands as they are typed in Slack, which takes ``/quiz`` for a command of its own."""
    if not commands:
        return markdown
    names = "|".join(map(re.escape, sorted(commands)))
    return re.sub(rf"(?<![\w/.:])/({names})(?![\w/])", rf"{COMMAND} \1", markdown)


def harmless(markdown: str) -> str:
    """Markdown in which nothing calls a channel or a person: ``<!channel>``, ``<@U1>``.

    Entities would do it too, but would be seen in code.
    """
    return _ACTED_ON.sub(f"<{_WORD_JOINER}", markdown)


def mrkdwn(markdown: str) -> str:
    """Markdown in Slack's older markup, for places that know nothing else: context, App Home."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\0{len(kept) - 1}\0"

    text = in_text(markdown).replace("\0", "")
    text = re.sub(r"```\w*\n?(.*?)```", lambda m: keep(f"```{escaped(m[1])}```"), text, flags=re.S)
    text = re.sub(r"`([^`\n]+)`", lambda m: keep(f"`{escaped(m[1])}`"), text)
    text = re.sub(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)", lambda m: keep(link(m[1], m[2])), text)
    text = escaped(text)
    text = re.sub(r"^#{1,6}\s+(.+?)\s*#*$", lambda m: keep(f"*{bare(m[1])}*"), text, flags=re.M)
    text = re.sub(r"(?<![*\w])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![*\w])", r"_\1_", text)
    text = re.sub(r"\*\*([^*\n]+)\*\*", r"*\1*", text)
    text = re.sub(r"^(\s*)[-*+]\s+", r"\1• ", text, flags=re.M)
    for place in range(len(kept) - 1, -1, -1):
        text = text.replace(f"\0{place}\0", kept[place])
    return text


def escaped(text: str) -> str:
    """Text in which Slack's markup finds no commands and no links."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(label: str, url: str) -> str:
    """A link in Slack's older markup."""
    address = url.replace(">", "%3E").replace("|", "%7C").replace("<", "%3C")
    return f"<{address}|{escaped(bare(label))}>"


def bare(markdown: str) -> str:
    """A short text as on a button: one line without markup."""
    text = in_text(markdown)
    text = re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<![*\w])\*(\S[^*\n]*?)\*(?![*\w])", r"\1", text)
    return " ".join(re.sub(r"\\([\\`*_\[\]<>|~#])", r"\1", text).split())


def short(text: str, longest: int) -> str:
    """At most that many characters, cut at a word where that leaves enough."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    word = cut.rsplit(" ", 1)[0]
    return (word if len(word) > longest // 2 else cut).rstrip(" ,.;:") + "…"
