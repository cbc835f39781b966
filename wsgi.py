"""The entry for a WSGI server: `gunicorn wsgi:app`."""

from __future__ import annotations

from service_desk.app import create_app

app = create_app()
