"""The 13710 board for leaders and supervisors."""

from __future__ import annotations

from service_desk.web.board.page import blueprint

__all__ = ["blueprint"]
