"""Questions on tables that describe things: which row, which of two columns."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from knowledge.course import Choice, ChoiceItem
from knowledge.generation.generated import Generated, generated
from knowledge.generation.generators.terms import quoted
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.tables import Table, tables
from knowledge.generation.words import capital, mixed, overlap

_MOST_LABEL_WORDS = 5
_MOST_CELL_CHARACTERS = 160
_FEWEST_ROWS = 4
_ALIKE = 0.5
"""Share of stems from which two cells could be taken for one another."""
_LETTERS = re.compile(r"[^\W\d_]")
_SYMBOLS = re.compile(r"[$\d=<>/\\]|[₀-₉⁰-⁹]|\(Picture")


def which_row(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """What a row says, and the things that the rows are about to choose from."""
    for table in tables(section.section.text):
        if not _lists_terms(material, section, table):
            continue
        for place, row in mixed(list(enumerate(table.rows)), rng):
            others = [other for other in table.rows if other[0] != row[0]]
            column = _telling_column(section, table, row, others, rng)
            if column is None or len(others) < _FEWEST_ROWS - 1:
                continue
            facts = f"{table.header[column]}: {row[column]}"
            yield generated(
                ChoiceItem,
                section.section,
                evidence=table.lines[place],
                source="table",
                about=row[0],
                question=section.language.wording.which_row.format(
                    caption=table.caption, label=_label(table.header[0]), facts=facts
                ),
                choices=(
                    Choice(text=capital(row[0]), correct=True),
                    *(
                        Choice(text=capital(other[0]), misconception=_told(table, other, column))
                        for other in rng.sample(others, _FEWEST_ROWS - 1)
                    ),
                ),
                explanation=_told(table, row, column),
            )


def which_column(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Tables of two columns that set two things against each other."""
    for table in tables(section.section.text):
        if not _sets_against(section, table):
            continue
        for place, row in mixed(list(enumerate(table.rows)), rng):
            right = rng.randrange(2)
            yield generated(
                ChoiceItem,
                section.section,
                evidence=table.lines[place],
                source="table",
                about=row[right],
                question=section.language.wording.either_column.format(
                    caption=table.caption, cell=quoted(row[right].rstrip("."))
                ),
                choices=(
                    Choice(text=table.header[right], correct=True),
                    Choice(
                        text=table.header[1 - right], misconception=_opposite(table, row, right)
                    ),
                ),
                explanation=f"{table.header[0]}: {row[0]}\n\n{table.header[1]}: {row[1]}",
            )


def _lists_terms(material: Material, section: SectionMaterial, table: Table) -> bool:
    """The first column names things of one sort, and most of them are what the chapter teaches.

    Only then is a row's description the thing's own; a table of jobs or of cities is not learned.
    """
    names = [row[0] for row in table.rows]
    known = [fact.name_stems for fact in material.of_unit.get(section.unit, ())]
    taught = sum(any(section.stems(name) <= stems for stems in known) for name in names)
    return (
        len(table.rows) >= _FEWEST_ROWS
        and bool(table.caption)
        and len(set(table.header)) == len(table.header)
        and all(_plain_text(head) for head in table.header)
        and len({name.casefold() for name in names}) == len(names)
        and all(_plain_text(name) and len(name.split()) <= _MOST_LABEL_WORDS for name in names)
        and taught >= len(names) / 2
    )


def _telling_column(
    section: SectionMaterial,
    table: Table,
    row: tuple[str, ...],
    others: list[tuple[str, ...]],
    rng: random.Random,
) -> int | None:
    """A column whose cell says something that fits this row alone."""
    columns = [
        n
        for n in range(1, len(table.header))
        if not section.language.instances.search(table.header[n])
    ]
    rng.shuffle(columns)
    return next((n for n in columns if _tells(section, row, others, n)), None)


def _tells(
    section: SectionMaterial, row: tuple[str, ...], others: list[tuple[str, ...]], column: int
) -> bool:
    said = section.stems(row[column])
    return (
        _plain_text(row[column])
        and len(row[column]) <= _MOST_CELL_CHARACTERS
        and len(said) >= 2
        and not said & section.stems(row[0])
        and all(overlap(said, section.stems(other[column])) < _ALIKE for other in others)
    )


def _sets_against(section: SectionMaterial, table: Table) -> bool:
    """Two headers of one sort: they share a word, or both are key terms."""
    if len(table.header) != 2 or not table.caption or not all(map(_plain_text, table.header)):
        return False
    one, two = (section.stems(head) for head in table.header)
    named = {fact.name_stems for fact in section.facts}
    related = bool(one & two) and one != two
    cells = [cell for row in table.rows for cell in row]
    return (related or (one in named and two in named)) and all(
        _plain_text(cell) and len(cell) <= _MOST_CELL_CHARACTERS for cell in cells
    )


def _plain_text(cell: str) -> bool:
    return bool(_LETTERS.search(cell)) and not _SYMBOLS.search(cell)


def _label(header: str) -> str:
    """``Endocrine Gland`` in the middle of a sentence."""
    return " ".join(
        word if word[1:].lower() != word[1:] else word.lower() for word in header.split()
    )


def _told(table: Table, row: tuple[str, ...], column: int) -> str:
    return f"{capital(row[0])}: {row[column]}".rstrip(".") + "."


def _opposite(table: Table, row: tuple[str, ...], right: int) -> str:
    return f"{table.header[1 - right]}: {row[1 - right]}"
