"""What comes in and what goes out, the same for every platform.

An adapter turns its platform's event into an `Incoming` and renders each `Reply` in the
platform's best form. Nothing here knows Slack, Discord or a terminal.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _decoded(value: object) -> object:
    return base64.b64decode(value, validate=True) if isinstance(value, str) else value


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


Binary = Annotated[
    bytes,
    BeforeValidator(_decoded),
    PlainSerializer(_encoded, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]
"""Bytes; in JSON they are standard base64."""


def _well_formed(value: str) -> str:
    # Half of a surrogate pair is a str to Python, but no store and no platform takes it.
    return value.encode("utf-8", "replace").decode() if not value.isascii() else value


Words = Annotated[str, AfterValidator(_well_formed)]
"""What a person wrote: any text at all that can be encoded."""


# ---- in ------------------------------------------------------------------------------------


class Place(_Message):
    """Where something was said. ``dm`` is private; a ``channel`` is read by others."""

    kind: Literal["dm", "channel"] = "dm"
    name: str = ""
    """The channel's platform id; empty for a DM."""
    thread: str = ""
    """The thread within it; empty for none."""

    @property
    def public(self) -> bool:
        return self.kind == "channel"

    def __str__(self) -> str:
        place = "dm" if self.kind == "dm" else f"channel:{self.name}"
        return f"{place}#{self.thread}" if self.thread else place


ActionName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)+$", max_length=40)]


class Action(_Message):
    """What a button, choice or form does when it is used: ``skill.verb`` and its arguments.

    Small on purpose: it has to fit into a platform's button id (Discord: 100 characters).
    """

    name: ActionName
    args: dict[str, str] = Field(default_factory=dict)


class Attachment(_Message):
    """A file that came with a message."""

    name: str
    media_type: str = "application/octet-stream"
    data: Binary


class Incoming(_Message):
    """One thing a person did: they wrote ``text`` or used a control (``action``)."""

    delivery_id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """The platform's own id of this delivery; the same id is answered once."""
    person: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    """``platform:id``, e.g. ``console:ana`` or ``slack:T1:U2``."""
    place: Place = Place()
    text: Words | None = None
    action: Action | None = None
    files: tuple[Attachment, ...] = ()
    at: datetime
    """When it was sent, with a time zone."""
    locale: str | None = None
    """The person's language as the platform knows it (``es-MX``)."""
    timezone: str | None = None
    """The person's IANA zone as the platform knows it (``America/Bogota``)."""
    name: str | None = None
    """What the platform calls the person, for their teachers."""
    email_print: str | None = None
    """`bot.fingerprint.fingerprint` of their e-mail address, where the platform tells it."""
    channel: str = ""
    """The channel in or beside which it was said, by a name of its own (``slack:T1:C5``); empty in
    direct messages. A course may be bound to it."""
    workspace: str = ""
    """The workspace or server (``slack:T1``); empty where that can't be told."""
    unseen: bool = Field(default=False, exclude_if=lambda unseen: not unseen)
    """Nobody else sees what they typed, though others may read the place: it was a command."""
    unasked: bool = Field(default=False, exclude_if=lambda unasked: not unasked)
    """They did nothing: it is time for something that they wanted to hear. Where there is nothing
    to say any more, nothing is said."""

    @property
    def conversation(self) -> str:
        """Key within which messages are handled one after the other."""
        return f"{self.person}|{self.place}" if not self.place.public else str(self.place)


# ---- out -----------------------------------------------------------------------------------


class Moment(_Message):
    """A moment that a text names. A platform that shows moments by its own means, in each reader's
    zone and language, puts its own in place of these words; elsewhere the words stand."""

    words: str
    at: datetime


class Text(_Message):
    """Markdown with LaTeX between ``$…$`` and ``$$…$$``."""

    type: Literal["text"] = "text"
    markdown: str
    moments: tuple[Moment, ...] = Field(default=(), exclude_if=lambda moments: not moments)
    """Each one's words stand in `markdown`, in this order."""
    by_model: bool = Field(default=False, exclude_if=lambda by_model: not by_model)
    """A language model wrote it; where that has to be said, the adapter says so."""


class Draft(_Message):
    """The next piece of an answer that is still being written.

    For a live display only: the `Text` that follows is the answer and replaces all drafts.
    """

    type: Literal["draft"] = "draft"
    delta: str


class Option(_Message):
    label: str
    action: Action


class Choices(_Message):
    """One question with options of which one is picked, shown as a list (quiz options, courses)."""

    type: Literal["choices"] = "choices"
    prompt: str = ""
    options: tuple[Option, ...]


class Buttons(_Message):
    """Offers for what to do next. Text does as well: each has a label a person could type."""

    type: Literal["buttons"] = "buttons"
    options: tuple[Option, ...]
    beside_answer: bool = False
    """They stand beside an exercise that is answered by typing: where buttons are picked by their
    number, a bare number is an answer and not a button."""


class FormField(_Message):
    name: str
    label: str
    kind: Literal["line", "text", "select"] = "line"
    options: tuple[str, ...] = ()
    value: str = ""


class Form(_Message):
    """Several fields sent together; they arrive as the arguments of ``submit``."""

    type: Literal["form"] = "form"
    title: str
    fields: tuple[FormField, ...]
    submit: Action


class Picture(_Message):
    type: Literal["picture"] = "picture"
    png: Binary
    alt: str
    """What the picture says, in words."""


class File(_Message):
    type: Literal["file"] = "file"
    name: str
    media_type: str
    data: Binary


class Citation(_Message):
    course: str
    """The course's title."""
    course_id: str
    section: str
    """The section's number and title."""
    section_id: str
    url: str = ""


class Citations(_Message):
    """The sources of the text before it."""

    type: Literal["citations"] = "citations"
    sources: tuple[Citation, ...]


class Status(_Message):
    """What is going on while nothing can be said yet. Transient: never stored, may be dropped."""

    type: Literal["status"] = "status"
    text: str


Part = Annotated[
    Text | Draft | Choices | Buttons | Form | Picture | File | Citations | Status,
    Field(discriminator="type"),
]
Audience = Literal["everyone", "you", "dm"]
"""Everyone in the place · only the person who asked (ephemeral) · the person's direct messages."""


class Reply(_Message):
    """One message to send."""

    parts: tuple[Part, ...]
    audience: Audience = "everyone"
    language: str = ""
    """In which the learner was answered, for what an adapter says beside it; empty: English, or the
    one that their platform speaks."""
    shareable: bool = Field(default=False, exclude_if=lambda shareable: not shareable)
    """It answers from the course alone: who alone can read it may show it to the others."""

    @property
    def transient(self) -> bool:
        """True when it only shows progress and is not part of the answer."""
        return bool(self.parts) and all(part.type in ("draft", "status") for part in self.parts)


def as_json(part: BaseModel) -> dict[str, Any]:
    """A part as JSON data; bytes as base64."""
    return part.model_dump(mode="json")
