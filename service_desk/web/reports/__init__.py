"""The report screens: the frozen weekly reports, and each as a workbook."""

from __future__ import annotations

from service_desk.web.reports import weekly
from service_desk.web.reports.blueprint import blueprint

__all__ = ["blueprint", "weekly"]
