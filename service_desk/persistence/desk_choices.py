"""What each person has chosen for his lists: one row a person, changed column by column."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from service_desk.persistence.tables import DeskChoice


def choice_row(session: Session, user_id: int) -> DeskChoice:
    """Return what a person has chosen; an empty row, not stored, where he has chosen nothing."""
    return session.get(DeskChoice, user_id) or DeskChoice(user_id=user_id)


def keep_choice(session: Session, user_id: int, **chosen: Any) -> None:
    """Store some of a person's choices; None takes one back."""
    row = session.get(DeskChoice, user_id, with_for_update=True)
    if row is None:
        row = DeskChoice(user_id=user_id)
        session.add(row)
    for name, value in chosen.items():
        setattr(row, name, value)
    session.flush()
