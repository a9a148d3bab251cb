"""The words of Spanish that `es` is made of."""

from __future__ import annotations

from knowledge.generation.languages.patterns import anywhere, begins, both_ways, words

_CLAUSES = "(?:que|cual(?:es)?|quien(?:es)?|donde|cuando|como|si|porque|mientras|cuy[oa]s?|por)"
KINDS = (
    ("statement", anywhere(rf"(?:(?!{_CLAUSES}\b)[^\s,;]+ ){{1,14}}?(?:es|son|está|están)\b")),
    ("person", begins("""
        (?:personas?|individuos?|científic[oa]s?|psicólog[oa]s?|estudiantes?|alguien|quien)
        grupo de personas
    """)),
    ("field", begins(r"(?:estudio|rama|campo|ciencia|disciplina|teoría)(?: \w+){0,2} (?:de|que)")),
    ("to do", begins(r"\w+(?:ar|er|ir)(?:se)?")),
    ("clause", begins("""
        cuando | donde | si | ocurre | tiene | es | son | se (?:refiere|usa|utiliza|produce)
        describe | establece | indica | incluye | consiste | permite | parece | mide | estima
    """)),
    ("quality", begins("""
        que | capaz | (?:asociad|caracterizad|relacionad|relativ|basad)[oa]s? | pertenecientes?
    """)),
)  # fmt: skip

VERBS = begins("""
    es | son | está | están | se (?:refiere|define|mide|produce|usa|utiliza|calcula|obtiene)n?
    se (?:conoce|expresa|conserva|opone|aplica|encuentra|representa|debe)n? | ocurren? | implican?
    significan? | describen? | incluyen? | consisten? en | contienen? | aumentan? | disminuyen?
    causan? | producen? | regulan? | controlan? | permiten? | requieren? | dependen? de
    establecen? | afirman? | miden? | representan? | tienen? | usan? | utilizan? | proporcionan?
    forman? | actúan? | cambian? | muestran? | indican? | relacionan? | ejercen? | equivalen? a
    suman? | crecen? | decrecen? | expresan? | dividen? | determinan? | explican? | estudian?
    no (?:es|son|tienen?|dependen?)
""")

_VAGUE = """
    puede | pueden | podría | podrían | podemos | debería | deberían | quizás? | tal vez | suelen?
    posiblemente | probablemente | parece | parecen | a veces | alg[uú]n[oa]?s? | recientes?
    recientemente | hoy | ahora | actualmente | por ejemplo | ejemplos? | como por | etc | también
    tampoco | sin embargo | además | por (?:lo )?tanto | así | much[oa]s? | a menudo | normalmente
    generalmente | vari[oa]s | ciert[oa]s? | otr[oa]s? | tal | tales | importantes? | interesantes?
    similar(?:es)? | un[oa] de l[oa]s | imagine | considere | suponga | recuerde | observe
    de hecho | esencialmente | básicamente | simplemente | conocid[oa]s? | llamad[oa]s?
    denominad[oa]s? | denominan? | llaman?
"""
VAGUE = words(_VAGUE)
UNCLEAR = words(
    _VAGUE
    + """
    aunque | usted | ustedes | tú | nosotros | nuestr[oa]s? | nos | su | sus | les? | lo
    est[eao]s? | es[eo] | es[oa]s | aquell?[oa]s? | aquel | aquí | allí | amb[oa]s | muy | bastante
    solo | sólo | mism[oa]s? | diferentes? | fue | fueron | era | eran | había | ha sido | será
    serán | primer[oa]? | segund[oa] | tercer[oa]? | anterior(?:es)? | siguientes? | sección
    capítulo | aún | siglo | figura | tabla | incluso | según | entonces | ya | ella | él | ell[oa]s
    ello | dónde | donde
"""
)

_BACK = r"""
    \bcomo (?:vimos|hemos visto|ya|se (?:vio|mencionó|muestra|ha visto))\b
    \b(?:mencionad|descrit|definid|explicad|indicad|comentad)[oa]s? (?:antes|anteriormente|aquí)\b
    \b(?:mencionad|descrit|definid|explicad|indicad)[oa]s? (?:más )?(?:arriba|abajo)\b
    \b(?:sección|capítulo|ejemplo|módulo|párrafo)(?:e?s)? (?:anterior|siguiente|previ[oa]|\d)
    \b(?:ejercicio|problema|página)s? (?:anterior|siguiente|previ[oa]|\d)
    \b(?:próxim[oa]|siguientes?|anterior(?:es)?) (?:sección|capítulo|ejemplo|ejercicio|problema)
    \bla ecuación \d | \bapéndice\b | \b(?:el|la|los|las) (?:anterior|siguiente)(?:es|s)?\b
    \b(?:recuerde|recordemos|observe|recuerda) que\b | \bestos investigadores\b | \bel texto\b
"""
REFERS_BACK = anywhere(_BACK)
NEEDS_CONTEXT = anywhere(
    _BACK
    + r"""
    ^(?:est[eao]s?|es[eoa]s?|ell[oa]s?|él|su|sus|tal|tales|amb[oa]s|otr[oa]s?|asimismo)\b
    ^(?:pero|y|o|así|por (?:lo )?tanto|en cambio|también|además|entonces|luego|finalmente)\b
    ^(?:sin embargo|por último|de nuevo|aquí|no obstante|como resultado)\b
    ^en (?:este|ese|otras|contraste|cuanto)\b | ^por (?:ejemplo|otro lado|otra parte|eso)\b
    \b(?:este|esta|estos|estas|ese|esa|esos|esas)\b
"""
)

