"""Visits: campaigns, the form one fills in at the firm, and what is owed afterwards."""

from __future__ import annotations

from service_desk.web.visits.routes import blueprint

__all__ = ["blueprint"]
