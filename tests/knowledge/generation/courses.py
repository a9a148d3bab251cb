"""Small courses to generate items from, written for these tests."""

from __future__ import annotations

from typing import Any

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    Concept,
    Course,
    Item,
    NumericItem,
    Section,
    Term,
    Unit,
)
from knowledge.generation import Generated
from knowledge.generation.generated import generated

CELLS = Section(
    id="cells",
    number="1.1",
    title="Parts of a Cell",
    text="""A **mitochondrion** is a small organ of the cell that turns sugar into energy. It has two
membranes.

A **ribosome** is a small organ of the cell that builds proteins from amino acids. As we saw above,
it has no membrane.

## Moving in and out

**Osmosis** is the movement of water through a membrane toward more dissolved salt. **Diffusion** is
the movement of a substance from crowded places to empty ones. Osmosis increases the pressure in a
plant cell.

**Active transport** is movement through a membrane that uses energy, while **passive transport** is
movement through a membrane that uses no energy.

A **vacuole** is a bag of fluid which stores water and waste. The vacuole may also store color.

**Table 1.1** **Parts of a Cell and Their Work**

| Part | Main work | Example |
| --- | --- | --- |
| Mitochondrion | Turns sugar into usable energy | Muscle |
| Ribosome | Assembles proteins | Liver |
| Vacuole | Keeps water and waste | Onion |
| Nucleus | Guards the genetic code | Skin |

## How a cell divides

A cell divides in the following steps:

1. First, the code in the nucleus is copied.
2. Then the two copies move apart.
3. Finally, the cell is pinched in two.
""",
    terms=(
        Term(name="mitochondrion", definition="small organ of the cell that turns sugar into energy; also called power house"),
        Term(name="ribosome", definition="small organ of the cell that builds proteins from amino acids"),
        Term(name="vacuole", definition="bag of fluid which stores water and waste"),
        Term(name="nucleus", definition="round body that guards the genetic code"),
        Term(name="osmosis", definition="movement of water through a membrane toward more dissolved salt"),
        Term(name="diffusion", definition="spreading of a substance from crowded places to empty ones"),
        Term(name="active transport", definition="movement through a membrane that uses energy"),
        Term(name="passive transport", definition="movement through a membrane that uses no energy", accepted=("facilitated flow",)),
    ),
    items=(
        ChoiceItem(
            id="bank-nucleus",
            question="Which part guards the genetic code of a cell?",
            choices=(Choice(text="nucleus", correct=True), Choice(text="vacuole")),
        ),
    ),
)  # fmt: skip

FORCES = Section(
    id="forces",
    number="2.1",
    title="Forces and Motion",
    concepts=(
        Concept(id="forces-as-such", title="Forces as such"),
        Concept(id="speeding-up", title="Acceleration and speed"),
    ),
    text="""**Friction** is a force that opposes the motion of two surfaces in contact.

**Example 2.1**

**A Sled**

A child pulls a sled with 24 N. The sled has a mass of 8.0 kg. What is its acceleration?

**Solution**

$$a = \\frac{F}{m} = \\frac{24\\,\\text{N}}{8.0\\,\\text{kg}} = 3.0\\,\\text{m/s}^2$$
""",
    terms=(
        Term(name="friction", definition="force that opposes the motion of two surfaces in contact"),
        Term(name="weight", definition="force with which a planet pulls a body"),
        Term(name="tension", definition="force along a stretched rope"),
        Term(name="acceleration", definition="rate at which the velocity changes"),
    ),
    items=(
        NumericItem(
            id="train",
            question="A train covers 150 km in 2.5 h. What is its average speed?",
            answer="60",
            unit="km/h",
            solution="$v = \\frac{150\\,\\text{km}}{2.5\\,\\text{h}} = 60\\,\\text{km/h}$",
        ),
        NumericItem(id="line", stem="Solve.", question="$3x+5=20$", answer="5"),
        AlgebraItem(id="binomial", question="Multiply: $\\left(x+3\\right)\\left(x-3\\right)$", answer="$x^2-9$"),
    ),
)  # fmt: skip

SCIENCE = Course(
    id="science",
    title="Tiny Science",
    units=(
        Unit(id="u1", title="Cells", number="1", sections=(CELLS,)),
        Unit(id="u2", title="Motion", number="2", sections=(FORCES,)),
    ),
)

CENTRO = Section(
    id="centro",
    number="2.1",
    title="Medidas del centro",
    text="""La **media** es la suma de los datos dividida entre el número de datos. La **mediana** es
el valor que separa los datos ordenados en dos partes iguales. La varianza aumenta con la distancia
de los datos a la media.

El **rango** es la diferencia entre el dato máximo y el dato mínimo. La **moda** es el valor que
aparece con más frecuencia.
""",
    terms=(
        Term(name="media", definition="suma de los datos dividida entre el número de datos"),
        Term(name="mediana", definition="valor que separa los datos ordenados en dos partes iguales"),
        Term(name="moda", definition="valor que aparece con más frecuencia en una lista"),
        Term(name="varianza", definition="promedio de las desviaciones elevadas al cuadrado"),
        Term(name="rango", definition="diferencia entre el dato máximo y el dato mínimo"),
    ),
)  # fmt: skip
ESTADISTICA = Course(
    id="estadistica",
    title="Estadística breve",
    language="es",
    units=(Unit(id="u1", title="Descriptiva", sections=(CENTRO,)),),
)


def made(
    kind: type[Any], *, evidence: str = "", section: Section = CELLS, **fields: Any
) -> Generated:
    """An item as somebody drafted it, about the first section unless said otherwise."""
    evidence = (
        evidence or "A mitochondrion is a small organ of the cell that turns sugar into energy."
    )
    return generated(kind, section, evidence=evidence, source="model", **fields)


def choice(key: str, *wrong: str, question: str = "", evidence: str = "") -> Generated:
    return made(
        ChoiceItem,
        question=question or "Which part of the cell gives it usable energy from sugar?",
        evidence=evidence,
        choices=(Choice(text=key, correct=True), *(Choice(text=text) for text in wrong)),
    )


def texts(item: Item) -> str:
    """All words of an item, to look for some."""
    return item.model_dump_json()
