"""Traces of persons and firms in a text that everybody will read: mobile numbers, codes, mail addresses, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from service_desk.domain.bilingual import Bilingual

_CODE = "[0-9A-HJ-NPQRTUWXY]"
_ALONE, _END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
_PATTERNS: tuple[tuple[Bilingual, re.Pattern[str]], ...] = (
    (
        Bilingual("手机号码", "a mobile number"),
        re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])"),
    ),
    (Bilingual("身份证号码", "an identity number"), re.compile(f"{_ALONE}[1-9][0-9]{{16}}[0-9Xx]{_END}")),
    (
        Bilingual("统一社会信用代码", "a unified social credit code"),
        re.compile(f"{_ALONE}{_CODE}{{2}}[0-9]{{6}}{_CODE}{{10}}{_END}"),
    ),
    (Bilingual("诉求编号", "a ticket number"), re.compile(r"QY[0-9]{8}-[0-9]{4,}", re.IGNORECASE)),
    (Bilingual("电子邮箱", "a mail address"), re.compile(r"[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}")),
)
"""What betrays somebody by its shape. Office telephones (landlines, 400, 12345) may stand in an answer."""

_SHORTEST_NAME = 2


def traces_in(text: str, names: Iterable[str | None] = ()) -> list[Bilingual]:
    """Return what in a text tells of a person or a firm, each with the piece itself; `names` are those known beforehand."""
    plain = unicodedata.normalize("NFKC", text)
    found = [Bilingual(f"{kind.zh} {piece}", f"{kind.en}: {piece}") for kind, piece in _shaped(plain)]
    found += [Bilingual(f"名称“{name}”", f"the name “{name}”") for name in _known(names) if name in plain]
    return list(dict.fromkeys(found))


def without_traces(text: str, names: Iterable[str | None] = (), firm: str = "企业") -> str:
    """Return a text with everything that tells of a person or a firm replaced by `firm` or taken out, to begin a draft with."""
    plain = unicodedata.normalize("NFKC", text) if any(_shaped(unicodedata.normalize("NFKC", text))) else text
    for _kind, pattern in _PATTERNS:
        plain = pattern.sub("", plain)
    for name in _known(names):
        plain = plain.replace(name, firm)
    return plain


def _shaped(plain: str) -> Iterator[tuple[Bilingual, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            yield kind, match[0]


def _known(names: Iterable[str | None]) -> list[str]:
    """Return names worth looking for, the longest first, so that none is replaced in part."""
    kept = {unicodedata.normalize("NFKC", name).strip() for name in names if name}
    return sorted((name for name in kept if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name))
