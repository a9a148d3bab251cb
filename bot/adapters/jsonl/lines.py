"""The lines of `studylamp chat --json`, in and out. docs/jsonl.schema.json is made from them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import from_json

from bot.fingerprint import fingerprint
from bot.messages import Action, Attachment, Audience, Incoming, Part, Place

Id = Annotated[StrictStr, Field(min_length=1, max_length=100)] | StrictInt


class MessageLine(BaseModel):
    """One line in: what a person wrote, or the control they used."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Id
    """Chosen by the sender; the same id from the same person is answered once, for good."""
    person: Annotated[str, StringConstraints(min_length=1, max_length=90)]
    place: Annotated[str, StringConstraints(pattern=r"^(dm|channel:.{1,200})$")] = "dm"
    """``dm``, or ``channel:NAME`` for a place that others read."""
    thread: Annotated[str, StringConstraints(max_length=200)] = ""
    text: str | None = None
    action: Action | None = None
    """An option's action, sent back as it came; a form's `submit` with its fields as `args`."""
    files: tuple[Attachment, ...] = ()
    at: AwareDatetime | None = None
    locale: Annotated[str, StringConstraints(max_length=40)] | None = None
    timezone: Annotated[str, StringConstraints(max_length=80)] | None = None
    name: Annotated[str, StringConstraints(max_length=200)] | None = None
    """What the person is called, for their teachers."""
    email: Annotated[str, StringConstraints(max_length=300)] | None = None
    """To know them on a roster; only its fingerprint is kept."""
    workspace: Annotated[str, StringConstraints(max_length=200)] = ""
    """What the channels belong to; a class can be bound to it."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.text is None and not self.files) == (self.action is None):
            raise ValueError("a message needs either `text` or `action`")
        return self

    def incoming(self, now: datetime) -> Incoming:
        kind, _, name = self.place.partition(":")
        person = f"jsonl:{self.person}"
        return Incoming(
            delivery_id=f"{person}:{self.id}",
            person=person,
            place=Place(kind="dm" if kind == "dm" else "channel", name=name, thread=self.thread),
            text=self.text,
            action=self.action,
            files=self.files,
            at=self.at or now,
            locale=self.locale,
            timezone=self.timezone,
            name=self.name,
            email_print=fingerprint(self.email) if self.email else None,
            channel=f"jsonl:{name}" if name else "",
            workspace=f"jsonl:{self.workspace}" if self.workspace else "",
        )


class PartLine(BaseModel):
    """One line out: a part of the answer to the message `reply_to`."""

    reply_to: StrictStr | StrictInt
    audience: Audience
    part: Part


class UnaskedLine(BaseModel):
    """One line out: a part of a message that nobody asked for now, like a reminder."""

    to: str
    """The person."""
    unasked: str
    """Its id: the same parts may come once more after a crash, with the same one."""
    part: Part


class DoneLine(BaseModel):
    """The answer to `reply_to` is complete."""

    reply_to: StrictStr | StrictInt
    done: Literal[True] = True
    duplicate: bool = False
    """True when that message was answered before: nothing was said again."""


class ErrorLine(BaseModel):
    """A line in could not be used. The lines after it can."""

    reply_to: StrictStr | StrictInt | None
    error: str


def schema() -> dict[str, Any]:
    """JSON Schema of a line in (`MessageLine`) and of a line out (the others)."""
    return TypeAdapter(MessageLine | PartLine | UnaskedLine | DoneLine | ErrorLine).json_schema()


def parse(line: bytes) -> MessageLine:
    """A line in, read.

    Raises:
        ValidationError: see `explain`.
    """
    try:
        return MessageLine.model_validate_json(line)
    except ValidationError:
        mended = _without_half_pairs(line)
        if mended is None:
            raise
        return MessageLine.model_validate_json(mended)


def _without_half_pairs(line: bytes) -> bytes | None:
    """The line with ``?`` for halves of surrogate pairs (``"\\ud800"``), which Python and
    JavaScript write for bytes that are no text; None when the line isn't JSON at all."""
    try:
        return json.dumps(json.loads(line), ensure_ascii=False).encode(errors="replace")
    except (ValueError, RecursionError):
        return None


def id_in(line: bytes) -> str | int | None:
    """The id of a line that can't be used otherwise, so that its sender knows which it was."""
    try:
        name = from_json(line).get("id")
    except (ValueError, AttributeError):
        return None
    return name if isinstance(name, str | int) and not isinstance(name, bool) else None


def explain(error: ValidationError) -> str:
    problems = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        where = ".".join(str(step) for step in problem["loc"])
        problems.append(f"{where}: {problem['msg']}" if where else problem["msg"])
    return "; ".join(dict.fromkeys(problems))
