"""Spanish."""

from __future__ import annotations

import re

from knowledge.generation.languages import es_words as w
from knowledge.generation.languages.language import Language, Wording
from knowledge.generation.languages.patterns import begins, words

_WORDING = Wording(
    which_term="¿A qué término corresponde la descripción «{description}»?",
    which_description="¿Qué descripción corresponde al término «{term}»?",
    completes="¿Qué término completa la oración?\n\n{sentence}",
    either="¿La descripción «{description}» corresponde a {one} o a {other}?",
    match="Relaciona cada término con su descripción.",
    order="Pon en orden los pasos: {task}",
    which_row="{caption}: ¿qué {label} corresponde?\n\n{facts}",
    either_column="{caption}: ¿a cuál de los dos corresponde «{cell}»?",
    mixes_up="Eso confunde «{wrong}» con «{right}». {wrong}: {description}.",
    solve="Despeja ${unknown}$:\n\n${formula}$",
    simplify="Simplifica:\n\n${formula}$",
    expand="Multiplica y simplifica:\n\n${formula}$",
    factor="Factoriza por completo:\n\n${formula}$",
    evaluate="Evalúa ${formula}$ cuando ${values}$.",
    both_sides="Con ${unknown} = {value}$, los dos lados valen ${side}$.",
)

_NO_PLURAL = re.compile(
    r"(?:sis|xis|itis|ícis|is|us|lunes|caos|gas|mas|mes|ués|és|ías)$", re.IGNORECASE
)
_FEMININE = re.compile(
    r"(?:ción|sión|xión|dad|tad|tud|umbre|ez|eza|sis|ie|a|triz)s?$"
    r"|(?:ciones|siones|dades|tades|tudes)$",
    re.IGNORECASE,
)
_MASCULINE = words("""
    (?:problema|sistema|esquema|diagrama|histograma|teorema|tema|programa|poema|síntoma)s?
    (?:dilema|clima|plasma|idioma|lema|axioma|día|mapa|planeta|cometa|eje|gráfico|sesgo)s?
    análisis | énfasis | paréntesis
""")
_NO_GENUS = frozenset(
    "el la los las un una unos unas tipo clase forma parte grupo conjunto serie cada cualquier de "
    "del uno todo toda".split()
)
_SINGULAR_VERBS, _PLURAL_VERBS = {"es", "está", "tiene"}, {"son", "están", "tienen"}


def _head(name: str) -> str:
    """The noun comes first: ``medidas de tendencia central``."""
    return next(iter(name.split()), "")


def _genus(description: str) -> str:
    """The first noun; ``tipo de onda`` is a wave."""
    found = (word for word in re.findall(r"\w+", description.casefold()) if word not in _NO_GENUS)
    return next(found, "")


def _plural(name: str) -> bool:
    head = _head(name)
    return head.lower().endswith("s") and not _NO_PLURAL.search(head)


def _gender(name: str) -> str:
    head = _head(name)
    if _MASCULINE.fullmatch(head):
        return "m"
    return "f" if _FEMININE.search(head) else "m"


def _agrees(rest: str, plural: bool) -> bool:
    verb = next(iter(rest.split()), "")
    return verb not in (_SINGULAR_VERBS if plural else _PLURAL_VERBS)


SPANISH = Language(
    code="es",
    wording=_WORDING,
    articles=re.compile(r"(?:el|la|los|las|un|una|unos|unas) ", re.IGNORECASE),
    drops_articles=False,
    leads=re.compile(
        r"(?:(?:En|Con|Durante|Según|Por) )?(?:(?:el|la|los|las|un|una) )?", re.IGNORECASE
    ),
    also_called=w.ALSO_CALLED,
    goes_on=re.compile(
        r"(?:[,:]|\b(?:y|e|o|u|que|el|la|los|las|una?|del?|a|si|cuando|con))$", re.I
    ),
    kinds=w.KINDS,
    defining=re.compile(
        r"(?:se definen? como|se refieren? a|significan?|es(?= (?:una?|el|la|cualquier)\b)|"
        r"son(?! (?:\w+(?:mente|ados|adas|idos|idas)|muy|no|los|las)\b))(?!\w)"
    ),
    verbs=w.VERBS,
    vague=w.VAGUE,
    unclear=w.UNCLEAR,
    needs_context=w.NEEDS_CONTEXT,
    refers_back=w.REFERS_BACK,
    needs_figure=w.NEEDS_FIGURE,
    all_of_the_above=w.ALL_OF_THE_ABOVE,
    negations=words("no | nunca | jamás | ni | sin | ningun[oa]? | ningún | nada | tampoco"),
    denial=re.compile(
        r"(?<= )(?P<not>no )(?=(?:es|son|está|están|tienen?|dependen?) (?!solo|siempre|neces))"
    ),
    reversals=w.REVERSALS,
    opposites=w.OPPOSITES,
    no_comparison=frozenset({"o", "uno", "una", "ni", "que", "casi"}),
    ordinals=("primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava"),
    counts=("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    between=words("mientras que | en cambio | pero | por el contrario | a diferencia de"),
    steps=w.STEPS,
    step_marks=w.STEP_MARKS,
    asks_amount=w.ASKS_AMOUNT,
    instances=words("ejemplos? | casos?"),
    solutions=begins("Solución | Respuesta"),
    examples=re.compile(r"^\*\*Ejemplo(?: [^*\n]+)?\*\*\s*$"),
    head=_head,
    genus=_genus,
    plural=_plural,
    before_blank=lambda text: text,
    before_word=lambda text, word: text,  # terms are chosen to agree
    agrees=_agrees,
    gender=_gender,
    adjective=lambda name: False,
    decimal_comma=True,
)
