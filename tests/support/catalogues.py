"""Collects the Chinese texts of the program and tells what the English catalogue lacks; run it to merge them.

`python -m tests.support.catalogues` extracts, updates `messages.po` and compiles it (`make translations`).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.support.source_rules import ROOT

TRANSLATIONS = ROOT / "service_desk" / "web" / "translations"
ENGLISH = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = ("_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]")
HAN = re.compile(r"[\u4e00-\u9fff]")
SAID_IN_CHINESE = frozenset({"中文", "简体中文"})
"""What stays Chinese on an English page: the way back."""


def _pybabel(*arguments: str) -> None:
    program = Path(sys.executable).with_name("pybabel")
    subprocess.run([program, "--quiet", *arguments], cwd=ROOT, check=True)


def _extract(target: Path) -> None:
    keywords = [part for keyword in KEYWORDS for part in ("--keyword", keyword)]
    header = ("--project", "service-desk", "--add-location", "file", "--sort-by-file", "--no-wrap")
    _pybabel("extract", "--mapping", "pyproject.toml", *keywords, *header, "--output", str(target), ".")


def extracted() -> Catalog:
    """Return the texts marked in code and templates now."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        _extract(target)
        return read(target)


def read(path: Path) -> Catalog:
    """Return a catalogue file's content."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def lacks(wanted: Catalog, english: Catalog) -> Iterator[str]:
    """Yield what is wrong with the English catalogue, measured by the texts wanted."""
    for message in wanted:
        if message.id:
            found = english.get(_key(message), message.context)
            if found is None:
                yield f"not in the catalogue: {message.id}"
            else:
                yield from _faults(found)
    for message in english:
        if message.id and wanted.get(_key(message), message.context) is None:
            yield f"nobody says this any more: {message.id}"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults(message: Message) -> Iterator[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield f"only a guess: {message.id}"
    if not texts or not all(texts):
        yield f"not translated: {message.id}"
        return
    ours = set(PLACEHOLDER.findall(_key(message)))
    for text in texts:
        theirs = set(PLACEHOLDER.findall(text))
        # A singular may say "one" instead of the number.
        if not theirs <= ours or (isinstance(message.id, str) and theirs != ours):
            yield f"other placeholders than the Chinese: {text}"
        if HAN.search(text) and _key(message) not in SAID_IN_CHINESE:
            yield f"Chinese in the English: {text}"


def update() -> None:
    """Merge the texts of now into the English catalogue, keeping its translations, and compile it."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        _extract(template)
        common = (
            "--input-file",
            str(template),
            "--output-dir",
            str(TRANSLATIONS),
            "--locale",
            "en",
            "--no-wrap",
        )
        if ENGLISH.exists():
            _pybabel(
                "update", *common, "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"
            )
        else:
            _pybabel("init", *common)
    _pybabel("compile", "--directory", str(TRANSLATIONS))


if __name__ == "__main__":
    update()
    open_ends = list(lacks(extracted(), read(ENGLISH)))
    print("\n".join([*open_ends, f"{len(open_ends)} texts want attention in {ENGLISH.relative_to(ROOT)}"]))
