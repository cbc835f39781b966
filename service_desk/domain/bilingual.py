"""Words that the domain says to people, in Chinese and in English."""

from __future__ import annotations

from typing import NamedTuple


class Bilingual(NamedTuple):
    """One utterance in both languages; Chinese is the authoritative one."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the English words for "en" and the Chinese ones for every other language."""
        return self.en if language.startswith("en") else self.zh
