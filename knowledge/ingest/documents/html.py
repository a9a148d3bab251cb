"""HTML → document: the page's main content, without menus, scripts and forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.ingest import markup, plain
from knowledge.ingest.documents.document import Document, words
from knowledge.ingest.language import tag
from knowledge.ingest.safely import decode, read_bytes
from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_ENCODING = re.compile(
    r"^(utf-?(8|16|32)|us-ascii|ascii|latin-?\d|iso-?8859-?\d{1,2}|windows-?\d{3,4}|cp\d{3,4}"
    r"|koi8-[rut]|macintosh|mac-?roman|shift[_-]?jis|euc-(jp|kr)|iso-2022-(jp|kr)|gb(k|2312|18030)"
    r"|big5|tis-620)$",
    re.IGNORECASE,
)
"""Python knows more that a page may name, some of them slow enough to attack with (punycode)."""
_SITE_NAME = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]+$")


def read(path: Path) -> Document:
    """Raises `SourceError` when there is no text in it."""
    from lxml import etree
    from lxml import html as parser

    text, problems = _decoded(read_bytes(path), path.name)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", plain.without_controls(text))
    lenient = parser.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = parser.document_fromstring(text, parser=lenient)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise SourceError(f"{path.name} holds no text.", why="empty") from None
    if any("depth" in entry.message.lower() for entry in lenient.error_log):
        message = "Elements are nested too deep; what is inside of them was left out."
        problems.append(Problem(message, file=path.name))
    main = _main(root)
    for note in [] if main.tag == "body" else list(main.iter("aside")):
        note.tag = "div"  # beside the page it is a sidebar, within the text a remark
    blocks = markup.blocks(main)
    if not any(block.text for block in blocks):
        raise SourceError(
            f"{path.name} holds no text: is it made by a script when it is opened?", why="empty"
        )
    return Document(
        title=_title(root),
        blocks=tuple(blocks),
        language=tag(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        author=_meta(root, "author"),
        problems=tuple(problems),
    )


def _decoded(data: bytes, name: str) -> tuple[str, list[Problem]]:
    found = _CHARSET.search(data[:2048])
    declared = found[1].decode("ascii") if found else ""
    if _ENCODING.match(declared) and not data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
    ):
        try:
            return data.decode(declared), []
        except (LookupError, UnicodeDecodeError):
            pass  # the page is wrong about itself
    return decode(data, name)


def _main(root: Element) -> Element:
    """``<main>``, or the one ``<article>``, unless most of the words stand outside of it."""
    body = root.find("body")
    whole = body if body is not None else root
    candidates = [
        *root.iter("main"),
        *(element for element in root.iter() if element.get("role") == "main"),
    ]
    articles = list(root.iter("article"))
    candidates += articles if len(articles) == 1 else []
    if not candidates:
        return whole
    return candidates[0] if words("".join(candidates[0].itertext())) >= 30 else whole


def _title(root: Element) -> str:
    """The page's title without the site's name."""
    found = root.find(".//title")
    full = " ".join((found.text or "").split())[:300] if found is not None else ""
    heading = root.find(".//h1")
    printed = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    return printed if printed and full.startswith(printed) else _SITE_NAME.sub("", full)


def _meta(root: Element, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name:
            return " ".join((element.get("content") or "").split())
    return ""
