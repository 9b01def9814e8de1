"""`orgtrack check` through the program: its sentences, exit codes and filters, and the sample."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from checked import tracker_of

from orgtrack.checks.finding import Kind
from orgtrack.checks.run import CHECKS

TODAY = "2025-07-16"


class Program:
    """The program with one tracker."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, *words: str, code: int = 0) -> str:
        """What it writes to standard output; the exit code must be `code`."""
        return self._run(words, code).stdout

    def talk(self, *words: str, code: int = 0) -> str:
        return self._run(words, code).stderr

    def _run(self, words: tuple[str, ...], code: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "orgtrack", "--db", str(self.path), "--today", TODAY, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        return done

    def found(self, *words: str, code: int = 0) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = json.loads(self("check", "--format", "json", *words, code=code))
        return rows


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "t.db")


CONTRADICTIONS = """
2010-05-05 appointment Ann CEO Acme
2015-06-01 departure Ann CEO Acme
2014-06-01 appointment Bob CEO Acme
2014-01-01 formation Beta parent=Gamma
2012-03-01 appointment Cid Member Beta
2025-03-01 milestone Beta planned headline=Listing
"""


def test_every_kind_has_one_check() -> None:
    assert sorted(check.kind for check in CHECKS) == sorted(Kind)


def test_nothing_found_is_one_sentence(program: Program) -> None:
    with tracker_of(program.path, "2010-05-05 appointment Ann CEO Acme\n2015-06 departure Ann CEO Acme"):
        pass
    assert program.talk("check") == f"As of {TODAY}.\nNothing found: what was checked fits together.\n"
    assert program.found() == []


def test_an_error_is_exit_code_1_and_a_warning_is_not(program: Program) -> None:
    with tracker_of(program.path, CONTRADICTIONS):
        pass
    assert [row["kind"] for row in program.found(code=1)] == ["held-twice", "outside-life", "overdue"]
    assert [row["severity"] for row in program.found(code=1)] == ["error", "error", "warning"]
    assert [row["kind"] for row in program.found("--kind", "overdue")] == ["overdue"]


def test_the_sentences(program: Program) -> None:
    with tracker_of(program.path, CONTRADICTIONS):
        pass
    assert [row["why"] for row in program.found(code=1)] == [
        "Ann and Bob both held CEO of Acme on 1 June 2014, and the post has one seat.",
        "Cid held Member of Beta before Beta was formed, 1 January 2014.",
        "e6 (Listing) was planned for 1 March 2025, and no source confirms it.",
    ]
    assert [row["events"] for row in program.found(code=1)] == ["e1, e2, e3", "e5, e4", "e6"]


def test_a_company_has_the_findings_of_its_units(program: Program) -> None:
    with tracker_of(program.path, CONTRADICTIONS):
        pass
    assert [row["kind"] for row in program.found("--company", "Gamma", code=1)] == ["outside-life", "overdue"]
    assert [row["kind"] for row in program.found("--company", "Gamma", "--kind", "overdue")] == ["overdue"]
    assert "no company" not in program.talk("check", "--company", "Acme", code=1)


def test_every_format_has_the_same_columns(program: Program, tmp_path: Path) -> None:
    with tracker_of(program.path, CONTRADICTIONS):
        pass
    columns = ["severity", "kind", "why", "remedy", "events"]
    assert program("check", "--format", "csv", code=1).splitlines()[0].split(",") == columns
    assert list(program.found(code=1)[0]) == columns
    program("check", "-o", str(tmp_path / "found.md"), code=1)
    assert (tmp_path / "found.md").read_text(encoding="utf-8").startswith("| severity | kind |")


def test_rebuild_is_asked_alone(program: Program) -> None:
    with tracker_of(program.path, CONTRADICTIONS):
        pass
    assert program("check", "--rebuild") == "Everything is as it follows from the events.\n"
    assert "leave them out" in program.talk("check", "--rebuild", "--kind", "alike", code=2)


def test_what_to_type_mends_it(program: Program) -> None:
    """The record gets its errors one by one, and loses each by the words of its own finding."""
    add = ("add", "appointment")
    program(*add, "Ann", "CEO", "Acme", "--date", "2010-05-05")
    program(*add, "Bob", "CEO", "Acme", "--date", "2014-06-01")
    (stayed,) = program.found()
    assert stayed["kind"] == "predecessor-stayed"
    assert stayed["remedy"] == "orgtrack add departure p1 t1 o1 --date … --ends e1"
    program(*_typed(stayed["remedy"], "2015-06-01"))
    program("add", "in-post", "Bob", "CEO", "Acme", "--date", "2016-01-01")
    (twice,) = program.found(code=1)
    assert twice["remedy"] == "orgtrack edit e3 date=…, or orgtrack edit post:1 seats=2"
    program(*_typed(twice["remedy"].split(", or ")[0], "2014-06-01"))
    assert program.found() == []
    program(*add, "Cid", "CFO", "Acme", "--date", "2013-03-01", "--acting")
    program(*add, "Dee", "CFO", "Acme", "--date", "2014-03-01")
    (acting,) = program.found()
    assert acting["kind"] == "acting-stayed"
    program(*_typed(acting["remedy"], "2014-03-01"))
    assert program.found() == []


def test_a_plan_and_a_date_after_its_source_are_mended_as_said(program: Program) -> None:
    source = ("--source", "Page", "--published", "2020-06-20")
    program("add", "appointment", "Ann", "CEO", "Acme", "--date", "2020-09-10", *source)
    (late,) = program.found(code=1)
    assert late["kind"] == "after-source"
    program(*_typed(late["remedy"].split(", or ")[0], ""))
    (plan,) = program.found()
    assert plan["kind"] == "overdue"
    confirm, postpone, withdraw = plan["remedy"].replace(", or ", ", ").split(", ")
    assert [words.split()[1] for words in (confirm, postpone, withdraw)] == ["confirm", "postpone", "withdraw"]
    program(*_typed(confirm, "Later page"), "--published", "2020-09-11")
    assert program.found() == []


def _typed(remedy: str, filled: str) -> list[str]:
    return [word.replace("…", filled) for word in remedy.split()[1:]]


def test_the_sample_has_one_plan_that_nobody_confirmed(tmp_path: Path) -> None:
    """Looked at one by one: of the plans of June 2023 the two offices were confirmed, the seat on the board was not.

    The plans of March 2023 have no day; the page that says the 11th where others say the 10th contradicts no other
    event; both acting posts have no permanent holder.
    """
    built = [sys.executable, "-m", "orgtrack", "--today", TODAY, "demo", "--no-serve", str(tmp_path)]
    path = subprocess.run(built, capture_output=True, text=True, check=True).stdout.strip()
    (only,) = Program(Path(path)).found()
    assert (only["kind"], only["severity"]) == ("overdue", "warning")
    assert only["why"] == (
        "e15 (Wu Yongming appointed Director of Alibaba Group) was planned for 10 September 2023, and no source"
        " confirms it."
    )
