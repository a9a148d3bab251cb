"""A reply as Slack's messages: blocks within Slack's limits, and files beside them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.slack.controls import Do, FillIn, Rate, button
from bot.adapters.slack.words import bare, escaped, harmless, link, mrkdwn, short
from bot.messages import (
    Buttons,
    Choices,
    Citation,
    Citations,
    File,
    Form,
    Option,
    Part,
    Picture,
    Place,
    Text,
)
from bot.rendering import readable, split, with_pictures

Block = dict[str, Any]
Translate = Callable[..., str]

LONGEST_MARKDOWN = 9_000
"""Characters of Markdown in a message. Slack takes 12,000 in a block and, all blocks together,
about 13,200: the rest is for what stands around the text."""
_MOST_BLOCKS = 45
_LONGEST_CONTEXT = 3_000
_LONGEST_NOTICE = 1_000
"""Characters of what notifications and screen readers get besides the blocks."""
_LONGEST_ON_BUTTON = 28
"""Longer options are read in a list, and a button has only their letter."""
_LONGEST_OPTION = 300
_IN_A_ROW = 5
PICK = "pick:"
"""Begins the names of buttons of which one is picked, once."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message."""

    blocks: tuple[Block, ...]
    text: str
    """The same in plain words, for notifications and for when Slack refuses the blocks."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file or picture; posted as a message of its own."""

    name: str
    data: bytes
    alt: str = ""
    """What a picture says; empty for a file."""


@dataclass(slots=True)
class _Draft:
    """A message that still grows."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    markdown: int = 0

    def post(self) -> Post:
        words = escaped(short("\n".join(self.words), _LONGEST_NOTICE))
        return Post(tuple(self.blocks), words or "…")


def render(parts: Sequence[Part], place: Place, translate: Translate) -> list[Post | Upload]:
    """The messages of a reply, in order. May draw pictures: run it in a thread.

    Args:
        place: where what its buttons do is answered.
    """
    out: list[Post | Upload] = []
    draft = _Draft()
    counted = 0
    for piece in _pieces(parts):
        if isinstance(piece, Picture | File):
            if draft.blocks:
                out.append(draft.post())
                draft = _Draft()
            out.append(_upload(piece))
            continue
        blocks, words = _blocks(piece, place, translate, counted)
        counted += len(blocks)
        size = _size(blocks)
        over = draft.markdown + size > LONGEST_MARKDOWN
        if draft.blocks and (over or len(draft.blocks) + len(blocks) > _MOST_BLOCKS):
            out.append(draft.post())
            draft = _Draft()
        draft.blocks += blocks
        draft.words.append(words)
        draft.markdown += size
    return [*out, draft.post()] if draft.blocks else out


def _pieces(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with their formulas made visible and their long texts cut."""
    for part in parts:
        if not isinstance(part, Text):
            yield part
            continue
        cut = [
            piece
            for shown in with_pictures(part.markdown)
            for piece in (
                split(shown.markdown, LONGEST_MARKDOWN) if isinstance(shown, Text) else [shown]
            )
        ]
        last = max((n for n, piece in enumerate(cut) if isinstance(piece, Text)), default=-1)
        for number, piece in enumerate(cut):
            ends = isinstance(piece, Text) and part.by_model and number == last
            yield piece.model_copy(update={"by_model": True}) if ends else piece


def _blocks(
    part: Part, place: Place, translate: Translate, counted: int
) -> tuple[list[Block], str]:
    """A part's blocks and the same in words.

    Args:
        counted: blocks before it, for names that are used once.
    """
    match part:
        case Text():
            blocks = [_markdown(part.markdown)]
            if part.by_model:
                blocks += [_context(translate(_BY_AI)), _rating(place, translate, counted)]
            return blocks, bare_lines(part.markdown)
        case Choices():
            return _choices(part, place, counted)
        case Buttons():
            return _rows(part.options, place, counted), ""
        case Form():
            return _form(part, place, translate, counted), bare(part.title)
        case Citations() if part.sources:
            line = _sources(part.sources, translate)
            return [{"type": "context", "elements": [{"type": "mrkdwn", "text": line}]}], ""
        case _:
            return [], ""  # transient: shown while it was being written


_BY_AI = "An AI wrote this from your course. It can be wrong: the source has the last word."


