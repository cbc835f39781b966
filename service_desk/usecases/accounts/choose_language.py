"""Remember in which language a person is addressed, on screen and in letters."""

from __future__ import annotations

from service_desk.persistence.accounts import User
from service_desk.persistence.database import transaction


def choose_language(user_id: int, language: str) -> None:
    """Store "zh" or "en" on the account; any other value is refused with ValueError."""
    if language not in ("zh", "en"):
        raise ValueError("language is zh or en")
    with transaction() as session:
        session.get_one(User, user_id).language = language
