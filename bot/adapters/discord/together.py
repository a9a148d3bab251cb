"""Which messages read better as one, made of Discord's components ("V2"). Pure.

Those have their text, pictures and controls in any order, and a button beside each answer. But
they have no content: what is edited while it is written stays classic, and so does everything that
a classic message shows as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from bot.adapters.discord.sheet import UPLOAD, Listed, Menu, Piece, Sheet, Upload

LONGEST = 4_000
"""Characters of all text in one message."""
MOST = 40
"""Components in one message, those inside of others counted."""
_PICTURES = 10


def together(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The same, in one message where text stands between or after pictures and all of it fits."""
    if not any(sheet.files for sheet in sheets[:-1]) or not _fit(sheets):
        return list(sheets)
    pieces: list[Piece] = []
    for sheet in sheets:
        for piece in sheet.order:
            if isinstance(piece, Upload):
                taken = sum(isinstance(each, Upload) for each in pieces)
                name = PurePath(piece.name)
                pieces.append(replace(piece, name=f"{name.stem}-{taken + 1}{name.suffix}"))
            else:
                pieces.append(piece)
    return [
        Sheet(
            files=[piece for piece in pieces if isinstance(piece, Upload)],
            rows=[row for sheet in sheets for row in sheet.rows],
            pieces=pieces,
        )
    ]


def _fit(sheets: Sequence[Sheet]) -> bool:
    pieces = [piece for sheet in sheets for piece in sheet.order]
    uploads = [piece for piece in pieces if isinstance(piece, Upload)]
    return (
        all(upload.alt for upload in uploads)  # pictures: other files have no place between text
        and len(uploads) <= _PICTURES
        and sum(len(upload.data) for upload in uploads) <= UPLOAD
        and sum(map(len, _texts(pieces))) <= LONGEST
        and sum(map(_components, pieces)) <= MOST
    )


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Listed):
            yield from (text for text, _ in piece.answers)


def _components(piece: Piece) -> int:
    match piece:
        case Listed():
            return 3 * len(piece.answers)
        case tuple():
            return 1 + len(piece)
        case Menu():
            return 2
    return 1
