"""Plain HTML of what guardians read: one page, no script, nothing loaded from anywhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:36rem;"
    "margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}"
    "ul{margin:.2rem 0;padding-left:1.2rem}button{font:inherit;padding:.5rem 1rem;margin:.3rem "
    ".5rem .3rem 0;border:1px solid #555;border-radius:.4rem;background:#f4f4f4;cursor:pointer}"
    ".small{color:#555;font-size:.9rem}hr{border:0;border-top:1px solid #ccc;margin:1.6rem 0 1rem}"
)
_DARK = (
    "@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}"
    "button{background:#2a2a2a;color:#eee;border-color:#999}.small{color:#bbb}hr{border-color:#444}}"
)


def body(text: str) -> str:
    """A text of `wording` as HTML: its first heading is the page's."""
    found, items = list[str](), list[str]()

    def end_list() -> None:
        if items:
            found.append(f"<ul>{''.join(items)}</ul>")
            items.clear()

    for line in text.splitlines():
        if line.startswith("- "):
            items.append(f"<li>{escape(line[2:])}</li>")
            continue
        end_list()
        if line.startswith("**") and line.endswith("**"):
            level = 2 if any(part.startswith("<h1>") for part in found) else 1
            found.append(f"<h{level}>{escape(line[2:-2])}</h{level}>")
        elif line:
            found.append(f"<p>{escape(line)}</p>")
    end_list()
    return "\n".join(found)


def plain(text: str) -> str:
    """A text of `wording` without its marks."""
    lines = (line[2:-2] if _is_heading(line) else line for line in text.splitlines())
    return "\n".join(lines)


def heading(text: str) -> str:
    """Its first one; empty when there is none."""
    return next((line[2:-2] for line in text.splitlines() if _is_heading(line)), "")


def _is_heading(line: str) -> bool:
    return len(line) > 4 and line.startswith("**") and line.endswith("**")


def page(
    text: str, language: str, *, buttons: Iterable[tuple[str, str]] = (), small: str = ""
) -> str:
    """A whole page.

    Args:
        text: as `wording` makes it.
        buttons: what is sent back by each, and its label; to the page's own address.
        small: what stands below a line.
    """
    form = "".join(
        f'<button name="do" value="{escape(value)}">{escape(label)}</button>'
        for value, label in buttons
    )
    if form:
        form = f'<form method="post">{form}</form>'
    below = f'<hr><p class="small">{escape(small)}</p>' if small else ""
    return _whole(f"{body(text)}{form}{below}", heading(text), language, _STYLE + _DARK)


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str

    def __str__(self) -> str:
        """In plain text."""
        return f"{self.label}: {self.url}"


def mail(
    text: str, language: str, *, small: str, link: Link | None = None, stop: Link | None = None
) -> str:
    """A mail's HTML.

    Args:
        small: what stands below a line.
        link: above the line.
        stop: below it.
    """
    below = f'<hr><p class="small">{escape(small)} {_anchor(stop)}</p>'
    above = f"<p>{_anchor(link)}</p>" if link else ""
    return _whole(f"{body(text)}{above}{below}", heading(text), language, _STYLE)


def _anchor(link: Link | None) -> str:
    return f'<a href="{escape(link.url)}">{escape(link.label)}</a>' if link else ""


def _whole(inner: str, title: str, language: str, style: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title>'
        f"<style>{style}</style></head>\n<body>\n{inner}\n</body></html>\n"
    )
