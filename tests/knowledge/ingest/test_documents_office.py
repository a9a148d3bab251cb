"""DOCX and PPTX as teachers have them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from knowledge.course import Section
from knowledge.ingest.documents import DocumentsReader
from knowledge.ingest.source import Outline
from knowledge.problems import SourceError
from tests.knowledge.ingest.samples import PROSE

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
QUADRATIC = f"""<m:oMath xmlns:m="{_M}"><m:r><m:t>x=</m:t></m:r><m:f><m:num>
<m:r><m:t>-b±</m:t></m:r><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e><m:sSup><m:e>
<m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:r><m:t>-4ac</m:t></m:r>
</m:e></m:rad></m:num><m:den><m:r><m:t>2a</m:t></m:r></m:den></m:f></m:oMath>"""


def outline_of(path: Path) -> Outline:
    assert DocumentsReader().recognises(path)
    return DocumentsReader().outline(path)


def sections_of(outline: Outline) -> list[Section]:
    return [s for unit in outline.units for source in unit.sections if (s := source.load()[0])]


@pytest.fixture
def docx(tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    def make(write: Callable[[Any], None]) -> Path:
        from docx import Document

        document = Document()
        write(document)
        path = tmp_path / "lesson.docx"
        document.save(str(path))
        return path

    return make


def test_headings_lists_and_tables(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        document.core_properties.title = "Learning"
        document.core_properties.author = "A. Teacher"
        document.add_heading("Reinforcement", 1)
        paragraph = document.add_paragraph("Skinner used ")
        paragraph.add_run("H").bold = True
        paragraph.add_run("2").font.subscript = True
        paragraph.add_run(" and * stars for $5.")
        document.add_heading("Kinds", 2)
        document.add_paragraph("positive", style="List Bullet")
        document.add_paragraph("negative", style="List Bullet")
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("second", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(
            table._cells, ["Kind", "Effect", "reward", "more | less"], strict=True
        ):
            cell.text = text
        document.add_paragraph("Quoted words.", style="Quote")

    outline = outline_of(docx(write))
    (section,) = sections_of(outline)
    assert (outline.title, outline.attribution, section.title) == (
        "Learning",
        "A. Teacher",
        "Reinforcement",
    )
    assert section.text == (
        "Skinner used **H**₂ and * stars for \\$5.\n\n## Kinds\n\n"
        "- positive\n- negative\n\n1. first\n2. second\n\n"
        "| Kind | Effect |\n| --- | --- |\n| reward | more \\| less |\n\n> Quoted words."
    )


def test_formulas_notes_and_hidden_text(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        paragraph = document.add_paragraph("The roots are ")
        paragraph._p.append(etree.fromstring(QUADRATIC))
        paragraph.add_run(", always.")
        hidden = document.add_paragraph().add_run("secret key")
        hidden.font.hidden = True

    (section,) = sections_of(outline_of(docx(write)))
    assert section.text == r"The roots are $x=\frac{-b\pm \sqrt{b^{2}-4ac}}{2a}$, always."


def test_long_chapters_become_units(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        for chapter in ("Waves", "Heat"):
            document.add_heading(chapter, 1)
            for number in (1, 2, 3):
                document.add_heading(f"{number}. About {chapter} {number}", 2)
                for _ in range(8):
                    document.add_paragraph(PROSE)

    outline = outline_of(docx(write))
    assert [unit.title for unit in outline.units] == ["Waves", "Heat"]
    assert [section.label for section in sections_of(outline)][:2] == [
        "1 About Waves 1",
        "2 About Waves 2",
    ]
    ids = [source.id for unit in outline.units for source in unit.sections]
    assert len(set(ids)) == 6


def test_bold_paragraphs_are_headings_where_there_are_no_others(
    docx: Callable[[Callable[[Any], None]], Path],
) -> None:
    def write(document: Any) -> None:
        for title in ("Waves", "Sound"):
            document.add_paragraph().add_run(title).bold = True
            for _ in range(9):
                document.add_paragraph(PROSE)

    titles = [section.title for section in sections_of(outline_of(docx(write)))]
    assert titles == ["Waves", "Sound"]


def test_the_language_is_that_of_the_words(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        document.core_properties.language = "en-US"  # what the program's template says
        document.add_paragraph(
            "La media aritmética de un conjunto de datos es la suma de los valores que se han "
            "observado, dividida por el número de ellos. No es lo mismo que la mediana, que se "
            "encuentra en el centro de los datos cuando están en orden."
        )

    assert outline_of(docx(write)).language == "es"


def test_ids_and_fingerprints_stay_the_same(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        document.add_heading("Waves", 1)
        document.add_paragraph(PROSE)

    path = docx(write)
    first, again = outline_of(path), outline_of(path)
    assert [(s.id, s.fingerprint) for u in first.units for s in u.sections] == [
        (s.id, s.fingerprint) for u in again.units for s in u.sections
    ]

    def longer(document: Any) -> None:
        write(document)
        document.add_paragraph("One more.")

    changed = outline_of(docx(longer))
    assert changed.units[0].sections[0].id == first.units[0].sections[0].id
    assert changed.units[0].sections[0].fingerprint != first.units[0].sections[0].fingerprint


def test_paragraphs_in_a_heading_style_are_text(
    docx: Callable[[Callable[[Any], None]], Path],
) -> None:
    def write(document: Any) -> None:
        document.add_heading("Waves", 1)
        for _ in range(3):
            document.add_heading(PROSE, 2)

    (section,) = sections_of(outline_of(docx(write)))
    assert section.title == "Waves"
    assert section.text.count("Operant conditioning") == 3
    assert "#" not in section.text


def test_headings_only(docx: Callable[[Callable[[Any], None]], Path]) -> None:
    def write(document: Any) -> None:
        for title in ("Waves", "Sound"):
            document.add_heading(title, 1)

    with pytest.raises(SourceError, match="holds headings only"):
        outline_of(docx(write))


# ---- PPTX -----------------------------------------------------------------------------------


def slides(path: Path, titles: list[tuple[str, list[str], str]]) -> Path:
    from pptx import Presentation

    deck = Presentation()
    for title, bullets, notes in titles:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(bullets)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    deck.save(str(path))
    return path


def test_slides_with_notes(tmp_path: Path) -> None:
    deck = [
        ("Waves", ["transverse", "longitudinal"], "Show the rope first."),
        ("Waves (cont.)", ["speed $v = f \\lambda$"], ""),
        ("Sound", ["a longitudinal wave"], ""),
    ]
    outline = outline_of(slides(tmp_path / "05 waves.pptx", deck))
    (section,) = sections_of(outline)
    assert section.title == "05 waves (slide 1–3)"
    assert section.text == (
        "## Waves\n\n- transverse\n- longitudinal\n\nShow the rope first.\n\n"
        "speed $v = f \\lambda$\n\n## Sound\n\na longitudinal wave"
    )


def test_tables_formulas_and_alternative_texts(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Data"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for index, text in enumerate(["x", "y", "1", "2"]):
        table.cell(index // 2, index % 2).text = text
    box = slide.shapes.add_textbox(Inches(1), Inches(4), Inches(4), Inches(1))
    paragraph = box.text_frame.paragraphs[0]
    wrapped = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="a14"><a14:m '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
        f"{QUADRATIC}</a14:m></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )
    paragraph._p.append(etree.fromstring(wrapped))
    path = tmp_path / "data.pptx"
    deck.save(str(path))
    (section,) = sections_of(outline_of(path))
    assert "| x | y |\n| --- | --- |\n| 1 | 2 |" in section.text
    assert r"$x=\frac{-b\pm \sqrt{b^{2}-4ac}}{2a}$" in section.text


def test_a_long_deck_is_grouped(tmp_path: Path) -> None:
    deck = [(f"Topic {n}", [PROSE], "") for n in range(40)]
    outline = outline_of(slides(tmp_path / "deck.pptx", deck))
    sizes = [len(section.text.split()) for section in sections_of(outline)]
    assert all(300 < size < 1_500 for size in sizes)
    assert len(sizes) > 1
