"""Requests that officers file for an enterprise (代录): paste or dictate, look, file; or fill in the type's own form."""

from __future__ import annotations

from service_desk.web.recording import drafts, fill, record
from service_desk.web.recording.blueprint import blueprint

__all__ = ["blueprint", "drafts", "fill", "record"]
