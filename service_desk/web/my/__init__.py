"""My enterprise: the door for a firm's people, their requests and drafts, their colleagues, their own data."""

from __future__ import annotations

from service_desk.web.my import colleagues, door, home, joining, personal
from service_desk.web.my.blueprint import blueprint

__all__ = ["blueprint", "colleagues", "door", "home", "joining", "personal"]
