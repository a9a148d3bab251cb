"""PPTX → document: a slide is a heading with its text, tables and speaker notes.

Named sections and section header slides are the level above the slides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.ingest import plain
from knowledge.ingest.blocks import Block, listing, table
from knowledge.ingest.documents.document import Document
from knowledge.ingest.documents.inlines import Run, Style, markdown
from knowledge.ingest.documents.omml import to_latex
from knowledge.ingest.language import tag
from knowledge.ingest.safely import check_office_file, parse_xml
from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAX_DEPTH = 20
_SECTION, _SLIDE = 1, 2
_CONTINUED = re.compile(
    r"\s*[-–—(\[]?\s*(\(?(cont(inued|'d|d|\.)?|forts\.?|suite|continuaci[oó]n)\.?\)?|\d+\s*(/|of)\s*\d+)\s*[)\]]?$",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"^(picture|image|grafik|imagen|bild|content placeholder|placeholder)?\s*\d*$"
    r"|^\S+\.(png|jpe?g|gif|emf|wmf|svg)$|automatically generated",
    re.IGNORECASE,
)
_SKIPPED = frozenset(("DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"))


def read(path: Path) -> Document:
    """Raises `SourceError` when the package can't be opened or no slide holds text."""
    import pptx

    check_office_file(path)
    try:
        opened = pptx.Presentation(str(path))
        slides = list(opened.slides)
        sections = _sections(opened)
    except Exception as error:  # python-pptx raises KeyError, XMLSyntaxError and more on bad parts
        raise SourceError(
            f"{path.name} is damaged ({type(error).__name__}): open it in PowerPoint or "
            "LibreOffice and save it again.",
            why="damaged",
        ) from None
    blocks: list[Block] = []
    problems: list[Problem] = []
    for number, slide in enumerate(slides, start=1):
        try:
            found = list(_slide(slide, number, sections.get(slide.slide_id, ""), problems))
        except Exception as error:
            problems.append(Problem(f"Left out slide {number}: damaged ({type(error).__name__})."))
            continue
        blocks += _continued(found, blocks)
    if not any(block.text and not block.level for block in blocks):
        raise SourceError(
            f"{path.name} holds no text on its slides, only pictures or titles.", why="scan"
        )
    core = opened.core_properties
    title = "" if (core.title or "").lower() == "powerpoint presentation" else core.title or ""
    return Document(
        title=title,
        blocks=tuple(blocks),
        language=tag(core.language),
        author=core.author or "",
        place_mark="slide ",
        problems=tuple(replace(problem, file=path.name) for problem in problems),
    )


def _sections(opened: Any) -> dict[int, str]:
    """The named section that begins with a slide, by slide id."""
    names = {}
    for section in opened.part._element.iter(f"{_P14}section"):
        first = next(section.iter(f"{_P14}sldId"), None)
        if first is not None and section.get("name", "") not in ("", "Default Section"):
            names[int(first.get("id", "0"))] = section.get("name", "")
    return names


def _slide(slide: Any, number: int, section: str, problems: list[Problem]) -> Iterator[Block]:
    place = str(number)
    if section:
        yield Block(plain.to_markdown(section), _SECTION, place)
    title_shape = slide.shapes.title
    title = _one_line(title_shape.text_frame) if title_shape is not None else ""
    content = [
        Block(block.text, block.level, place)
        for shape in _in_reading_order(slide.shapes, title_shape)
        for block in _sound(shape, number, problems)
        if block.text
    ]
    notes = list(_notes(slide))
    opens = slide.slide_layout.name.lower().startswith(("section", "abschnitt", "titre de section"))
    opens = opens or slide.slide_layout._element.get("type") == "secHead"
    if title and opens and not section:
        yield Block(title, _SECTION, place)
    elif title or content or notes:
        yield Block(title or f"Slide {number}", _SLIDE, place)
    yield from content
    yield from (Block(note, place=place) for note in notes)


def _continued(found: Sequence[Block], before: Sequence[Block]) -> list[Block]:
    """Without the heading, when the slide goes on under the title of the one before."""
    last = next((block for block in reversed(before) if block.level), None)
    if not found or not last or found[0].level != last.level:
        return list(found)
    same = _CONTINUED.sub("", found[0].text) == _CONTINUED.sub("", last.text)
    return list(found[1:]) if same else list(found)


# ---- shapes ---------------------------------------------------------------------------------


def _in_reading_order(shapes: Any, title: Any) -> list[Any]:
    others = [
        shape
        for shape in shapes
        if not (title is not None and shape.shape_id == title.shape_id)
        and not (shape.is_placeholder and shape.placeholder_format.type.name in _SKIPPED)
    ]
    # placeholders inherit their position and keep the order they have in the file
    return sorted(
        others,
        key=lambda shape: (0 if shape.is_placeholder else 1, shape.top or 0, shape.left or 0),
    )


def _sound(shape: Any, number: int, problems: list[Problem]) -> list[Block]:
    """A shape's blocks; one that python-pptx can't read costs only itself."""
    try:
        return list(_shape(shape, 0))
    except Exception as error:  # charts and frames of kinds the library does not know
        reason = f"Left out {shape.name!r} on slide {number}: {type(error).__name__}."
        problems.append(Problem(reason))
        return []


