"""GIFT files as an outline: categories become units and sections, questions become items."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from knowledge.ingest.gift.section import Named, load
from knowledge.ingest.gift.syntax import Entry, entries, escape_marks, unescape
from knowledge.ingest.ids import Ids, slug
from knowledge.ingest.language import detect
from knowledge.ingest.safely import read_text
from knowledge.ingest.source import Outline, SectionSource, UnitSource
from knowledge.problems import Problem, SourceError

VERSION = "1"
_ANSWERS = re.compile(r"\{\s*(=|~|#|T\}|F\}|TRUE\b|FALSE\b|T#|F#)")
_TITLED = re.compile(r"^::.+?::", re.MULTILINE | re.DOTALL)
_SUFFIXES = (".gift", ".gift.txt")
_ROOTS = frozenset(("top", "tom", ""))


class GiftReader:
    """Moodle GIFT: one file or a folder of them."""

    name = "Moodle GIFT"

    def recognises(self, path: Path) -> bool:
        """By name, or a .txt file whose text has GIFT's braces."""
        try:
            if path.is_dir():
                files = [file for file in path.iterdir() if not file.name.startswith(".")]
                return bool(files) and all(_is_gift(file) for file in files)
            return _is_gift(path)
        except OSError:
            return False

    def outline(self, path: Path) -> Outline:
        """Raises `SourceError` when there is no question in it."""
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        sections: dict[tuple[str, ...], _Section] = {}
        problems: list[Problem] = []
        for file in files:
            try:
                text, warnings = read_text(file)
            except SourceError as error:
                if not path.is_dir():
                    raise
                problems.append(Problem(str(error), file=file.name))
                continue
            problems += warnings
            _collect(text, file, sections, by_file=path.is_dir())
        found = {key: section for key, section in sections.items() if section.entries}
        if not found:
            raise SourceError(
                f"{path.name} holds no GIFT question. A question ends in its answers in braces: "
                "2 + 2 = ? {{=4}}."
            )
        title = _title(path)
        units = _units(found, title)
        words = " ".join(
            unescape(entry.text) for section in found.values() for _, entry in section.entries
        )
        return Outline(
            slug(title, "questions"), title, units, detect(words), problems=tuple(problems)
        )


@dataclass(slots=True)
class _Section:
    """The questions of one category, in file order."""

    path: tuple[str, ...]
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    """File name and question."""


def _is_gift(path: Path) -> bool:
    name = path.name.lower()
    if not path.is_file():
        return False
    if name.endswith(_SUFFIXES):
        return True
    if not name.endswith(".txt"):
        return False
    with path.open("rb") as file:
        head = file.read(20_000)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = escape_marks(head.decode(encoding, "replace"))
    found = len(_ANSWERS.findall(text))
    return found > 0 and ("$CATEGORY:" in text or bool(_TITLED.search(text)) or "}" in text)


def _title(path: Path) -> str:
    stem = path.name
    for suffix in (*_SUFFIXES, ".txt"):
        stem = stem.removesuffix(suffix)
    bare = stem.replace("_", " ").replace("-", " ").strip()
    return bare[:1].upper() + bare[1:] if bare else "Questions"


def _collect(
    text: str, file: Path, sections: dict[tuple[str, ...], _Section], *, by_file: bool
) -> None:
    where: tuple[str, ...] = (_title(file),) if by_file else ()
    for entry in entries(text):
        if entry.category:
            where = _category(entry.text)
        else:
            section = sections.setdefault(where, _Section(where))
            section.entries.append((file.name, entry))


def _category(text: str) -> tuple[str, ...]:
    """``$course$/top/Waves/Sound`` → its names; a slash within a name is written twice."""
    names = [unescape(part).replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", text)]
    return tuple(
        name for name in names if name.lower() not in _ROOTS and not re.match(r"^\$\w+\$$", name)
    )


def _units(sections: dict[tuple[str, ...], _Section], title: str) -> tuple[UnitSource, ...]:
    """With categories of two levels or more, the first is the unit; else there is one unit."""
    deep = any(len(path) > 1 for path in sections)
    ids, item_ids = Ids(), Ids()
    units: dict[str, list[SectionSource]] = {}
    for path, section in sections.items():
        unit = path[0] if deep and path else title
        name = " – ".join(path[1:] if deep and len(path) > 1 else path) or title
        section_id = ids.take(slug(name, "section"), slug(f"{unit} {name}", "section"))
        units.setdefault(unit, []).append(_source(section_id, name, section, item_ids))
    unit_ids = Ids()
    return tuple(
        UnitSource(unit_ids.take(slug(unit, "unit")), unit, tuple(found))
        for unit, found in units.items()
    )


def _source(section_id: str, title: str, section: _Section, item_ids: Ids) -> SectionSource:
    # ids are given out here, in file order, so that they don't depend on which sections are loaded
    named = [
        Named(file, entry, item_ids.take(slug(_name(entry), "question")))
        for file, entry in section.entries
    ]
    content = "\x00".join([VERSION, title, *(f"{one.id}\x01{one.entry.text}" for one in named)])
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    return SectionSource(section_id, fingerprint, partial(load, section_id, title, named))


def _name(entry: Entry) -> str:
    """What an id is made from: the question's own id, its title, or its first words."""
    if entry.id:
        return entry.id
    titled = re.match(r"^::(.*?)::", entry.text, re.DOTALL)
    text = titled[1] if titled else entry.text.partition("{")[0]
    return unescape(re.sub(r"^\s*\[\w+\]|<[^<>]*>", " ", text))
