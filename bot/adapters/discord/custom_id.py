"""What a button carries: its action in at most 100 characters, so that it works after a restart.

A custom id is ``KIND NUMBER|action.name|arguments``. An action that doesn't fit is looked up
instead: ``KIND NUMBER@DELIVERY`` means option number so-and-so of the reply to that delivery, which
the record keeps. The number makes ids differ within a message, as Discord demands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import ValidationError

from bot.messages import Action, Buttons, Choices, Form, Option, Reply

LONGEST = 100
Kind = Literal["answer", "offer", "form", "submit", "share", "write", "show", "stop"]

_LETTERS: dict[Kind, str] = {
    "answer": "c",
    "offer": "a",
    "form": "f",
    "submit": "m",
    "share": "s",
    "write": "w",
    "show": "v",
    "stop": "x",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
TEMPLATE = re.compile(
    r"([cafmswvx])(\d{1,3})(?:\|([a-z_.]{1,40})\|(.*)|@([mpir]:[\w:]{1,60}))", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in the reply to a delivery: an option or a form, counted from 0, or all of it."""

    delivery: str
    """Without the platform: ``m:123``; of a reminder: ``r:`` and its key."""
    number: int


@dataclass(frozen=True, slots=True)
class CustomId:
    """A custom id, read."""

    kind: Kind
    means: Action | Reference


def encode(kind: Kind, number: int, action: Action, delivery: str) -> str:
    """The custom id of option ``number`` of the reply to ``delivery``."""
    args = urlencode(action.args, quote_via=quote, safe=" :/,;@!()*'$")
    written = f"{_LETTERS[kind]}{number}|{action.name}|{args}"
    return written if len(written) <= LONGEST else refer(kind, number, delivery)


def refer(kind: Kind, number: int, delivery: str) -> str:
    """The custom id of something that is looked up in the reply to ``delivery``."""
    return f"{_LETTERS[kind]}{number}@{delivery}"


def decode(custom_id: str) -> CustomId | None:
    """None for an id that isn't ours."""
    match = TEMPLATE.fullmatch(custom_id)
    if match is None:
        return None
    letter, number, name, args, delivery = match.groups()
    if delivery:
        return CustomId(_KINDS[letter], Reference(delivery, int(number)))
    try:
        action = Action(name=name, args=dict(parse_qsl(args, keep_blank_values=True)))
    except ValidationError:
        return None
    return CustomId(_KINDS[letter], action)


def options(replies: Sequence[Reply]) -> list[Option]:
    """All options of an answer, in the order in which they are numbered."""
    parts = [part for reply in replies for part in reply.parts]
    return [o for part in parts if isinstance(part, Choices | Buttons) for o in part.options]


def forms(replies: Sequence[Reply]) -> list[Form]:
    """All forms of an answer, in the order in which they are numbered."""
    return [part for reply in replies for part in reply.parts if isinstance(part, Form)]
