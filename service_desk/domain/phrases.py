"""Phrases to write with (常用语): their placeholders, filled in from a ticket before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_NAME = 30
MAX_TEXT = 1000

PLACEHOLDERS = {
    "编号": "number", "标题": "title", "企业": "enterprise", "主办": "lead", "期限": "deadline", "联系人": "contact",
}  # fmt: skip
"""What may stand in braces in a phrase, in Chinese or in English."""

_CHINESE = {en: zh for zh, en in PLACEHOLDERS.items()}

_IN_BRACES = re.compile(r"[{｛]\s*([^{}｛｝\n]{1,10})\s*[}｝]")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return a phrase with its placeholders filled in (`facts` by Chinese name); what is not known stays in braces."""
    return _IN_BRACES.sub(lambda match: facts.get(_known(match[1])) or match[0], text)


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands in braces and is no placeholder, in order."""
    found = (match[1].strip() for match in _IN_BRACES.finditer(text))
    return [name for name in dict.fromkeys(found) if _known(name) not in PLACEHOLDERS]


def _known(name: str) -> str:
    """Return a placeholder by its Chinese name."""
    return _CHINESE.get(name.strip().lower(), name.strip())
