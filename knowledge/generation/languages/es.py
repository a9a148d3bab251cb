"""Spanish."""

from __future__ import annotations

import re

from knowledge.generation.languages.language import Language, Wording
from knowledge.generation.languages.patterns import begins, both_ways, words

_WORDING = Wording(
    which_term="¿A qué término corresponde la descripción «{description}»?",
    which_description="¿Qué descripción corresponde al término «{term}»?",
    completes="¿Qué término completa la oración?\n\n{sentence}",
    either="¿La descripción «{description}» corresponde a {one} o a {other}?",
    match="Relaciona cada término con su descripción.",
    order="Pon en orden los pasos: {task}",
    which_row="{caption}: ¿qué {label} corresponde?\n\n{facts}",
    either_column="{caption}: ¿a cuál de los dos corresponde «{cell}»?",
    mixes_up="Confunde «{wrong}» con «{right}». {wrong}: {description}.",
    solve="Despeja ${unknown}$:\n\n${formula}$",
    simplify="Simplifica:\n\n${formula}$",
    expand="Multiplica y simplifica:\n\n${formula}$",
    factor="Factoriza por completo:\n\n${formula}$",
    evaluate="Evalúa ${formula}$ cuando ${values}$.",
    both_sides="Con ${unknown} = {value}$, los dos lados valen ${side}$.",
)

_KINDS = (
    ("person", begins(
        r"(?:una? |la |el |los |las )?(?:persona|individuo|científic[oa]|psicólog[oa]|estudiante|"
        r"alguien|quien|grupo de personas)s?",
    )),
    ("field", begins(
        r"(?:el |la )?(?:estudio|rama|campo|ciencia|disciplina|teoría)(?: \w+){0,2} (?:de|que)",
    )),
    ("to do", begins(r"\w+(?:ar|er|ir)(?:se)?")),
    ("clause", begins(
        "cuando", "donde", "si", "ocurre", "tiene", "es", "son", "se (?:refiere|usa|utiliza|produce)",
        "describe", "establece", "indica", "incluye", "consiste", "permite",
    )),
    ("quality", begins(
        r"(?:que|asociad[oa]|caracterizad[oa]|relacionad[oa]|relativ[oa]|capaz|perteneciente|basad[oa])s?",
    )),
)  # fmt: skip

_VERBS = begins(
    "es", "son", "está", "están", "se (?:refiere|define|mide|produce|usa|utiliza|calcula|obtiene|"
    "conoce|expresa|conserva|opone|aplica|encuentra|representa|debe)n?", "ocurren?", "implican?",
    "significan?", "describen?", "incluyen?", "consisten? en", "contienen?", "aumentan?",
    "disminuyen?", "causan?", "producen?", "regulan?", "controlan?", "permiten?", "requieren?",
    "dependen? de", "establecen?", "afirman?", "miden?", "representan?", "tienen?", "usan?",
    "utilizan?", "proporcionan?", "forman?", "actúan?", "cambian?", "muestran?", "indican?",
    "relacionan?", "ejercen?", "equivalen? a", "suman?", "crecen?", "decrecen?", "expresan?",
    "divide", "dividen", "determinan?", "explican?", "estudian?", "no (?:es|son|tienen?|dependen?)",
)  # fmt: skip

_VAGUE = (
    "puede", "pueden", "podría", "podrían", "podemos", "debería", "deberían", "quizás?", "tal vez",
    "posiblemente", "probablemente", "parece", "parecen", "a veces", "alg[uú]n[oa]?s?",
    "recientes?", "recientemente", "hoy", "ahora", "actualmente", "por ejemplo", "ejemplos?",
    "como por", "etc", "también", "tampoco", "sin embargo", "además", "por (?:lo )?tanto", "así",
    "much[oa]s?", "a menudo", "normalmente", "generalmente", "vari[oa]s", "ciert[oa]s?", "otr[oa]s?",
    "tal", "tales", "importantes?", "interesantes?", "similar(?:es)?", "un[oa] de l[oa]s", "suele",
    "suelen", "imagine", "considere", "suponga", "recuerde", "observe", "llamad[oa]s?",
    "de hecho", "esencialmente", "básicamente", "simplemente",
    "conocid[oa]s?", "denominad[oa]s?", "denominan?", "llaman?",
)  # fmt: skip
_UNCLEAR = (
    *_VAGUE, "aunque", "usted", "ustedes", "tú", "nosotros", "nuestr[oa]s?", "nos", "su", "sus",
    "les?", "lo", "est[eao]s?", "es[eo]", "es[oa]s", "aquell?[oa]s?", "aquel", "aquí", "allí",
    "amb[oa]s", "muy", "bastante", "solo", "sólo", "mism[oa]s?", "diferentes?", "fue", "fueron",
    "era", "eran", "había", "ha sido", "será", "serán", "primer[oa]?", "segund[oa]", "tercer[oa]?",
    "anterior(?:es)?", "siguientes?", "sección", "capítulo", "aún", "siglo", "figura", "tabla", "incluso", "según", "entonces",
    "ya", "ella", "él", "ell[oa]s", "ello", "dónde", "donde",
)  # fmt: skip

