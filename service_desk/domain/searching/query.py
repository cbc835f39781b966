"""What is typed into the search box, read: words to find, words to leave out, and conditions such as 状态:办理中."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.searching.matching import SHORTEST, compared
from service_desk.domain.searching.vocabulary import ME, OPERATORS, Vocabulary


@dataclass(frozen=True)
class Query:
    """A query as understood; None or empty means not asked for. Words are as texts are compared (`matching.compared`).

    `due_within` are days from today (0: today), `is_overdue` asks for what is late now; `problems` say what was not
    understood, and what was made of it. `is_mine` and `owner` exclude each other, `helper` is a department.
    """

    words: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    state: str | None = None
    category: str | None = None
    request_type: str | None = None
    department: str | None = None
    park: str | None = None
    source: str | None = None
    level: str | None = None
    urgency: int | None = None
    enterprise: str | None = None
    tags: tuple[int, ...] = ()
    is_mine: bool = False
    owner: int | None = None
    helper: str | None = None
    lamp: str | None = None
    is_supervised: bool = False
    is_overdue: bool = False
    due_within: int | None = None
    submitted_from: date | None = None
    submitted_to: date | None = None
    problems: tuple[Bilingual, ...] = ()

    @property
    def has_conditions(self) -> bool:
        """Tell whether anything but words was asked for."""
        return replace(self, words=(), unwanted=(), problems=()) != Query()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not self.words and not self.has_conditions


_GROWING = frozenset({"words", "unwanted", "tags", "problems"})
_BY_NAME = {name: condition for condition, names in OPERATORS.items() for name in names}
_LOOKS_LIKE_ONE = re.compile(r"[a-z]{2,12}|[\u4e00-\u9fff]{2,4}", re.IGNORECASE)
"""What stands before a colon and is no condition is told to be none where it looks like this: no time of day, no address."""

_LATE = frozenset({"逾期", "超期", "overdue", "late"})
_TODAY = frozenset({"今天", "今日", "today"})
_TOKEN = re.compile(
    r'(?P<no>-)?(?:(?P<name>[^\s:：<>="“”-]+)(?P<sign>[:：]|<=|>=|<|>|=)(?P<value>"[^"]*"|“[^”]*”|[^\s"“”]+)'
    r'|"(?P<quoted>[^"]*)"|“(?P<zh_quoted>[^”]*)”|(?P<word>\S+))'
)
_DAYS = re.compile(r"(\d{1,3})\s*(?:d|天|日|days?)?", re.ASCII | re.IGNORECASE)


def parse_query(typed: str, vocabulary: Vocabulary) -> Query:
    """Read what was typed; what cannot be understood is told in `problems` and never raises.

    Words beside each other must all be found. `-word` leaves out, `"two words"` stay together, `状态:办理中` narrows.
    """
    query = Query()
    for match in _TOKEN.finditer(typed):
        condition = _BY_NAME.get((match["name"] or "").casefold())
        if condition:
            query = _told_if_turned(query, _with_condition(query, condition, match, vocabulary), condition)
            continue
        query = _with_word(_told_if_unknown(query, match), match)
    if query.unwanted and not query.words:
        return _told(
            query, "减号排除的词要和别的词一起用。", "Words to leave out need words to find beside them."
        )
    return query


def _with_word(query: Query, match: re.Match[str]) -> Query:
    written = match["quoted"] or match["zh_quoted"] or match["word"] or match[0].removeprefix("-")
    word = compared(written)
    if len(word) < SHORTEST:
        return _told(
            query, f"“{written}”太短，至少两个字。", f"“{written}” is too short; give two characters or more."
        )
    if match["no"]:
        return replace(query, unwanted=(*query.unwanted, word))
    return replace(query, words=(*query.words, word))


def _told_if_unknown(query: Query, match: re.Match[str]) -> Query:
    name, value = match["name"] or "", match["value"] or ""
    if not _LOOKS_LIKE_ONE.fullmatch(name) or value.startswith("/"):
        return query
    names = OPERATORS.values()
    return _told(
        query, f"没有“{name}”这个条件，已当作文字查找。条件有：{'、'.join(zh for zh, _en in names)}。",
        f"There is no condition “{name}”; it was looked for as words. Conditions are: {', '.join(en for _zh, en in names)}.",
    )  # fmt: skip


def _told_if_turned(before: Query, after: Query, condition: str) -> Query:
    """Say that the last one counts where a condition was written twice; of tags all count."""
    turned = (
        getattr(before, each.name) is not None
        and getattr(before, each.name) is not False
        and getattr(before, each.name) != getattr(after, each.name)
        for each in fields(Query)
        if each.name not in _GROWING
    )
    if not any(turned):
        return after
    zh, en = OPERATORS[condition]
    return _told(
        after,
        f"“{zh}”写了不止一次，以最后一个为准。",
        f"“{en}” is there more than once; the last one counts.",
    )


def _with_condition(query: Query, condition: str, match: re.Match[str], vocabulary: Vocabulary) -> Query:
    value, sign = match["value"].strip('"“”'), match["sign"]
    if match["no"]:
        return _told(
            query, f"“{match[0]}”：条件不能用减号排除。", f"“{match[0]}”: a condition cannot be left out."
        )
    if condition == "enterprise":
        return replace(query, enterprise=value)
    if condition == "due":
        return _with_due(query, value, sign)
    if condition == "submitted":
        return _with_submitted(query, value, sign)
    code = vocabulary.code(condition, value)
    if code is None:
        return _unknown(query, condition, value, vocabulary)
    if condition == "tag":
        return replace(query, tags=tuple(dict.fromkeys((*query.tags, int(code)))))
    if condition == "handler":
        return replace(query, is_mine=code == ME, owner=None if code == ME else int(code))
    if condition == "supervised":
        return replace(query, is_supervised=True)
    given: Any = int(code) if condition == "urgency" else code
    return replace(query, **{condition: given})


def _with_due(query: Query, value: str, sign: str) -> Query:
    if value.casefold() in _LATE:
        return replace(query, is_overdue=True, due_within=None)
    if value.casefold() in _TODAY:
        return replace(query, due_within=0, is_overdue=False)
    days = _DAYS.fullmatch(value)
    if days is None or sign.startswith(">"):
        return _told(
            query, f"“到期{sign}{value}”看不懂，请写 到期<3天、到期:今天 或 到期:逾期。",
            f"“due{sign}{value}” is not understood; write due<3d, due:today or due:overdue.",
        )  # fmt: skip
    return replace(query, due_within=int(days[1]), is_overdue=False)


def _with_submitted(query: Query, value: str, sign: str) -> Query:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _told(
            query, f"“{value}”不是日期，请写成 提交>=2026-05-01。",
            f"“{value}” is no date; write submitted>=2026-05-01.",
        )  # fmt: skip
    if sign.startswith(">"):
        return replace(query, submitted_from=day)
    if sign.startswith("<"):
        return replace(query, submitted_to=day)
    return replace(query, submitted_from=day, submitted_to=day)


def _unknown(query: Query, condition: str, value: str, vocabulary: Vocabulary) -> Query:
    zh, en = OPERATORS[condition]
    names = list(vocabulary.values[condition].values())[:8]
    if not names:
        return _told(query, f"还没有任何{zh}。", f"There is no {en} yet.")
    return _told(
        query, f"“{zh}”里没有“{value}”（或有几个都像）。可以写：{'、'.join(name.zh for name in names)}…",
        f"No single {en} is called “{value}”. You can write: {', '.join(name.en for name in names)}…",
    )  # fmt: skip


def _told(query: Query, zh: str, en: str) -> Query:
    return replace(query, problems=(*query.problems, Bilingual(zh, en)))
