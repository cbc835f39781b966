"""Put the packaged request forms into the database as version 1, leaving what was published since as it is."""

from __future__ import annotations

from datetime import datetime

from service_desk.domain.actors import SYSTEM
from service_desk.domain.request_forms import FORM_CODES, packaged_text
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.forms import newest_version, published_texts
from service_desk.persistence.tables import FormVersion

PACKAGED_NOTE = "程序自带"
"""What a version says of itself that nobody published; pages say it in the reader's language."""


def seed_forms(now: datetime) -> int:
    """Publish the packaged forms that were never published and return how many were."""
    with transaction() as session:
        return sum(publish_packaged(session, code, now) for code in FORM_CODES)


def is_overtaken(session: Session, code: str) -> bool:
    """Tell whether the program has come with a newer text of a form than any that was published here."""
    if code not in FORM_CODES or newest_version(session, code) is None:
        return False
    return packaged_text(code) not in published_texts(session, code)


def publish_packaged(session: Session, code: str, now: datetime) -> bool:
    """Publish a form as it comes with the program where no version of it is there; tell whether it was."""
    if newest_version(session, code) is not None:
        return False
    session.add(
        FormVersion(
            code=code,
            version=1,
            text=packaged_text(code),
            published_at=now,
            published_by=SYSTEM.name,
            note=PACKAGED_NOTE,
        )
    )
    session.flush()
    return True
