"""Files that are broken or hostile: a clear answer each, soon and in little memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.ingest import safely
from knowledge.ingest.documents import DocumentsReader
from knowledge.ingest.documents.kinds import EXTENSIONS
from knowledge.ingest.source import Outline
from knowledge.problems import SourceError
from tests.knowledge.ingest.samples import LAUGHS, PROSE, bomb, chapters_pdf, replaced

READER = DocumentsReader()


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        READER.outline(path)
    message = str(caught.value)
    assert path.name in message
    assert "Traceback" not in message
    return message


def docx_bytes(tmp_path: Path) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph(PROSE)
    document.save(str(tmp_path / "made.docx"))
    return (tmp_path / "made.docx").read_bytes()


@pytest.mark.parametrize("member", ["word/document.xml", "ppt/presentation.xml"])
def test_a_zip_bomb_is_refused_without_unpacking(tmp_path: Path, member: str) -> None:
    name = "bomb.docx" if member.startswith("word") else "bomb.pptx"
    path = bomb(tmp_path / name, member, megabytes=150)
    tracemalloc.start()
    try:
        message = refused(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "would unpack to 150 MB" in message
    assert peak < 30_000_000


def test_a_bomb_of_many_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "MAX_MEMBERS", 50)
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<a/>")
        for number in range(60):
            package.writestr(f"word/{number}.xml", "<a/>")
    assert "in 61 files" in refused(path)


def test_xml_entities_in_a_docx_expand_to_nothing(tmp_path: Path) -> None:
    body = LAUGHS + (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = tmp_path / "laughs.docx"
    path.write_bytes(replaced(docx_bytes(tmp_path), "word/document.xml", body.encode()))
    tracemalloc.start()
    try:
        assert "declares XML entities" in refused(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 30_000_000


def test_xml_entities_in_html_are_text(tmp_path: Path) -> None:
    path = tmp_path / "laughs.html"
    path.write_text(LAUGHS + "<html><body><p>Hello &i; there</p></body></html>")
    outline = READER.outline(path)
    section, _ = outline.units[0].sections[0].load()
    assert section is not None
    assert len(section.text) < 2_000


def test_external_entities_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("TOP SECRET")
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    body = doctype + (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Hello &x; there</w:t></w:r></w:p></w:body></w:document>"
    )
    path = tmp_path / "xxe.docx"
    path.write_bytes(replaced(docx_bytes(tmp_path), "word/document.xml", body.encode()))
    assert "SECRET" not in refused(path)


def test_a_truncated_docx(tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(docx_bytes(tmp_path)[:-200])
    assert "damaged" in refused(path)


def test_a_docx_with_a_broken_part(tmp_path: Path) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(replaced(docx_bytes(tmp_path), "word/document.xml", b"<w:document"))
    assert "save it again" in refused(path)


def test_a_protected_or_old_office_file(tmp_path: Path) -> None:
    path = tmp_path / "exam.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert "password" in refused(path)


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_an_empty_file(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"nothing{extension}"
    path.touch()
    assert READER.recognises(path)
    assert refused(path) == f"{path.name} is empty."


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_binary_garbage(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"garbage{extension}"
    path.write_bytes(bytes(range(256)) * 40)
    assert READER.recognises(path)
    refused(path)


def test_blank_text(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_text(" \n\t\n ")
    assert "no text" in refused(path)


def test_a_hundred_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert "100 MB" in refused(path)
    assert "Split it" in refused(path)


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    disguised = [("notes.txt", chapters_pdf()), ("notes.pdf", docx_bytes(tmp_path))]
    for name, data in disguised:
        path = tmp_path / name
        path.write_bytes(data)
        section, _ = READER.outline(path).units[0].sections[0].load()
        assert section is not None
        assert "Operant conditioning" in section.text


def test_what_is_known_but_not_read_is_told_how_to_convert(tmp_path: Path) -> None:
    for name, data, hint in (
        ("a.txt", rb"{\rtf1 hello}", "save it as DOCX"),
        ("b.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        ("c.odt", b"PK\x03\x04" + b"\x00" * 50, "save it as DOCX"),
        ("d.zip", b"PK\x03\x04" + b"\x00" * 50, "unpack it and ingest the folder"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert READER.recognises(path)
        assert hint in refused(path)


@pytest.mark.parametrize("mark", ["<div>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<b>"])
def test_deep_html(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "deep.html"
    path.write_text(f"<html><body><p>{PROSE}</p>{mark * 20_000}x</body></html>")
    outline = READER.outline(path)
    assert outline.units
    assert any("too deep" in problem.message for problem in outline.problems)


def test_a_huge_table_is_several_readable_ones(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{n * n}</td></tr>" for n in range(3_000))
    path = tmp_path / "table.html"
    path.write_text(f"<table><tr><th>n</th><th>square</th></tr>{rows}</table>")
    sections = [s.load()[0] for unit in READER.outline(path).units for s in unit.sections]
    text = "\n\n".join(section.text for section in sections if section)
    assert text.count("| n | square |") == 50
    assert "| 2999 | 8994001 |" in text


def test_a_text_of_one_endless_line(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("word " * 50_000)
    sizes = [
        len(section.text.split())
        for unit in READER.outline(path).units
        for source in unit.sections
        if (section := source.load()[0])
    ]
    assert sum(sizes) == 50_000
    assert max(sizes) <= 1_500


def test_pathological_patterns_take_no_time(tmp_path: Path) -> None:
    for text in ("$" * 20_000, "\\(" * 20_000, "[" * 20_000, "* " * 20_000, "(. " * 20_000):
        path = tmp_path / "patterns.txt"
        path.write_text(f"{PROSE}\n\n{text}")
        assert READER.outline(path).units


def test_an_unreadable_path_is_not_recognised(tmp_path: Path) -> None:
    assert not READER.recognises(tmp_path / "missing.pdf")
    (tmp_path / "folder").mkdir()
    assert not READER.recognises(tmp_path / "folder")


@pytest.mark.parametrize("extension", [".txt", ".md", ".html", ".docx", ".pptx", ".bin"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=2_000) | st.text(max_size=800).map(str.encode))
def test_any_bytes_give_an_outline_or_a_source_error(
    tmp_path: Path, extension: str, data: bytes
) -> None:
    path = tmp_path / f"fuzz{extension}"
    path.write_bytes(data)
    READER.recognises(path)
    try:
        outline: Outline = READER.outline(path)
    except SourceError:
        return
    for unit in outline.units:
        for source in unit.sections:
            section, problems = source.load()
            assert section is not None or problems


def test_boxes_within_boxes_are_read_once(tmp_path: Path) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    opened, closed = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    depth = 30
    inner = "<w:p><w:r><w:t>innermost words</w:t></w:r></w:p>"
    body = f"<w:document {w}><w:body>{opened * depth}{inner}{closed * depth}</w:body></w:document>"
    path = tmp_path / "boxes.docx"
    path.write_bytes(replaced(docx_bytes(tmp_path), "word/document.xml", body.encode()))
    section, _ = READER.outline(path).units[0].sections[0].load()
    assert section is not None
    assert section.text == "innermost words"


def test_comments_before_html_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "comments.txt"
    path.write_text("<!---->" * 280 + "no html")
    assert READER.recognises(path)


def test_a_broken_slide_or_shape_costs_only_itself(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    for number in (1, 2, 3):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Topic {number}"
        for row in range(2):
            box = slide.shapes.add_textbox(Inches(1), Inches(2 + row), Inches(4), Inches(1))
            box.text_frame.text = f"Text {number}.{row}"
    path = tmp_path / "deck.pptx"
    deck.save(str(path))
    data = path.read_bytes()
    for name, old, new in (
        ("ppt/slides/slide2.xml", b"<p:spTree>", b"<p:spTree><p:sp/>"),
        ("ppt/slides/slide3.xml", b"p:txBody", b"p:other"),
    ):
        with zipfile.ZipFile(path) as package:
            xml = package.read(name)
        data = replaced(data, name, xml.replace(old, new))
        path.write_bytes(data)
    outline = READER.outline(path)
    section, _ = outline.units[0].sections[0].load()
    assert section is not None
    assert "Text 1.0" in section.text
    assert any("slide 2" in problem.message for problem in outline.problems)


@pytest.mark.parametrize("charset", ["punycode", "zlib_codec", "utf-7", "nonsense", "idna"])
def test_a_page_that_names_a_strange_encoding(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.html"
    page = f"<html><meta charset={charset}><body><p>{PROSE}</p></body></html>"
    path.write_text(page + " " * 300_000 + "-x" * 50_000)
    section, _ = READER.outline(path).units[0].sections[0].load()
    assert section is not None
    assert section.text.startswith("Operant conditioning")
