"""A printed answer that is one number, perhaps with a unit: ``$3.00 \\times 10^8$ m/s``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PREFIXES = "YZEPTGMkhdcmμµnpfa"
_SI = ("m s g N J W Pa Hz V A C F H T Wb K mol L l rad sr lm lx Bq Gy Sv eV u cal Ω b bit B Ci"
       " R rem t bar gal ohm ly").split()  # fmt: skip
_OTHERS = frozenset(
    "% ° °C °F ºC ºF min h hr d day days y yr yrs year years week weeks month months hour hours "
    "minute minutes second seconds mi mile miles ft foot feet in in. inch inches yd yard yards "
    "lb lbs oz mph km/h rpm rev rev/min dB D atm torr hp Cal kcal percent degrees degree cm³ "
    "meters meter kilometers kilograms grams kg newtons joules watts volts amperes pounds "
    "percentage años año días día horas hora minutos minuto segundos metros kilómetros pulgadas "
    "libras pies millas semanas meses Btu decays/s people/km² mm·Hg ft/s mi/h beats/min".split()
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_DOTS = str.maketrans("⋅∙•º", "···°")
_COMMANDS = {"times": "×", "cdot": "·", "Omega": "Ω", "mu": "μ", "approx": "≈", "pi": "π",
             "circ": "°", "pm": "±", "div": "÷"}  # fmt: skip
_COMMAND = re.compile(r"\\(?!text|mathrm|underline|overline|boxed)([A-Za-z]+) ?")
_NUMBER = {
    ".": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+",
    ",": r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+\.\d+|\d+(?:,\d+)?|,\d+|\.\d+",
}
_WORDS = {
    word: number
    for number, words in enumerate(
        ("zero cero", "one uno", "two dos", "three tres", "four cuatro", "five cinco",
         "six seis", "seven siete", "eight ocho", "nine nueve", "ten diez")
    )
    for word in words.split()
}  # fmt: skip
_COMMA_LANGUAGES = frozenset("es pl pt de fr it".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as `NumericItem.answer` wants it."""

    number: str
    """With a point as decimal mark and ``e`` for powers of ten: ``3.00e8``, ``-0.5``, ``3/4``."""
    unit: str
    """``m/s^2``, ``%``, ``$``; empty for none and for things counted."""
    worked: bool
    """True when the answer stood at the end of a calculation, or had a remark behind it."""
    written: str = ""
    """As the source writes it, where that is another form: ``0,25``, ``five``."""


def quantity(markdown: str, language: str = "en") -> Quantity | None:
    """The one number a solution gives; None when it says more or less than that."""
    if "\n\n" in markdown.strip() or len(markdown) > 400:
        return None
    text = _plain(markdown)
    note = re.search(r"(?<=\w)\s*\((?=[^()]*[^\W\d_]{3})[^()]*\)$", text)  # 38.9 m/s (about 87 mph)
    text = text[: note.start()] if note else text
    if text.casefold() in _WORDS:
        return Quantity(str(_WORDS[text.casefold()]), "", worked=False, written=text)
    *chain, last = re.split(r"\s*[=≈]\s*", text)
    if chain and not all(_is_side(side) for side in chain):
        return None
    mark = "," if language.partition("-")[0] in _COMMA_LANGUAGES else "."
    found = re.fullmatch(
        rf"(?P<money>[$€£])?\s*(?P<sign>[-+])?\s*(?P<money2>[$€£])?\s*"
        rf"(?:(?P<fraction>\d+\s*/\s*\d+)|(?P<number>{_NUMBER[mark]}))"
        rf"(?:\s*[×x·]\s*10\s*\^\{{?\(?(?P<power>[-+]?\d+)\)?\}}?)?(?P<unit>.*)",
        last,
    )
    if not found:
        return None
    unit = _unit(found["unit"], found["money"] or found["money2"] or "")
    if unit is None:
        return None
    sign = "-" if found["sign"] == "-" else ""
    number = found["fraction"] or _canonical(found["number"], mark)
    power = f"e{int(found['power'])}" if found["power"] else ""
    written = sign + found["number"] if mark == "," and "," in (found["number"] or "") else ""
    worked = bool(chain or note)
    return Quantity(sign + re.sub(r"\s", "", number) + power, unit, worked, written)


def _canonical(number: str, mark: str) -> str:
    if mark == ",":
        grouped = re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", number)
        if grouped:
            number = number.replace(".", "")
        number = number.replace(" ", "").replace(",", ".")
    else:
        number = number.replace(",", "")
    return ("0" if number.startswith(".") else "") + number.rstrip(".")


def _is_side(side: str) -> bool:
    """One side of an equation: a formula, a name, not a sentence."""
    return len(side) < 120 and not re.search(
        r"[.;:]\s|\b\w{4,}\b.*\b\w{4,}\b.*\b\w{4,}\b.*\b\w{4,}\b", side
    )


def _plain(markdown: str) -> str:
    text = re.sub(r"\\[-+$%#]", lambda mark: "¤" if mark[0] == r"\$" else mark[0][1:], markdown)
    text = re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)|\$", "", text).replace("¤", "$")
    text = re.sub(r"\\[td]?frac\{(\d+)\}\{(\d+)\}", r"\1/\2", text)
    text = _COMMAND.sub(lambda name: _COMMANDS.get(name[1], f"\\{name[1]}"), text)
    for _ in range(3):
        text = re.sub(r"\\(?:text|mathrm|underline|overline|boxed)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\[,;! ]|~", " ", text).replace("{,}", ",").replace("−", "-").replace("–", "-")
    text = re.sub(
        r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda power: "^" + power[0].translate(_SUPERSCRIPTS), text
    )
    text = re.sub(r"\^\{?°\}?", "°", text)
    return " ".join(text.split()).strip().rstrip(".;").strip()


def _unit(raw: str, money: str) -> str | None:
    """The unit in plain writing; empty for none; None when something else stands there."""
    text = re.sub(r"\^\{([-\d]+)\}", r"^\1", raw).strip().rstrip(".,;").strip()
    text = re.sub(r"\s*([·⋅∙•/])\s*", r"\1", text).translate(_DOTS)
    text = re.sub(r"°\s+(?=[CF]\b)", "°", text).lstrip("-")
    if not text or money:
        return money if not re.search(r"[+×÷*/=^±]", text) else None
    if all(_is_unit(part) for part in re.split(r"[·/ ]", text.replace("(", "").replace(")", ""))):
        return text
    counted = re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)?", text)
    return "" if counted and len(text) > 2 and len(text) <= 25 else None


def _is_unit(part: str) -> bool:
    name = re.sub(r"\^-?\d+$", "", part)
    if not name:
        return part in ("", "1")
    return (
        name in _OTHERS
        or name in _SI
        or (name[0] in _PREFIXES and name[1:] in _SI)
        or name == "Hg"
        or (name.startswith("da") and name[2:] in _SI)
    )
