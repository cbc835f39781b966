"""Change what the zone keeps of a department: its names, mailbox, telephone, and whether it receives tickets."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import load_catalogue
from service_desk.domain.refusals import NotFound, NotPossible, Stale
from service_desk.domain.states import OPEN_STATES
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.tables import DepartmentRow
from service_desk.persistence.tickets import CO_TASK, kept_counts
from service_desk.persistence.zone_log import Subject, log_change, version_of
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.zone.entitlement import demand_administrator

LONGEST = {"zh": 60, "en": 80, "short": 12, "mailbox": 254, "phone": 30}
_OPTIONAL = frozenset({"mailbox", "phone"})


@dataclass(frozen=True)
class DepartmentDetails:
    """What a department shall be from now on; its code never changes."""

    zh: str
    en: str
    short: str
    mailbox: str | None = None
    phone: str | None = None
    is_active: bool = True


def edit_department(
    code: str,
    details: DepartmentDetails,
    *,
    by: Actor,
    now: datetime,
    seen_version: int | None = None,
) -> bool:
    """Store a department's new details, log what changed, and return whether anything did.

    Raises NotEntitled, NotFound, InvalidInput, Stale when somebody else changed it after the version seen, and
    NotPossible when a department is to be closed that coordinates or still has tickets in hand (house law 4).
    """
    demand_administrator(by)
    wanted = _checked(details)
    with transaction() as session:
        row = session.get(DepartmentRow, code, with_for_update=True)
        if row is None:
            raise NotFound(Bilingual("没有这个部门。", "There is no such department."))
        if seen_version is not None and seen_version != version_of(session, Subject.DEPARTMENT, code):
            raise Stale(seen_version)
        changed = {
            name: [getattr(row, name), value] for name, value in wanted.items() if getattr(row, name) != value
        }
        if changed.get("is_active") == [True, False]:
            _demand_idle(session, code)
        for name, (_before, after) in changed.items():
            setattr(row, name, after)
        if changed:
            log_change(session, Subject.DEPARTMENT, code, "edited", by, now, changed)
        return bool(changed)


def _checked(details: DepartmentDetails) -> dict[str, str | bool | None]:
    inputs, wanted = Inputs(), asdict(details)
    for name, longest in LONGEST.items():
        clean = inputs.text(name, wanted[name], longest, required=name not in _OPTIONAL)
        wanted[name] = clean or None if name in _OPTIONAL else clean
    inputs.finish()
    return wanted


def _demand_idle(session: Session, code: str) -> None:
    """Refuse to close the coordinator, or a department that somebody is still waiting for."""
    if code == load_catalogue().coordinator:
        raise NotPossible(
            Bilingual(
                "这是受理协调部门，所有诉求先到这里，不能停用。",
                "This is the coordinating department, where every request arrives first; it cannot be closed.",
            )
        )
    in_hand = kept_counts(session, code)
    open_tickets = sum(in_hand.get(state.value, 0) for state in OPEN_STATES) + in_hand.get(CO_TASK, 0)
    if open_tickets:
        raise NotPossible(
            Bilingual(
                f"这个部门还有 {open_tickets} 件在办或协办，请先改派或办结，再停用。",
                f"The department still has {open_tickets} tickets in hand; pass them on or finish them first.",
            )
        )
