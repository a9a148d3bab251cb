"""Does somebody write that they are in distress? Pure; English and Spanish.

Cautious on both sides. What is looked for is said by somebody of themselves, or of somebody close
to them: a course on psychology talks of suicide and depression all day, and so do its learners.
What is found is answered by a fixed text (`bot.turns`): it isn't recorded, it becomes no goal, and
no model sees it.
"""

from __future__ import annotations

import re
from typing import Literal

from bot.messages import Incoming
from knowledge.text import fold

Concern = Literal["self_harm", "abuse", "despair"]

_LONGEST = 8_000
_I = r"(?:i|i'm|im|i am|i've|i have|i'd|i would|i'll|ill)"
_WANT = (
    r"(?:(?:been |really |just |sometimes |often |only |always )*"
    r"(?:want|wanna|wish|plan|need|like|try|"
    r"tried|going|gonna|thinking|think|thought|feel like|about)(?: (?:to|of|about|i could))?)"
)
_CLOSE = (
    r"(?:my|mi) (?:best )?(?:friend|brother|sister|mom|mum|mother|dad|father|boyfriend|girlfriend|"
    r"cousin|classmate|roommate|son|daughter|amig[oa]|herman[oa]|mama|papa|madre|padre|novi[oa]|"
    r"prim[oa]|companer[oa]|hij[oa])"
)
_FAMILY = (
    r"(?:my|mi|mis) (?:step ?)?(?:dad|father|mom|mum|mother|uncle|aunt|brother|sister|parents|"
    r"boyfriend|girlfriend|husband|wife|partner|coach|teacher|cousin|grandfather|papa|mama|padre|"
    r"madre|padres|tio|tia|herman[oa]|novi[oa]|marido|espos[oa]|pareja|entrenador|profesor|primo|"
    r"abuelo|padrastro|madrastra)"
)
_SELF_HARM = (
    rf"\b{_I} {_WANT} (?:to )?(?:die|be dead|kill(?:ing)? myself|end(?:ing)? (?:it all|my life|"
    r"everything)|tak(?:e|ing) my (?:own )?life|hurt(?:ing)? myself|harm(?:ing)? myself|"
    r"cut(?:ting)? myself|commit(?:ting)? suicide|suicide|disappear forever|not (?:be )?(?:alive|"
    r"exist(?:ing)?)|(?:never|not) wake up)\b"
    r"(?! (?:laughing|of (?:laughter|boredom|shame|hunger)))",
    r"\bmy (?:goal|plan|aim) is to (?:die|kill myself|hurt myself|harm myself|end my life)\b",
    r"\bi(?:'ll| will| might| could)? (?:kill|hurt|harm) myself\b(?! (?:laughing|by accident|at))",
    r"\bi(?:'m| am)? (?:cut|cutting) myself\b(?! (?:shaving|by accident|with (?:paper|a knife)|off|"
    r"while|on|some))",
    r"\bi (?:don'?t|do not|no longer) want to (?:live|be alive|be here any ?more|exist|wake up|"
    r"go on living)\b",
    r"\bi(?:'m| am| feel|'ve been| have been)(?: \w+)? suicidal\b",
    r"\b(?:i'm|i am|i'd be|everyone(?:'d| would) be|they(?:'d| would) be|people would be) better "
    r"off (?:dead|if i (?:was|were) dead|without me)\b",
    r"\bi have (?:no|nothing) (?:reason )?(?:left )?to live(?: for)?\b",
    r"\bmy life is(?:n'?t| not) worth living\b",
    r"\b(?:kms|gonna kms)\b",
    r"\b(?:me quiero|quiero|quisiera|voy a|me voy a|he pensado en|pienso en|intente|ganas de) "
    r"(?:morir(?:me)?|matar(?:me)?|suicidar(?:me)?|quitarme la vida|acabar con mi vida|"
    r"hacerme dano|cortarme(?! (?:el pelo|las unas))|desaparecer para siempre|no despertar)\b"
    r"(?! (?:de (?:risa|hambre|sueno|verguenza|ganas|calor)|a estudiar))",
    r"\b(?:ya )?no quiero (?:vivir|seguir viviendo|estar viv[oa]|despertar)\b(?! (?:en|con|lejos))",
    r"\bme (?:autolesiono|estoy cortando|corto los brazos|corto las venas)\b",
    r"\b(?:estaria mejor|mejor estar) muert[oa]\b|\bestarian mejor sin mi\b",
    r"\bno tengo (?:razones|motivos|nada) (?:para|por) (?:vivir|la que vivir|lo que vivir)\b",
    rf"\b{_CLOSE} (?:\w+ ){{0,4}}(?:(?:wants?|going|tried|plans|wanted) to (?:die|kill (?:him|her|"
    r"them)self|end (?:his|her|their) life)|is suicidal|(?:quiere|intento|dice que quiere|va a) "
    r"(?:morir(?:se)?|matarse|suicidarse|quitarse la vida))\b",
    r"\b(?:told|tells|dicen|dijeron) (?:me )?(?:to |que me )(?:kill myself|kms|mate)\b",
)
_ABUSE = (
    rf"\b{_FAMILY} (?:(?:always|sometimes|often|keeps?) )*(?:hits?|hitting|beats?|beating|hurts?|"
    r"touch(?:es|ed)?|abuses?|abused|raped?|rapes|threatens?|kicks?|chokes?) me\b"
    r"(?! (?:at|in|to) (?:chess|games?|tennis|it|the))",
    rf"\b{_FAMILY} (?:(?:siempre|a veces) )*(?:me (?:pegan?|golpean?|toca|maltratan?|viol[oa]|"
    r"amenazan?)|abusa de mi)(?: (?:cuando|si|mucho|y|por la noche|en casa)\b|\W*$|[.,;!?])",
    r"\bi(?:'m| am| was| have been|'ve been) (?:being |getting )?(?:abused|raped|molested|beaten|"
    r"bullied|(?:sexually )?(?:assaulted|harassed))\b(?! to\b)",
    r"\b(?:someone|somebody|he|she|they) (?:raped|molested|abused) me\b",
    r"\bi(?:'m| am) (?:afraid|scared) (?:to go|of going) (?:back )?home\b",
    r"\bi (?:don'?t|do not) feel safe (?:at home|with (?:him|her|them)|in my (?:house|family))\b",
    r"\b(?:they|everyone|the (?:others|boys|girls|kids)) (?:always |keeps? |all )*"
    r"(?:bully(?:ing)?|beats?(?:ing)?(?: up)?) me\b",
    r"\bme (?:violaron|violo|estan acosando|acosan|maltratan|pegan en (?:casa|el colegio|la "
    r"escuela)|hacen bullying)\b|\b(?:abusan?|abuso|abusaron) de mi\b|\bsufro (?:acoso|abusos?|"
    r"maltrato|bullying)\b",
    r"\b(?:tengo miedo de|me da miedo) (?:volver|ir|regresar) a (?:mi )?casa\b",
    r"\bno me siento segur[oa] en (?:mi )?casa\b",
)
_DESPAIR = (
    r"\bi (?:really )?hate (?:myself|my life)\b",
    r"\b(?:no ?one|nobody) would (?:miss me|care if i (?:died|was gone|were gone|disappeared))\b",
    r"\bthere(?:'s| is) no (?:point|reason) (?:in|to) (?:living|live|being alive|my life)\b",
    r"\bmy life (?:has no (?:point|meaning)|is (?:over|pointless|meaningless|worthless))\b",
    r"^\W*i (?:just )?can'?t (?:take (?:it|this) any ?more|go on(?: like this| any ?more)?)\W*$",
    r"\bi(?:'m| am| feel)(?: \w+)? (?:hopeless|worthless)\b(?! (?:at|with|in|when|case))",
    r"\b(?:odio mi vida|me odio(?: a mi mism[oa])?)\b|\bnadie me (?:extranaria|echaria de menos)\b",
    r"\bmi vida no (?:tiene sentido|vale nada)\b|\bno (?:tiene|le veo) sentido (?:a )?(?:vivir|"
    r"seguir viviendo|mi vida|la vida)\b",
    r"^\W*ya no (?:puedo mas|aguanto mas)\W*$|\bya no puedo mas con (?:mi vida|todo|esta vida)\b",
    r"\bno valgo nada\b",
)
_RULES: tuple[tuple[Concern, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(rules)))  # type: ignore[misc]  # mypy widens the literals
    for kind, rules in (("self_harm", _SELF_HARM), ("abuse", _ABUSE), ("despair", _DESPAIR))
)
_REPORTED = re.compile(
    r"\b(?:says?|said|saying|states?|stated|reports?|reported|writes?|wrote|thinks?|thought|asked|"
    r"tells?|dice|dijo|afirma|escribe|escribio|piensa|penso|paciente|patient|client|character|"
    r"protagonist|personaje|protagonista|statement|sentence|frase|oracion|translate|traduce|"
    r"example|ejemplo|hamlet|lyrics?|song|cancion)\b"
)
_QUOTES = '"“”«»„‘'


def concern(text: str) -> Concern | None:
    """What kind of distress somebody tells of; None when they don't."""
    said = _flat(text)
    for kind, rule in _RULES:
        for found in rule.finditer(said):
            if not _is_quoted(said, found.start()):
                return kind
    return None


def told(incoming: Incoming) -> Concern | None:
    """The same, of all that somebody typed: a message, or the fields of a form."""
    fields = incoming.action.args.values() if incoming.action else ()
    return next(filter(None, map(concern, (incoming.text or "", *fields))), None)


def _is_quoted(said: str, start: int) -> bool:
    """A sentence of a case, a book, an exercise: in quotes, and nobody tells of themselves."""
    before = said[:start]
    if not any(quote in before for quote in _QUOTES):
        return False
    if re.search(rf"{_CLOSE}|\b(?:i|me|yo)\b", before):
        return False
    opened = before.count("“") > before.count("”") or before.count("«") > before.count("»")
    inside = opened or before.count('"') % 2 == 1
    return (inside and len(before.split()) > 1) or _REPORTED.search(before) is not None


def _flat(text: str) -> str:
    return " ".join(fold(text[:_LONGEST]).replace("’", "'").split())
