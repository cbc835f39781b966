"""What pages ask by themselves while they are open, and the list of what concerns a person."""

from __future__ import annotations

from service_desk.web.live.routes import blueprint

__all__ = ["blueprint"]
