"""What a button carries: what it does and where it is answered.

All of it is in the button itself, so that it works after a restart and a redeploy.
"""

from __future__ import annotations

import base64
import zlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.adapters.slack.words import bare, short
from bot.messages import Action, Form, Place

LONGEST_VALUE = 2_000
_LONGEST_LABEL = 75
_LARGEST_FORM = 100_000
"""Bytes; a button that says it carries more was not made here."""


class _Control(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Place = Field(default=Place(), alias="p")


class Do(_Control):
    """Use an action."""

    kind: Literal["do"] = Field(default="do", alias="k")
    action: Action = Field(alias="a")


class Say(_Control):
    """Say something, as if the person had typed it."""

    kind: Literal["say"] = Field(default="say", alias="k")
    text: str = Field(alias="t")


class FillIn(_Control):
    """Open a form."""

    kind: Literal["form"] = Field(default="form", alias="k")
    packed: str = Field(alias="f")

    @classmethod
    def of(cls, form: Form, place: Place) -> FillIn:
        data = zlib.compress(form.model_dump_json(exclude_defaults=True).encode(), 9)
        return cls(p=place, f=base64.b85encode(data).decode())

    def form(self) -> Form:
        """Raises ValueError when it holds no form."""
        try:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(base64.b85decode(self.packed), _LARGEST_FORM)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        return Form.model_validate_json(data)


class Write(_Control):
    """Open a field to answer in, where whatever is typed would be read by all."""

    kind: Literal["write"] = Field(default="write", alias="k")


class Rate(_Control):
    """Say whether an answer helped."""

    kind: Literal["rate"] = Field(default="rate", alias="k")
    good: bool = Field(alias="g")


class Share(_Control):
    """Show everybody in the channel an answer that one person sees."""

    kind: Literal["share"] = Field(default="share", alias="k")
    delivery: str = Field(alias="d")


Control = Do | Say | FillIn | Write | Rate | Share
_CONTROL: TypeAdapter[Control] = TypeAdapter(Annotated[Control, Field(discriminator="kind")])


def value(control: Control) -> str | None:
    """As a button's value; None when it is too much for one."""
    text = control.model_dump_json(by_alias=True, exclude_defaults=False)
    return text if len(text) <= LONGEST_VALUE else None


def control(value: object) -> Control | None:
    """What a used button means; None when we didn't make it."""
    try:
        return _CONTROL.validate_json(value if isinstance(value, str) else "")
    except ValidationError:
        return None


def button(label: str, control: Control, name: str, *, speaks: str = "") -> dict[str, Any] | None:
    """A button; None when Slack can't carry what it does.

    Args:
        name: unique within the message.
        speaks: what a screen reader says instead of the label.
    """
    carried = value(control)
    if carried is None:
        return None
    made: dict[str, Any] = {
        "type": "button",
        "action_id": name,
        "text": plain_text(label, _LONGEST_LABEL),
        "value": carried,
    }
    if speaks:
        made["accessibility_label"] = short(bare(speaks), _LONGEST_LABEL)
    return made


def plain_text(label: str, longest: int) -> dict[str, Any]:
    """Slack's plain text object."""
    return {"type": "plain_text", "text": short(bare(label), longest) or "…", "emoji": False}
