"""The enterprise portal: ask, check, submit, follow, supplement, withdraw, rate; no account needed."""

from __future__ import annotations

from service_desk.web.portal import acts, correcting, filing, home, open_data, receipt, tracking
from service_desk.web.portal.blueprint import blueprint

__all__ = ["acts", "blueprint", "correcting", "filing", "home", "open_data", "receipt", "tracking"]
