"""The spelling of Chinese names, so that 咸宁中科 is found by xnzk and by xianning."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, ...]:
    """Return a name's syllables in full and their initials, each as one word; nothing for a name without Chinese."""
    spelt = syllables(name)
    return ("".join(spelt), "".join(each[:1] for each in spelt)) if spelt else ()


def syllables(name: str) -> tuple[str, ...]:
    """Return a name's syllables one by one, what is not Chinese as it stands; nothing for a name without Chinese."""
    if name.isascii():
        return ()
    # Loaded with the first name: the dictionary is large, and a start has no use for it.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return tuple(lazy_pinyin(name))
