"""Reading rosters: whatever a spreadsheet or a school writes, nothing is silently lost."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fingerprint import fingerprint
from bot.names import clean_name, is_formula
from bot.rosters import Reading, read, read_files


def told(found: Reading) -> list[str]:
    return [f"{p.line} {p.message.format(**p.fields)}" for p in found.problems]


PLAIN = "name,email,role,group\nAna Gómez,ana@x.es,student,Año 1\nEva,eva@x.es,Teacher,\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding: str, separator: str, end: str) -> None:
    found = read(PLAIN.replace(",", separator).replace("\n", end).encode(encoding))
    assert not found.problems
    assert [(e.name, e.role, e.group) for e in found.entries] == [
        ("Ana Gómez", "student", "Año 1"),
        ("Eva", "teacher", ""),
    ]
    assert found.entries[0].key == fingerprint("ANA@x.es ")


def test_columns_in_spanish_and_split_names() -> None:
    found = read("Apellidos;Nombre;Correo electrónico;Grupo\nGómez;Ana;ana@x.es;B\n".encode())
    assert [(e.name, e.group) for e in found.entries] == [("Ana Gómez", "B")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",x@y.z,,", "2 there is no name"),
        ("Ana,nobody,,", "2 this is no e-mail address: nobody"),
        ("Ana,a@b.c,wizard,", "2 I don't know the role “wizard”"),
        ('"=HYPERLINK(""http://x"")",a@b.c,,', "2 a name or group can't begin with ="),
        ("@all,a@b.c,,", "2 a name or group can't begin with"),
        ("Ana,a@b.c,,+1", "2 a name or group can't begin with"),
        ("Gómez, Ana,a@b.c,student,B,C", "2 6 cells under 4 columns"),
        ("Ana,a@b.c,," + "g" * 61, "2 the group's name is longer than 60"),
        ("🙂,a@b.c,,", "2 there is no name"),
    ],
)
def test_what_is_wrong_is_told_by_its_line_and_the_rest_is_taken(row: str, why: str) -> None:
    found = read(f"name,email,role,group\n{row}\nBen,ben@x.es,,\n".encode())
    assert [entry.name for entry in found.entries] == ["Ben"]
    assert len(found.problems) == 1 and told(found)[0].startswith(why)


def test_duplicates() -> None:
    rows = "Ana,a@x.es,1\nAnna,A@X.es,2\nBen,,\nben,,\nCleo,c@x.es,1\n"
    found = read(f"name,email,id\n{rows}".encode())
    assert [entry.name for entry in found.entries] == ["Ana", "Ben"]
    assert told(found) == [
        "3 the same address or id as in line 2",
        "5 the same name as in line 4: give both an e-mail address or id",
        "6 the same address or id as in line 2",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b"email,role\na@b.c,student\n", "no column is called name"),
        (b"name,email\n", "no people under the first line"),
        (b"%PDF-1.7 \x00\x01", "no CSV"),
        (b'name,email\n"Ana,a@b.c\nBen,b@c.d\n', "no CSV"),
        (b"PK\x03\x04 no zip", "can't open this zip"),
        (bytes(range(32)) * 9, "no CSV"),
    ],
)
def test_files_that_are_none(data: bytes, why: str) -> None:
    found = read(data)
    assert not found.entries
    assert len(found.problems) == 1 and why in found.problems[0].message


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "replace")))
def test_nothing_makes_it_fall_over(data: bytes) -> None:
    for each in (data, b"name,email,role,group\n" + data, b"PK" + data):
        for entry in read(each).entries:
            assert entry.name and not is_formula(entry.name)


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=20), st.text(max_size=10))))
def test_every_line_is_an_entry_or_a_problem(people: list[tuple[str, str, str]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("name", "id", "group"))
    rows = [r for r in people if any("".join(c.split("\0")).strip() for c in r)]
    writer.writerows(rows)
    found = read(file.getvalue().encode("utf-8", "replace"))
    assert len(found.entries) + len([p for p in found.problems if p.line]) >= len(rows) or any(
        "no CSV" in p.message for p in found.problems
    )


@given(st.text())
def test_a_name_is_fit_to_be_shown(text: str) -> None:
    name = clean_name(text)
    assert clean_name(name) == name and len(name) <= 80
    assert not set(name) & set('<>@#*_`|[]()!~\n\r\t"=+') - set("()")
    assert all(unicodedata.category(char)[0] != "C" for char in name)


# ---- OneRoster -----------------------------------------------------------------------------

EXPORT = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.users,bulk\n",
    "users.csv": (
        "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email\n"
        "u1,active,2026-08-01,true,ana,Ana,Gómez,ana@x.es\n"
        "u2,active,2026-08-01,true,ben,Ben,Ode,ben@x.es\n"
        "u3,active,2026-08-01,true,eva,Eva,Ruiz,eva@x.es\n"
        "u4,active,2026-08-01,true,aid,Aid,Er,\n"
        "u5,tobedeleted,2026-08-01,true,old,Old,One,\n"
        "u6,active,2026-08-01,false,off,Off,One,\n"
    ),
    "classes.csv": "sourcedId,status,title,classCode\nc1,active,Biology A,BIO-A\nc2,active,Biology B,BIO-B\n",
    "enrollments.csv": (
        "sourcedId,status,classSourcedId,userSourcedId,role\n"
        "e1,active,c1,u1,student\ne2,active,c2,u2,student\ne3,active,c1,u3,teacher\n"
        "e4,active,c1,u4,teacher\ne5,active,c1,u5,student\ne6,active,c1,u9,student\n"
        "e7,active,c1,u3,proctor\ne8,active,c2,u1,student\n"
    ),
    "roles.csv": "sourcedId,status,userSourcedId,roleType,role\nr1,active,u4,primary,aide\n",
}


def export(**changed: str | None) -> dict[str, bytes]:
    files = {**EXPORT, **{f"{name}.csv": text for name, text in changed.items()}}
    return {name: text.encode() for name, text in files.items() if text is not None}


def test_one_class_of_an_export() -> None:
    for wanted in ("biology a", "BIO-A", "c1"):
        found = read_files(export(), wanted)
        assert [(e.name, e.role, e.group) for e in found.entries] == [
            ("Ana Gómez", "student", ""),
            ("Eva Ruiz", "teacher", ""),
            ("Aid Er", "assistant", ""),
        ]
        assert told(found) == [
            "6 there is no user u5 in users.csv",
            "7 there is no user u9 in users.csv",
        ]
        assert found.problems[0].file == "enrollments.csv"


def test_an_export_with_several_classes_asks_which() -> None:
    found = read_files(export())
    assert not found.entries and "2 classes: Biology A, Biology B" in told(found)[0]
    everybody = read_files(export(), "all")
    assert [(e.name, e.group) for e in everybody.entries if e.role == "student"] == [
        ("Ana Gómez", "Biology A"),
        ("Ben Ode", "Biology B"),
    ]


@pytest.mark.parametrize("folder", ["", "export/"])
def test_an_export_as_zip(folder: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in export().items():
            archive.writestr(folder + name, data)
    assert len(read(file.getvalue(), "Biology B").entries) == 2


def test_an_incomplete_export() -> None:
    assert told(read_files(export(enrollments=None))) == [
        "0 this OneRoster export has no enrollments.csv"
    ]
    old = export(manifest="propertyName,value\noneroster.version,1.0\n")
    assert "OneRoster “1.0”" in told(read_files(old, "c1"))[0]
    assert told(read_files(export(classes="sourcedId,status\nc1,active\n"), "c1")) == [
        "1 there is no column title"
    ]
    assert "one file at a time" in told(read_files({"a.csv": b"", "b.csv": b""}))[0]
