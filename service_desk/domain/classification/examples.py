"""The examples the classifier learns from: written for the purpose, over all request types and in many registers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from service_desk.domain.catalogue import Category, load_catalogue

REGISTERS = {
    "F": "formal letter",
    "C": "chat",
    "N": "numbers and units",
    "T": "typos",
    "M": "mixed",
    "E": "English",
    "H": "hard: without the usual words",
}


@dataclass(frozen=True)
class Example:
    """One request as somebody might write it; `is_obvious` when it names its matter by the usual word."""

    request_type: str
    category: Category
    register: str
    is_obvious: bool
    title: str
    text: str


@cache
def load_examples() -> tuple[Example, ...]:
    """Read the packaged examples."""
    return parse_examples(_text())


def parse_examples(text: str) -> tuple[Example, ...]:
    """Read examples from lines of `request_type|register|1 or 0|title|text`; lines beginning with # are remarks."""
    kinds = load_catalogue().request_types
    rows = (line.split("|") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Example(code, kinds[code].category, register, obvious == "1", title, body)
        for code, register, obvious, title, body in rows
    )


def examples_digest() -> str:
    """Return the SHA-256 of the examples and the lexicon, which the trained model carries."""
    files = sorted(
        resources.files("service_desk.domain.data").joinpath("lexicon").iterdir(), key=lambda file: file.name
    )
    lexicon = "".join(file.read_text("utf-8") for file in files if file.name.endswith(".toml"))
    return hashlib.sha256((_text() + lexicon).encode()).hexdigest()


def _text() -> str:
    return resources.files("service_desk.domain.data").joinpath("training", "examples.txt").read_text("utf-8")
