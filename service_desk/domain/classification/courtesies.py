"""Greetings and thanks that go with any request ("您好", "麻烦了", "谢谢"): blanked out before reading, so that they move nothing."""

from __future__ import annotations

import re

_START = r"(?:(?<=[。；;！!？?~～.…\s，,、：:])|^)"
_END = r"(?=[。；;！!？?~～.…\s，,、：:)）]|$)"
_YOU = r"(?:您|你|你们|您们|各位|大家|领导|老师|同志|工作人员)"

_GREETING = r"(?:(?:各位)?(?:领导|老师|同志)(?:们)?)?(?:您|你|你们|大家)(?:们)?好(?:呀|啊|哈)?"
_THANKS = (
    r"(?<!的)(?:非常|十分|万分|很|先|提前|再次|在此|真的|那就)?(?:谢谢+|感谢|多谢|谢了|谢啦|感激不尽|不胜感激)"
    rf"{_YOU}{{0,2}}(?:的?(?:大力)?(?:支持|理解|关注|配合|回复|关心))?(?:了|啦|哦|啊|哈)?{_END}"
)
_TROUBLE = (
    rf"{_START}(?:能不能|能否|可否|还|请|就|得)?(?:麻烦|劳驾|拜托){_YOU}?(?:了|啦|一下)?(?![的事多大])"
    rf"|{_START}{_YOU}?辛苦{_YOU}?(?:了|啦){_END}"
)
_HELP = r"帮(?:个|一?下)?忙"
_ENGLISH_GREETING = (
    r"\b(?:hello|hi|dear (?:sir|madam|all|team)(?: or madam|/madam)?|good (?:morning|afternoon|day))\b"
)
_ENGLISH_THANKS = (
    r"\b(?<!say )(?<!our )(?:many |much )?(?:thanks|thank you|thx)(?: (?:so|very) much| a lot| again)?(?: in advance)?"
    rf"{_END}"
)

_COURTESY = re.compile(
    f"{_GREETING}|{_THANKS}|{_TROUBLE}|{_HELP}|{_ENGLISH_GREETING}|{_ENGLISH_THANKS}", re.MULTILINE
)

_PRAISE = re.compile(
    r"表扬|锦旗|点个?赞|赞扬|好评|致谢|谢意|感谢信|热情|耐心|周到|贴心|暖心|给力|铭记|帮了|(?<!不)满意|帮(?:助)?我们.{0,16}了"
    r"|(?:解决|办好|办成|办妥|修好|弄好|搞定|办完)了|已经?(?:圆满|顺利)?(?:解决|办好|办妥|办成)"
    r"|(?:服务|态度|效率|办事).{0,5}(?:(?<![您你])好|高|棒|不错|(?<!尽)快)"
    r"|\b(?:praise|gratitude|excellent|well done|helpful|helped|compliment|solved)\b"
)
"""Where somebody praises, thanks are what he writes about."""


def without_courtesies(text: str) -> str:
    """Return a normalised text (see `text.normalise`) with courtesies as blanks; its length does not change.

    Thanks with their reason ("谢谢园区办帮我们…") stay, and so does every courtesy of a text that praises.
    """
    if _PRAISE.search(text):
        return text
    return _COURTESY.sub(lambda found: " " * len(found.group()), text)
