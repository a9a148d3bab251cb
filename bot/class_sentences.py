"""Which sentences of teachers and their classes ask for which skill. Data for `bot.sentences`."""

from __future__ import annotations

CLASSES: tuple[tuple[str, str, bool], ...] = (
    (
        "rules",
        r"(?:(?:pause|resume|unpause) (?:the )?(?:bot|course|class|studylamp)|"
        r"(?:pausar?|reanudar?) (?:el |la )?(?:bot|curso|clase))\b.*|"
        r"(?:my |the )?(?:class|course) (?:settings|rules)|(?:ajustes|reglas) (?:de|del) "
        r"(?:la |mi )?(?:clase|curso)",
        True,
    ),
    (
        "assign",
        r"(?:i want to |i'd like to |quiero )?(?:assign|asigna(?:r|le|les)?) "
        r"(?:.{0,60}\b)?(?:quiz|test|reading|read|cuestionario|lectura|leer)\b.*",
        True,
    ),
    (
        "assign",
        r"who (?:has(?:n't| not)? )?(?:done|did|finished) (?:the |my )?"
        r"(?:assignments?|assigned quiz|homework|quiz)|"
        r"who(?:'s| is)(?: not)? done(?: with .+)?|"
        r"who(?: still)? has(?:n't| not)? (?:to do|done) it|"
        r"remind (?:the rest|the others|those who have ?n(?:'t|ot)(?: done it)?)|"
        r"quien(?:es)? faltan?|recuerda(?:selo|les)? a (?:los demas|quienes faltan)|"
        r"quien(?:es)? (?:ha|han|hizo|hicieron|no ha|no han) (?:hecho )?(?:la |las |el )?tareas?|"
        r"(?:what (?:are )?|show (?:me )?|cuales son |ver )?(?:my |mis |las |la )?"
        r"(?:assignments?|homework|tareas?)(?: (?:do i have|pendientes?))?|"
        r"(?:que )?tareas tengo(?: pendientes?)?",
        False,
    ),
    (
        "queue",
        r"(?:what(?:'s| is) (?:waiting )?in (?:the|my) queue|(?:show (?:me )?)?(?:the|my) queue|"
        r"(?:que hay en |ver )?(?:la|mi) cola)|"
        r"(?:what|anything|which (?:questions|marks))(?:'s| is| are)? (?:waiting|waits|wait|open) "
        r"for me to (?:review|approve|check|decide|look at)|"
        r"(?:show (?:me )?|what (?:are )?|ver )?(?:the |my |las )?(?:questions|preguntas) "
        r"(?:from|of|de) (?:my |mis |the )?(?:students|class|estudiantes|alumnos|clase)",
        False,
    ),
    (
        "partner",
        r"(?:(?:find|get|give) me |i(?:'d like| want| need) |can i have |"
        r"busca(?:me)? |quiero |necesito )?(?:a |an? new |una? )?(?:study|learning) "
        r"(?:partner|buddy)|(?:busca(?:me)? |quiero |necesito )(?:un[ao]? )?"
        r"(?:companer[ao]|pareja|persona) (?:de|para) estudi(?:o|ar)",
        False,
    ),
    (
        "teacher",
        r"(?:i(?:'d like| want) to )?(?:ask|tell|pass (?:it|this|that) on to|"
        r"send (?:it|this|that) to) (?:my|the|our) (?:teacher|professor|instructor)\b.*|"
        r"(?:quiero )?(?:pregunta(?:r(?:le|selo)?|le|selo|lo)?|pasa(?:selo|lo|le)|"
        r"envia(?:selo|lo)|di(?:selo|le)) a (?:mi|la|el|nuestr[oa]) "
        r"(?:profe(?:sora?)?|docente|maestr[oa])\b.*",
        True,
    ),
    (
        "class",
        r"(?:my )?class (?:code|list|log|import|groups?|bind|unbind|remove|assistant|codes)\b.*|"
        r"class group .+:.+|who(?:'s| is) in my class|"
        r"import (?:a |the |my |this )?(?:roster|class list|students)\b.*|"
        r"(?:mi )?clase (?:codigo|lista|registro|importar?|grupos?|vincular?|desvincular?)\b.*|"
        r"quien(?:es)? (?:esta|hay|estan) en mi clase|"
        r"importar? (?:la |mi |esta )?(?:lista|clase)\b.*",
        True,
    ),
    (
        "join",
        r"(?:join|unir(?:me)?)(?: (?:with |con )?(?:the |el )?(?:code|codigo))? "
        r"(?=[a-z0-9-]*\d)[a-z0-9]{3,5}-?[a-z0-9]{3,5}",
        True,
    ),
    (
        "join",
        r"(?:i(?:'d like| want) to |how (?:do|can) i |quiero |como (?:puedo )?)?"
        r"(?:join|unirme a|entrar (?:a|en)) (?:a|an|my|the|our|una?|mi|la|el) "
        r"(?:\w+ )?(?:class|course|clase|curso)(?: (?:with|con) (?:a|my|un|mi) (?:code|codigo))?|"
        r"i (?:have|got) (?:a|the|my) (?:class |join )?code|"
        r"tengo (?:un|el|mi) codigo(?: de clase)?",
        False,
    ),
    (
        "pilot",
        r"(?:how(?:'s| is)|show(?: me)?|what(?:'s| is)|como va|ver) (?:the|my|our|el|mi) "
        r"(?:pilot|trial|piloto)(?: (?:going|doing|about))?|(?:the |el )?piloto?",
        False,
    ),
)
"""As `bot.sentences.RULES`."""
