"""The few words OpenStax prints by itself, in the languages it publishes in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels before numbers and headings that are not in the source."""

    figure: str
    table: str
    example: str
    equation: str
    exercise: str
    section: str
    try_it: str
    problem: str
    solution: str
    picture: str
    appendices: str


_WORDS = {
    "en": Words("Figure", "Table", "Example", "Equation", "Exercise", "Section", "Try It",
                "Problem", "Solution", "Picture", "Appendices"),
    "es": Words("Figura", "Tabla", "Ejemplo", "Ecuación", "Ejercicio", "Sección", "Inténtelo",
                "Problema", "Solución", "Imagen", "Apéndices"),
    "pl": Words("Rysunek", "Tabela", "Przykład", "Równanie", "Zadanie", "Rozdział",
                "Sprawdź, czy rozumiesz", "Problem", "Rozwiązanie", "Ilustracja", "Dodatki"),
    "pt": Words("Figura", "Tabela", "Exemplo", "Equação", "Exercício", "Seção", "Tente",
                "Problema", "Solução", "Imagem", "Apêndices"),
}  # fmt: skip


def words_for(language: str) -> Words:
    """English where OpenStax has no books in the language."""
    return _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
