"""App Home: the day at a glance, and a button for each thing one can do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from bot.adapters.slack.blocks import Block, Post, Upload, render
from bot.adapters.slack.controls import Say, button, plain_text
from bot.adapters.slack.words import mrkdwn
from bot.messages import Part, Place
from bot.rendering import split

_MOST_BLOCKS = 95
_LONGEST = 2_900
Translate = Callable[..., str]


def view(
    parts: Sequence[Part], translate: Translate, commands: Collection[str] = ()
) -> dict[str, Any]:
    """The Home tab. May draw pictures: run it in a thread."""
    posts = render(parts, Place(), translate, commands)
    shown = [block for post in posts for block in _in_home(post)]
    offers = [
        ("/review", translate("Review")),
        ("/quiz", translate("Quiz")),
        ("/goal", translate("My goals")),
        ("/progress", translate("My progress")),
        ("/settings", translate("Settings")),
        ("/help", translate("Help")),
    ]
    buttons = [button(label, Say(t=text), f"say:{text}") for text, label in offers]
    blocks: list[Block] = [
        {"type": "header", "text": plain_text(translate("Today"), 150)},
        *shown[: _MOST_BLOCKS - 4],
        {"type": "divider"},
        {"type": "actions", "elements": [each for each in buttons if each]},
    ]
    return {"type": "home", "blocks": blocks}


def prompts(translate: Translate) -> list[dict[str, str]]:
    """What an empty conversation suggests to say; four at the most."""
    said = [
        translate("Quiz me"),
        translate("What should I learn next?"),
        translate("What's due for review?"),
        translate("What can you do?"),
    ]
    return [{"title": words, "message": words} for words in said]


def _in_home(post: Post | Upload) -> list[Block]:
    """Blocks that Home knows: its texts are in the older markup."""
    if isinstance(post, Upload):
        return []
    blocks: list[Block] = []
    for block in post.blocks:
        if block["type"] == "markdown":
            blocks += _sections(block["text"])
        elif block["type"] != "context_actions":
            blocks.append(block)
    return blocks


def _sections(markdown: str) -> list[Block]:
    texts = [part.markdown for part in split(markdown, _LONGEST // 2) if part.type == "text"]
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn(text)[:_LONGEST]}}
        for text in texts
    ]
