"""Telling languages apart."""

from __future__ import annotations

import pytest

from knowledge.ingest.language import detect, tag

SAMPLES = {
    "en": "The mean of a set of data is the sum of the values that were observed, divided by their "
    "number, and it is not the same as the median.",
    "es": "La media de un conjunto de datos es la suma de los valores que se han observado, dividida "
    "por el número de ellos, y no es lo mismo que la mediana.",
    "pt": "A média de um conjunto de dados é a soma dos valores que foram observados, dividida pelo "
    "número deles, e não é o mesmo que a mediana, que está no centro dos dados.",
    "fr": "La moyenne d'un ensemble de données est la somme des valeurs qui ont été observées, "
    "divisée par leur nombre, et ce n'est pas la même chose que la médiane des données.",
    "it": "La media di un insieme di dati è la somma dei valori che sono stati osservati, divisa per "
    "il loro numero, e non è la stessa cosa della mediana che è al centro dei dati.",
    "de": "Das Mittel einer Menge von Daten ist die Summe der Werte, die man beobachtet hat, geteilt "
    "durch ihre Anzahl, und es ist nicht dasselbe wie der Median, der in der Mitte liegt.",
    "nl": "Het gemiddelde van een reeks gegevens is de som van de waarden die zijn waargenomen, "
    "gedeeld door het aantal, en het is niet hetzelfde als de mediaan van de gegevens.",
    "sv": "Medelvärdet av en mängd data är summan av de värden som har observerats, delad med deras "
    "antal, och det är inte samma sak som medianen som ligger i mitten av en mängd.",
    "ru": "Среднее значение набора данных — это сумма значений, которые были получены, и она не то "
    "же самое, что медиана, которая находится в середине и не зависит от них. Это так и для того.",
    "tr": "Bir veri kümesinin ortalaması, gözlenen değerlerin toplamının sayısına bölünmesi ile elde "
    "edilir ve bu ortanca ile aynı değil, çok daha farklı olarak bu da bir değer için kadar.",
    "zh": "一组数据的平均数是所有观测值之和除以它们的个数。",
    "ja": "データの平均は、観測された値の合計をその数で割ったものです。",
    "ar": "متوسط مجموعة البيانات هو مجموع القيم مقسوما على عددها",
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_languages(language: str) -> None:
    assert detect(SAMPLES[language]) == language


def test_too_little_to_tell() -> None:
    assert detect("E = mc²", default="es") == "es"
    assert detect("") == "en"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("en_US", "en-US"),
        ("ES", "es"),
        ("de-DE", "de-DE"),
        ("", None),
        ("x y", None),
        ("English", None),
    ],
)
def test_tags(declared: str, expected: str | None) -> None:
    assert tag(declared) == expected
