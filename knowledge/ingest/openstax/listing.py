"""Markers of list entries, as CNXML's many attributes ask for them."""

from __future__ import annotations

from knowledge.ingest.openstax.tree import Element

ROMAN = ("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx").split()


def marker(element: Element, position: int) -> tuple[str, bool]:
    """The entry's mark, and whether it is one that Markdown knows as a list's.

    ``position`` counts from 0.
    """
    kind = element.get("list-type") or element.get("type") or "bulleted"
    if kind == "labeled-item" or element.get("bullet-style") == "none":
        return "-", True
    if kind != "enumerated":
        return "-", True
    number = (
        int(element.get("start-value") or 1) + position if _is_number(element) else position + 1
    )
    style = element.get("number-style") or "arabic"
    prefix, suffix = element.get("mark-prefix") or "", element.get("mark-suffix")
    if style == "arabic" and not prefix:
        return f"{number}.", True
    counted = _counted(number, style)
    return f"{prefix}{counted}{'.' if suffix is None and not prefix else suffix or ''}", False


def _is_number(element: Element) -> bool:
    return (element.get("start-value") or "").isdigit()


def _counted(number: int, style: str) -> str:
    if "roman" in style:
        letters = ROMAN[number - 1] if number <= len(ROMAN) else str(number)
    elif "alpha" in style:
        letters = chr(ord("a") + number - 1) if number <= 26 else str(number)
    else:
        letters = str(number)
    return letters.upper() if style.startswith("upper") else letters
