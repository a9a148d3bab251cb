"""Documents made in the tests: what teachers have, and what attackers send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROSE = (
    "Operant conditioning is a way of learning in which the consequences of a behaviour make it "
    "more or less likely. A pigeon that is given a grain whenever it pecks at a disc will peck "
    "more often; a pupil who is praised for a question will ask another one. What follows the "
    "behaviour is called reinforcement when the behaviour becomes more frequent, and punishment "
    "when it becomes less frequent, whether something was added or taken away. "
)


@dataclass(frozen=True)
class Print:
    """One line of print on a page."""

    text: str
    size: float = 11
    bold: bool = False
    gap: float = 1.3
    """Distance to the line above, in line heights."""
    x: float = 72


def lines(text: str, width: int = 80) -> list[Print]:
    """A paragraph of print, broken into lines."""
    found: list[Print] = []
    row = ""
    for word in text.split():
        if len(row) + len(word) > width:
            found.append(Print(row))
            row = ""
        row = f"{row} {word}".strip()
    first, *rest = [*found, Print(row)]
    return [Print(first.text, gap=2.2), *rest]


def pdf(
    pages: Sequence[Sequence[Print]], *, title: str = "", cross_reference: bool = True
) -> bytes:
    """A small PDF 1.4, every object written out; an empty page shows a picture only."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the page tree, filled in below
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream",
        b"<< /Title (%s) >>" % title.encode("cp1252"),
    ]
    kids = []
    for page in pages:
        content = _drawn(page) if page else b"q 500 0 0 700 50 50 cm /I Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
            b"<< /Font << /F 3 0 R /B 4 0 R >> /XObject << %s >> >> >>"
            % (len(objects), b"" if page else b"/I 5 0 R")
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _written(objects, cross_reference)


def _drawn(page: Sequence[Print]) -> bytes:
    y = 800.0
    out = []
    for line in page:
        y -= line.size * line.gap
        text = line.text.encode("cp1252", "replace")
        for char in (b"\\", b"(", b")"):
            text = text.replace(char, b"\\" + char)
        font = b"B" if line.bold else b"F"
        out.append(b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (font, line.size, line.x, y, text))
    return b"\n".join(out)


def _written(objects: Sequence[bytes], cross_reference: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    if cross_reference:
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(objects) + 1,
            start,
        )
    return bytes(out)


def chapters_pdf(count: int = 3, words: int = 400) -> bytes:
    """A short script: a heading in large print, then prose, one chapter a page."""
    text = PROSE * (words // len(PROSE.split()) + 1)
    return pdf(
        [
            [
                Print("Introduction to Learning", 9),
                Print(f"{number} The Topic of Chapter {number}", 18, gap=2),
                *lines(" ".join(text.split()[:words])),
                Print(str(number), 9, gap=3, x=290),
            ]
            for number in range(1, count + 1)
        ],
        title="Introduction to Learning",
    )


def with_bookmarks(
    data: bytes, bookmarks: Sequence[tuple[str, int]], password: str | None = None
) -> bytes:
    """The PDF with bookmarks ``(title, page)``, encrypted when there is a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for title, page in bookmarks:
        writer.add_outline_item(title=title, page_number=page)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(path: Path, member: str, megabytes: int) -> Path:
    """A package with a member that unpacks to so many megabytes of blanks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open(member, "w") as file:
            file.write(b'<?xml version="1.0"?><a>')
            for _ in range(megabytes):
                file.write(b" " * 1_000_000)
            file.write(b"</a>")
    return path


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
"""A document type whose ``&i;`` is 200 million characters."""


def replaced(source: bytes, member: str, content: bytes) -> bytes:
    """A package with one member exchanged."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return out.getvalue()
