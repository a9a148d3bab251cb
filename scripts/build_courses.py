"""Builds the shipped courses in knowledge/courses/ from their sources.

    python scripts/build_courses.py SHARED_DATA [--only ID ...] [--no-vectors]

SHARED_DATA is the folder that holds ``openstax/`` and ``oatutor/``. The same sources give the same
files, byte for byte; vectors are made anew only for what changed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.course import Course, Section, Unit  # noqa: E402
from knowledge.ingest import oatutor, openstax  # noqa: E402
from knowledge.ingest.openstax.collection import page_slug  # noqa: E402
from knowledge.ingest.source import Reader  # noqa: E402
from knowledge.markdown.check import check_folder  # noqa: E402
from knowledge.markdown.writer import write_course  # noqa: E402
from knowledge.problems import Problem  # noqa: E402

CHANGES = "Converted to Studylamp's course format: pictures are left out, numbers and links kept."
ALGEBRA_CHAPTERS = {
    "1": "Foundations",
    "2": "Solving Linear Equations and Inequalities",
    "3": "Math Models",
    "4": "Graphs",
    "5": "Systems of Linear Equations",
    "6": "Polynomials",
    "7": "Factoring",
    "8": "Rational Expressions and Equations",
    "9": "Roots and Radicals",
    "10": "Quadratic Equations",
}
"""The chapters of OpenStax's Elementary Algebra, which OATutor's lessons follow by number."""

ALGEBRA_PAGES = "https://openstax.org/books/elementary-algebra-2e/pages"
RENAMED = ("7.2", "7.3")
"""Sections that the second edition calls otherwise: no page of theirs has the lesson's title."""
UNSOUND = frozenset(
    line
    for line in (ROOT / "scripts" / "unsound_items.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


@dataclass(frozen=True)
class Shipped:
    """One course that comes with Studylamp."""

    id: str
    source: str
    """Below SHARED_DATA."""
    reader: Reader
    description: str
    authors: str = ""
    """As the preface names them."""
    polish: Callable[[Course], Course] = lambda course: course


def _algebra(course: Course) -> Course:
    """What the files don't say: chapter titles, a title that was cut off, the book's own pages."""
    units = []
    for unit in course.units:
        title = ALGEBRA_CHAPTERS.get(unit.number, unit.title)
        sections = tuple(map(_lesson, unit.sections))
        units.append(unit.model_copy(update={"title": title, "sections": sections}))
    return course.model_copy(update={"units": tuple(units)})


def _lesson(section: Section) -> Section:
    title = section.title
    if title.endswith("Coefficient Oth"):
        title = title.removesuffix("Oth") + "Other than 1"
    page = f"{section.number.replace('.', '-')}-{page_slug(title)}"
    url = "" if section.number in RENAMED else f"{ALGEBRA_PAGES}/{page}"
    items = tuple(item for item in section.items if item.id not in UNSOUND)
    return section.model_copy(update={"title": title, "url": url, "items": items})


COURSES = (
    Shipped(
        "psychology",
        "openstax/psychology",
        openstax.READER,
        "A one-semester introduction to psychology: the whole of OpenStax's Psychology 2e with "
        "its review questions.",
        authors="Rose M. Spielman, William J. Jenkins, Marilyn D. Lovett",
    ),
    Shipped(
        "elementary-algebra",
        "oatutor/openstax-elementary-algebra.jsonl",
        oatutor.READER,
        "Practice for elementary algebra: problems with hints step by step, from whole numbers to "
        "quadratic equations.",
        polish=_algebra,
    ),
    Shipped(
        "statistics-es",
        "openstax/statistics-es",
        openstax.READER,
        "Un semestre de introducción a la estadística: el libro completo de OpenStax con sus "
        "ejercicios.",
        authors="Barbara Illowsky, Susan Dean",
    ),
)


def read(shipped: Shipped, data: Path) -> tuple[Course, list[Problem]]:
    """The course as it will be shipped, and what was left out of it."""
    outline = shipped.reader.outline(data / shipped.source)
    problems = list(outline.problems)
    units = []
    for unit in outline.units:
        sections = []
        for source in unit.sections:
            section, found = source.load()
            problems += found
            sections += [section] if section else []
        units.append(
            Unit(id=unit.id, title=unit.title, number=unit.number, sections=tuple(sections))
        )
    by = f"Senior contributing authors: {shipped.authors}." if shipped.authors else ""
    course = Course(
        id=shipped.id,
        title=outline.title,
        language=outline.language,
        description=shipped.description,
        license=outline.license,
        attribution=" ".join(filter(None, [outline.attribution, by, CHANGES])),
        url=outline.url,
        units=tuple(units),
    )
    return shipped.polish(course), problems


def build(shipped: Shipped, data: Path, *, vectors: bool) -> None:
    """Writes one course folder, checks it, and says what is in it."""
    started = time.monotonic()
    course, problems = read(shipped, data)
    folder = ROOT / "knowledge" / "courses" / shipped.id
    kept = folder / "vectors.npz"
    known = kept.read_bytes() if kept.exists() else b""
    write_course(course, folder)
    (folder / "ATTRIBUTION.md").write_text(_attribution(course), encoding="utf-8")
    if vectors:
        if known:
            kept.write_bytes(known)
        _vectors(course, folder)
    _report(course, problems, folder, time.monotonic() - started)
    wrong = [problem for problem in check_folder(folder)[1] if problem.severity == "error"]
    if wrong:
        sys.exit("\n".join(f"{shipped.id}: {problem}" for problem in wrong))


def _vectors(course: Course, folder: Path) -> None:
    try:
        from knowledge.vectors import export_vectors
    except ImportError as error:
        sys.exit(f"Vectors can't be made ({error}); build without them: --no-vectors")
    export_vectors(course, folder)


def _attribution(course: Course) -> str:
    return (
        f"# {course.title}\n\n{course.attribution}\n\n"
        "Licence: [Creative Commons Attribution 4.0 International]"
        "(https://creativecommons.org/licenses/by/4.0/).\n"
    )


def _report(course: Course, problems: list[Problem], folder: Path, seconds: float) -> None:
    kinds = Counter(item.kind for _, item in course.items())
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{course.id}: {sum(1 for _ in course.sections())} sections, {kinds.total()} items, "
          f"{size / 1e6:.1f} MB, {seconds:.1f} s")  # fmt: skip
    print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    for severity, count in Counter(problem.severity for problem in problems).items():
        print(f"  {count} {severity}s while reading")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder with openstax/ and oatutor/")
    parser.add_argument("--only", nargs="+", metavar="ID", help="just these courses")
    parser.add_argument("--no-vectors", action="store_true", help="leave out vectors.npz")
    arguments = parser.parse_args()
    for shipped in COURSES:
        if not arguments.only or shipped.id in arguments.only:
            build(shipped, arguments.data, vectors=not arguments.no_vectors)


if __name__ == "__main__":
    main()
