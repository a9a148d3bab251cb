"""Simple units and how many of one make another. For finding converted answers, not for marking."""

from __future__ import annotations

from fractions import Fraction

_KINDS: dict[str, dict[str, str]] = {
    "length": {
        "km kilometer kilometers kilometre kilometres kilometro kilometros": "1000",
        "m meter meters metre metres metro metros": "1",
        "cm centimeter centimeters centimetre centimetres centimetro centimetros": "1/100",
        "mm millimeter millimeters millimetre millimetres milimetro milimetros": "1/1000",
        "ft foot feet pie pies": "381/1250",
        "in inch inches pulgada pulgadas": "127/5000",
        "yd yard yards yarda yardas": "1143/1250",
        "mi mile miles milla millas": "201168/125",
    },
    "mass": {
        "t tonne tonnes tonelada toneladas": "1000000",
        "kg kilogram kilograms kilo kilos kilogramos": "1000",
        "g gram grams gramo gramos": "1",
        "mg milligram milligrams miligramos": "1/1000",
        "lb lbs pound pounds libra libras": "45359237/100000",
        "oz ounce ounces onza onzas": "45359237/1600000",
    },
    "time": {
        "week weeks semana semanas": "604800",
        "d day days dia dias": "86400",
        "h hr hrs hour hours hora horas": "3600",
        "min mins minute minutes minuto minutos": "60",
        "s sec secs second seconds segundo segundos": "1",
        "ms millisecond milliseconds": "1/1000",
    },
    "volume": {
        "l liter liters litre litres litro litros": "1",
        "ml milliliter milliliters mililitros": "1/1000",
    },
    "money": {
        "dollar dollars euro euros dolar dolares": "1",
        "cent cents centavo centavos centimos": "1/100",
    },
}
_UNITS = {
    name: (kind, Fraction(size))
    for kind, units in _KINDS.items()
    for names, size in units.items()
    for name in names.split()
}


def is_unit(name: str) -> bool:
    """Of more than one letter: ``m`` and ``g`` are variables as well."""
    top, below = _parts(name)
    return len(name) > 1 and top in _UNITS and (not below or below in _UNITS)


def factor(one: str, other: str) -> Fraction | None:
    """How many of ``other`` one ``one`` is (``m/s``, ``km/h``); None when they aren't of a kind."""
    (top, below), (other_top, other_below) = _parts(one), _parts(other)
    above = _ratio(top, other_top)
    under = _ratio(below, other_below) if below and other_below else None
    if bool(below) != bool(other_below) or above is None:
        return None
    return above / under if under else (None if below else above)


def _parts(unit: str) -> tuple[str, str]:
    top, _, below = unit.replace(" per ", "/").replace(" ", "").partition("/")
    return top, below


def _ratio(one: str, other: str) -> Fraction | None:
    kind, size = _UNITS.get(one, ("", Fraction(0)))
    other_kind, other_size = _UNITS.get(other, ("", Fraction(1)))
    return size / other_size if kind and kind == other_kind else None
