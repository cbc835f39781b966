"""Templates load nothing from outside, carry nothing inline, escape what people typed and leave no Chinese unmarked."""

from __future__ import annotations

import pytest

from tests.support import template_rules as rules
from tests.support.source_rules import ROOT
from tests.support.template_rules import (
    RULES,
    Rule,
    Template,
    committed_files,
    outside_hosts_named,
    templates,
)

BREACHES: list[tuple[Rule, str]] = [
    (rules.nothing_from_outside, '<script src="https://example.com/x.js"></script>'),
    (rules.nothing_from_outside, "<link rel=stylesheet href=//example.com/x.css>"),
    (rules.nothing_from_outside, "<svg><style>@import 'http://example.com/x.css'</style></svg>"),
    (rules.nothing_inline, "<script>alert(1)</script>"),
    (rules.nothing_inline, '<p class="x" style="color: red">'),
    (rules.nothing_inline, "<style>p { color: red }</style>"),
    (rules.nothing_inline, '<button onclick="go()">'),
    (rules.nothing_unescaped, "{{ ticket.text | safe }}"),
    (rules.nothing_unescaped, "{% autoescape false %}"),
    (rules.chinese_is_marked_for_translation, "<h1>提交诉求</h1>"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_template_keeps_the_rule(rule: Rule) -> None:
    assert [breach for template in templates() for breach in rule(template)] == []


@pytest.mark.parametrize(("rule", "source"), BREACHES)
def test_the_rule_catches_its_breach(rule: Rule, source: str) -> None:
    assert len(list(rule(Template("desk/ticket.html", source)))) == 1


def test_every_rule_has_a_breach_that_shows_it_can_fail() -> None:
    assert {rule for rule, _ in BREACHES} == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_objects_to_an_ordinary_template(rule: Rule) -> None:
    source = """{% extends "frame.html" %}{# 说明 #}
    <a href="{{ url_for('portal.home') }}">{{ _('首页') }}</a>
    {% trans count=3 %}共 {{ count }} 件{% endtrans %}
    <script src="{{ url_for('static', filename='js/desk.js') }}" type="module"></script>"""
    assert list(rule(Template("desk/ticket.html", source))) == []


def test_there_are_templates_to_look_at() -> None:
    assert len(templates()) > 10


def test_no_committed_file_names_a_registry_or_a_delivery_network() -> None:
    found = {}
    for path in committed_files():
        hosts = outside_hosts_named(path.read_text(encoding="utf-8", errors="replace"))
        if hosts:
            found[str(path.relative_to(ROOT))] = hosts
    assert found == {}


def test_a_named_registry_is_seen() -> None:
    assert outside_hosts_named("index-url = https://" + rules.OUTSIDE_HOSTS[0] + "/simple") == [
        rules.OUTSIDE_HOSTS[0]
    ]
