"""HTML, Markdown, plain text, and folders of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.course import Section
from knowledge.ingest.documents import DocumentsReader
from knowledge.ingest.source import Outline
from tests.knowledge.ingest.samples import PROSE

PAGE = """<!doctype html><html lang="es-MX"><head><title>Estadística | Mi Escuela</title>
<meta name="author" content="Ana"><style>p {}</style></head><body>
<nav><a href="/">Inicio</a></nav><header><img src=logo.png></header>
<main><h1>Estadística</h1><p>La <b>media</b> de los datos es la suma de los valores que se han
observado, y no es lo mismo que la mediana, que está en el centro de los datos.</p>
<h2>Fórmula</h2><p>Se calcula así: <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>=</mo>
<mfrac><mn>1</mn><mi>n</mi></mfrac></math>, y cuesta $5.</p>
<ul><li>una<ul><li>dentro</li></ul></li><li>dos</li></ul>
<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table>
<pre>a = 1
  b</pre><script>alert("no")</script><img src=x.png alt="Una curva normal"></main>
<footer>© Mi Escuela</footer></body></html>"""


def outline_of(path: Path) -> Outline:
    assert DocumentsReader().recognises(path)
    return DocumentsReader().outline(path)


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def sections_of(outline: Outline) -> list[Section]:
    return [s for unit in outline.units for source in unit.sections if (s := source.load()[0])]


def test_a_web_page(tmp_path: Path) -> None:
    outline = outline_of(written(tmp_path / "page.html", PAGE))
    (section,) = sections_of(outline)
    assert (outline.title, outline.language, outline.attribution) == ("Estadística", "es-MX", "Ana")
    assert section.text == (
        "La **media** de los datos es la suma de los valores que se han observado, y no es lo mismo "
        "que la mediana, que está en el centro de los datos.\n\n## Fórmula\n\n"
        "Se calcula así: $a = \\frac{1}{n}$, y cuesta \\$5.\n\n- una\n  - dentro\n- dos\n\n"
        "| x | y |\n| --- | --- |\n| 1 | 2 |\n\n```\na = 1\n  b\n```\n\n*[Una curva normal]*"
    )


def test_a_declared_charset_counts(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='iso-8859-2'></head><body><p>Zażółć gęślą jaźń</p></body></html>"
    )
    outline = outline_of(written(tmp_path / "pl.html", page.encode("iso-8859-2")))
    assert sections_of(outline)[0].text == "Zażółć gęślą jaźń"


def test_a_page_that_a_script_makes(tmp_path: Path) -> None:
    from knowledge.problems import SourceError

    page = "<html><body><div id=root></div><script>render()</script></body></html>"
    with pytest.raises(SourceError, match="holds no text"):
        outline_of(written(tmp_path / "app.html", page))


def test_a_markdown_file(tmp_path: Path) -> None:
    text = (
        f"---\ntitle: My Notes\nlang: en\n---\n# One\n\n{PROSE * 9}\n\n```\n# no heading\n```\n\n"
    )
    text += f"# Two\n\n{PROSE * 9}\n\n## Inside\n\n- a\n- b\n"
    outline = outline_of(written(tmp_path / "notes.md", text))
    one, two = sections_of(outline)
    assert outline.title == "My Notes"
    assert (one.title, two.title) == ("One", "Two")
    assert "```\n# no heading\n```" in one.text
    assert two.text.endswith("## Inside\n\n- a\n- b")


def test_plain_text_with_headings(tmp_path: Path) -> None:
    text = f"Waves\n=====\n\n{PROSE * 9}\nIt costs $5 or $6.\n\nCHAPTER 2 SOUND\n\n{PROSE * 9}\n"
    one, two = sections_of(outline_of(written(tmp_path / "notes.txt", text)))
    assert (one.title, two.title) == ("Waves", "CHAPTER 2 SOUND")
    assert r"\$5 or \$6" in one.text


def test_encodings(tmp_path: Path) -> None:
    text = "El niño observó que la mañana era fría — y así fue.\n\n" * 3
    expected = " ".join(text.split())
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"):
        outline = outline_of(written(tmp_path / "nota.txt", text.encode(encoding)))
        (section,) = sections_of(outline)
        assert " ".join(section.text.split()) == expected, encoding
        assert len(outline.problems) == (encoding == "cp1252")
        if outline.problems:
            (warning,) = outline.problems
            assert (warning.line, warning.severity) == (1, "warning")
            assert "Save it as UTF-8" in warning.message or "save it as UTF-8" in warning.message


def test_a_folder_in_natural_order(tmp_path: Path) -> None:
    course = tmp_path / "my_course"
    for number in (10, 2, 1):
        written(course / f"{number} lesson.txt", PROSE)
    written(course / "picture.bin", b"\x00")
    written(course / ".hidden.txt", PROSE)
    outline = outline_of(course)
    assert (outline.id, outline.title) == ("my-course", "My course")
    (unit,) = outline.units
    assert [source.id for source in unit.sections] == ["1-lesson", "2-lesson", "10-lesson"]
    (problem,) = outline.problems
    assert problem.severity == "warning"
    assert "picture.bin" in problem.message


def test_long_files_of_a_folder_are_units(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        written(tmp_path / "c" / name, f"# Waves\n\n{PROSE * 12}\n\n# Sound\n\n{PROSE * 12}\n")
    outline = outline_of(tmp_path / "c")
    assert [unit.id for unit in outline.units] == ["a", "b"]
    assert [s.id for unit in outline.units for s in unit.sections] == [
        "a-waves",
        "a-sound",
        "b-waves",
        "b-sound",
    ]


def test_a_bad_file_of_a_folder_is_named_and_the_rest_loads(tmp_path: Path) -> None:
    written(tmp_path / "c" / "good.txt", PROSE)
    written(tmp_path / "c" / "bad.docx", b"not a zip")
    written(tmp_path / "c" / "empty.txt", b"")
    outline = outline_of(tmp_path / "c")
    assert len(sections_of(outline)) == 1
    assert {problem.file for problem in outline.problems} == {"bad.docx", "empty.txt"}


def test_subfolders_of_short_files_are_units(tmp_path: Path) -> None:
    for name in ("1 waves/a.txt", "1 waves/b.txt", "2 heat/a.txt"):
        written(tmp_path / "c" / name, PROSE)
    outline = outline_of(tmp_path / "c")
    assert [(u.id, len(u.sections)) for u in outline.units] == [("1-waves", 2), ("2-heat", 1)]


def test_titles_without_latin_letters_still_get_ids(tmp_path: Path) -> None:
    text = f"# 波\n\n{PROSE * 12}\n\n# 熱\n\n{PROSE * 12}\n"
    (unit,) = outline_of(written(tmp_path / "物理.md", text)).units
    assert len({source.id for source in unit.sections}) == 2
    assert [source.load()[0].title for source in unit.sections] == ["波", "熱"]  # type: ignore[union-attr]


def test_a_quiz_among_documents_does_not_tell_its_answers(tmp_path: Path) -> None:
    written(tmp_path / "c" / "notes.txt", PROSE)
    written(tmp_path / "c" / "quiz.txt", "::q::What is 6 times 7?{=42}")
    outline = outline_of(tmp_path / "c")
    assert [section.title for section in sections_of(outline)] == ["Notes"]
    (problem,) = outline.problems
    assert problem.file == "quiz.txt"
    assert "studylamp ingest FOLDER QUIZ" in problem.message
