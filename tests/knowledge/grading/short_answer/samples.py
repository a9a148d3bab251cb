"""Questions with their keys, for the tests beside this file."""

from __future__ import annotations

from knowledge.course import ShortAnswerItem

LEAVES = ShortAnswerItem(
    id="leaves",
    question="What do plants need for photosynthesis and what does it produce?",
    answer="Plants use light, water and carbon dioxide to make glucose and oxygen.",
)
ASKED_IDEAS = LEAVES.model_copy(
    update={
        "key_ideas": (
            "Light, water and carbon dioxide are used.",
            "Glucose and oxygen are produced.",
        )
    }
)
GAS = ShortAnswerItem(
    id="gas",
    question="What happens to the pressure of a gas when it is heated in a closed can?",
    answer="The pressure increases.",
)
MOON = ShortAnswerItem(
    id="moon",
    question="Why do we see phases?",
    answer="Because the Moon orbits the Earth, we see different parts of its sunlit half.",
)
ICE = ShortAnswerItem(
    id="hielo",
    question="¿Por qué flota el hielo en el agua?",
    answer="Porque el hielo es menos denso que el agua líquida.",
)
