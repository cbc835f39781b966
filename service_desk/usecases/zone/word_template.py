"""The zone's own Word template of the weekly report: its versions, the one that counts, and the way back to the package's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from service_desk.domain.actors import Actor
from service_desk.domain.refusals import Stale
from service_desk.persistence.database import Session, transaction
from service_desk.persistence.report_templates import (
    newest_template,
    template_version,
    template_versions,
)
from service_desk.persistence.tables import ReportTemplate
from service_desk.persistence.zone_log import Subject, log_change
from service_desk.usecases.zone.entitlement import demand_administrator

LARGEST = 2 * 1024 * 1024
SUBJECT = "word_template"


def current_template(session: Session) -> bytes | None:
    """Return the zone's own template; None where the packaged one counts."""
    newest = newest_template(session)
    return newest.content if newest is not None else None


def versions(session: Session) -> Sequence[ReportTemplate]:
    """Return the versions, the newest first."""
    return template_versions(session)


def version_content(session: Session, version: int) -> ReportTemplate | None:
    """Return one version."""
    return template_version(session, version)


def adopt_template(
    content: bytes | None, file_name: str, *, by: Actor, now: datetime, seen_version: int | None = None
) -> int:
    """Make a template that was tried out the one that counts (None: the packaged one again); returns its version.

    Raises Stale where somebody else has changed it meanwhile.
    """
    demand_administrator(by)
    with transaction() as session:
        newest = newest_template(session)
        last = newest.version if newest is not None else 0
        if seen_version is not None and seen_version != last:
            raise Stale(seen_version)
        session.add(
            ReportTemplate(
                version=last + 1,
                file_name=file_name[:120],
                content=content,
                changed_at=now,
                changed_by=by.name,
            )
        )
        log_change(
            session,
            Subject.SETTING,
            SUBJECT,
            "chosen",
            by,
            now,
            {"before": {"version": last}, "after": {"version": last + 1}},
        )
        return last + 1
