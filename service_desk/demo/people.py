"""The people of the demo zone: one account per role, a handler and a head for every department, all with one password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service_desk.domain.actors import SYSTEM, Actor
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.enterprise_accounts import FirmRole, Verified
from service_desk.domain.roles import Role
from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction
from service_desk.persistence.tables import FirmMember
from service_desk.usecases.accounts.manage_account import Person, invite_user
from service_desk.usecases.accounts.password_hash import hash_password

PASSWORD = "green-lamp-13710"  # noqa: S105 - printed at every start of the demo, secret to nobody
"""The password of every demo account."""

ENTERPRISE_LOGIN = "qiye"


@dataclass(frozen=True)
class Account:
    """One demo account; `department` is the code of the department it serves."""

    login: str
    display_name: str
    role: Role
    department: str | None = None


_LOGINS = {
    "GO": "dangzheng", "ES": "qifu", "ID": "chuangxin", "GS": "zhengwu", "CB": "jianshe", "IP": "zhaoshang",
    "FB": "caijin", "NR": "guihua", "EE": "huanjing", "EM": "yingji", "FR": "xiaofang", "MR": "shijian",
    "HR": "renshe", "TX": "shuiwu", "SA": "shehui", "LE": "zhifa", "PS": "gongan",
    "PW": "gongdian", "WT": "gongshui", "GH": "ranqi", "TC": "tongxin",
}  # fmt: skip
"""Sign-in name of each department's handler; its head has `-fuze` (负责) behind it."""

ZONE_ACCOUNTS = (
    Account("shouli", "演示-受理员", Role.DISPATCHER),
    Account("huifang", "演示-回访员", Role.CALLBACK),
    Account("duban", "演示-督办员", Role.SUPERVISOR),
    Account("lingdao", "演示-区领导", Role.LEADER),
    Account("zhuanyuan", "演示-服务专员", Role.COMMISSIONER),
    Account("guanli", "演示-管理员", Role.ADMINISTRATOR),
)
ENTERPRISE_ACCOUNT = Account(ENTERPRISE_LOGIN, "演示-企业用户", Role.ENTERPRISE)


def _of_department(code: str, role: Role) -> Account:
    title, suffix = ("承办人", "") if role is Role.HANDLER else ("负责人", "-fuze")
    short = load_catalogue().departments[code].short
    return Account(_LOGINS[code] + suffix, f"演示-{short}{title}", role, code)


DEPARTMENT_ACCOUNTS = tuple(
    _of_department(code, role) for code in load_catalogue().departments for role in (Role.HANDLER, Role.HEAD)
)
ACCOUNTS = (
    *ZONE_ACCOUNTS,
    ENTERPRISE_ACCOUNT,
    *(account for account in DEPARTMENT_ACCOUNTS if account.department in ("PW", "GS", "CB")),
)
"""The accounts worth naming at the start; docs/demo.md lists all."""


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in the demo zone, by login."""

    actors: dict[str, Actor]

    def zone(self, role: Role) -> Actor:
        """Return who holds a role that serves the whole zone."""
        return self.actors[next(account.login for account in ZONE_ACCOUNTS if account.role is role)]

    def handler(self, department: str) -> Actor:
        """Return the handler of a department."""
        return self.actors[_LOGINS[department]]

    def head(self, department: str) -> Actor:
        """Return the head of a department."""
        return self.actors[f"{_LOGINS[department]}-fuze"]


def make_accounts(now: datetime, enterprise_id: int) -> Cast:
    """Invite everybody and give each the one password; it is hashed once, which is what takes the time."""
    hashed = hash_password(PASSWORD)
    actors = {}
    for account in (*ZONE_ACCOUNTS, ENTERPRISE_ACCOUNT, *DEPARTMENT_ACCOUNTS):
        roles = frozenset({account.role})
        person = Person(
            account.login,
            account.display_name,
            roles,
            department=account.department,
            enterprise_id=enterprise_id if account.role is Role.ENTERPRISE else None,
            email=f"{account.login}@zone.example",
        )
        invitation = invite_user(person, by=SYSTEM, now=now)
        with transaction() as session:
            session.get_one(User, invitation.user_id).password_hash = hashed
            if person.enterprise_id is not None:
                session.add(
                    FirmMember(
                        user_id=invitation.user_id,
                        enterprise_id=person.enterprise_id,
                        role=FirmRole.MANAGER.value,
                        verified=Verified.ZONE.value,
                        joined_at=now,
                    )
                )
        actors[account.login] = Actor(
            invitation.user_id, account.display_name, roles, department=account.department
        )
    return Cast(actors)
