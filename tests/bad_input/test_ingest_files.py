"""`studylamp ingest` on files that are broken or hostile, as a teacher would type it.

Each gets one clear sentence, exit code 1, no traceback, and nothing of what stood before is lost.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from knowledge.course import Course
from knowledge.library import Library
from tests.knowledge.ingest.samples import (
    LAUGHS,
    PROSE,
    bomb,
    chapters_pdf,
    pdf,
    replaced,
    with_bookmarks,
)

Typed = Callable[..., tuple[int, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs `studylamp`; gives the exit code and everything that was printed."""

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["studylamp", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out + err

    return run


def a_docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Learning", 1)
    document.add_paragraph(PROSE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_bomb(path: Path) -> None:
    bomb(path, "word/document.xml", 100)


def laughing_docx(path: Path) -> None:
    body = '<w:document xmlns:w="http://x"><w:t>&i;</w:t></w:document>'
    path.write_bytes(replaced(a_docx(), "word/document.xml", (LAUGHS + body).encode()))


def laughing_item(path: Path) -> None:
    path.write_text(
        f'{LAUGHS}<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1">&i;'
        "</assessmentItem>"
    )


def escaping_package(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "imsmanifest.xml",
            '<manifest><resource type="imsqti_item_xmlv2p1" href="../../secret.xml"/></manifest>',
        )


def locked_pdf(path: Path) -> None:
    path.write_bytes(with_bookmarks(chapters_pdf(), [], password="secret"))


BAD: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "encrypted PDF": ("exam.pdf", locked_pdf, "protected by a password: save it without one"),
    "PDF cut to nothing": (
        "cut.pdf",
        lambda path: path.write_bytes(chapters_pdf()[:200]),
        "Save or download it again",
    ),
    "scanned PDF": ("scan.pdf", lambda path: path.write_bytes(pdf([[]])), "no text, only pictures"),
    "garbage PDF": ("x.pdf", lambda path: path.write_bytes(b"\x00\xff" * 900), "is not a PDF"),
    "zip bomb DOCX": ("bomb.docx", docx_bomb, "would unpack to 100 MB"),
    "zip bomb PPTX": (
        "bomb.pptx",
        lambda path: bomb(path, "ppt/presentation.xml", 100),
        "would unpack to 100 MB",
    ),
    "entity bomb DOCX": ("laughs.docx", laughing_docx, "declares XML entities"),
    "entity bomb QTI": ("laughs.xml", laughing_item, "declares XML entities"),
    "package that leads out": ("evil.zip", escaping_package, "leads out of the package"),
    "protected DOCX": (
        "locked.docx",
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512),
        "password",
    ),
    "cut DOCX": ("cut.docx", lambda path: path.write_bytes(a_docx()[:3_000]), "damaged"),
    "binary text": ("x.txt", lambda path: path.write_bytes(bytes(range(256)) * 9), "binary data"),
    "empty text": ("empty.txt", lambda path: path.touch(), "is empty"),
    "GIFT without a question": ("q.gift", lambda path: path.write_text("// none\n"), "no GIFT"),
    "unknown format": ("x.xyz", lambda path: path.write_bytes(b"\x7fELF" + b"\x00" * 99), "format"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_a_sentence(typed: Typed, tmp_path: Path, kind: str) -> None:
    name, make, reason = BAD[kind]
    make(tmp_path / name)
    code, said = typed("ingest", tmp_path / name)
    assert code == 1
    assert reason in said
    assert name in said
    assert "Traceback" not in said
    assert "should not have" not in said


@pytest.mark.parametrize("kind", BAD)
def test_a_course_that_stood_before_still_stands(
    typed: Typed, tmp_path: Path, data_dir: Path, kind: str
) -> None:
    good = tmp_path / "notes"
    good.mkdir()
    (good / "lesson.docx").write_bytes(a_docx())
    assert typed("ingest", good, "--course", "notes")[0] == 0
    before = a_course(data_dir, "notes")

    name, make, reason = BAD[kind]
    make(good / name)
    (good / "lesson.docx").unlink()
    code, said = typed("ingest", good, "--course", "notes")
    if name.endswith((".xml", ".zip", ".gift", ".xyz")):  # other files of a folder of documents
        assert code in (0, 1)
    else:
        assert reason in said
    assert "Traceback" not in said
    assert a_course(data_dir, "notes") == before


def a_course(data_dir: Path, name: str) -> Course:
    return Library(data_dir).get(name)


def test_what_is_sound_of_a_mixed_folder_loads_and_the_rest_is_named(
    typed: Typed, tmp_path: Path, data_dir: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for name, make, _ in BAD.values():
        make(folder / name)
    (folder / "1 script.pdf").write_bytes(chapters_pdf(count=4, words=420))
    (folder / "2 lesson.docx").write_bytes(a_docx())
    (folder / "3 latin.txt").write_bytes(
        "Así es la media aritmética de los datos.".encode("cp1252")
    )
    cut = chapters_pdf(count=6, words=420)
    (folder / "4 cut.pdf").write_bytes(cut[: len(cut) * 2 // 3])
    code, said = typed("ingest", folder)
    assert code == 0
    titles = [section.title for section in a_course(data_dir, "mixed").sections()]
    assert any("The Topic of Chapter 4" in title for title in titles)
    assert len(titles) >= 8
    for named in ("exam.pdf", "scan.pdf", "bomb.docx", "laughs.docx", "empty.txt", "4 cut.pdf"):
        assert f"error: {named}: " in said
    assert "warning: 3 latin.txt:1: " in said
    assert "x.xyz" in said


def test_ingesting_documents_again_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "script.pdf"
    path.write_bytes(chapters_pdf(count=4, words=420))
    assert "4 added" in typed("ingest", path)[1]
    assert "0 added, 0 changed, 4 unchanged" in typed("ingest", path)[1]


@pytest.mark.parametrize("source", ["script.pdf", "quiz.gift"])
def test_every_format_survives_the_way_through_our_own(
    typed: Typed, tmp_path: Path, data_dir: Path, source: str
) -> None:
    """What a reader made is what the library gives, after it was written as Markdown."""
    from knowledge.ingest import recognise

    path = tmp_path / source
    if source.endswith(".pdf"):
        path.write_bytes(chapters_pdf(count=3, words=700))
    else:
        path.write_text(
            "::a::2 + 2 \\= ?{=4 ~5#Count again.}\n\n::b::[markdown]It is **{=hot =warm}** here.\n\n"
            "::c::How much?{#3.14:0.01####Half of tau.}\n\n::d::Pairs{=a -> b =c -> d}\n"
        )
    assert typed("ingest", path, "--course", "c")[0] == 0
    made = [
        section
        for unit in recognise(path).outline(path).units
        for source_ in unit.sections
        if (section := source_.load()[0])
    ]
    assert list(a_course(data_dir, "c").sections()) == made
