"""The versions of the Word template in the database."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from service_desk.persistence.tables import ReportTemplate


def newest_template(session: Session) -> ReportTemplate | None:
    """Return the version that counts; None before there was one."""
    return session.scalar(sa.select(ReportTemplate).order_by(ReportTemplate.version.desc()).limit(1))


def template_versions(session: Session, limit: int = 20) -> Sequence[ReportTemplate]:
    """Return the newest versions without their content."""
    query = sa.select(ReportTemplate).options(defer(ReportTemplate.content))
    return session.scalars(query.order_by(ReportTemplate.version.desc()).limit(limit)).all()


def template_version(session: Session, version: int) -> ReportTemplate | None:
    """Return one version."""
    return session.scalar(sa.select(ReportTemplate).where(ReportTemplate.version == version))
