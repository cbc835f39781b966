"""The composition root: settings, extensions, adapters and blueprints become one application."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from service_desk.config import CHECKOUT, Settings, load_settings, secret_key
from service_desk.persistence import accounts, rates, tables
from service_desk.persistence.database import db, install_engine_behaviour
from service_desk.web import (
    access,
    admin,
    assets,
    auth,
    board,
    cards,
    clock,
    csrf,
    desk,
    errors,
    files,
    firms,
    formats,
    health,
    knowledge,
    language,
    limits,
    lists,
    live,
    my,
    navigation,
    pages,
    portal,
    recording,
    reports,
    search,
    security,
    visits,
)

PACKAGE = Path(__file__).parent

BLUEPRINTS: tuple[Blueprint, ...] = (
    admin.blueprint,
    auth.blueprint,
    board.blueprint,
    cards.blueprint,
    desk.blueprint,
    firms.blueprint,
    health.blueprint,
    knowledge.blueprint,
    lists.blueprint,
    live.blueprint,
    my.blueprint,
    pages.blueprint,
    portal.blueprint,
    recording.blueprint,
    reports.blueprint,
    search.blueprint,
    visits.blueprint,
)
"""Every family of routes; a new one is imported above and listed here."""

TABLES = (accounts, rates, tables)
"""The modules whose import makes every table known to the database handle."""


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without settings they are read from the machine (see `service_desk.config`)."""
    settings = settings or load_settings()
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "service_desk",
        instance_path=str(settings.instance_folder.resolve()),
        template_folder=str(_templates()),
        static_folder=None,
    )
    app.secret_key = secret_key(settings)
    app.extensions["desk_settings"] = settings
    app.jinja_env.globals["settings"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _connect_database(app, settings)
    _install_web(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.demand_declarations(app)
    return app


def _templates() -> Path:
    """Return the templates of an installed package, or those of the checkout."""
    packed = PACKAGE / "templates"
    return packed if packed.is_dir() else CHECKOUT / "templates"


def _connect_database(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    db.init_app(app)
    with app.app_context():
        install_engine_behaviour(db.engine)


def _install_web(app: Flask, settings: Settings) -> None:
    """Install what every request passes through, in the order in which it happens."""
    clock.init_app(app, settings.clock())
    security.init_app(app, settings)
    language.init_app(app, settings)
    csrf.init_app(app)
    access.init_app(app, settings)
    limits.init_app(app, settings)
    errors.init_app(app)
    formats.init_app(app)
    navigation.init_app(app)
    assets.init_app(app)
    files.init_app(app, settings)
    if settings.behind_proxies:
        hops = settings.behind_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
