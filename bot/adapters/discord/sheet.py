"""One message of an answer, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

CONTENT = 2_000
UPLOAD = 10 * 2**20
MENU_LABEL = 100
_LABEL = 80


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str
    main: bool = False
    """It is one of the answers, not an offer beside them."""


@dataclass(frozen=True, slots=True)
class Menu:
    placeholder: str
    custom_id: str
    options: tuple[tuple[str, str], ...]
    """A label and what picking it means, as a button's custom id."""


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Answers that are read in full, each with its button beside it."""

    answers: tuple[tuple[str, Button], ...]


Row = Menu | Listed | tuple[Button, ...]
Piece = str | Upload | Row


@dataclass(slots=True)
class Sheet:
    """One message."""

    text: str = ""
    files: list[Upload] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    """All of it in the order in which it is read, for a message of components; then there is no
    other text. Empty: the text, the files, the rows."""

    @property
    def empty(self) -> bool:
        return not (self.text or self.files or self.rows)

    @property
    def order(self) -> list[Piece]:
        """What is read, from top to bottom."""
        text: list[Piece] = [self.text] if self.text.strip() else []
        return self.pieces or [*text, *self.files, *self.rows]

    @property
    def content(self) -> str:
        """What a message's content holds of it: nothing, where its components hold everything."""
        return "" if self.composed else self.text

    @property
    def composed(self) -> bool:
        """It has to be a message of components ("V2"): a classic one can't show it."""
        return bool(self.pieces) or any(isinstance(row, Listed) for row in self.rows)


def shortened(label: str, limit: int) -> str:
    return label if len(label) <= limit else label[: limit - 1].rstrip() + "…"


def button_label(label: str) -> str:
    """A label that a button can hold."""
    return shortened(label, _LABEL)


def menu_label(label: str) -> str:
    """A label that an entry of a menu can hold."""
    return shortened(label, MENU_LABEL)
