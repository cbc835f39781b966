"""Options written one a line, `中文 = English`, where there is one cell for all of them."""

from __future__ import annotations

import re

from service_desk.domain.bilingual import Bilingual

_BETWEEN = re.compile(r"\s*[=＝]\s*")


def option_line(words: Bilingual) -> str:
    """Return an option as its line."""
    return f"{words.zh} = {words.en}"


def options_read(text: str) -> list[Bilingual | None]:
    """Return the options that the lines name, None for a line that does not name one in both languages."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    halves = [_BETWEEN.split(line, maxsplit=1) for line in lines]
    return [Bilingual(*half) if len(half) == 2 and all(half) else None for half in halves]
