"""The reader's language and type size: chosen in the header, remembered in a cookie, Chinese unless asked otherwise."""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import quote, urlencode

from flask import Flask, Response, redirect, request
from flask_babel import Babel, gettext
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from service_desk.config import Settings
from service_desk.domain.bilingual import Bilingual
from service_desk.web.security import safe_next

LANGUAGE_COOKIE = "language"
TYPE_COOKIE = "type"
CHOICES = {"lang": (LANGUAGE_COOKIE, ("zh", "en")), "letters": (TYPE_COOKIE, ("normal", "large"))}
YEAR_SECONDS = 365 * 24 * 3600

_PRESENT: ContextVar[str | None] = ContextVar("language", default=None)
"""The language of the request being answered: a page asks for it a thousand times."""


def init_app(app: Flask, settings: Settings) -> None:
    """Let every page be switched with `?lang=en`, `?lang=zh`, `?letters=large` or `?letters=normal`."""
    app.config["BABEL_DEFAULT_LOCALE"] = "zh"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Shanghai"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "web/translations"
    Babel(app, locale_selector=current_language)
    app.jinja_env.filters["say"] = say
    app.jinja_env.globals.update(
        _=translated,
        current_language=current_language,
        large_type=large_type,
        switch_url=switch_url,
        html_language=html_language,
    )

    @app.before_request
    def _settle() -> None:
        _PRESENT.set(_language_asked())

    @app.teardown_request
    def _leave(_error: BaseException | None) -> None:
        _PRESENT.set(None)

    @app.before_request
    def _switch() -> AnyResponse | None:
        if request.method not in ("GET", "HEAD") or not any(name in request.args for name in CHOICES):
            return None
        answer = redirect(_this_page({}), 303)
        for name, (cookie, allowed) in CHOICES.items():
            if request.args.get(name) in allowed:
                remember(answer, cookie, request.args[name], secure=settings.https)
        return answer


def remember(response: AnyResponse | Response, cookie: str, value: str, *, secure: bool) -> None:
    """Keep a choice of the reader for a year."""
    response.set_cookie(cookie, value, max_age=YEAR_SECONDS, secure=secure, httponly=True, samesite="Lax")


def current_language() -> str:
    """Return "zh" or "en": the reader's choice, else what the browser prefers, else Chinese.

    Outside a request (a letter, a test of words) it is Chinese.
    """
    return _PRESENT.get() or (_language_asked() if request else "zh")


def _language_asked() -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in ("zh", "en"):
        return chosen
    wished = request.accept_languages.best_match(
        ["zh", "zh-CN", "zh-TW", "zh-HK", "en", "en-US", "en-GB"], "zh"
    )
    return "en" if wished.startswith("en") else "zh"


def html_language() -> str:
    """Return the value of the page's `lang` attribute."""
    return "en" if current_language() == "en" else "zh-CN"


def large_type() -> bool:
    """Tell whether the reader chose the large type (长辈版)."""
    return request.cookies.get(TYPE_COOKIE) == "large"


def say(words: Bilingual | str | None) -> str:
    """Return bilingual words in the reader's language; a plain string stays what it is."""
    if words is None:
        return ""
    return words.say(current_language()) if isinstance(words, Bilingual) else str(words)


def translated(text: str, **variables: object) -> Markup:
    """Return a text of a template in the reader's language, with its variables, escaped, in their places."""
    return _safe(text) % variables if variables else _without_variables(current_language(), text)


@lru_cache(maxsize=20_000)
def _without_variables(_language: str, text: str) -> Markup:
    return _safe(text) % {}


def _safe(text: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 -- texts of templates and of their catalogue, both our own


def switch_url(**choice: str) -> str:
    """Return this page's address with a switch added, `switch_url(lang="en")`; the home page after a POST-only form."""
    rule = request.url_rule
    if rule is not None and rule.methods is not None and "GET" not in rule.methods:
        return "/?" + urlencode(choice)
    return _this_page(choice)


def _this_page(extra: dict[str, str]) -> str:
    """Return the path and query of this request without the switches, and with `extra`."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name not in CHOICES]
    query = urlencode([*pairs, *extra.items()])
    path = quote(safe_next(request.path), safe="/:@!$&'()*+,;=~-._")
    return f"{path}?{query}" if query else path
