"""Numbers in words, in six languages: ``twenty-one``, ``a hundred and five``, ``veintiuno``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro"
    " veinticinco veintiseis veintisiete veintiocho veintinueve"
).split()
_ES_TENS = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos"
    " novecientos"
).split()
_FR = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()
_FR_TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split()
_DE = (
    "null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
).split()
_DE_TENS = "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig".split()
_PT = (
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze"
    " dezesseis dezessete dezoito dezenove"
).split()
_PT_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
_PT_HUNDREDS = (
    "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
).split()
_IT = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove"
).split()
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()

SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "mil": 10**3, "millon": 10**6, "millones": 10**6,
    "mille": 10**3, "millions": 10**6, "tausend": 10**3, "millionen": 10**6,
    "milhao": 10**6, "milhoes": 10**6, "mila": 10**3, "milione": 10**6, "milioni": 10**6,
}  # fmt: skip
BARE_SCALES = frozenset("mil mille tausend".split())
"""Said without a one before them."""
HALVES = frozenset("half medio media demi halb halbe meio meia mezzo mezza".split())
PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100,
    "tercio": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "septimo": 7, "octavo": 8, "noveno": 9,
    "decimo": 10,
    "tiers": 3, "quart": 4, "drittel": 3, "viertel": 4, "terco": 3, "quarto": 4, "terzo": 3,
}  # fmt: skip
"""What a numerator in words stands before; plurals with ``s`` count, too."""
ONES = frozenset("a an one un una uno une ein eine eins um uma".split())
"""Words for 1 that are pronouns and articles as well."""
ALSO_WORDS = {
    "en": frozenset("cent cents once due elf sept dix null sei um mil".split()),
    "es": frozenset("due sei um nove".split()),
}
"""Number words of other languages that mean something else in this one (or are names in it)."""
POINTS = frozenset("point punto coma comma virgule komma virgula virgola".split())


@cache
def phrases() -> dict[str, int]:
    """Every number below 1000 as it is said, without accents, words joined by single spaces."""
    said: dict[str, int] = {}
    for spell in (_english, _spanish, _french, _german, _portuguese, _italian):
        for value in range(1000):
            for phrase in spell(value):
                said.setdefault(phrase.replace("-", " "), value)
    return said


def words_for(value: int) -> list[str]:
    """How a number from 0 to 999 is said in English and Spanish."""
    return [*_english(value), *_spanish(value)] if 0 <= value < 1000 else []


@cache
def first_words() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases())


def _below_hundred(
    value: int, small: list[str], tens: list[str], join: Callable[[str, str], str]
) -> str:
    if value < len(small):
        return small[value]
    ten, one = tens[value // 10 - 2], value % 10
    return join(ten, small[one]) if one else ten


def _english(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    low = _below_hundred(rest, _EN, _EN_TENS, lambda ten, one: f"{ten} {one}")
    if not hundred:
        yield low
        return
    for lead in [_EN[hundred], *(["a"] if hundred == 1 else [])]:
        if not rest:
            yield f"{lead} hundred"
        else:
            yield from (f"{lead} hundred {low}", f"{lead} hundred and {low}")


def _spanish(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    low = _below_hundred(rest, _ES, _ES_TENS, lambda ten, one: f"{ten} y {one}")
    lows = [low, low.removesuffix("o")] if low.endswith("uno") else [low]
    if not hundred:
        yield from [*lows, *(["una"] if value == 1 else [])]
    elif not rest:
        yield "cien" if hundred == 1 else _ES_HUNDREDS[hundred - 1]
    else:
        yield from (f"{_ES_HUNDREDS[hundred - 1]} {each}" for each in lows)


def _french(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    if not hundred:
        yield from [_french_low(rest), *(["une"] if value == 1 else [])]
        return
    lead = "cent" if hundred == 1 else f"{_FR[hundred]} cent"
    if rest:
        yield f"{lead} {_french_low(rest)}"
    else:
        yield from (lead, f"{lead}s")


def _french_low(value: int) -> str:
    if value < 17:
        return _FR[value]
    if value < 20:
        return f"dix-{_FR[value - 10]}"
    ten = _FR_TENS[value // 10 - 2]
    one = value % 20 if value >= 60 else value % 10
    if value == 80:
        return "quatre-vingts"
    if not one:
        return ten
    return (
        f"{ten} et {_french_low(one)}"
        if one in (1, 11) and value < 80
        else (f"{ten}-{_french_low(one)}")
    )


def _german(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    low = _below_hundred(rest, _DE, _DE_TENS, lambda ten, one: f"{one}und{ten}")
    ends = ["eins", "ein", "eine"] if rest == 1 else [low]
    for lead in [f"{_DE[hundred]}hundert", "hundert"][: 2 if hundred == 1 else 1]:
        if hundred:
            yield from [lead] if not rest else [f"{lead}{end}" for end in ends]
    if not hundred:
        yield from ends


def _portuguese(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    low = _below_hundred(rest, _PT, _PT_TENS, lambda ten, one: f"{ten} e {one}")
    if not hundred:
        yield from [low, *(["uma"] if value == 1 else [])]
    elif not rest:
        yield "cem" if hundred == 1 else _PT_HUNDREDS[hundred - 1]
    else:
        yield f"{_PT_HUNDREDS[hundred - 1]} e {low}"


def _italian(value: int) -> Iterator[str]:
    hundred, rest = divmod(value, 100)
    low = _below_hundred(
        rest, _IT, _IT_TENS, lambda ten, one: (ten[:-1] if one in ("uno", "otto") else ten) + one
    )
    if not hundred:
        yield low
        return
    lead = "cento" if hundred == 1 else f"{_IT[hundred]}cento"
    yield lead if not rest else f"{lead}{low}"
