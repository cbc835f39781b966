"""Requests that officers file for an enterprise (代录): paste or dictate, look, file."""

from __future__ import annotations

from service_desk.web.recording.record import blueprint

__all__ = ["blueprint"]
