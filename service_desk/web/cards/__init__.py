"""Work card by card: one ticket at a time, one key for what is usual."""

from __future__ import annotations

from service_desk.web.cards.routes import blueprint

__all__ = ["blueprint"]
