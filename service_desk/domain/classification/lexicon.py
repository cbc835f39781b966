"""The lexicon: terms that name, come near to, or merely point to a request type, and where they stand in a text."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from service_desk.domain.catalogue import Category
from service_desk.domain.classification.text import normalise

GAP = 10
"""How many characters the gap "~" of a term may span, within one clause."""

_CLAUSE_ENDS = frozenset("。;!?\n")
_MASKS = (
    "天气 空气开关 口气 客气 气象 水平 薪水 电话 电子邮件 电脑 电视 手机号 网友 网站 "
    "网上提交 网上申报 网上办 水泥厂 油水 节气 一网通办 打电话"
).split()
"""Words that contain a telling character without meaning it."""

_SINGLE = frozenset("税臭吵呛坑狗电水气住贷租招亩")
_IGNORED = frozenset("337 110 14001 45001 13485 22000 24米 36m 请问 主管 主管部门 文件 3C 3c REACH".split())
STRENGTHS = {"strong": "+", "near": "~", "weak": "-"}


@dataclass(frozen=True)
class Concept:
    """What a term stands for: a request type with a strength, or an idea shared by many with its leanings."""

    name: str
    category: Category | None
    strength: str
    leanings: tuple[tuple[Category, float], ...] = ()


@dataclass(frozen=True)
class Term:
    """One entry: `head`, optionally a gap and `tail`; a Latin one begins (and where marked ends) a word."""

    head: str
    tail: str
    is_latin: bool
    is_whole_word: bool
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Occurrence:
    """A term found at `start` to `end` of a normalised text."""

    start: int
    end: int
    term: Term


class Lexicon:
    """All terms, found through their first two characters."""

    def __init__(self, concepts: dict[str, Concept], terms: dict[str, set[str]]) -> None:
        self.concepts = concepts
        self._by_lead: dict[str, list[Term]] = defaultdict(list)
        for written in sorted(terms):
            term = _term(written, tuple(sorted(terms[written])))
            if term.head:
                self._by_lead[term.head[:2]].append(term)

    def words(self) -> list[str]:
        """Return every term as it is written, head and tail apart."""
        return [
            part
            for terms in self._by_lead.values()
            for term in terms
            for part in (term.head, term.tail)
            if part
        ]

    def find(self, text: str) -> list[Occurrence]:
        """Return the terms in a normalised text; a term inside a longer one does not count."""
        leads = {text[i : i + 2] for i in range(len(text) - 1)} | set(text)
        found = [
            hit
            for lead in leads & self._by_lead.keys()
            for term in self._by_lead[lead]
            for hit in _hits(text, term)
        ]
        found.sort(key=lambda hit: (hit.start - hit.end, hit.start, hit.term.head, hit.term.tail))
        kept: list[Occurrence] = []
        covered: list[tuple[int, int]] = []
        for hit in found:
            size = hit.end - hit.start
            if any(a <= hit.start and hit.end <= b and b - a > size for a, b in covered):
                continue
            kept.append(hit)
            if not hit.term.tail:
                covered.append((hit.start, hit.end))
        return kept


def _hits(text: str, term: Term) -> list[Occurrence]:
    hits = []
    start = text.find(term.head)
    while start >= 0:
        end = start + len(term.head)
        if not term.is_latin or _fits_word(text, start, end, term):
            end = _end_of_tail(text, end, term.tail) if term.tail else end
            if end >= 0:
                hits.append(Occurrence(start, end, term))
        start = text.find(term.head, start + 1)
    return hits


def _fits_word(text: str, start: int, end: int, term: Term) -> bool:
    if start > 0 and "a" <= text[start - 1] <= "z" and "a" <= term.head[0] <= "z":
        return False
    return not (term.is_whole_word and end < len(text) and "a" <= text[end] <= "z")


def _end_of_tail(text: str, after: int, tail: str) -> int:
    found = text.find(tail, after, after + GAP + len(tail))
    if found < 0 or not _CLAUSE_ENDS.isdisjoint(text[after:found]):
        return -1
    return found + len(tail)


def _term(written: str, concepts: tuple[str, ...]) -> Term:
    is_latin, body = written.startswith(" "), normalise(written.strip())
    is_whole, body = body.endswith("_"), body.rstrip("_")
    head, _, tail = body.partition("~")
    if not is_latin and re.match(r"[a-z]", head) and not re.search("[一-鿿]", head):
        is_latin, is_whole = True, is_whole or len(head) <= 4
    return Term(head, tail, is_latin, is_whole, concepts)


_FILES = {
    "operations": Category.OPERATIONS,
    "approvals": Category.APPROVALS,
    "factors": Category.FACTORS,
    "other": Category.OTHER,
}


@cache
def load_lexicon() -> Lexicon:
    """Read the packaged lexicon."""
    concepts: dict[str, Concept] = {}
    terms: dict[str, set[str]] = defaultdict(set)
    for file, category in _FILES.items():
        _read_types(file, category, concepts, terms)
    _read_shared(concepts, terms)
    _read_near(terms)
    for mask in _MASKS:
        terms.setdefault(mask, set())
    return Lexicon(concepts, terms)


def _read_types(
    file: str, category: Category, concepts: dict[str, Concept], terms: dict[str, set[str]]
) -> None:
    for name, row in _read(file).items():
        for strength, mark in STRENGTHS.items():
            concepts[name + mark] = Concept(name, category, mark)
            for term in row.get(strength, "").split():
                _add(terms, term, name + mark)
        for term in row["en"].split(";"):
            _add(terms, " " + term.strip(), name + "+")


def _read_shared(concepts: dict[str, Concept], terms: dict[str, set[str]]) -> None:
    for name, row in _read("shared").items():
        leanings = tuple((Category(code), weight) for code, weight in row["toward"].items())
        concepts[name] = Concept(name, None, "", leanings)
        for term in (*row["terms"].split(), *(" " + each.strip() for each in row["en"].split(";"))):
            _add(terms, term, name)


def _read_near(terms: dict[str, set[str]]) -> None:
    for file, separator, lead in (("near", None, ""), ("near_english", ";", " ")):
        for name, written in _read(file).items():
            for term in written.split(separator):
                if name + "+" not in terms.get(lead + term.strip(), ()):
                    _add(terms, lead + term.strip(), name + "~")


def _read(name: str) -> dict[str, Any]:
    path = resources.files("service_desk.domain.data").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _add(terms: dict[str, set[str]], term: str, concept: str) -> None:
    bare = term.strip()
    if bare and bare not in _IGNORED and bare != "reach" and (len(bare) > 1 or bare in _SINGLE):
        terms[term].add(concept)
