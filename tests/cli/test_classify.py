"""`service-desk classify`: JSON Lines in, suggestions out; a bad line is reported and the others are answered."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from service_desk.cli import main

LINE = json.dumps({"title": "申请增容", "text": "新设备下月到货，变压器不够，要加500kVA"}, ensure_ascii=False)


def test_each_line_gets_one_line_with_category_type_department_and_evidence() -> None:
    answer = CliRunner().invoke(main, ["classify"], input=LINE + "\n\n" + LINE + "\n")
    assert answer.exit_code == 0
    first, second = (json.loads(line) for line in answer.stdout.splitlines())
    assert first == second
    assert (first["category"], first["category_name"], first["request_type"]) == (
        "FS",
        "要素保障",
        "power_capacity",
    )
    assert first["lead_department"] == "PW"
    assert first["co_departments"] == ["CB", "GS"]
    assert 0.8 <= first["confidence"] <= 1
    assert set(first["runner_up"]) == {"category", "category_name", "confidence"}
    assert all(word in "申请增容\n新设备下月到货，变压器不够，要加500kVA" for word in first["evidence"])
    assert "要素保障" in answer.stdout  # unescaped


def test_it_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(LINE + "\n", "utf-8")
    answer = CliRunner().invoke(main, ["classify", str(path)])
    assert json.loads(answer.stdout)["request_type"] == "power_capacity"


def test_a_bad_line_is_named_by_its_number_and_the_others_are_answered() -> None:
    answer = CliRunner().invoke(main, ["classify"], input='{"title": 1}\nnot json\n[1]\n' + LINE + "\n")
    assert answer.exit_code == 1
    assert [json.loads(line)["line"] for line in answer.stderr.splitlines()] == [1, 2, 3]
    assert len(answer.stdout.splitlines()) == 1


def test_a_missing_title_or_text_counts_as_empty() -> None:
    answer = CliRunner().invoke(main, ["classify"], input='{"text": "路灯坏了没人修"}\n{}\n')
    assert answer.exit_code == 0
    known, nothing = (json.loads(line) for line in answer.stdout.splitlines())
    assert known["category"] == "OT"
    assert nothing["confidence"] < 0.5
