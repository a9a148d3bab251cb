"""OpenStax books made in the tests, and the excerpts in tests/data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.course import Section
from knowledge.ingest.openstax import READER
from knowledge.ingest.source import Outline
from knowledge.problems import Problem

DATA = Path(__file__).parents[2] / "data"
CNXML = 'xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML"'
COLLXML = 'xmlns="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"'


def module(content: str, title: str = "Waves", *, kind: str = "", glossary: str = "") -> str:
    """A CNXML document around its content."""
    return (
        f'<document {CNXML} class="{kind}"><title>{title}</title>'
        f"<metadata/><content>{content}</content><glossary>{glossary}</glossary></document>"
    )


def collection(content: str, *, title: str = "Waves", language: str = "en") -> str:
    return (
        f"<collection {COLLXML}><metadata><md:title>{title}</md:title>"
        f"<md:language>{language}</md:language><md:slug>{title.lower()}</md:slug>"
        '<md:license url="http://creativecommons.org/licenses/by/4.0/">CC</md:license></metadata>'
        f"<content>{content}</content></collection>"
    )


def chapter(title: str, *modules: str) -> str:
    inner = "".join(f'<module document="{name}"/>' for name in modules)
    return f"<subcollection><md:title>{title}</md:title><content>{inner}</content></subcollection>"


def book(folder: Path, modules: Mapping[str, str], **collections: str) -> Path:
    """Writes a book's folder; without collections, one chapter with all modules in order."""
    made = collections or {"waves": collection(chapter("Waves", *modules))}
    (folder / "collections").mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (folder / "collections" / f"{name}.collection.xml").write_text(text, encoding="utf-8")
    for name, text in modules.items():
        (folder / "modules" / name).mkdir(parents=True, exist_ok=True)
        (folder / "modules" / name / "index.cnxml").write_text(text, encoding="utf-8")
    return folder


def load(outline: Outline) -> tuple[dict[str, Section], list[Problem]]:
    """All sections by id, and all problems."""
    sections: dict[str, Section] = {}
    problems = list(outline.problems)
    for unit in outline.units:
        for source in unit.sections:
            section, found = source.load()
            problems += found
            if section:
                sections[section.id] = section
    return sections, problems


def section_of(folder: Path, content: str, *, language: str = "en", glossary: str = "") -> Section:
    """The section that one module's content becomes."""
    path = book(
        folder,
        {"m1": module(content, glossary=glossary)},
        waves=collection(chapter("Waves", "m1"), language=language),
    )
    sections, _ = load(READER.outline(path))
    return sections["m1"]


def exercise(problem: str, solution: str = "", *, id: str = "e1") -> str:
    told = f"<solution>{solution}</solution>" if solution else ""
    return f'<exercise id="{id}"><problem>{problem}</problem>{told}</exercise>'


def practice(*exercises: str) -> str:
    return f'<section class="practice"><title>Practice</title>{"".join(exercises)}</section>'


def choices(*options: str) -> str:
    items = "".join(f"<item>{option}</item>" for option in options)
    return f'<list list-type="enumerated" number-style="lower-alpha">{items}</list>'
