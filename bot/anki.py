"""Key terms and choice items as a package that Anki imports (``.apkg``).

A note's id comes from what it is about and not from its words, so importing a newer package
updates the notes that are there and keeps their review history.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from bot.mathtext.html import in_html
from knowledge.course import ChoiceItem, Course, Section, Term

if TYPE_CHECKING:
    import genanki

MEDIA_TYPE = "application/octet-stream"

# Fixed for good: Anki takes a note type with another id for another type.
_TERM_MODEL = 1_763_812_001
_CHOICE_MODEL = 1_763_812_002
_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: left; max-width: 40em;"
    " margin: 0 auto; } .source { font-size: 14px; opacity: .7; }"
)
_SOURCE = '<hr id="answer">{answer}<p class="source">{{{{Source}}}}</p>'


def exportable(section: Section) -> list[Term | ChoiceItem]:
    """What of a section can be on a card."""
    items = [item for item in section.items if isinstance(item, ChoiceItem)]
    return [*section.terms, *(item for item in items if not item.needs_figure)]


def package(
    course: Course, contents: Iterable[tuple[Section, Term | ChoiceItem]], at: datetime
) -> bytes:
    """The contents of an ``.apkg`` file.

    Args:
        contents: of this course, in the order of the new cards.
        at: the notes' time of change; Anki updates a note when its own is older.
    """
    import genanki

    about = [course.attribution, course.license, course.url]
    deck = genanki.Deck(
        _id(course.id),
        f"Studylamp::{course.title.replace('::', ' – ')}",
        in_html("\n\n".join(filter(None, about))),
    )
    term_model, choice_model = _models()
    for section, content in contents:
        is_term = isinstance(content, Term)
        name = f"term:{content.name}" if isinstance(content, Term) else f"item:{content.id}"
        deck.add_note(
            genanki.Note(
                model=term_model if is_term else choice_model,
                fields=_fields(course, section, content),
                guid=genanki.guid_for("studylamp", course.id, section.id, name),
                tags=["studylamp", section.id],
            )
        )
    return _zipped(deck, at)


def _fields(course: Course, section: Section, content: Term | ChoiceItem) -> list[str]:
    source = _source(course, section)
    if isinstance(content, Term):
        return [in_html(content.name), in_html(content.definition), source]
    options = "".join(f"<li>{in_html(choice.text)}</li>" for choice in content.choices)
    (key,) = content.key
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[content.choices.index(key)]
    question = "\n\n".join(filter(None, [content.stem, content.question]))
    answer = "\n\n".join(filter(None, [f"**{letter}.** {key.text}", content.explanation]))
    return [in_html(question), f'<ol type="A">{options}</ol>', in_html(answer), source]


def _source(course: Course, section: Section) -> str:
    label = escape(f"{course.title}, {section.label}")
    if not section.url.startswith(("https://", "http://")):
        return label
    return f'<a href="{escape(section.url)}">{label}</a>'


def _models() -> tuple[genanki.Model, genanki.Model]:
    import genanki

    def model(
        number: int, name: str, fields: Sequence[str], cards: Sequence[tuple[str, str]]
    ) -> genanki.Model:
        templates = [
            {
                "name": f"Card {place}",
                "qfmt": front,
                "afmt": "{{FrontSide}}" + _SOURCE.format(answer=back),
            }
            for place, (front, back) in enumerate(cards, 1)
        ]
        named = [{"name": field} for field in fields]
        return genanki.Model(number, name, fields=named, templates=templates, css=_CSS)

    terms = model(
        _TERM_MODEL,
        "Studylamp key term",
        ("Term", "Definition", "Source"),
        [("{{Term}}", "{{Definition}}"), ("{{Definition}}", "{{Term}}")],
    )
    choices = model(
        _CHOICE_MODEL,
        "Studylamp question",
        ("Question", "Options", "Answer", "Source"),
        [("{{Question}}{{Options}}", "{{Answer}}")],
    )
    return terms, choices


def _zipped(deck: genanki.Deck, at: datetime) -> bytes:
    # As `genanki.Package.write_to_file` does, which leaves a temporary file behind.
    import genanki

    stamp = at.timestamp()
    database = sqlite3.connect(":memory:")
    try:
        ids = itertools.count(int(stamp * 1000))
        genanki.Package(deck).write_to_db(database.cursor(), stamp, ids)
        database.commit()
        collection = database.serialize()
    finally:
        database.close()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", collection)
        archive.writestr("media", json.dumps({}))
    return file.getvalue()


def _id(course: str) -> int:
    """A deck's id: the same for a course at any time, apart from any other's."""
    digest = hashlib.sha256(f"studylamp deck {course}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)
