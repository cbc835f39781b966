"""Text pasted from a chat (微信群) or from notes, taken apart into messages: who said it, when, what; phones and names apart.

Senders and telephone numbers never slip into the public text of a request: senders stand apart, numbers are taken out, and
what looks like somebody's name is pointed at, so that a person decides (domain notes §6.1, §7.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from service_desk.domain.identifiers import check_phone
from service_desk.domain.zone_time import SHANGHAI, local_date

MAX_PASTED = 20_000
MAX_MESSAGES = 60

_DAY = r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
_CLOCK = (
    r"(?P<half>凌晨|早上|上午|中午|下午|晚上)?\s*(?P<hour>\d{1,2})[:：](?P<minute>[0-5]\d)(?:[:：][0-5]\d)?"
)
_WHEN = rf"(?:(?P<rel>昨天|今天|前天)\s*|{_DAY}\s*)?{_CLOCK}"
_WHO = r"(?P<who>[^\s:：\[\]【】，,。；;]{1,20}(?: (?!今天|昨天|前天|凌晨|[早中下晚]|上午)[^\s:：\d]{1,12})?)"
_HEADS = (
    re.compile(rf"^{_WHO}\s+[\[(（]?{_WHEN}[\])）]?\s*(?:[:：]\s*(?P<text>.*))?$"),
    re.compile(rf"^[\[(（【]?{_WHEN}[\])）】]?\s+{_WHO}\s*[:：]\s*(?P<text>.*)$"),
)
_BARE_HEAD = re.compile(r"^(?P<who>[\u4e00-\u9fff·A-Za-z]{2,8})[:：]$")
_BULLET = re.compile(
    r"^\s*(?:[(（]?\d{1,2}[)）]|\d{1,2}[、.．](?!\d)|[一二三四五六七八九十]{1,2}、|[-•·*●○])\s*"
)
_CALLS = re.compile(
    r"[，,；;。]?\s*(?:有事)?(?:请?打|请?联系(?:我们?)?|(?:联系)?电话|手机)(?:是|为)?[:：]?\s*$", re.MULTILINE
)
_MENTION = re.compile(r"@[^\s\u2005@：:，,]{1,20}[\s\u2005]*")
_STICKER = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,8}\]")
_PHONE = re.compile(
    r"(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|400-?\d{3}-?\d{4})(?![\d.])"
)
_SURNAME = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹潘葛范彭鲁马方任袁柳鲍史唐费薛雷贺倪汤罗毕郝安常于傅皮齐康伍余顾孟黄穆萧尹姚邵"
    "汪毛戴宋庞熊纪项祝董梁杜阮闵贾江童郭梅盛林徐邱高夏蔡田胡凌霍万柯管卢莫房丁邓郁单洪包石崔龚程邢裴陆翁段侯全宁仇刘龙叶白赖乔闻谭申冉牛燕尚温庄柴瞿阎连习]"
)
_TITLE = "(?:经理|总工|老师|师傅|先生|女士|主任|厂长|会计|工程师)"
_NAMED = re.compile(
    rf"(?:联系人|联系|找|我是)[:：]?\s*(?P<named>{_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[，,。；;：:\s\d]|$)"
    rf"|(?P<titled>{_SURNAME}[\u4e00-\u9fff]{{0,2}}?{_TITLE})"
)
_SMALL_TALK = re.compile(
    r"^(?:好的?|收到|谢谢.{0,4}|感谢.{0,4}|嗯+|ok|OK|在吗|您好|你好|大家好|是的|明白|辛苦了?|👍|🙏|[，。！~～!,. ])*$"
)
_LONGEST_SMALL_TALK = 12


@dataclass(frozen=True)
class Said:
    """One message: its words without sender, numbers and mentions; `names` are what looks like names in them."""

    text: str
    who: str = ""
    at: datetime | None = None
    phones: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_small_talk(self) -> bool:
        """Tell whether it only greets, thanks or confirms."""
        return len(self.text) <= _LONGEST_SMALL_TALK and bool(_SMALL_TALK.fullmatch(self.text))


def read_pasted(pasted: str, now: datetime) -> list[Said]:
    """Take a pasted text apart; a day without its year is the last such day before `now`, a time without day the last day.

    Lines that name no sender belong to the message above; where nobody is named each line is a message of its own.
    """
    lines = pasted[:MAX_PASTED].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    gathered = list(_gathered(lines, now))
    senders = {who for who, _at, _text in gathered if who}
    found = [_said(who, at, text, senders) for who, at, text in gathered]
    return [said for said in found if said.text][:MAX_MESSAGES]


def requests_in(pasted: str, now: datetime) -> list[Said]:
    """Return the messages that ask something: greetings and thanks are left out, the same words are taken once."""
    kept: dict[str, Said] = {}
    for said in read_pasted(pasted, now):
        if not said.is_small_talk:
            kept.setdefault(said.text, said)
    return list(kept.values())


def joined(messages: Sequence[Said]) -> Said:
    """Return several messages about one matter as one: the words in their order, the first sender and time."""
    if not messages:
        return Said("")
    known = next((said for said in messages if said.at is not None), messages[0])
    return Said(
        text="\n".join(said.text for said in messages),
        who=next((said.who for said in messages if said.who), ""),
        at=known.at,
        phones=tuple(dict.fromkeys(phone for said in messages for phone in said.phones)),
        names=tuple(dict.fromkeys(name for said in messages for name in said.names)),
    )


def personal_in(text: str) -> Said:
    """Return a text with its telephone numbers taken out, and what looks like names in it."""
    return _said("", None, text, set())


Piece = tuple[str, datetime | None, str]


def _gathered(lines: Sequence[str], now: datetime) -> Iterator[Piece]:
    """Yield sender, moment and words of each message."""
    who, at, words, is_chat = "", None, list[str](), False
    for line in lines:
        text = line.strip().replace("\u2005", " ").replace("\u00a0", " ")
        head = _head(text, now)
        if head is not None:
            if words:
                yield who, at, "\n".join(words)
            who, at, first = head
            words, is_chat = [first] if first else [], True
        elif text and is_chat:
            words.append(text)
        elif text:
            yield "", None, text
    if words:
        yield who, at, "\n".join(words)


def _head(text: str, now: datetime) -> Piece | None:
    """Return what a line that begins a message says, None for any other line."""
    for pattern in _HEADS:
        if found := pattern.match(text):
            return found["who"].strip(), _moment(found.groupdict(), now), (found["text"] or "").strip()
    if found := _BARE_HEAD.match(text):
        return found["who"], None, ""
    return None


def _moment(found: dict[str, str | None], now: datetime) -> datetime | None:
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    if hour > 23:
        return None
    today = local_date(now)
    if found["month"]:
        day = _day(found, today)
    else:
        back = {"昨天": 1, "前天": 2}.get(found["rel"] or "", 0)
        day = today - timedelta(days=back)
        if not found["rel"] and datetime.combine(day, time(hour, minute), SHANGHAI) > now:
            day -= timedelta(days=1)
    return None if day is None else datetime.combine(day, time(hour, minute), SHANGHAI)


def _day(found: dict[str, str | None], today: date) -> date | None:
    try:
        day = date(int(found["year"] or today.year), int(found["month"] or 0), int(found["day"] or 0))
        return day if found["year"] or day <= today else day.replace(year=day.year - 1)
    except ValueError:
        return None


def _said(who: str, at: datetime | None, text: str, senders: set[str]) -> Said:
    """Clean the words of one message: numbers and mentions are taken out, a number in front of a list is dropped."""
    phones = tuple(dict.fromkeys(check_phone(found[0]).number for found in _PHONE.finditer(text)))
    bare = _STICKER.sub("", _MENTION.sub("", _CALLS.sub("", _PHONE.sub("", text)) if phones else text))
    lines = (re.sub(r"[ \t]{2,}", " ", _BULLET.sub("", line)).strip(" ,，:：") for line in bare.split("\n"))
    clean = "\n".join(line for line in lines if line)
    named = [found["named"] or found["titled"] for found in _NAMED.finditer(clean)]
    named += [sender for sender in senders if sender in clean]
    return replace(Said(clean), who=who, at=at, phones=phones, names=tuple(dict.fromkeys(named)))
