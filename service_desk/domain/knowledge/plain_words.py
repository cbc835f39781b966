"""An answer's Markdown as plain words, to be put into a reply, a search index or one line of a list."""

from __future__ import annotations

import re

_LINK = re.compile(r"\[([^\]\n]{1,200})\]\(([^()\s]{1,500})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITEM = re.compile(r"^[ ]{0,3}[-*+][ ]+", re.MULTILINE)


def plain_words(markdown: str) -> str:
    """Return the text without its marks: lists as lines with a dot, links as words with the address in brackets."""
    words = _LINK.sub(lambda match: _linked(match[1], match[2]), markdown)
    return _ITEM.sub("· ", _BOLD.sub(r"\2", words)).strip()


def beginning(markdown: str, most: int = 90) -> str:
    """Return the first words of a text on one line, with … where it goes on."""
    line = " ".join(plain_words(markdown).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _linked(words: str, address: str) -> str:
    shown = address.removeprefix("tel:")
    return words if shown == words else f"{words}（{shown}）"
