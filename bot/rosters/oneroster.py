"""OneRoster 1.2 CSV: the files of one export, for one class of it or all.

Used: manifest.csv, users.csv, classes.csv, enrollments.csv and, where there is one, roles.csv. An
aide who is enrolled as a teacher assists; proctors, administrators and people without an enrolment
in the class are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.i18n import N_
from bot.names import clean_name
from bot.rosters.entry import MOST, Reading
from bot.rosters.table import Columns, NotATable, plain, rows
from knowledge.text import fold

NEEDED = ("manifest.csv", "users.csv", "classes.csv", "enrollments.csv")
READ = (*NEEDED, "roles.csv")
ALL = ("all", "todo", "todas", "*")
"""Names that mean every class."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "users.csv": ("sourcedId", "givenName", "familyName"),
    "classes.csv": ("sourcedId", "title"),
    "enrollments.csv": ("classSourcedId", "userSourcedId", "role"),
    "roles.csv": ("userSourcedId", "role"),
}
_MORE = (
    "status", "enabledUser", "email", "username", "identifier", "classCode", "preferredGivenName",
    "preferredFirstName",
)  # fmt: skip
_SHOWN = 8

_Row = dict[str, str]


class _Incomplete(Exception):
    """What is missing is among the problems. Not for a person."""


def read_oneroster(files: Mapping[str, bytes], wanted: str = "") -> Reading:
    """
    Args:
        files: by name, without their folder.
        wanted: title, code or id of the class; needed when there are several. "all": each class
            is a group.
    """
    found = Reading()
    try:
        _check(files, found)
        _read(files, wanted, found)
    except _Incomplete:
        found.entries.clear()
    return found


def _check(files: Mapping[str, bytes], found: Reading) -> None:
    for name in NEEDED:
        if name not in files:
            found.fault(0, N_("this OneRoster export has no {name}"), name=name)
    if found.problems:
        raise _Incomplete
    version = ""
    try:
        for _, row in rows(files["manifest.csv"]):
            if row and plain(row[0]) == "onerosterversion" and len(row) > 1:
                version = row[1]
    except NotATable:
        found.fault(0, N_("I can't read {name}"), name="manifest.csv")
    if version not in ("1.2", "1.1", "1.2.1"):
        found.fault(
            0, N_("the manifest says OneRoster “{version}”; I read 1.2"),
            version=clean_name(version) or "–",
        )  # fmt: skip
        raise _Incomplete


def _read(files: Mapping[str, bytes], wanted: str, found: Reading) -> None:
    titles = {}
    codes = {}
    for _, row in _rows(files, "classes.csv", found):
        titles[row["sourcedId"]] = clean_name(row["title"]) or row["sourcedId"]
        codes[row["sourcedId"]] = row["classCode"]
    found.classes = tuple(sorted(set(titles.values()), key=fold))
    chosen = _chosen(wanted, titles, codes)
    if not chosen:
        listed = ", ".join(found.classes[:_SHOWN]) + (" …" if len(titles) > _SHOWN else "")
        found.fault(
            0, N_("this export has {count} classes: {names}. Say which one, or all"),
            count=len(titles), names=listed,
        )  # fmt: skip
        raise _Incomplete
    users = {row["sourcedId"]: (n, row) for n, row in _rows(files, "users.csv", found)}
    aides = set()
    if "roles.csv" in files:
        for _, row in _rows(files, "roles.csv", found):
            if row["role"].casefold() == "aide":
                aides.add(row["userSourcedId"])
    done: set[str] = set()
    for number, row in _rows(files, "enrollments.csv", found):
        user, role = row["userSourcedId"], row["role"].casefold()
        if row["classSourcedId"] not in chosen or role not in ("student", "teacher"):
            continue
        if user not in users:
            found.fault(
                number, N_("there is no user {id} in users.csv"), "enrollments.csv",
                id=clean_name(user),
            )  # fmt: skip
        elif user not in done and len(done) < MOST:
            done.add(user)
            line, person = users[user]
            found.add(
                line,
                name=" ".join(filter(None, (_given(person), person["familyName"]))),
                ids=(person["email"], person["username"] or person["identifier"]),
                role="assistant" if user in aides and role == "teacher" else role,
                group=titles[row["classSourcedId"]] if len(chosen) > 1 else "",
                file="users.csv",
            )
    if not found.entries and not found.problems:
        found.fault(0, N_("nobody is enrolled in this class"))


def _given(person: _Row) -> str:
    return person["preferredGivenName"] or person["preferredFirstName"] or person["givenName"]


def _chosen(wanted: str, titles: Mapping[str, str], codes: Mapping[str, str]) -> set[str]:
    """Ids of the classes that are meant; empty when that isn't clear."""
    if fold(wanted) in ALL or len(titles) == 1:
        return set(titles)
    meant = fold(wanted).strip()
    found = [c for c in titles if meant and meant in (fold(titles[c]), fold(codes[c]), fold(c))]
    return set(found) if len(found) == 1 else set()


def _rows(files: Mapping[str, bytes], name: str, found: Reading) -> Iterator[tuple[int, _Row]]:
    """The rows that count, by the columns' names.

    Raises:
        _Incomplete: the file can't be read, or a column is missing.
    """
    names = (*_COLUMNS[name], *_MORE)
    try:
        table = rows(files[name])
        _, head = next(table, (1, list[str]()))
        columns = Columns(head, {column: (plain(column),) for column in names})
        for column in _COLUMNS[name]:
            if column not in columns:
                found.fault(1, N_("there is no column {column}"), name, column=column)
        if found.problems and found.problems[-1].line == 1:
            raise _Incomplete
        for number, row in table:
            cells = {column: columns.of(row, column) for column in names}
            gone = cells["status"].casefold() == "tobedeleted"
            if not gone and cells["enabledUser"].casefold() not in ("false", "0"):
                yield number, cells
    except NotATable as error:
        found.fault(int(error.args[0]), N_("I can't read {name}"), name, name=name)
        raise _Incomplete from error


def counts(found: Reading) -> Counter[str]:
    """How many there are of each role."""
    return Counter(entry.role for entry in found.entries)