_PICTURE = (
    r"(?:figura|gráfic[oa]|diagrama|imagen|foto(?:grafía)?|mapa|ilustración|dibujo|histograma)"
)
_HERE = r"(?:aquí|abajo|arriba|en|a continuación)"
NEEDS_FIGURE = anywhere(rf"""
    !\[ | \b(?:figuras?|tablas?|gráficos?) [\dA-Z]+[.\d] | \([a-d]\)
    \b(?:{_PICTURE}|tabla) (?:de (?:arriba|abajo)|anterior|siguiente|que se muestra|mostrad[oa])
    \b(?:est[ea]|la siguiente|el siguiente) (?:{_PICTURE}|tabla)\b
    \bse (?:muestra|ilustra|ve|observa)n? {_HERE}\b | \bmostrad[oa]s? {_HERE}\b
    \((?:arriba|abajo|izquierda|derecha)\)
""")

ALL_OF_THE_ABOVE = anywhere(r"""
    \b(?:tod[oa]s|ningun[oa]|amb[oa]s|cualquiera) (?:de )?(?:l[oa]s )?(?:anterior(?:es)?|opciones)\b
    \b(?:tod[oa]s|ningun[oa]|amb[oa]s|cualquiera) (?:de )?(?:l[oa]s )?respuestas\b
    \btod[oa]s ell[oa]s\b
    \b(?:tanto )?\(?[a-e]\)? (?:y|como) \(?[a-e]\)? son (?:correct|verdader)\w+
""")  # one line an expression

REVERSALS = both_ways("""
    aumenta/disminuye aumentan/disminuyen aumentar/disminuir aumento/disminución más/menos
    mayor/menor mayores/menores máximo/mínimo máxima/mínima superior/inferior antes/después
    interna/externa interno/externo atraen/repelen atrae/repele creciente/decreciente
    encima/debajo dentro/fuera paralelo/perpendicular paralela/perpendicular crece/decrece
    visible/invisible absorbe/libera acelera/frena arriba/abajo
""")
OPPOSITES = REVERSALS | both_ways("""
    activo/pasivo activa/pasiva primario/secundario primaria/secundaria público/privado
    pública/privada rapidez/velocidad alto/bajo alta/baja grande/pequeño fuerte/débil
    rápido/lento positivo/negativo positiva/negativa dependiente/independiente
    conocido/desconocido igual/desigual constante/variable con/sin cualitativos/cuantitativos
    cualitativo/cuantitativo cualitativa/cuantitativa discreta/continua discretos/continuos
    cada/algunos todos/algunos uno/dos dos/tres tres/cuatro inicial/final estática/cinética
    estático/cinético población/muestra suma/resta suma/producto entre/dentro individuo/grupo
    individual/grupal elástica/inelástica lineal/angular real/virtual total/parcial
    verdadera/falsa fila/columna eje/origen instantánea/media izquierda/derecha máximo/medio
""")

ASKS_AMOUNT = begins(r"""
    ¿?(?:\w+,? ){0,3}?(?:cuál(?:es)?|cuánt[oa]s?|qué|calcul[ea]|hall[ea]|determin[ea])
    ¿?(?:\w+,? ){0,3}?(?:encuentr[ea]|estim[ea]|conviert[ae]|obten(?:ga)?|resuelv[ae])
""")

ALSO_CALLED = anywhere(r"""
    \s*\((?:también|o|a veces|abreviad|símbolo|véase|ver|llamad|denominad)[^()]*\)
    [;,.]\s*(?:véase|ver también|notación|símbolo|en símbolos)\b.*$
    [;,.]\s*también (?:se )?(?:llam|conoc|denomin).*$
    [;,.]\s*se (?:denota|abrevia|representa)\b.*$
    ^(?:también,?|también (?:llamad[oa]|conocid[oa]) como|o) [^,;:]+[,;:]\s*
""")

STEPS = words(r"""
    (?:pasos?|etapas?|procedimientos?|fases?|secuencia|proceso)\b[^.:]*(?::|siguientes?|orden)
    siguientes (?:pasos|etapas|fases) | siga (?:estos|los) pasos
""")
STEP_MARKS = begins(r"""
    (?:primero|en primer lugar|segundo|tercero|luego|después|a continuación|finalmente)\b,?\s*
    (?:por último|ahora|para (?:empezar|comenzar))\b,?\s*
""")
