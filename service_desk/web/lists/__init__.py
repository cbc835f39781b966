"""Problem lists kept in Excel, brought in at once."""

from __future__ import annotations

from service_desk.web.lists.importing import blueprint

__all__ = ["blueprint"]
