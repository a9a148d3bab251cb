"""What an item counts as right: correct responses, mappings, tolerance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.ingest.qti.xml import QtiError, child, children, inside, text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Response:
    """One response variable."""

    id: str
    cardinality: str
    """``single``, ``multiple``, ``ordered`` or ``record``."""
    base_type: str
    correct: tuple[str, ...]
    """The declared correct values, else the keys with credit in its mapping."""
    accepted: tuple[str, ...]
    """Other keys that get as much credit as the correct one."""
    tolerance: str | None = None
    """Of a number: ``0.05`` or ``2%``."""

    @property
    def is_number(self) -> bool:
        return self.base_type in ("integer", "float")

    def pairs(self) -> list[tuple[str, str]]:
        """Correct values of base type pair or directedPair."""
        found = [tuple(value.split()) for value in self.correct]
        if not all(len(pair) == 2 for pair in found):
            raise QtiError("Its correct response does not consist of pairs.")
        return [(pair[0], pair[1]) for pair in found]


def responses(item: Element) -> dict[str, Response]:
    """The item's response variables by id."""
    tolerances = _tolerances(item)
    found = (_response(element, tolerances) for element in children(item, "responseDeclaration"))
    return {response.id: response for response in found}


def _response(element: Element, tolerances: dict[str, str]) -> Response:
    name = element.get("identifier", "")
    declared = child(element, "correctResponse")
    values = [text(value) for value in children(declared, "value")] if declared is not None else []
    credit = _credit(element)
    full = max(credit.values(), default=0.0)
    best = [key for key, points in credit.items() if points >= full > 0]
    several = element.get("cardinality") != "single"
    if not values:
        values = [key for key, points in credit.items() if points > 0] if several else best[:1]
    return Response(
        id=name,
        cardinality=element.get("cardinality", "single"),
        base_type=element.get("baseType", ""),
        correct=tuple(value for value in values if value),
        accepted=() if several else tuple(key for key in best if key not in values),
        tolerance=tolerances.get(name),
    )


def _credit(element: Element) -> dict[str, float]:
    mapping = child(element, "mapping")
    credit = {}
    for entry in children(mapping, "mapEntry") if mapping is not None else ():
        try:
            credit[entry.get("mapKey", "").strip()] = float(entry.get("mappedValue", "0"))
        except ValueError:
            continue
    return credit


def _tolerances(item: Element) -> dict[str, str]:
    """From ``<equal toleranceMode="absolute" tolerance="0.1 0.1">`` in the response processing."""
    found = {}
    for equal in inside(item, "equal"):
        mode = equal.get("toleranceMode", "exact")
        values = equal.get("tolerance", "").split()
        variable = child(equal, "variable")
        if variable is None or mode not in ("absolute", "relative") or not values:
            continue
        largest = max(values, key=_size)
        if _size(largest):
            unit = "%" if mode == "relative" else ""
            found[variable.get("identifier", "")] = f"{largest.lstrip('-')}{unit}"
    return found


def _size(value: str) -> float:
    try:
        return abs(float(value))
    except ValueError:
        return 0.0
