"""The floor: the least a Flask page of 25 tickets from the same database can cost, and the least a stored row can."""

from __future__ import annotations

import os

import sqlalchemy as sa
from flask import Flask, render_template_string

PAGE = """<!doctype html><html lang="zh-CN"><title>floor</title><h1>floor</h1><table>
{% for row in rows %}<tr><td>{{ row.ticket_no }}</td><td>{{ row.title }}</td><td>{{ row.enterprise_name }}</td>
<td>{{ row.park }}</td><td>{{ row.state }}</td><td>{{ row.next_due_at }}</td></tr>{% endfor %}</table></html>"""

ROWS = sa.text(
    "select ticket_no, title, enterprise_name, park, state, next_due_at from ticket "
    "where queue_department = 'PW' and state = 'in_progress' order by rank_at, id limit 25"
)


def floor_app() -> Flask:
    """Return a bare application on the database that BENCH_DATABASE names: one query, one small template."""
    app = Flask("floor")
    engine = sa.create_engine(os.environ["BENCH_DATABASE"])

    @app.get("/")
    def page() -> str:
        with engine.connect() as connection:
            return render_template_string(PAGE, rows=connection.execute(ROWS).all())

    return app