def _shape(shape: Any, depth: int) -> Iterator[Block]:
    if depth > _MAX_DEPTH:
        return
    if shape.shape_type is not None and shape.shape_type.name == "GROUP":
        for inner in shape.shapes:
            yield from _shape(inner, depth + 1)
    elif getattr(shape, "has_table", False):
        rows = [[_one_line(cell.text_frame) for cell in row.cells] for row in shape.table.rows]
        yield from table(rows)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif shape.has_text_frame and shape.text_frame.text.strip() + _has_math(shape):
        yield from _paragraphs(shape.text_frame, bulleted=shape.is_placeholder)
    else:
        yield from _diagram(shape)
        alt = " ".join(_alternative(shape).split())
        if alt and not _AUTOMATIC.search(alt):
            yield Block(f"*[{plain.escape(alt)}]*")


def _has_math(shape: Any) -> str:
    return "math" if next(shape._element.iter(f"{_M}oMath"), None) is not None else ""


def _paragraphs(frame: Any, *, bulleted: bool) -> Iterator[Block]:
    """Paragraphs of one shape; two or more of a content placeholder are its bullets."""
    entries = [(p.level, _text(p._p), _mark(p._p, bulleted)) for p in frame.paragraphs]
    entries = [entry for entry in entries if entry[1]]
    pending: list[tuple[int, str, str]] = []
    for level, text, mark in entries:
        if mark and len(entries) > 1:
            number = sum(1 for entry in pending if entry[0] == level) + 1
            pending.append((level, f"{number}." if mark == "1." else mark, text))
            continue
        if pending:
            yield listing(pending)
            pending = []
        yield Block(text)
    if pending:
        yield listing(pending)


def _mark(paragraph: Element, bulleted: bool) -> str:
    properties = paragraph.find(f"{A}pPr")
    if properties is not None:
        if properties.find(f"{A}buNone") is not None:
            return ""
        if properties.find(f"{A}buAutoNum") is not None:
            return "1."
        if properties.find(f"{A}buChar") is not None:
            return "-"
    return "-" if bulleted else ""


def _one_line(frame: Any) -> str:
    return " ".join(" ".join(_text(p._p).split()) for p in frame.paragraphs).strip()


def _text(paragraph: Element) -> str:
    return markdown(_runs(paragraph, 0))


def _runs(parent: Element, depth: int) -> Iterator[Run]:
    for child in parent:
        tag_name = child.tag
        if tag_name in (f"{A}r", f"{A}fld"):
            text = child.find(f"{A}t")
            yield Run(text.text or "" if text is not None else "", _style(child.find(f"{A}rPr")))
        elif tag_name == f"{A}br":
            yield Run("\n")
        elif tag_name == f"{_M}oMathPara":
            yield Run(f"\n{plain.display_math(to_latex(child))}\n", finished=True)
        elif tag_name == f"{_M}oMath":
            yield Run(plain.inline_math(to_latex(child)), finished=True)
        elif (
            isinstance(tag_name, str) and depth < _MAX_DEPTH and not tag_name.endswith("}Fallback")
        ):
            yield from _runs(child, depth + 1)  # AlternateContent, Choice, a14:m


def _style(properties: Element | None) -> Style:
    if properties is None:
        return Style()
    baseline = properties.get("baseline", "0").lstrip("+")
    shift = int(baseline) if baseline.lstrip("-").isdecimal() else 0
    return Style(
        bold=properties.get("b") in ("1", "true"),
        italic=properties.get("i") in ("1", "true"),
        raised=shift > 0,
        lowered=shift < 0,
    )


def _chart(chart: Any) -> Iterator[Block]:
    if chart.has_title:
        yield Block(_one_line(chart.chart_title.text_frame))
    plot = chart.plots[0]
    names = [str(category) for category in plot.categories]
    rows = [["", *(str(series.name) for series in plot.series)]]
    columns = [list(series.values) for series in plot.series]
    for index, name in enumerate(names):
        cells = [column[index] if index < len(column) else None for column in columns]
        rows.append([name, *("" if cell is None else f"{cell:g}" for cell in cells)])
    yield from table([[plain.to_markdown(cell) for cell in row] for row in rows])


def _diagram(shape: Any) -> Iterator[Block]:
    """SmartArt keeps its words in a part of its own."""
    for reference in shape._element.iter():
        if not isinstance(reference.tag, str) or not reference.tag.endswith("}relIds"):
            continue
        data = shape.part.related_part(reference.get(f"{_R}dm"))
        points = parse_xml(data.blob, "diagram").iter(f"{A}p")
        texts = [text for text in (_text(point) for point in points) if text]
        if texts:
            yield listing([(0, "-", text) for text in texts])
        return


def _alternative(shape: Any) -> str:
    about = next((e for e in shape._element.iter() if str(e.tag).endswith("}cNvPr")), None)
    return (about.get("descr") or "") if about is not None else ""


def _notes(slide: Any) -> Iterator[str]:
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            text = _text(paragraph._p)
            if text:
                yield text
