"""docs/glossary.md names everything the domain names, in the same words, and nothing that does not exist."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

import service_desk.domain
from service_desk.domain.callbacks import RATING_NAMES
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.milestones import MilestoneStatus
from service_desk.domain.notices import Audience
from service_desk.persistence import tables
from service_desk.persistence.database import Base
from tests.support.source_rules import ROOT

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
WORDS, NAMES = PAGE.split("## 代码中的名称")
ROWS = [
    tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| 中文", "| ---"))
]  # fmt: skip
TABLES = [
    mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith(tables.__name__)
]


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(service_desk.domain.__path__, "service_desk.domain."):
        yield importlib.import_module(found.name)


def named_enumerations() -> dict[type[Enum], dict[Enum, tuple[str, str]]]:
    """Return every enumeration of the domain that has a table of names, with that table."""
    return {
        type(next(iter(table))): table
        for module in modules()
        for name, table in vars(module).items()
        if name.endswith("_NAMES") and isinstance(table, dict) and isinstance(next(iter(table), None), Enum)
    }


NAMED = named_enumerations()


def section(kind: type[Enum]) -> str:
    """Return the part of the page about one enumeration."""
    heading = rf"^### [^\n]*\b{kind.__name__} \(`{re.escape(kind.__module__)}`\)$"
    parts = re.split(heading, NAMES, maxsplit=1, flags=re.MULTILINE)
    assert len(parts) == 2, f"docs/glossary.md has no heading for {kind.__module__}.{kind.__name__}"
    return re.split(r"^### ", parts[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_every_named_enumeration_is_listed_in_its_own_words(kind: type[Enum]) -> None:
    listed = section(kind)
    missing = [
        f"| {name[0]} | {name[1]} | `{member.value}` |"
        for member, name in NAMED[kind].items()
        if f"| {name[0]} | {name[1]} | `{member.value}` |" not in listed
    ]
    assert missing == []
    assert listed.count("\n| ") == len(NAMED[kind]) + 2


@pytest.mark.parametrize("kind", [MilestoneStatus, Audience])
def test_enumerations_without_a_table_of_names_are_listed_by_code(kind: type[Enum]) -> None:
    codes = re.findall(r"\| `(\w+)` \|$", section(kind), re.MULTILINE)
    assert codes == [member.value for member in kind]


def test_the_five_levels_of_the_rating_are_listed() -> None:
    for level, (zh, en) in RATING_NAMES.items():
        assert f"| {zh} | {en} | `{level}` |" in NAMES


def test_every_code_among_the_words_of_the_trade_exists() -> None:
    columns = {column.name for table in TABLES for column in table.__table__.columns}
    known = columns | {str(table.__tablename__) for table in TABLES} | {"Request"}
    known |= {str(member.value) for kind in NAMED for member in kind} | set(load_catalogue().request_types)
    unknown = []
    for code in re.findall(r"`([^`]+)`", WORDS):
        is_module = code.startswith("service_desk.") and importlib.util.find_spec(code) is not None
        if code not in known and not is_module:
            unknown.append(code)
    assert unknown == []


def test_every_row_has_chinese_english_and_a_place_for_the_code() -> None:
    for row in ROWS:
        assert len(row) == 3, row
        assert row[0], row
        assert re.search("[A-Za-z0-9]", row[1]), row
    words = [row[0] for row in ROWS[: WORDS.count("\n| ") - 2]]
    assert [word for word, times in Counter(words).items() if times > 1] == []
