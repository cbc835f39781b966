"""The spelling of Chinese names, so that 咸宁中科 is found by xnzk and by xianning."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, ...]:
    """Return a name's syllables in full and their initials, each as one word; nothing for a name without Chinese."""
    if name.isascii():
        return ()
    # Loaded with the first name: the dictionary is large, and a start has no use for it.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    syllables = lazy_pinyin(name)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)
