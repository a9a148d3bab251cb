"""What a teacher's file adds to a course, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.course import Course, TrueFalseItem
from knowledge.ingest import addition
from knowledge.ingest.addition import supplement_of
from knowledge.library import Library
from knowledge.problems import SourceError
from knowledge.supplement import Supplement, Supplies, prefix_of, with_supplements
from tests.dialogs.courses import PSYCHOLOGY

SECTION = """+++
id = "classical"
title = "Sleep and Learning"
concepts = [
  { id = "extinction", title = "Forgetting", prerequisites = ["replay"] },
  { id = "replay", title = "Replay" },
]
+++

Sleep replays what was learned.

::: true_false replayed concepts=extinction
Sleep replays what was learned.

- [x] true
- [ ] false
:::
"""


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path, course: Course = PSYCHOLOGY, into: str = "") -> Supplement:
    return supplement_of(path, course, into=into).supplement


def test_ids_never_meet_those_of_the_course(tmp_path: Path) -> None:
    """The file calls its section, concept and item as the course calls its own."""
    course = with_supplements(PSYCHOLOGY, [read(file(tmp_path, "sleep.md", SECTION))])
    ids = [section.id for section in course.sections()]
    assert len(set(ids)) == len(ids)
    section = course.units[-1].sections[0]
    assert section.title == "Sleep and Learning (sleep.md)"
    own, replay = section.concepts
    assert own.id.startswith(prefix_of("sleep.md"))
    assert own.prerequisites == (replay.id,)
    assert section.items[0].concepts == (own.id,)
    assert course.units[: len(PSYCHOLOGY.units)] == PSYCHOLOGY.units


def test_the_same_name_has_the_same_ids(tmp_path: Path) -> None:
    first = read(file(tmp_path, "sleep.md", "# Sleep\n\nWords of the first version."))
    again = read(file(tmp_path, "Sleep.md", "# Sleep\n\nOther words."))
    other = read(file(tmp_path, "dreams.md", "# Sleep\n\nWords of the first version."))
    assert first.unit.sections[0].id == again.unit.sections[0].id != other.unit.sections[0].id


def test_items_go_to_the_section_that_is_named_while_there_is_one(tmp_path: Path) -> None:
    supplement = read(file(tmp_path, "q.gift", "Dogs dream. {T}\n"), into="classical")
    added = with_supplements(PSYCHOLOGY, [supplement])
    assert len(added.units) == len(PSYCHOLOGY.units)
    target = next(section for section in added.sections() if section.id == "classical")
    assert isinstance(target.items[-1], TrueFalseItem)
    shorter = PSYCHOLOGY.model_copy(update={"units": PSYCHOLOGY.units[:1]})
    (section,) = with_supplements(shorter, [supplement]).units[-1].sections
    assert len(section.items) == 1


def test_a_new_version_does_not_look_into_the_old_one(tmp_path: Path) -> None:
    path = file(tmp_path, "q.gift", "$CATEGORY: Dogs\n\nDogs dream. {T}\n")
    there = with_supplements(PSYCHOLOGY, [read(path)])
    assert read(path, there) == read(path)


def test_too_many_sections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addition, "MOST_SECTIONS", 1)
    text = "".join(f"# Part {n}\n\n{'Some words on it. ' * 300}\n\n" for n in range(3))
    with pytest.raises(SourceError, match="up to 1 are taken"):
        read(file(tmp_path, "long.md", text))


def test_supplies_are_put_together_once(tmp_path: Path) -> None:
    supplies = Supplies()
    assert supplies.over(PSYCHOLOGY) is PSYCHOLOGY
    assert supplies.mark("psych", "f") == "f"
    supplement = read(file(tmp_path, "sleep.md", SECTION))
    supplies.put({"psych": {"1": supplement}})
    added = supplies.over(PSYCHOLOGY)
    assert supplies.over(PSYCHOLOGY) is added
    mark = supplies.mark("psych", "f")
    supplies.put({"psych": {"2": supplement}})
    assert supplies.mark("psych", "f") not in ("f", mark)
    assert supplies.over(PSYCHOLOGY) is not added


def test_a_library_gives_what_is_supplied_and_leaves_its_files_alone(tmp_path: Path) -> None:
    library = Library(tmp_path)
    before = library.fingerprint("statistics-es")
    own = library.get("statistics-es")
    supplement = read(file(tmp_path, "sleep.md", SECTION), own)
    library.supply({"statistics-es": {"1": supplement}})
    assert library.get("statistics-es").units[:-1] == own.units
    assert library.fingerprint("statistics-es") != before
    library.supply({})
    assert library.get("statistics-es") == own
    assert Library(tmp_path).get("statistics-es") == own
