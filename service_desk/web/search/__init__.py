"""Searching tickets on the desk."""

from __future__ import annotations

from service_desk.web.search.page import blueprint

__all__ = ["blueprint"]
