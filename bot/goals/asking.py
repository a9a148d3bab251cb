"""Which messages are about goals: a rule for the router, on folded text, whole message. Pure."""

from __future__ import annotations

_MY_GOALS = (
    r"(?:all (?:of )?my|my|the|these|todas mis|mis?|las|los) (?:goals?|aims?|metas?|objetivos?|"
    r"reminders?|recordatorios?|check-?ins?)"
)
_WANTS = (
    r"(?:i (?:really )?(?:want|need|plan|would like|hope)(?: to)?|i'd like to|i wanna|i'm going to|"
    r"help me(?: to)?|quiero|quisiera|necesito|me gustaria|tengo que|voy a|ayudame a)"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|miercoles|jueves|viernes|"
    r"sabados?|domingos?"
)
_BY_WHEN = (
    r"(?:(?:by|before|until|on|every|each|para el|antes del?|hasta el|cada|todos los|los|el) "
    r"(?:(?:next|this|the|end of|other|proximo|fin de) )*"
    rf"(?:{_WEEKDAY}|day|week|month|tomorrow|weekdays|\d{{1,2}}\b|manana|dias?|semana|morning|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|evening|night|noche|tarde)|"
    r"(?:a|per) (?:day|week)|daily|weekly|tomorrow|(?:al|por) (?:dia|semana)|a la semana|"
    r"(?:\d+|an|half an|una|media) (?:min\w*|hours?|horas?))\b"
)
AGAIN = (
    rf"(?:(?:on|every|each|cada|todos los|los|el) (?:other )?(?:{_WEEKDAY}|day|dias?|weekdays?|"
    r"week|semana|morning|evening|night|noche|tarde|manana)|(?:a|per) (?:day|week)|daily|weekly|"
    r"(?:al|por) (?:dia|semana)|a la semana)\b"
)
"""What comes again and again: "on Fridays", "every day"."""

GOALS = (
    r"(?:study|learn|practi[cs]e|read|review|estudiar|aprender|practicar|leer|repasar|"
    rf"\d{{1,3}} ?min(?:ute|uto)?s?)\b.*\b{AGAIN}.*|"
    rf"(?:(?:show|see|list|what are|ver|muestra(?:me)?|cuales son)(?: me)? )?{_MY_GOALS}|"
    r"(?:remind me|recuerdame|puedes recordarme|avisame)\b.*|"
    r"(?:(?:my|a|new|set a|set|add a|mi|una|nueva|pon(?:me)? una) )*(?:new )?"
    r"(?:goal|meta|objetivo)(?: for .{2,40}?| para .{2,40}?)?(?::| is\b| es\b).*|"
    r"(?:set|add|make|create|crea|pon(?:me)?|anade) (?:me )?(?:a |una |un )?(?:new |nueva |"
    r"nuevo )?(?:goal|meta|objetivo)\b.*|"
    rf"(?:{_WANTS} )(?:(?:finish|complete|get through|master|stop (?:mixing|confusing)|"
    r"get (?:better|good) (?:at|in)|work through|terminar|acabar|completar|dominar|"
    r"dejar de (?:confundir|mezclar)|mejorar en)\b.*|"
    r"(?:study|learn|practi[cs]e|read|review|do|answer|spend|estudiar|aprender|practicar|leer|"
    rf"repasar|hacer|responder|dedicar)\b.*\b{_BY_WHEN}.*)|"
    rf"(?:pause|resume|stop|delete|drop|cancel|change|pausa|reanuda|cancela|borra|cambia)r? "
    rf"{_MY_GOALS}\b.*|"
    r"stop reminding me\b.*|stop (?:the|my|all) (?:reminders|check-?ins).*|no more reminders|"
    r"deja de recordarme\b.*|no me recuerdes mas.*|"
    rf"(?:i (?:want|need|would like|'d like) (?!to\b)(?:my )?\w+(?: \w+)? to (?:study|learn|"
    r"practi[cs]e|work|read)|quiero que (?!me\b)\w+(?: \w+)? (?:estudie|aprenda|practique|"
    r"trabaje|lea))\b.*|"
    r"(?:(?:show|read|ver|muestra(?:me)?)(?: me)? )?(?:my|mi) (?:journal|diario)"
)