def _markdown(text: str) -> Block:
    return {"type": "markdown", "text": harmless(text)}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn(text)}]}


def _rating(place: Place, translate: Translate, counted: int) -> Block:
    def side(label: str, *, good: bool) -> Block:
        text = {"type": "plain_text", "text": label}
        return {"text": text, "value": Rate(p=place, g=good).model_dump_json(by_alias=True)}

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": f"rate:{counted}",
                "positive_button": side(translate("That helped"), good=True),
                "negative_button": side(translate("That didn't help"), good=False),
            }
        ],
    }


def _choices(choices: Choices, place: Place, counted: int) -> tuple[list[Block], str]:
    prompt = readable(choices.prompt)
    labels = [bare(option.label) for option in choices.options]
    name = choices.options[0].action.name if choices.options else ""
    picks = [option.action.name == name for option in choices.options]
    longest = max(map(len, labels), default=0)
    if longest <= _LONGEST_ON_BUTTON or sum(picks) > 26:
        blocks = [_markdown(prompt)] if prompt.strip() else []
        rows = _rows(choices.options, place, counted, picks=True)
        return blocks + rows, "\n".join([bare(prompt), *labels])
    listed, named, letters = [], [], iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for option, pick in zip(choices.options, picks, strict=True):
        letter = next(letters) if pick else ""
        if pick:
            listed.append(f"**{letter}.** {readable(short(option.label, _LONGEST_OPTION))}")
        named.append(option.model_copy(update={"label": letter or option.label}))
    text = "\n\n".join(filter(None, [prompt, *listed]))
    rows = _rows(named, place, counted, picks=True, speak=labels)
    return [_markdown(text), *rows], bare_lines(text)


def _rows(
    options: Sequence[Option],
    place: Place,
    counted: int,
    *,
    picks: bool = False,
    speak: Sequence[str] = (),
) -> list[Block]:
    made = []
    for number, option in enumerate(options):
        spoken = speak[number] if speak and speak[number] != option.label else ""
        full = f"{option.label}: {spoken}" if spoken else ""
        do = Do(p=place, a=option.action)
        name = f"{PICK if picks else 'do:'}{counted}:{number}"
        made.append(button(option.label, do, name, speaks=full))
    buttons = [each for each in made if each]
    return [
        {"type": "actions", "elements": buttons[first : first + _IN_A_ROW]}
        for first in range(0, len(buttons), _IN_A_ROW)
    ]


def _form(form: Form, place: Place, translate: Translate, counted: int) -> list[Block]:
    opens = button(translate("Change"), FillIn.of(form, place), f"form:{counted}")
    if opens:
        return [{"type": "actions", "elements": [opens]}]
    # Too much for a button: what could be filled in can be typed, too.
    return [_markdown("\n".join(f"- {field.label}: {field.value or '–'}" for field in form.fields))]


def _sources(sources: Sequence[Citation], translate: Translate) -> str:
    lines = []
    for number, source in enumerate(sources, 1):
        mark = f"[{number}]" if len(sources) > 1 else translate("Source:")
        label = f"{source.course}, {source.section}"
        web = source.url.startswith(("https://", "http://"))
        lines.append(f"{mark} {link(label, source.url) if web else escaped(bare(label))}")
    whole = [lines[0]]
    for line in lines[1:]:
        if len("\n".join([*whole, line])) <= _LONGEST_CONTEXT:
            whole.append(line)
    return "\n".join(whole)[:_LONGEST_CONTEXT]


def bare_lines(markdown: str) -> str:
    """Some lines without markup."""
    return "\n".join(filter(None, (bare(line.lstrip("#>")) for line in markdown.splitlines())))


def _upload(part: Picture | File) -> Upload:
    if isinstance(part, Picture):
        return Upload("picture.png", part.png, alt=short(" ".join(part.alt.split()), 1_000))
    return Upload(part.name, part.data)


def _size(blocks: Sequence[Block]) -> int:
    """Characters that count towards a message's length."""
    return sum(
        len(block.get("text", "")) if block["type"] == "markdown" else _texts(block)
        for block in blocks
    )


def _texts(value: Any) -> int:
    if isinstance(value, dict):
        return sum(
            len(each) if key == "text" and isinstance(each, str) else _texts(each)
            for key, each in value.items()
        )
    return sum(map(_texts, value)) if isinstance(value, list) else 0