_POINTS = (
    r"^(?:est[eao]s?|es[eoa]s?|ell[oa]s?|él|su|sus|tal|tales|amb[oa]s|otr[oa]s?|asimismo|sin embargo|"
    r"pero|y|o|así|por (?:lo )?tanto|en cambio|también|además|entonces|luego|finalmente|por último|"
    r"en (?:este|ese|cambio|otras|contraste|cuanto)|por (?:ejemplo|otro lado|otra parte|eso)|"
    r"de nuevo|aquí|no obstante|como resultado)\b"
    r"|\b(?:este|esta|estos|estas|ese|esa|esos|esas)\b"
)
_REFERS = (
    r"\bcomo (?:vimos|hemos visto|ya|se (?:vio|mencionó|muestra|ha visto))\b"
    r"|\b(?:mencionad|descrit|definid|explicad|indicad|comentad)[oa]s? "
    r"(?:antes|anteriormente|arriba|más arriba|abajo|aquí)\b"
    r"|\b(?:sección|capítulo|ejemplo|módulo|párrafo|ejercicio|problema|página)s? (?:anterior|siguiente|"
    r"previ[oa]|\d)|\b(?:próxim[oa]|siguientes?|anterior(?:es)?) (?:sección|capítulo|ejemplo|ejercicio|"
    r"problema)|\bla ecuación \d|\bapéndice\b|\b(?:el|la|los|las) (?:anterior|siguiente)(?:es|s)?\b"
    r"|\b(?:recuerde|recordemos|observe|recuerda) que\b|\bestos investigadores\b|\bel texto\b"
)

_FIGURE = re.compile(
    r"!\[|\b(?:figuras?|tablas?|gráficos?) [\dA-Z]+[.\d]"
    r"|\b(?:figura|tabla|gráfic[oa]|diagrama|imagen|foto(?:grafía)?|mapa|ilustración|dibujo|histograma) "
    r"(?:de (?:arriba|abajo)|anterior|siguiente|que se muestra|mostrad[oa])"
    r"|\b(?:est[ea]|la siguiente|el siguiente) (?:figura|gráfic[oa]|diagrama|imagen|foto(?:grafía)?|"
    r"mapa|ilustración|dibujo|tabla)\b"
    r"|\b(?:como )?se (?:muestra|ilustra|ve|observa)n? (?:aquí|abajo|arriba|en|a continuación)\b"
    r"|\bmostrad[oa]s? (?:aquí|abajo|arriba|en|a continuación)\b|\((?:arriba|abajo|izquierda|derecha)\)"
    r"|\([a-d]\)",
    re.IGNORECASE,
)

_REVERSALS = both_ways(
    "aumenta/disminuye aumentan/disminuyen aumentar/disminuir aumento/disminución más/menos "
    "mayor/menor mayores/menores máximo/mínimo máxima/mínima superior/inferior antes/después "
    "interna/externa interno/externo atraen/repelen atrae/repele creciente/decreciente "
    "encima/debajo dentro/fuera paralelo/perpendicular paralela/perpendicular crece/decrece "
    "visible/invisible absorbe/libera acelera/frena izquierda/derecha arriba/abajo"
)
_OPPOSITES = _REVERSALS | both_ways(
    "primario/secundario primaria/secundaria público/privado pública/privada rapidez/velocidad "
    "alto/bajo alta/baja grande/pequeño fuerte/débil rápido/lento positivo/negativo positiva/negativa "
    "dependiente/independiente conocido/desconocido igual/desigual constante/variable con/sin "
    "cualitativos/cuantitativos cualitativo/cuantitativo cualitativa/cuantitativa discreta/continua "
    "discretos/continuos cada/algunos todos/algunos uno/dos dos/tres tres/cuatro inicial/final "
    "estática/cinética estático/cinético población/muestra suma/resta suma/producto entre/dentro "
    "individuo/grupo individual/grupal elástica/inelástica lineal/angular real/virtual total/parcial "
    "verdadera/falsa fila/columna eje/origen instantánea/media izquierda/derecha máximo/medio"
)

_NO_PLURAL = re.compile(
    r"(?:sis|xis|itis|ícis|álisis|is|us|lunes|caos|virus|gas|mas|mes|ués|és|ías)$", re.I
)
_FEMININE = re.compile(
    r"(?:ción|sión|xión|dad|tad|tud|umbre|ez|eza|sis|ie|a|triz)s?$|(?:ciones|siones|dades|tades|tudes)$",
    re.I,
)
_MASCULINE = words(
    r"(?:problema|sistema|esquema|diagrama|histograma|teorema|tema|programa|poema|síntoma|dilema|"
    r"clima|plasma|idioma|lema|axioma|día|mapa|planeta|cometa|análisis|énfasis|paréntesis|eje|"
    r"gráfico|sesgo)s?",
)


