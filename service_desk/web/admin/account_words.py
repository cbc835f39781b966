"""What the history of an account says: one sentence for each act."""

from __future__ import annotations

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.roles import ROLE_NAMES, Role
from service_desk.persistence.accounts import AccountAct, AccountEvent, LinkPurpose
from service_desk.persistence.people import AccountEntry
from service_desk.web.admin.told import Told
from service_desk.web.language import say

ACT_WORDS: dict[str, Bilingual] = {
    AccountAct.CREATED: Bilingual("建立账号", "Account created"),
    AccountAct.INVITED: Bilingual("发出一次性链接", "One-time link issued"),
    AccountAct.SIGNED_IN: Bilingual("登录", "Signed in"),
    AccountAct.SIGN_IN_FAILED: Bilingual("登录失败", "Sign-in failed"),
    AccountAct.LOCKED: Bilingual("连续失败，暂停登录", "Locked after repeated failures"),
    AccountAct.SIGNED_OUT: Bilingual("退出登录", "Signed out"),
    AccountAct.PASSWORD_SET: Bilingual("设置口令", "Password set"),
    AccountAct.ROLES_CHANGED: Bilingual("调整角色或部门", "Roles or department changed"),
    AccountAct.EDITED: Bilingual("修改资料", "Details changed"),
    AccountAct.DEACTIVATED: Bilingual("停用", "Deactivated"),
    AccountAct.ACTIVATED: Bilingual("启用", "Activated"),
}

_FIELDS = {
    "display_name": Bilingual("姓名", "Name"),
    "email": Bilingual("电子邮箱", "Email"),
    "language": Bilingual("语言", "Language"),
}
_PURPOSES = {
    LinkPurpose.INVITE: Bilingual("邀请", "Invitation"),
    LinkPurpose.RESET: Bilingual("重设口令", "Password reset"),
}


def told(entry: AccountEntry) -> Told:
    """Return an entry in words; who acted is named when it was somebody else."""
    event = entry.event
    by_another = event.by_user_id not in (None, event.user_id)
    parts = [entry.by or "" if by_another else "", event.address]
    return Told(event.at, ACT_WORDS[event.act], " · ".join(part for part in parts if part), note_of(event))


def note_of(event: AccountEvent) -> str:
    """Return the note of an act in the reader's language: fields, roles and purposes by their names."""
    match event.act:
        case AccountAct.INVITED:
            purpose, *address = event.note.split(" → ", maxsplit=1)
            words = _PURPOSES.get(LinkPurpose(purpose)) if purpose in list(LinkPurpose) else None
            return " → ".join([say(words) if words else purpose, *address])
        case AccountAct.ROLES_CHANGED:
            return " → ".join(_duties(part) for part in event.note.split(" → "))
        case AccountAct.EDITED:
            return "\n".join(_field(part) for part in event.note.split("; "))
        case _:
            return event.note


def _duties(written: str) -> str:
    roles, at, department = written.partition("@")
    names = [say(ROLE_NAMES[Role(role)]) if role in list(Role) else role for role in roles.split(",")]
    return "、".join(names) + at + department


def _field(written: str) -> str:
    name, colon, rest = written.partition(":")
    return say(_FIELDS[name]) + colon + rest if name in _FIELDS else written
