"""A reply as Slack's messages: blocks within Slack's limits, and files beside them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.adapters.slack.controls import Do, FillIn, Rate, Share, Write, button
from bot.adapters.slack.incoming import channel_beside
from bot.adapters.slack.words import as_typed, bare, escaped, harmless, link, mrkdwn, short
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
_LONGEST_ON_BUTTON = 36
"""Longer options are read in a list, and a button has only their letter."""
_LONGEST_OPTION = 300
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_IN_A_ROW = 5
PICK, BESIDE = "pick:", "pick-beside:"
"""Begin the names of buttons of which one is picked, once, and of those that go when it is."""


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


def render(
    parts: Sequence[Part], place: Place, translate: Translate, commands: Collection[str] = ()
) -> list[Post | Upload]:
    """The messages of a reply, in order. May draw pictures: run it in a thread.

    Args:
        place: where what its buttons do is answered.
        commands: the skills' names, which are said as ``/studylamp name`` here.
    """
    out: list[Post | Upload] = []
    draft = _Draft()
    counted = 0
    for piece in _pieces(parts, commands):
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


def ending_in(messages: Sequence[Post | Upload], *blocks: Block) -> list[Post | Upload]:
    """The messages, the last one that isn't a file with these blocks at its end."""
    made = list(messages)
    for place in range(len(made) - 1, -1, -1):
        message = made[place]
        if isinstance(message, Post):
            made[place] = replace(message, blocks=(*message.blocks, *blocks))
            break
    return made


def share_row(delivery: str, place: Place, translate: Translate) -> list[Block]:
    """The button that shows everybody what one person sees; nothing when Slack can't carry it."""
    made = button(translate("Share with everyone here"), Share(p=place, d=delivery), "share")
    return [{"type": "actions", "elements": [made]}] if made else []


def _pieces(parts: Sequence[Part], commands: Collection[str]) -> Iterator[Part]:
    """The parts with their formulas made visible and their long texts cut."""
    picked = any(isinstance(part, Choices) for part in parts)
    for part in parts:
        if picked and isinstance(part, Buttons):  # nothing is typed beside what is picked
            yield part.model_copy(update={"beside_answer": False})
            continue
        if not isinstance(part, Text):
            yield part
            continue
        cut = [
            piece
            for shown in with_pictures(as_typed(part.markdown, commands))
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
                by_ai = translate(
                    "An AI wrote this from your course. It can be wrong: the source has the last "
                    "word."
                )
                blocks += [_context(by_ai), _rating(place, translate, counted)]
            return blocks, bare_lines(part.markdown)
        case Choices():
            return _choices(part, place, counted)
        case Buttons():
            return _buttons(part, place, translate, counted), ""
        case Form():
            return _form(part, place, translate, counted), bare(part.title)
        case Citations() if part.sources:
            line = _sources(part.sources, translate)
            return [{"type": "context", "elements": [{"type": "mrkdwn", "text": line}]}], ""
        case _:
            return [], ""  # transient: shown while it was being written


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
    """A question's options; what is offered beside them (a hint) in a row of its own."""
    name = choices.options[0].action.name if choices.options else ""
    picks = [option for option in choices.options if option.action.name == name]
    others = [option for option in choices.options if option.action.name != name]
    labels = [bare(option.label) for option in picks]
    prompt, named = readable(choices.prompt), picks
    if max(map(len, labels), default=0) > _LONGEST_ON_BUTTON and len(picks) <= len(_LETTERS):
        listed = [
            f"**{letter}.** {readable(short(option.label, _LONGEST_OPTION))}"
            for letter, option in zip(_LETTERS, picks, strict=False)
        ]
        prompt = "\n\n".join(filter(None, [prompt, *listed]))
        named = [
            option.model_copy(update={"label": letter})
            for letter, option in zip(_LETTERS, picks, strict=False)
        ]
    rows = [
        *_rows(named, place, f"{PICK}{counted}", speak=labels),
        *_rows(others, place, f"{BESIDE}{counted}"),
    ]
    words = "\n".join([bare_lines(choices.prompt), *labels])
    return ([_markdown(prompt)] if prompt.strip() else []) + rows, words


def _buttons(buttons: Buttons, place: Place, translate: Translate, counted: int) -> list[Block]:
    rows = _rows(buttons.options, place, f"do:{counted}")
    read_by_others = place.public or channel_beside(place) is not None
    writes = button(translate("Answer"), Write(p=place), f"write:{counted}")
    if buttons.beside_answer and read_by_others and writes:
        rows.insert(0, {"type": "actions", "elements": [writes]})
    return rows


def _rows(
    options: Sequence[Option], place: Place, name: str, speak: Sequence[str] = ()
) -> list[Block]:
    """Buttons, some in a row.

    Args:
        name: begins their names.
        speak: what each stands for, where that isn't its label.
    """
    made = []
    for number, option in enumerate(options):
        meant = speak[number] if speak else option.label
        spoken = f"{option.label}: {meant}" if meant != bare(option.label) else ""
        do = Do(p=place, a=option.action)
        made.append(button(option.label, do, f"{name}:{number}", speaks=spoken if speak else ""))
    buttons = [each for each in made if each]
    return [
        {"type": "actions", "elements": buttons[first : first + _IN_A_ROW]}
        for first in range(0, len(buttons), _IN_A_ROW)
    ]


def _form(form: Form, place: Place, translate: Translate, counted: int) -> list[Block]:
    """What a form has now, and the button that opens it."""
    filled = any(field.value for field in form.fields)
    lines = [f"- {field.label}: {short(field.value, 200) or '–'}" for field in form.fields]
    shown = _markdown("\n".join([f"**{form.title}**", *lines * filled]))
    label = translate("Change") if filled else translate("Fill in the form")
    opens = button(label, FillIn.of(form, place), f"form:{counted}")
    return [shown, {"type": "actions", "elements": [opens]}] if opens else [shown]


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