def _head(name: str) -> str:
    return name.split()[0] if name.split() else ""


def _plural(name: str) -> bool:
    """By the noun, which comes first: ``medidas de tendencia central``."""
    head = _head(name)
    return head.lower().endswith("s") and not _NO_PLURAL.search(head)


def _gender(name: str) -> str:
    head = _head(name)
    if _MASCULINE.fullmatch(head):
        return "m"
    return "f" if _FEMININE.search(head) else "m"


def _agrees(rest: str, plural: bool) -> bool:
    verb = rest.split()[0] if rest.startswith(" ") else ""
    return verb not in ({"es", "está", "tiene"} if plural else {"son", "están", "tienen"})


SPANISH = Language(
    code="es",
    wording=_WORDING,
    quotes=("«", "»"),
    articles=re.compile(r"(?:el|la|los|las|un|una|unos|unas) ", re.IGNORECASE),
    drops_articles=False,
    leads=re.compile(
        r"(?:(?:En|Con|Durante|Según|Por) )?(?:(?:el|la|los|las|un|una) )?", re.IGNORECASE
    ),
    also_called=re.compile(
        r"\s*\((?:también|o|a veces|abreviad|símbolo|véase|ver|llamad|denominad)\b[^()]*\)"
        r"|[;,.]\s*(?:véase|ver también|también (?:se )?(?:llam|conoc|denomin)|se (?:denota|abrevia|"
        r"representa)|notación|símbolo|en símbolos)\w*\b.*$"
        r"|^(?:también,?|también (?:llamad[oa]|conocid[oa]) como|o) [^,;:]+[,;:]\s*",
        re.IGNORECASE,
    ),
    goes_on=re.compile(
        r"(?:[,:]|\b(?:y|e|o|u|que|el|la|los|las|un|una|de|del|a|si|cuando|con))$", re.IGNORECASE
    ),
    kinds=_KINDS,
    defining=begins(r"se definen? como", "se refieren? a", "significan?", "es", "son"),
    verbs=_VERBS,
    vague=words(*_VAGUE),
    unclear=words(*_UNCLEAR),
    needs_context=re.compile(f"{_POINTS}|{_REFERS}", re.IGNORECASE),
    refers_back=re.compile(_REFERS, re.IGNORECASE),
    needs_figure=_FIGURE,
    all_of_the_above=re.compile(
        r"\b(?:(?:tod[oa]s|ningun[oa]|amb[oa]s|cualquiera) (?:de )?(?:l[oa]s|ell[oa]s)? ?"
        r"(?:anterior(?:es)?|opciones|respuestas|de l[oa]s anteriores)|tod[oa]s ell[oa]s|"
        r"(?:tanto )?\(?[a-e]\)? (?:y|como) \(?[a-e]\)? son (?:correct|verdader)\w+)",
        re.IGNORECASE,
    ),
    negations=words(
        "no", "nunca", "jamás", "ni", "sin", "ningun[oa]?", "ningún", "nada", "tampoco"
    ),
    denial=re.compile(
        r"(?<= )(?P<not>no )(?=(?:es|son|está|están|tienen?|dependen?) (?!solo|siempre|neces))"
    ),
    ordinals=("primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava"),
    counts=("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    between=words("mientras que", "en cambio", "pero", "por el contrario", "a diferencia de"),
    steps=words(
        r"(?:pasos?|etapas?|procedimientos?|fases?|secuencia|proceso)\b[^.:]*(?::|siguientes?|orden)",
        r"siguientes (?:pasos|etapas|fases)",
        r"siga (?:estos|los) pasos",
    ),
    step_marks=begins(
        r"(?:primero|en primer lugar|segundo|tercero|luego|después|a continuación|finalmente|"
        r"por último|ahora|para (?:empezar|comenzar))\b,?\s*"
    ),
    asks_amount=begins(
        r"¿?(?:\w+,? ){0,3}?(?:cuál(?:es)?|cuánt[oa]s?|qué|calcul[ea]|hall[ea]|determin[ea]|encuentr[ea]|"
        r"estim[ea]|conviert[ae]|obten(?:ga)?|resuelv[ae])"
    ),
    instances=words("ejemplos?", "casos?"),
    solutions=begins("Solución", "Respuesta"),
    examples=re.compile(r"^\*\*Ejemplo (?:[\w.]+)?\*\*"),
    reversals=_REVERSALS,
    opposites=_OPPOSITES,
    head=_head,
    plural=_plural,
    agrees=_agrees,
    gender=_gender,
    adjective=lambda name: False,
    decimal_comma=True,
)
