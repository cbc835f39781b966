"""Taking a TOML table apart key by key: what is missing, of a wrong kind or unknown is noted in plain words, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from service_desk.domain.bilingual import Bilingual

LONGEST_WORDS = 500
MOST_PROBLEMS = 50
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Problem(NamedTuple):
    """One thing wrong with the text of a form: where (a field's name, a section's code), what, and the line where known."""

    place: str
    words: Bilingual
    line: int | None = None


@dataclass
class Notes:
    """Everything found wrong with one text so far."""

    text: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, place: str, zh: str, en: str) -> None:
        """Note a problem; its line is that of the place's name in the text."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place, Bilingual(zh, en), self._line_of(place)))

    def _line_of(self, place: str) -> int | None:
        if not place:
            return None
        quoted = re.escape(place)
        found = re.search(
            rf'^\s*(?:name|code)\s*=\s*"{quoted}"|^\[hints?\.{quoted}\]', self.text, re.MULTILINE
        )
        return None if found is None else self.text.count("\n", 0, found.start()) + found[0].count("\n") + 1


class Table:
    """One table of the text; whoever has taken every key he knows calls `finish`."""

    def __init__(self, keys: dict[str, Any], place: str, notes: Notes) -> None:
        self.keys, self.place, self.notes = keys, place, notes
        self.taken: set[str] = set()

    def note(self, zh: str, en: str) -> None:
        """Note a problem at this table."""
        self.notes.add(self.place, zh, en)

    def has(self, key: str) -> bool:
        """Tell whether a key is there."""
        return key in self.keys

    def take(self, key: str) -> Any:
        """Return a raw value, None where there is none."""
        self.taken.add(key)
        return self.keys.get(key)

    def text(self, key: str, *, needed: bool = True) -> str:
        """Return a text of one or more lines, without blanks at its ends."""
        value = self.take(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            self.note(f"缺少文字 {key}。", f"The text {key} is missing.")
            return ""
        if len(value) > LONGEST_WORDS or any(ord(letter) < 32 and letter != "\n" for letter in value):
            self.note(f"{key} 太长或含控制字符。", f"{key} is too long or holds control characters.")
            return ""
        return value.strip()

    def name(self, key: str) -> str:
        """Return a name for data: small letters, digits, underscores; it becomes this table's place."""
        value = self.take(key)
        if not isinstance(value, str) or not _NAME.fullmatch(value):
            self.note(
                f"{key} 应为小写字母、数字和下划线组成的名称，现在是 {_shown(value)}。",
                f"{key} has to be a name of small letters, digits and underscores; it is {_shown(value)}.",
            )
            return ""
        self.place = value
        return value

    def words(self, zh: str = "zh", en: str = "en") -> Bilingual:
        """Return words in both languages; a missing half is noted."""
        return Bilingual(self.text(zh), self.text(en))

    def help(self) -> Bilingual | None:
        """Return the help, None where none is given."""
        return self.said("help")

    def said(self, what: str) -> Bilingual | None:
        """Return optional words in both languages, None where there are none."""
        zh, en = f"{what}_zh", f"{what}_en"
        return self.words(zh, en) if self.has(zh) or self.has(en) else None

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.note(f"{key} 应为 true 或 false。", f"{key} has to be true or false.")
        return value if isinstance(value, bool) else default

    def whole(self, key: str, default: int, *, most: int) -> int:
        """Return a whole number from 1 to `most`."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.note(f"{key} 应为 1 到 {most} 的整数。", f"{key} has to be a whole number from 1 to {most}.")
            return default
        return value

    def number(self, key: str) -> Decimal | None:
        """Return a number, None where none is given."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            self.note(f"{key} 应为数字。", f"{key} has to be a number.")
            return None
        return Decimal(value)

    def unit(self) -> Bilingual | str:
        """Return the unit: one sign for both languages, or `{ zh, en }`."""
        value = self.take("unit")
        if value is None or isinstance(value, str):
            return (value or "").strip()
        if (
            isinstance(value, dict)
            and value.keys() == {"zh", "en"}
            and all(isinstance(each, str) for each in value.values())
        ):
            return Bilingual(value["zh"], value["en"])
        self.note(
            'unit 应为文字，或 { zh = "…", en = "…" }。', 'unit has to be a text, or { zh = "…", en = "…" }.'
        )
        return ""

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.note(f"{key} 应为文字的列表。", f"{key} has to be a list of texts.")
            return ()
        return tuple(value)

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list, in order."""
        value = self.take(key)
        if value is not None and not (
            isinstance(value, list) and all(isinstance(each, dict) for each in value)
        ):
            self.note(f"{key} 应为表的列表。", f"{key} has to be a list of tables.")
            return
        for keys in value or ():
            yield Table(keys, self.place, self.notes)

    def finish(self) -> None:
        """Note the keys that nobody knows: most often they are misspelt."""
        for key in self.keys:
            if key not in self.taken:
                self.note(f"不认识的键 {key}。", f"The key {key} is unknown.")


def _shown(value: Any) -> str:
    return "空的" if value is None else repr(value)[:40]
