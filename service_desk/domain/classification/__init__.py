"""Sorting requests: four categories and the request types, from a text, with evidence and calibrated confidence."""

from __future__ import annotations

from service_desk.domain.classification.suggestion import Evidence, Suggestion, classify

__all__ = ["Evidence", "Suggestion", "classify"]
