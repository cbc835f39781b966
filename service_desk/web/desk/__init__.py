"""The officers' desk: the queue, the ticket, and every act on it."""

from __future__ import annotations

from service_desk.web.desk.routes import blueprint

__all__ = ["blueprint"]
