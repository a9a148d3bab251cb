"""A PDF that was cut off has lost its table of contents, which stands at the end of the file.

Its objects are still there one after the other. `repaired` writes a new page tree and a new
cross-reference table for those that are whole, so that their pages can be read.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

_OBJECT = re.compile(rb"(?<![\d.])(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm")
_STREAM = re.compile(rb"stream\r?\n")
_NUMBER = {key: re.compile(rb"/" + key + rb"\s+(\d+)") for key in (b"N", b"First")}
_MAX_OBJECTS = 300_000
_MAX_UNPACKED = 20_000_000


def repaired(data: bytes) -> bytes | None:
    """The PDF with a new page tree in file order; None when no page is whole."""
    found = list(_OBJECT.finditer(data))[:_MAX_OBJECTS]
    offsets: dict[int, int] = {}
    pages: list[int] = []
    unpacked: list[tuple[int, bytes]] = []
    for match, end in zip(found, [*(m.start() for m in found[1:]), len(data)], strict=True):
        body = data[match.end() : end]
        if b"endobj" not in body:
            continue
        number = int(match[1])
        offsets[number] = match.start()
        head = body[:20_000].split(b"stream", 1)[0]
        if _OBJECT_STREAM.search(head):
            unpacked += _unpack(head, body)
        elif _PAGE.search(head):
            pages.append(number)
    out = bytearray(data + b"\n")
    for number, body in unpacked:
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        if _PAGE.search(body):
            pages.append(number)
    if not pages:
        return None
    return bytes(_with_tree(out, offsets, list(dict.fromkeys(pages))))


def _with_tree(out: bytearray, offsets: dict[int, int], pages: list[int]) -> bytearray:
    tree = max(offsets) + 1
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    for number, body in (
        (tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)),
        (tree + 1, b"<< /Type /Catalog /Pages %d 0 R >>" % tree),
    ):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        tree + 2,
        tree + 1,
        start,
    )
    return out


def _unpack(head: bytes, body: bytes) -> list[tuple[int, bytes]]:
    """The objects of an object stream (PDF 1.5): ``(number, body)``."""
    start = _STREAM.search(body)
    count, first = (_NUMBER[key].search(head) for key in (b"N", b"First"))
    if start is None or count is None or first is None or b"/FlateDecode" not in head:
        return []
    try:
        text = zlib.decompressobj().decompress(body[start.end() :], _MAX_UNPACKED)
    except zlib.error:
        return []
    index = [int(part) for part in text[: int(first[1])].split() if part.isdigit()]
    numbers, starts = index[::2], [int(first[1]) + offset for offset in index[1::2]]
    spans = pairwise([*starts, len(text)])
    return [(number, text[a:b]) for number, (a, b) in zip(numbers, spans, strict=False)]
