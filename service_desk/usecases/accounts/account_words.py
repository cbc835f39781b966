"""The words that refuse acts on accounts, where several use cases say the same."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual

CANNOT_SIGN_IN = Bilingual(
    "登录名或口令不对，或者尝试次数过多已暂停登录。请核对后再试；仍不行，请 30 分钟后再试，或请管理员发重设口令的链接。",
    "The sign-in name or password is wrong, or sign-in is paused after too many attempts. Check both and try again; "
    "otherwise wait 30 minutes or ask an administrator for a link to reset the password.",
)
"""The one answer to every failed sign-in: it tells nobody whether the account exists, is locked or is closed."""

LINK_IS_DEAD = Bilingual(
    "这个链接已经用过、过期或不完整。请联系管理员重新发一个。",
    "This link has been used, has expired or is incomplete. Ask an administrator for a new one.",
)

NOT_YOURS = Bilingual("只有系统管理员可以管理账号。", "Only an administrator manages accounts.")
