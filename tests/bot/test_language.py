from __future__ import annotations

import pytest

from bot.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "what is classical conditioning?", "and why is that?", "give me an example of it", "hi",
        "I don't understand the second step", "thanks", "3x + 2 = 8, what do I do first?",
    ],
)  # fmt: skip
def test_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué es la media?", "que es la media", "y por qué?", "no entiendo", "hola", "gracias",
        "¿puedes explicarme la desviación estándar?", "dame un ejemplo", "mañana",
        "explica operant conditioning",
    ],
)  # fmt: skip
def test_spanish(text: str) -> None:
    assert detect(text) == "es"


@pytest.mark.parametrize(
    "text",
    [
        "", "ok", "no", "operant conditioning", "3x = 2", "🙂", "media", "مرحبا كيف حالك",
        "bonjour, qu'est-ce que c'est?", "quiz", "what does 'la casa' mean",
    ],
)  # fmt: skip
def test_unclear(text: str) -> None:
    assert detect(text) is None
