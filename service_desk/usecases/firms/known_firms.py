"""The firms one picks from: looked up by a part of the name, its spelling, its initials or the code; made where new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from service_desk.domain.searching import squeezed
from service_desk.domain.visits import Firm
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.firm_lookup import (
    firm_by_id,
    firms_beginning,
    firms_named,
    firms_without_keys,
    keep_firm_keys,
)
from service_desk.persistence.tables import Enterprise
from service_desk.persistence.tickets import enterprise_for
from service_desk.usecases.acting.pinyin import syllables

SHORTEST = 2
"""A text of fewer letters and digits is not looked for."""

OFFERED = 8
AT_ONCE = 200
_CODE_BODY = 8
"""Where the organisation's own part of a unified social credit code begins."""


def look_up_firms(session: Session, typed: str, limit: int = OFFERED) -> list[Enterprise]:
    """Return the firms that a text may mean, those named exactly so first; never more than `limit`."""
    wanted = squeezed(typed)
    if len(wanted) < SHORTEST:
        return []
    exact = firms_named(session, typed.strip())
    others = firms_beginning(session, wanted, limit)
    return list({firm.id: firm for firm in (*exact, *others)}.values())[:limit]


def picked_firm(session: Session, picked: str, typed: Firm) -> Firm:
    """Return the firm that was picked by its id, with the contact that was typed; what was typed where none was."""
    row = firm_by_id(session, int(picked)) if picked.isascii() and picked.isdecimal() else None
    if row is None:
        return typed
    return Firm(row.name, row.uscc, row.park or typed.park, typed.contact_name, typed.contact_mobile)


def known_firm(session: Session, firm: Firm) -> Firm:
    """Return a firm with the code and park of the only enterprise of exactly this name, where no code was given."""
    if firm.uscc or firm.is_placeholder:
        return firm
    same = firms_named(session, firm.name)
    if len(same) != 1:
        return firm
    row = same[0]
    return Firm(row.name, row.uscc, firm.park or row.park, firm.contact_name, firm.contact_mobile)


def enterprise_of(session: Session, firm: Firm, now: datetime) -> Enterprise:
    """Return the enterprise behind a firm, made (and made findable) where it is new."""
    enterprise = enterprise_for(session, firm.uscc, firm.name, firm.park, now)
    note_firms(session, [enterprise], now)
    return enterprise


def note_firms(session: Session, enterprises: Iterable[Enterprise], now: datetime) -> None:
    """Make those enterprises findable that were made at this moment."""
    new = {firm.id: firm for firm in enterprises if firm.created_at == now}
    keep_firm_keys(session, {key: firm_keys(firm.name, firm.uscc) for key, firm in new.items()})


def index_firms() -> Iterator[int]:
    """Make the enterprises findable that are not yet, part by part, yielding how many were done."""
    last = done = 0
    while True:
        with transaction() as session:
            rows = firms_without_keys(session, last, AT_ONCE)
            keep_firm_keys(session, {row.id: firm_keys(row.name, row.uscc) for row in rows})
            if not rows:
                return
            last = rows[-1].id
            done += len(rows)
        yield done


def firm_keys(name: str, uscc: str | None) -> list[str]:
    """Return what a firm is found by: every end of its name, of its initials, of its spelling; its code, whole and its own part."""
    plain = squeezed(name)
    spelt = syllables(name)
    initials = "".join(each[:1] for each in spelt)
    keys = [plain[at:] for at in range(max(1, len(plain) - 1))]
    keys += [initials[at:] for at in range(max(0, len(initials) - 1))]
    keys += ["".join(spelt[at:]) for at in range(max(0, len(spelt) - 1))]
    if uscc:
        code = uscc.casefold()
        keys += [code, code[_CODE_BODY:]]
    return list(dict.fromkeys(key for key in keys if len(key) >= SHORTEST)) or [plain]
