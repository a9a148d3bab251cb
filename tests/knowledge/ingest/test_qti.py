"""QTI 2.x: each interaction, packages, tests, and what can't be asked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.course import (
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    ShortAnswerItem,
)
from knowledge.ingest.qti import QtiReader
from knowledge.ingest.source import Outline
from knowledge.problems import Problem, SourceError
from tests.knowledge.ingest.samples import LAUGHS, bomb

READER = QtiReader()
_HEAD = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{id}" '
    'title="T" adaptive="false" timeDependent="false">'
)


def response(*correct: str, kind: str = "identifier", many: str = "single", inner: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in correct)
    stated = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="R" cardinality="{many}" baseType="{kind}">'
        f"{stated}{inner}</responseDeclaration>"
    )


def item_xml(declared: str, body: str, rest: str = "", name: str = "q1") -> str:
    return f"{_HEAD.format(id=name)}{declared}<itemBody>{body}</itemBody>{rest}</assessmentItem>"


def choices(*options: str, prompt: str = "Which?", most: int = 1) -> str:
    shown = "".join(
        f'<simpleChoice identifier="{key}">{text}</simpleChoice>'
        for key, text in (option.split("=", 1) for option in options)
    )
    return (
        f'<choiceInteraction responseIdentifier="R" maxChoices="{most}">'
        f"<prompt>{prompt}</prompt>{shown}</choiceInteraction>"
    )


def read(outline: Outline) -> tuple[list[Item], list[Problem]]:
    items: list[Item] = []
    problems = list(outline.problems)
    for unit in outline.units:
        for source in unit.sections:
            section, found = source.load()
            items += section.items if section else ()
            problems += found
    return items, problems


def only(tmp_path: Path, xml: str) -> Item:
    path = tmp_path / "item.xml"
    path.write_text(xml, encoding="utf-8")
    assert READER.recognises(path)
    (item,), problems = read(READER.outline(path))
    assert not problems
    return item


def refused(tmp_path: Path, xml: str) -> str:
    path = tmp_path / "item.xml"
    path.write_text(xml, encoding="utf-8")
    items, (problem,) = read(READER.outline(path))
    assert not items
    assert problem.file == "item.xml"
    return problem.message


def test_choice_with_feedback(tmp_path: Path) -> None:
    body = "<p>Look at the <b>sign</b>.</p>" + choices(
        'a=Stay<feedbackInline outcomeIdentifier="F" identifier="a">Yes.</feedbackInline>',
        'b=Go<feedbackInline outcomeIdentifier="F" identifier="b">That is the opposite.'
        "</feedbackInline>",
    )
    modal = (
        '<modalFeedback outcomeIdentifier="S" identifier="SOLUTION">It says stay.</modalFeedback>'
    )
    item = only(tmp_path, item_xml(response("a"), body, modal))
    assert isinstance(item, ChoiceItem)
    assert (item.id, item.question, item.stem) == ("q1", "Which?", "Look at the **sign**.")
    assert [(c.text, c.correct, c.misconception) for c in item.choices] == [
        ("Stay", True, ""),
        ("Go", False, "That is the opposite."),
    ]
    assert (item.explanation, item.solution) == ("Yes.", "It says stay.")


def test_modal_feedback_goes_to_its_choice_and_wrong_feedback_to_none(tmp_path: Path) -> None:
    modal = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{key}">{text}</modalFeedback>'
        for key, text in (("b", "About b."), ("correct", "Well done."), ("incorrect", "Oh no."))
    )
    item = only(tmp_path, item_xml(response("a"), choices("a=A", "b=B"), modal))
    assert isinstance(item, ChoiceItem)
    assert item.choices[1].misconception == "About b."
    assert item.explanation == "Well done."


def test_several_choices_from_a_mapping(tmp_path: Path) -> None:
    mapping = (
        '<mapping><mapEntry mapKey="a" mappedValue="1"/><mapEntry mapKey="b" mappedValue="-1"/>'
        '<mapEntry mapKey="c" mappedValue="1"/></mapping>'
    )
    declared = response(many="multiple", inner=mapping)
    item = only(tmp_path, item_xml(declared, choices("a=A", "b=B", "c=C", most=0)))
    assert isinstance(item, MultipleChoiceItem)
    assert [choice.text for choice in item.key] == ["A", "C"]


def test_order(tmp_path: Path) -> None:
    body = choices("a=Second", "b=First", "c=Third").replace("choiceInter", "orderInter")
    item = only(tmp_path, item_xml(response("b", "a", "c", many="ordered"), body))
    assert isinstance(item, OrderingItem)
    assert item.steps == ("First", "Second", "Third")


def test_match_with_one_too_many(tmp_path: Path) -> None:
    sets = "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{key}" matchMax="1">{key}!</simpleAssociableChoice>'
            for key in keys
        )
        + "</simpleMatchSet>"
        for keys in ("CD", "XYZ")
    )
    body = (
        f'<matchInteraction responseIdentifier="R"><prompt>Match.</prompt>{sets}</matchInteraction>'
    )
    declared = response("C X", "D X", kind="directedPair", many="multiple")
    item = only(tmp_path, item_xml(declared, body))
    assert isinstance(item, MatchingItem)
    assert [(pair.left, pair.right) for pair in item.pairs] == [("C!", "X!"), ("D!", "X!")]
    assert item.extra == ("Y!", "Z!")


def test_gaps(tmp_path: Path) -> None:
    body = (
        '<gapMatchInteraction responseIdentifier="R"><prompt>Fill in.</prompt>'
        '<gapText identifier="W">winter</gapText><gapText identifier="S">summer</gapText>'
        '<p>Now is the <gap identifier="G1"/> of our discontent.</p></gapMatchInteraction>'
    )
    item = only(tmp_path, item_xml(response("W G1", kind="directedPair", many="multiple"), body))
    assert isinstance(item, ClozeItem)
    assert item.question == "Now is the {{1}} of our discontent.\n\n(winter · summer)"
    assert item.blanks == (("winter",),)
    assert item.stem == "Fill in."


def test_drop_down_lists(tmp_path: Path) -> None:
    body = (
        '<p>By this sun of <inlineChoiceInteraction responseIdentifier="R">'
        '<inlineChoice identifier="Y">York</inlineChoice>'
        '<inlineChoice identifier="L">Lancaster</inlineChoice></inlineChoiceInteraction>.</p>'
    )
    item = only(tmp_path, item_xml(response("Y"), body))
    assert isinstance(item, ClozeItem)
    assert item.question == "By this sun of {{1}} (York / Lancaster)."
    assert item.blanks == (("York",),)


ENTRY = '<p>Its value is <textEntryInteraction responseIdentifier="R"/></p>'


def test_a_word_with_its_spellings(tmp_path: Path) -> None:
    mapping = (
        '<mapping><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="york" mappedValue="1"/>'
        '<mapEntry mapKey="Yorck" mappedValue="0.5"/></mapping>'
    )
    item = only(tmp_path, item_xml(response("York", kind="string", inner=mapping), ENTRY))
    assert isinstance(item, ClozeItem)
    assert item.blanks == (("York", "york"),)


@pytest.mark.parametrize(
    ("mode", "tolerance", "expected"),
    [("absolute", "0.1 0.2", "0.2"), ("relative", "2", "2%"), ("exact", "1", None)],
)
def test_a_number_with_tolerance(
    tmp_path: Path, mode: str, tolerance: str, expected: str | None
) -> None:
    rule = (
        f'<responseProcessing><equal toleranceMode="{mode}" tolerance="{tolerance}">'
        '<variable identifier="R"/><correct identifier="R"/></equal></responseProcessing>'
    )
    item = only(tmp_path, item_xml(response("7.39", kind="float"), ENTRY, rule))
    assert isinstance(item, NumericItem)
    assert (item.question, item.answer, item.tolerance) == ("Its value is", "7.39", expected)


def test_formulas(tmp_path: Path) -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>c</mi><mn>2</mn></msup></math>'
    )
    item = only(
        tmp_path, item_xml(response("a"), choices(f"a={math}", "b=B", prompt=f"Is {math}?"))
    )
    assert isinstance(item, ChoiceItem)
    assert "c^" in item.question
    assert item.choices[0].text.startswith("$c^")


def test_a_model_answer_makes_an_essay_a_short_answer(tmp_path: Path) -> None:
    body = '<extendedTextInteraction responseIdentifier="R"><prompt>Why?</prompt></extendedTextInteraction>'
    item = only(tmp_path, item_xml(response("Because.", kind="string"), body))
    assert isinstance(item, ShortAnswerItem)
    assert item.answer == "Because."
    assert "model answer" in refused(tmp_path, item_xml(response(kind="string"), body))


def test_two_interactions_are_two_steps_of_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "item.xml"
    both = "<p>A story.</p>" + choices("a=A", "b=B") + choices("a=C", "b=D", prompt="And?")
    path.write_text(item_xml(response("a"), both))
    items, _ = read(READER.outline(path))
    assert [(item.id, item.part_of, item.stem) for item in items] == [
        ("q1-1", "q1", "A story."),
        ("q1-2", "q1", "A story."),
    ]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (item_xml(response("z"), choices("a=A", "b=B")), "not among its choices"),
        (item_xml(response(), choices("a=A", "b=B")), "does not say what the correct response is"),
        (item_xml(response("a"), "<p>Nothing asked.</p>"), "asks nothing"),
        (item_xml(response("a"), choices("a=A", "b=A")), "same text"),
        (item_xml(response("a"), choices("a=", "b=B")), "a text is empty"),
        (
            item_xml(response("a"), '<hotspotInteraction responseIdentifier="R"/>'),
            "hotspotInteraction can't be asked",
        ),
        (item_xml("<templateDeclaration/>", choices("a=A", "b=B")), "drawn at random"),
        (_HEAD.format(id="x") + "</assessmentItem>", "no itemBody"),
        (_HEAD.format(id="x"), "not well-formed XML (line 1)"),
        ("<questestinterop/>", "QTI 1.2"),
    ],
)
def test_what_cant_be_asked_is_named(tmp_path: Path, xml: str, reason: str) -> None:
    path = tmp_path / "item.xml"
    path.write_text(xml)
    try:
        items, problems = read(READER.outline(path))
        message = problems[0].message
        assert not items
    except SourceError as error:
        message = str(error)
    assert reason in message


def test_entities_are_refused(tmp_path: Path) -> None:
    xml = LAUGHS + item_xml(response("a"), choices("a=&amp;i;", "b=B")).replace("&amp;i;", "&i;")
    path = tmp_path / "item.xml"
    path.write_text(xml)
    with pytest.raises(SourceError, match="declares XML entities"):
        READER.outline(path)


def test_external_entities_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("TOP SECRET")
    doctype = '<!DOCTYPE x [<!ENTITY s SYSTEM "secret.txt">]>'
    path = tmp_path / "item.xml"
    path.write_text(doctype + item_xml(response("a"), choices("a=&s;", "b=B")))
    with pytest.raises(SourceError) as caught:
        READER.outline(path)
    assert "SECRET" not in str(caught.value)


# ---- packages -------------------------------------------------------------------------------

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">
<metadata><lom><general><title><string>Physics Bank</string></title></general></lom></metadata>
<resources>
<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/>
<resource identifier="1" type="imsqti_item_xmlv2p1" href="items/one.xml"/>
<resource identifier="2" type="imsqti_item_xmlv2p1" href="items/two.xml"/>
<resource identifier="3" type="imsqti_item_xmlv2p1" href="items/three.xml"/>
<resource identifier="4" type="imsqti_item_xmlv2p1" href="../../etc/passwd"/>
<resource identifier="5" type="imsqti_item_xmlv2p1" href="items/missing.xml"/>
</resources></manifest>"""
TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Exam">
<testPart identifier="p"><assessmentSection identifier="s" title="Waves">
<assessmentItemRef identifier="2" href="items/two.xml"/>
<assessmentSection identifier="s2" title="Sound"><assessmentItemRef identifier="1" href="items/one.xml"/>
</assessmentSection></assessmentSection></testPart></assessmentTest>"""


def package(target: Path) -> Path:
    files = {"imsmanifest.xml": MANIFEST, "test.xml": TEST}
    for name in ("one", "two", "three"):
        xml = item_xml(response("a"), choices("a=A", "b=B", prompt=f"{name}?"), name=name)
        files[f"items/{name}.xml"] = xml
    if target.suffix == ".zip":
        with zipfile.ZipFile(target, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
    else:
        for name, text in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(text)
    return target


@pytest.mark.parametrize("name", ["bank.zip", "bank"])
def test_a_package_in_the_order_of_its_test(tmp_path: Path, name: str) -> None:
    path = package(tmp_path / name)
    assert READER.recognises(path)
    outline = READER.outline(path)
    assert (outline.id, outline.title) == ("physics-bank", "Physics Bank")
    assert [(unit.title, [s.id for s in unit.sections]) for unit in outline.units] == [
        ("Exam", ["waves", "sound"]),
        ("Physics Bank", ["physics-bank"]),
    ]
    items, problems = read(outline)
    assert [item.id for item in items] == ["two", "one", "three"]
    messages = [problem.message for problem in problems]
    assert any("leads out of the package" in message for message in messages)
    assert any("items/missing.xml is not in the package" in message for message in messages)
    assert len(messages) == 2


def test_a_folder_without_a_manifest(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.xml").write_text(
            item_xml(response("a"), choices("a=A", "b=B"), name=name)
        )
    assert READER.recognises(tmp_path)
    items, _ = read(READER.outline(tmp_path))
    assert [item.id for item in items] == ["a", "b"]


def test_a_stray_item_does_not_make_a_folder_of_notes_an_item_bank(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(item_xml(response("a"), choices("a=A", "b=B")))
    assert READER.recognises(tmp_path)
    (tmp_path / "notes.txt").write_text("Notes.")
    assert not READER.recognises(tmp_path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "bomb.zip", "imsmanifest.xml", 100)
    READER.recognises(path)
    with pytest.raises(SourceError, match="would unpack to 100 MB"):
        READER.outline(path)


def test_what_is_not_qti(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("<rss><channel/></rss>")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    for name in ("feed.xml", "other.zip", "cut.zip", "missing.xml"):
        assert not READER.recognises(tmp_path / name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.binary(max_size=400), where=st.integers(0, 800))
def test_a_damaged_item_gives_items_or_problems(tmp_path: Path, data: bytes, where: int) -> None:
    xml = item_xml(response("a"), choices("a=A", "b=B")).encode()
    path = tmp_path / "fuzz.xml"
    path.write_bytes(xml[:where] + data + xml[where + len(data) // 2 :])
    READER.recognises(path)
    try:
        items, problems = read(READER.outline(path))
    except SourceError:
        return
    assert items or problems
