"""Units as people write them, and conversion between them (by pint, in the child process).

``m/s²``, ``meters per second squared``, ``metros por segundo``, ``\\frac{m}{s^2}``. Only names that
are listed here reach pint, so nothing else can be a unit.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from knowledge.text import fold

if TYPE_CHECKING:
    import pint

_SYMBOLS = frozenset(
    "m g s N J W Pa Hz V A C F H T Wb K mol L l rad sr lm lx Bq Gy Sv eV cal bar Ω u b B Ci R"
    .split()
)  # fmt: skip
"""Symbols that may have an SI prefix; upper and lower case differ."""
_PREFIXES = frozenset({"", *"YZEPTGMkhdcmµunpfa"})
_SPELLED = {
    "l": "liter", "L": "liter", "u": "unified_atomic_mass_unit", "b": "bit", "B": "byte",
    "R": "roentgen", "Ω": "ohm", "C": "coulomb", "F": "farad", "H": "henry", "T": "tesla",
    "K": "kelvin", "g": "gram",
}  # fmt: skip
"""Symbols without a prefix, where pint means something else by them."""
_WORDS = {word: name for name, words in {
    "meter": "meter meters metre metres metro metros mt mts",
    "gram": "gram grams gramo gramos gr",
    "second": "second seconds sec secs segundo segundos seg", "newton": "newton newtons",
    "joule": "joule joules julio julios", "watt": "watt watts vatio vatios",
    "pascal": "pascal pascals pascales", "hertz": "hertz hercio hercios",
    "volt": "volt volts voltio voltios", "ampere": "ampere amperes amp amps amperio amperios",
    "coulomb": "coulomb coulombs culombio culombios", "ohm": "ohm ohms ohmio ohmios",
    "kelvin": "kelvin kelvins", "mole": "mole moles",
    "liter": "liter liters litre litres litro litros lt", "tesla": "tesla teslas",
    "farad": "farad farads faradio faradios", "henry": "henry henrys henries henrio henrios",
    "radian": "radian radians radianes", "calorie": "calorie calories caloria calorias",
    "electron_volt": "electronvolt electronvolts electronvoltio electronvoltios",
    "byte": "byte bytes", "bit": "bit bits", "minute": "min mins minute minutes minuto minutos",
    "hour": "h hr hrs hour hours hora horas", "day": "d day days dia dias",
    "week": "wk week weeks semana semanas", "month": "month months mes meses",
    "year": "yr yrs y year years ano anos", "mile": "mi mile miles milla millas",
    "foot": "ft foot feet pie pies", "inch": "in inch inches pulgada pulgadas",
    "yard": "yd yds yard yards yarda yardas", "pound": "lb lbs pound pounds libra libras",
    "ounce": "oz ounce ounces onza onzas", "gallon": "gal gallon gallons galon galones",
    "quart": "qt quart quarts", "pint": "pt pint pints", "cup": "cup cups taza tazas",
    "ton": "ton tons", "metric_ton": "t tonne tonnes tonelada toneladas", "acre": "acre acres",
    "hectare": "ha hectare hectares hectarea hectareas", "mile/hour": "mph",
    "kilometer/hour": "kph kmh kmph", "revolution/minute": "rpm",
    "revolution": "rev revs revolution revolutions rotation rotations vuelta vueltas",
    "atmosphere": "atm atmosphere atmospheres atmosfera atmosferas", "torr": "torr",
    "mmHg": "mmhg", "psi": "psi", "horsepower": "hp",
    "degC": "degc celsius centigrade centigrados", "degF": "degf fahrenheit",
    "degree": "deg degree degrees grado grados", "angstrom": "angstrom angstroms",
    "light_year": "ly lightyear lightyears", "knot": "knot knots", "decibel": "db",
    "kilocalorie": "kcal", "micrometer": "micron microns micra micras",
}.items() for word in words.split()}  # fmt: skip
"""Names as they are written in English and Spanish, folded; case means nothing here."""
_PREFIXED = re.compile(
    r"(giga|mega|kilo|hecto|deca|deci|centi|mill?i|micro|nano|pico)([^\W\d_]{3,})"
)
_LONG = frozenset(
    "meter gram second newton joule watt pascal hertz volt ampere coulomb ohm mole liter tesla"
    " farad henry calorie electron_volt byte bit".split()
)

_LONGEST = 60
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[^\W\d_]+|°\s?[CF]?|%)|(?P<power>\^?-?\d{1,2})|(?P<sign>[*/()]))"
)
_LATEX = (
    (re.compile(r"\{([^{}]*)\}(?=\^)"), r"\1"),
    (re.compile(r"\\[td]?frac\s*\{([^{}]*)\}\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\^\{?\\circ\}?|\\degree"), "°"),
    (re.compile(r"\\(?:cdot|times)(?![a-z])|[·⋅∙×]"), "*"),
    (re.compile(r"\\[,;:! ]|[${}~]|\\left|\\right"), " "),
    (re.compile(r"\\mu(?![a-z])"), "µ"),
    (re.compile(r"\\Omega(?![a-z])"), "Ω"),
)
_SIGNS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻μº−", "0123456789-µ°-")
_PHRASES = (
    (re.compile(r"\b(?:per|por|al|a(?=\s+(?:second|hour|day)))\b", re.I), "/"),
    (re.compile(r"\b(?:square|sq\.?)\s+([^\W\d_]+)", re.I), r"\1^2"),
    (re.compile(r"\b(?:cubic|cu\.?)\s+([^\W\d_]+)", re.I), r"\1^3"),
    (re.compile(r"\s+(?:squared|cuadrad[oa]s?)\b", re.I), "^2"),
    (re.compile(r"\s+(?:cubed|c[uú]bic[oa]s?)\b", re.I), "^3"),
    (re.compile(r"\b(?:degrees?|deg|grados?)\.?\s+(?=c(?:elsius|ent)|f(?:ahr)?)", re.I), ""),
)
_MOST_TEXT = 4_000
_FRACTION = re.compile(r"\\[td]?frac\s*\{[^{}]*\}\{(?:[^{}]|\{[^{}]*\})*\}")
_BEHIND = re.compile(
    r"(?:\d|\bin\b|\ben\b|\()(?=[\s$\\,~]*(?:\\text\s*\{)?\s*"
    r"((?:°\s?)?[^\W\d_]+(?:[\^²³/·*][^\s,.;()$]{1,12})?|[°%]))"
)
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL = re.compile(r"(?:°\s?)?[^\W\d_]+[\^²³/·*][^\s,.;()$?]{1,12}|[°%]")
_NO_UNITS = frozenset({"in", "a", "d", "y"})
"""Words of a text that could be units."""
_JOINS = re.compile(
    r"\b(?:per|por|squared|cubed|square|cubic|cuadrad[oa]s?|c[uú]bic[oa]s?)\b", re.I
)
_WANTS = re.compile(r"(?:\b(?:in|en|how many|cu[aá]nt[oa]s|number of)\b|\()[\s$~]*", re.IGNORECASE)


class UnknownUnit(ValueError):
    """No unit that we know."""


@lru_cache(maxsize=4096)
def normal(unit: str) -> str:
    """The unit as pint names it: ``meter/second**2``. Raises `UnknownUnit`."""
    if len(unit) > _LONGEST:
        raise UnknownUnit(unit)
    text = unit.translate(_SIGNS)
    for pattern, plain in (*_LATEX, *_PHRASES):
        text = pattern.sub(plain, text)
    text, parts, at = text.strip().rstrip("."), list[str](), 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise UnknownUnit(unit)
        at = found.end()
        _append(parts, found)
    if not parts or parts[-1] in ("*", "/", "(") or parts.count("(") != parts.count(")"):
        raise UnknownUnit(unit)
    return "".join(parts)


def _append(parts: list[str], found: re.Match[str]) -> None:
    """One more name, exponent or sign; two names side by side are a product."""
    begins = not parts or parts[-1] in ("*", "/", "(")
    if power := found["power"]:
        if begins and power != "1":  # 1/s
            raise UnknownUnit(power)
        parts.append("1" if begins else f"**{int(power.lstrip('^'))}")
        return
    name, sign = found["name"], found["sign"]
    if sign and sign != "(" and (begins or (sign == ")" and parts.count("(") <= parts.count(")"))):
        raise UnknownUnit(sign)  # "()", "m)(s": a sign with nothing before it
    if not begins and sign in (None, "("):
        parts.append("*")
    parts.append(_named("".join(name.split())) if name else sign)


def _named(name: str) -> str:
    if name in ("%", "°"):
        return {"%": "percent", "°": "degree"}[name]
    if name[0] == "°":
        return "degC" if name[1] == "C" else "degF"
    for length in (0, 1, 2):
        prefix, symbol = name[:length], name[length:]
        if symbol in _SYMBOLS and (prefix in _PREFIXES or prefix == "da"):
            return f"{'µ' if prefix == 'u' else prefix}{_spelled(prefix, symbol)}"
    word = fold(name)
    if word in _WORDS:
        return f"({_WORDS[word]})" if "/" in _WORDS[word] else _WORDS[word]
    prefixed = _PREFIXED.fullmatch(word)
    if prefixed and _WORDS.get(prefixed[2]) in _LONG:
        return f"{prefixed[1].replace('mili', 'milli')}{_WORDS[prefixed[2]]}"
    if name != name.lower():  # KM, Kg: nobody means anything else by them
        return _named(name.lower())
    raise UnknownUnit(name)


def _spelled(prefix: str, symbol: str) -> str:
    return symbol if prefix else _SPELLED.get(symbol, symbol)


def is_unit(text: str) -> bool:
    try:
        normal(text)
    except UnknownUnit:
        return False
    return True


def mentioned(text: str) -> frozenset[str]:
    """Units that stand in a text, in their `canonical` form.

    Symbols of a letter or two are words as well ("a", "in"): they count behind a number, in
    brackets, and in fractions.
    """
    plain = text[:_MOST_TEXT]
    found = [match[0] for match in _FRACTION.finditer(plain)]
    found += [match[1] for match in _BEHIND.finditer(plain)]
    words = _WORD.findall(plain)
    for length in (1, 2, 3, 4):
        runs = (words[at : at + length] for at in range(len(words) - length + 1))
        found += [" ".join(run) for run in runs if len(run[0]) > 2 and _is_phrase(" ".join(run))]
    return frozenset(canonical(each) for each in dict.fromkeys(found) if is_unit(each))


def _is_phrase(run: str) -> bool:
    """One word, or words that belong together: ``meters per second``, not ``hours in``."""
    return " " not in run or _JOINS.search(run) is not None


def asked_for(text: str) -> frozenset[str]:
    """Units that a text wants something in: ``in g/cm³``, ``(in hours)``, ``how many meters``."""
    plain, found = text[:_MOST_TEXT], set[str]()
    for lead in _WANTS.finditer(plain):
        rest = plain[lead.end() : lead.end() + _LONGEST]
        words = _WORD.findall(rest.split("$")[0])
        fraction, symbol = _FRACTION.match(rest), _SYMBOL.match(rest)
        options = [match[0] for match in (fraction, symbol) if match]
        options += [run for length in (4, 3, 2, 1) if _is_phrase(run := " ".join(words[:length]))]
        unit = next((each for each in options if each not in _NO_UNITS and is_unit(each)), None)
        if unit:
            found.add(canonical(unit))
    return frozenset(found)


# ---- in the child process --------------------------------------------------------------------


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(cache_folder=None)


def convert(value: Fraction, given: str, wanted: str) -> Fraction | None:
    """The value in another unit; None when it measures something else.

    Raises:
        UnknownUnit: one of the units is none.
    """
    import pint

    registry = _registry()
    try:
        source, target = registry.parse_units(normal(given)), registry.parse_units(normal(wanted))
        return Fraction(registry.Quantity(float(value), source).to(target).magnitude)
    except pint.DimensionalityError:
        return None
    except pint.PintError as error:
        raise UnknownUnit(f"{given} or {wanted}") from error


@lru_cache(maxsize=4096)
def canonical(unit: str) -> str:
    """One form of each unit, however it is written. Raises `UnknownUnit`."""
    import pint

    try:
        return str(_registry().parse_units(normal(unit)))
    except (pint.PintError, ValueError, TypeError, KeyError) as error:
        raise UnknownUnit(unit) from error


def same_kind(one: str, other: str) -> bool:
    """Both measure the same; in their `canonical` forms."""
    kinds = [_registry().parse_units(unit).dimensionality for unit in (one, other)]
    return bool(kinds[0] == kinds[1])


def warm_up() -> None:
    """Read pint's definitions, which the first conversion would wait for."""
    convert(Fraction(1), "km", "m")
