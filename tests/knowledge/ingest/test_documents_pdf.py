"""PDFs as teachers have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.course import Section
from knowledge.ingest.documents import DocumentsReader, pdf_process
from knowledge.ingest.source import Outline
from knowledge.problems import SourceError
from tests.knowledge.ingest.samples import PROSE, Print, chapters_pdf, lines, pdf, with_bookmarks


def outline_of(tmp_path: Path, data: bytes, name: str = "notes.pdf") -> Outline:
    path = tmp_path / name
    path.write_bytes(data)
    assert DocumentsReader().recognises(path)
    return DocumentsReader().outline(path)


def sections_of(outline: Outline) -> list[Section]:
    loaded = [source.load() for unit in outline.units for source in unit.sections]
    assert all(not problems for _, problems in loaded)
    return [section for section, _ in loaded if section]


def test_headings_become_sections_with_their_pages(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, chapters_pdf(count=5, words=420))
    sections = sections_of(outline)
    assert outline.title == "Introduction to Learning"
    assert outline.language == "en"
    assert [section.label for section in sections] == [
        f"{n} The Topic of Chapter {n} (p. {n})" for n in range(1, 6)
    ]
    assert sections[0].id == "1-the-topic-of-chapter-1"


def test_running_heads_and_page_numbers_are_gone(tmp_path: Path) -> None:
    for section in sections_of(outline_of(tmp_path, chapters_pdf(count=5, words=420))):
        assert "Introduction to Learning" not in section.text
        assert not section.text.rstrip().endswith(tuple("12345"))


def test_lines_become_paragraphs_and_words_are_made_whole(tmp_path: Path) -> None:
    page = [
        Print("The word photosyn-"),
        Print("thesis is cut, and the well-"),
        Print("known hyphen of well-known things stays."),
        Print("A new paragraph after a gap.", gap=2.5),
        Print("• first point", gap=2.5),
        Print("• second point that"),
        Print("goes on"),
    ]
    (section,) = sections_of(outline_of(tmp_path, pdf([page])))
    assert section.text == (
        "The word photosynthesis is cut, and the well-known hyphen of well-known things stays.\n\n"
        "A new paragraph after a gap.\n\n- first point\n- second point that goes on"
    )


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [[*lines(PROSE), Print("and this sentence goes")], [Print("on over the page.")]]
    (section,) = sections_of(outline_of(tmp_path, pdf(pages)))
    assert "this sentence goes on over the page." in section.text


def test_bookmarks_decide_where_there_are_any(tmp_path: Path) -> None:
    pages = [[Print("Waves", 11), *lines(PROSE * 6)], [Print("Sound", 11), *lines(PROSE * 6)]]
    pages += [[Print("Light", 11), *lines(PROSE * 6)], [*lines(PROSE * 6)]]
    data = with_bookmarks(pdf(pages), [("Waves", 0), ("Sound", 1), ("Light", 2)])
    sections = sections_of(outline_of(tmp_path, data))
    assert [section.title for section in sections] == [
        "Waves (p. 1)",
        "Sound (p. 2)",
        "Light (p. 3–4)",
    ]
    assert not sections[0].text.startswith("Waves")


def test_without_headings_long_text_is_cut_into_equal_parts(tmp_path: Path) -> None:
    pages = [lines(PROSE * 6) for _ in range(6)]
    sections = sections_of(outline_of(tmp_path, pdf(pages)))
    assert [section.title.split(" (p.")[0] for section in sections] == [
        f"Notes ({n}/{len(sections)})" for n in range(1, len(sections) + 1)
    ]
    sizes = [len(section.text.split()) for section in sections]
    assert len(sizes) > 1
    assert max(sizes) < 1_500
    assert min(sizes) > 300


def test_small_raised_and_lowered_digits_are_kept_as_such(tmp_path: Path) -> None:
    raw = pdf([[Print("H2O")]])
    tricky = raw.replace(
        b"(H2O) Tj",
        b"(H) Tj /F 7 Tf 1 0 0 1 80 783 Tm (2) Tj /F 11 Tf 1 0 0 1 84 785.7 Tm (O and more) Tj",
    )
    tricky = tricky.replace(b"/Length ", b"/Length 1")  # longer than before; pypdf finds the end
    (section,) = sections_of(outline_of(tmp_path, tricky))
    assert section.text == "H₂O and more"


def test_a_printed_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = [
        Print("Contents", 18),
        Print("1 The Topic . . . . . . . . . . . . . 2"),
        Print("2 Another Topic . . . . . . . . . . . 9"),
    ]
    body = [Print("1 The Topic", 18), *lines(PROSE * 5)]
    (section,) = sections_of(outline_of(tmp_path, pdf([contents, body])))
    assert ". ." not in section.text
    assert "Another Topic" not in section.text


def test_an_empty_password_opens_it(tmp_path: Path) -> None:
    data = with_bookmarks(chapters_pdf(), [], password="")
    assert sections_of(outline_of(tmp_path, data))


def test_a_password_is_asked_to_be_removed(tmp_path: Path) -> None:
    data = with_bookmarks(chapters_pdf(), [], password="secret")
    with pytest.raises(
        SourceError, match=r"notes\.pdf is protected by a password: save it without"
    ):
        outline_of(tmp_path, data)


def test_a_scan_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no text, only pictures.*ocrmypdf"):
        outline_of(tmp_path, pdf([[], []]))


def test_scanned_pages_among_others_are_named(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, pdf([lines(PROSE), [], lines(PROSE)]))
    (problem,) = outline.problems
    assert problem.severity == "warning"
    assert "p. 2" in problem.message


@pytest.mark.parametrize("kept", [0.35, 0.6, 0.9])
def test_a_truncated_pdf_gives_its_whole_pages(tmp_path: Path, kept: float) -> None:
    data = chapters_pdf(count=8, words=900)
    outline = outline_of(tmp_path, data[: int(len(data) * kept)])
    titles = [section.title for section in sections_of(outline)]
    whole = int(8 * kept)
    assert any("Chapter 1" in title for title in titles)
    assert whole - 2 <= len(titles) <= whole + 1
    (problem,) = [problem for problem in outline.problems if problem.severity == "error"]
    assert "cut off or damaged" in problem.message
    assert "Save or download it again" in problem.message


def test_a_truncated_pdf_with_object_streams(tmp_path: Path) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(chapters_pdf(count=4))))
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    data = out.getvalue()
    outline = outline_of(tmp_path, data[: data.rindex(b"xref") - 5])
    assert len(sections_of(outline)) >= 1


def test_nothing_whole_is_left(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="damaged"):
        outline_of(tmp_path, chapters_pdf()[:120])


@pytest.mark.parametrize("junk", [b"%PDF-1.7\n" + bytes(range(256)) * 50, b"%PDF-", b"\x00" * 5000])
def test_garbage_with_a_pdf_name(tmp_path: Path, junk: bytes) -> None:
    with pytest.raises(SourceError):
        outline_of(tmp_path, junk)


def test_a_page_that_takes_too_long_is_given_up_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_process, "PAGE_SECONDS", 3.0)
    marker = "HOLD"
    data = pdf([lines(PROSE), [Print(marker)], lines(PROSE)])
    slow = b"BT /F 1 Tf " + b"(x) Tj 1 0 0 1 0 0 Tm " * 900_000 + b"ET"
    start = data.index(b"BT", data.index(f"({marker})".encode()) - 60)
    end = data.index(b"ET", start) + 2
    outline = outline_of(tmp_path, data[:start] + slow + data[end:])
    assert [p.message for p in outline.problems if p.severity == "error"] == [
        "Left out p. 2: reading it took too long."
    ]
    assert len(sections_of(outline)) == 1


def test_a_page_whose_fonts_are_lost_is_named(tmp_path: Path) -> None:
    data = pdf([lines(PROSE), lines(PROSE)])
    outline = outline_of(tmp_path, data.replace(b"/B 4 0 R", b"/B 9999 0 R", 1))
    assert "Left out p. 1: its fonts are missing." in [p.message for p in outline.problems]


def test_chapters_with_sections_are_units_and_tell_their_sections_apart(tmp_path: Path) -> None:
    pages = []
    for chapter in ("Waves", "Heat"):
        for n, part in enumerate(("Definition", "Examples")):
            heading = [Print(chapter, 18, gap=3)] if n == 0 else []
            pages.append([*heading, Print(part, 14, gap=2.5), *lines(PROSE * 6)])
    pages[0].insert(0, Print("Physics Handout", 18))
    outline = outline_of(tmp_path, pdf(pages))
    assert outline.title == "Physics Handout"
    assert [unit.title for unit in outline.units] == ["Waves", "Heat"]
    assert [section.title for section in sections_of(outline)] == [
        "Waves: Definition (p. 1)",
        "Waves: Examples (p. 2)",
        "Heat: Definition (p. 3)",
        "Heat: Examples (p. 4)",
    ]


def test_cells_side_by_side_are_a_table_and_numbers_apart_are_a_list(tmp_path: Path) -> None:
    rows = [("Kind", "Adds"), ("Reward", "praise"), ("Punishment", "noise")]
    steps = [("1", "Step one"), ("2", "Step two")]
    page = [Print("Two kinds are known.")]
    for left, right in rows:
        page += [Print(left, gap=1.6), Print(right, gap=0, x=200)]
    page += [Print("These are the steps to take.", gap=3)]
    for left, right in steps:
        page += [Print(left, gap=1.6), Print(right, gap=0, x=120)]
    (section,) = sections_of(outline_of(tmp_path, pdf([page])))
    assert section.text == (
        "Two kinds are known.\n\n| Kind | Adds |\n| --- | --- |\n| Reward | praise |\n"
        "| Punishment | noise |\n\nThese are the steps to take.\n\n1. Step one\n2. Step two"
    )
