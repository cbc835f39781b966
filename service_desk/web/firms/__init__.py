"""Firms' first accounts: applications to compare with the licence, and the zone's decision."""

from __future__ import annotations

from service_desk.web.firms.page import blueprint

__all__ = ["blueprint"]
