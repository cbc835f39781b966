"""The report screens: the frozen weekly reports, any period with the lists behind its numbers, and files of both."""

from __future__ import annotations

from service_desk.web.reports import exports, period, period_files, weekly, weekly_list
from service_desk.web.reports.blueprint import blueprint

__all__ = ["blueprint", "exports", "period", "period_files", "weekly", "weekly_list"]
