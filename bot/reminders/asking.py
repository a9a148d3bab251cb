"""Which messages plan something for a class: a rule for the router, on folded text, whole message.
Pure."""

from __future__ import annotations

from bot.goals.asking import AGAIN

_SUMMARY = r"(?:class |weekly |semanal )*(?:summary|report|resumen|informe)\b"
_SEND = r"(?:send|give|show|manda|envia|da)(?:me)?\b(?: me| us)?(?: (?:the|a|my|our|el|un|mi))?"
_CLASS = (
    r"(?:for|to|para|a) (?:my |the |our |mi |la |todos? |mis? )*(?:whole |toda )?"
    r"(?:class|everyone|everybody|students|clase|estudiantes|alumnos)\b"
)
_TO_CLASS = (
    r"(?:send|give|ask|manda|envia|da)(?:le|les)?\b (?:to |a )?"
    r"(?:my |the |our |mi |la |todos? |mis? |los )*(?:whole |toda )?"
    r"(?:class|everyone|everybody|students|clase|estudiantes|alumnos)\b (?:an? |una? )?"
)
_QUIZ = r"(?:quiz|test|cuestionario)\b"

SCHEDULES = (
    rf"{_SEND} {_SUMMARY}.*\b{AGAIN}.*|{AGAIN}.*\b{_SEND} {_SUMMARY}.*|"
    rf"{_TO_CLASS}{_QUIZ}.*\b{AGAIN}.*|"
    rf"(?:{_SEND} )?{_QUIZ}.*\b{AGAIN}.*\b{_CLASS}.*|(?:{_SEND} )?{_QUIZ}.*\b{_CLASS}.*\b{AGAIN}.*"
)
