"""Which items a package has, in which order and under which titles: its manifest and tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.ingest.markup import name
from knowledge.ingest.qti.package import MANIFEST, Package, parsed, resolve
from knowledge.ingest.qti.xml import inside, text
from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OTHER_VERSIONS = {
    "questestinterop": "QTI 1.2",
    "qti-assessment-item": "QTI 3.0",
    "qti-assessment-test": "QTI 3.0",
}


@dataclass(slots=True)
class Group:
    """A section of a test: its title and the files of its items."""

    title: str
    files: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """A package in order. Items that belong to no test come last."""

    title: str = ""
    tests: list[tuple[str, list[Group]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def contents(package: Package, start: str) -> Contents:
    """Follows the manifest, test or item `start`; without one, takes every XML file.

    Raises `SourceError` when `start` can't be read or is something else.
    """
    found = Contents()
    if not start:
        _rest(found, [one for one in package.names() if one.rpartition("/")[2] != MANIFEST])
        return found
    root = parsed(package, start)
    if name(root) == "manifest":
        _manifest(package, root, start, found)
    elif name(root) == "assessmentTest":
        _test(root, start, found)
    elif name(root) == "assessmentItem":
        found.title = root.get("title") or ""
        _rest(found, [start])
    else:
        raise SourceError(unknown(root, start))
    return found


def unknown(root: Element, file: str) -> str:
    """What to say about a root element that is no QTI 2.x item, test or manifest."""
    version = _OTHER_VERSIONS.get(name(root))
    if version:
        return f"{file} is {version}. Export it as QTI 2.1, which most programs offer."
    return f"{file} is no QTI 2.1 item: it begins with <{name(root)}>."


def _manifest(package: Package, root: Element, base: str, found: Contents) -> None:
    found.title = _general_title(root)
    items = []
    for resource in inside(root, "resource"):
        kind = resource.get("type", "")
        target = _target(base, resource.get("href", ""), found) if "imsqti_" in kind else ""
        if target and "imsqti_test" in kind:
            try:
                _test(parsed(package, target), target, found)
            except SourceError as error:
                found.problems.append(Problem(str(error), file=target))
        elif target:
            items.append(target)
    tested = {file for _, groups in found.tests for group in groups for file in group.files}
    _rest(found, [item for item in items if item not in tested])


def _general_title(root: Element) -> str:
    """From the manifest's own LOM metadata, not from that of a resource."""
    for inner in root:
        if name(inner) == "metadata":
            return next((text(title) for title in inside(inner, "title")), "")
    return ""


def _test(root: Element, base: str, found: Contents) -> None:
    groups: list[Group] = []
    for part in inside(root, "testPart"):
        _sections(part, base, found, groups, Group(""))
    found.tests.append((root.get("title") or "", [group for group in groups if group.files]))


def _sections(
    element: Element, base: str, found: Contents, groups: list[Group], group: Group
) -> None:
    groups.append(group)
    for inner in element:
        if name(inner) == "assessmentItemRef":
            target = _target(base, inner.get("href", ""), found)
            if target and all(target not in other.files for other in groups):
                group.files.append(target)
        elif name(inner) == "assessmentSection":  # as deep as the XML parser allows (256)
            _sections(inner, base, found, groups, Group(inner.get("title") or group.title))


def _target(base: str, href: str, found: Contents) -> str:
    try:
        return resolve(base, href) if href else ""
    except SourceError as error:
        found.problems.append(Problem(str(error), file=base))
        return ""


def _rest(found: Contents, files: list[str]) -> None:
    if files:
        found.tests.append(("", [Group("", files)]))
