"""Loads what a served site needs sooner or later, before the sites are forked: the program, its spelling, what it sorts with."""

from __future__ import annotations

import gunicorn.app.wsgiapp
import gunicorn.workers.gthread  # noqa: F401

import service_desk.app
import service_desk.cli.scheduler  # noqa: F401
from service_desk.domain.classification import classify
from service_desk.usecases.acting.pinyin import syllables

syllables("演示")
classify("停电", "车间停电，变压器容量不够")
