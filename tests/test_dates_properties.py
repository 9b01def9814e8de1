"""What holds for every date: round trips, bounds in order, one class of error, and no world outside the text."""

from __future__ import annotations

import ast
import csv
import itertools
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orgtrack.dates import PartialDate, describe, from_columns, parse_edtf, read_date, short
from orgtrack.errors import DateProblem, DateRefused

ROOT = Path(__file__).parent.parent
with (Path(__file__).parent / "dates_cases.csv").open(encoding="utf-8", newline="") as rows:
    CASES = list(csv.DictReader(rows))
ANCHORS = st.none() | st.dates()
YEARS = st.integers(1, 9999).map("{:04}".format)
MARKS = st.sampled_from(["", "?", "~", "%"])
CODES = st.sampled_from([*range(1, 13), *range(21, 25), *range(33, 42)]).map("{:02}".format)


def masked(text: str, places: set[int]) -> str:
    return "".join("X" if n in places and c.isdigit() else c for n, c in enumerate(text))


POINTS = st.one_of(
    st.builds("{}{}".format, YEARS, MARKS),
    st.builds("{}-{}{}".format, st.integers(1, 9998).map("{:04}".format), CODES, MARKS),
    st.builds("{}{}".format, st.dates(), MARKS),
    st.builds(masked, st.dates().map(str), st.sets(st.integers(0, 9))),
    st.builds(
        lambda day, a, b, c: f"{a}{day.year:04}-{b}{day.month:02}-{c}{day.day:02}", st.dates(), MARKS, MARKS, MARKS
    ),
)


def ordered(a: str, b: str) -> tuple[str, str]:
    return (b, a) if parse_edtf(b).certainly_before(parse_edtf(a)) else (a, b)


PAIRS = st.builds(ordered, POINTS, POINTS)
ELEMENTS = POINTS | PAIRS.map("..".join)
STRINGS = st.one_of(
    POINTS,
    PAIRS.map("/".join),
    POINTS.map("{}/..".format),
    POINTS.map("../{}".format),
    POINTS.map("{}/".format),
    POINTS.map("/{}".format),
    POINTS.map("[..{}]".format),
    POINTS.map("[{}..]".format),
    st.lists(ELEMENTS, min_size=1, max_size=4).map(lambda elements: "[" + ",".join(elements) + "]"),
    st.lists(ELEMENTS, min_size=1, max_size=4).map(lambda elements: "{" + ",".join(elements) + "}"),
)


@given(STRINGS)
def test_the_canonical_form_says_the_same(text: str) -> None:
    d = parse_edtf(text)
    assert parse_edtf(d.edtf) == d
    assert d.edtf == text
    if d.earliest and d.latest:
        assert d.earliest <= d.latest


@given(STRINGS)
def test_every_date_can_be_shown_and_stored(text: str) -> None:
    d = parse_edtf(text)
    assert describe(d)
    assert short(d)
    stored = (str(x or "") for x in (d.earliest, d.latest, d.precision, d.qualifier, d.basis))
    earliest, latest, precision, qualifier, basis = stored
    assert from_columns(d.edtf, earliest, latest, precision, qualifier, basis, d.text, "") == d


@given(PAIRS)
def test_a_period_and_a_choice_reach_from_the_first_to_the_last_day(pair: tuple[str, str]) -> None:
    a, b = (parse_edtf(side) for side in pair)
    period, span, choice = (
        parse_edtf("/".join(pair)),
        parse_edtf(f"[{pair[0]}..{pair[1]}]"),
        parse_edtf(f"[{pair[0]},{pair[1]}]"),
    )
    assert (period.earliest, period.latest) == (span.earliest, span.latest) == (a.earliest, b.latest)
    assert a.earliest and a.latest and b.earliest and b.latest  # noqa: PT018
    assert choice.earliest == min(a.earliest, b.earliest)
    assert choice.latest == max(a.latest, b.latest)


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_before_and_after_a_day_leave_out_exactly_that_day(day: date) -> None:
    before, after = read_date(f"before {day}"), read_date(f"after {day}")
    assert (before.earliest, before.latest) == (None, day - timedelta(1))
    assert (after.earliest, after.latest) == (day + timedelta(1), None)


def outcome(text: str, published: date | None = None) -> PartialDate | tuple[str, tuple[str, ...]]:
    try:
        return read_date(text, published=published)
    except DateRefused as refused:
        return refused.kind, refused.candidates


MARKS_AND_NUMBERS = "- / . , ( ) ' ? ~ [ ] .. 年 月 日 T 12 31 2024 99 0 before from to of late"
WORDS = sorted({word for case in CASES for word in case["text"].split()} | set(MARKS_AND_NUMBERS.split(" ")))


@settings(max_examples=300)
@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), ANCHORS, st.booleans())
@example("\ud800", None, True)
@example("2025-02-24\x00", None, True)
@example("ﷺ" * 200, None, True)
@example("x" * 1_000_000, None, True)
@example("令和9999年", None, True)
@example("9999年底前", date(1, 1, 1), True)
@example("over the next 9999 decades", date(9999, 12, 31), True)
@example("8000 months ago", date(1, 1, 1), False)
@example("later this year", date(9999, 12, 31), False)
@example("last week", date(1, 1, 1), False)
def test_any_text_is_read_or_refused(text: str, published: date | None, day_first: bool) -> None:
    for edtf_only in (False, True):
        refused = None
        try:
            d = read_date(text, published=published, day_first=day_first, fiscal_year_end=(2, 29), edtf_only=edtf_only)
        except DateRefused as refusal:
            refused = refusal
        if refused is not None:
            assert refused.text == text
            assert all(read_date(candidate).edtf for candidate in refused.candidates)
            continue
        again = parse_edtf(d.edtf)
        assert (d.text, d.earliest, d.latest) == (text, again.earliest, again.latest)
        assert describe(d)
        assert short(d)


PIECES = (
    "in |1-|1 - |a or |2024 or |from |1 to |-|.|early |自|年|或|2024年至|1月-|前|[|2024,|X|XXXX-|' |mon |of |"
    "the close of |1:|9 h |between 1 and |((|one |2024 |at the end of a "
)


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_no_text_takes_long(piece: str) -> None:
    began = time.perf_counter()
    for text in ((piece * 200)[:200], (piece * 200)[:195] + " 2024"):
        outcome(text, date(2024, 2, 29))
    assert time.perf_counter() - began < 0.5  # a backtracking expression would take minutes


def test_a_week_runs_from_monday_to_sunday_whatever_day_counts() -> None:
    for n in range(14):
        anchor = date(2024, 12, 23) + timedelta(n)
        for words, weeks in (("last week", -1), ("this week", 0), ("next week", 1)):
            d = read_date(words, published=anchor)
            assert d.earliest
            assert d.earliest.weekday() == 0
            assert d.latest == d.earliest + timedelta(6)
            assert d.earliest <= anchor + timedelta(7 * weeks) <= d.latest


def test_months_and_quarters_step_by_the_calendar() -> None:
    for n in range(366):
        anchor = date(2024, 1, 1) + timedelta(n)
        last, following = read_date("last month", published=anchor), read_date("next month", published=anchor)
        assert last.latest == anchor.replace(day=1) - timedelta(1)
        assert following.earliest
        assert (following.earliest.year * 12 + following.earliest.month) - (anchor.year * 12 + anchor.month) == 1
        quarter, before = read_date("this quarter", published=anchor), read_date("last quarter", published=anchor)
        assert quarter.earliest
        assert quarter.latest
        assert quarter.earliest <= anchor <= quarter.latest
        assert before.latest == quarter.earliest - timedelta(1)


def test_a_numeric_day_and_month_are_read_only_where_one_order_is_real() -> None:
    for first, second in itertools.product(range(33), range(33)):
        real = set()
        for month, day in ((first, second), (second, first)):
            try:
                real.add(date(2023, month, day))
            except ValueError:
                continue
        got = outcome(f"{first}/{second}/2023")
        if len(real) == 1:
            assert isinstance(got, PartialDate)
            assert got.earliest == got.latest == real.pop()
        else:
            assert not isinstance(got, PartialDate)
            assert got[0] is (DateProblem.AMBIGUOUS if real else DateProblem.INVALID)
            assert {date.fromisoformat(candidate) for candidate in got[1]} == real


ZONES = (("Asia/Tokyo", "C"), ("America/Los_Angeles", "de_DE.UTF-8"), ("Pacific/Kiritimati", "tr_TR.UTF-8"))
PROGRAM = """
import csv, locale, sys, time
from datetime import date
from orgtrack.dates import describe, read_date
from orgtrack.errors import DateRefused
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass  # a machine without this locale tries the others
time.time = time.localtime = time.gmtime = lambda *_: time.struct_time((1971, 1, 1, 0, 0, 0, 0, 1, 0))
sys.stdout.reconfigure(encoding="utf-8")
for row in csv.DictReader(open("tests/dates_cases.csv", encoding="utf-8")):
    published = date.fromisoformat(row["published"]) if row["published"] else None
    try:
        d = read_date(row["text"], published=published)
        print(d, describe(d))
    except DateRefused as refused:
        print(refused)
"""


def test_nothing_depends_on_the_clock_the_locale_or_the_time_zone() -> None:
    answers = set()
    for zone, language in ZONES:
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "LANG": language}
    for zone, language in (
        ("Asia/Tokyo", "C.UTF-8"),
        ("America/Los_Angeles", "C"),
        ("Pacific/Kiritimati", "de_DE.UTF-8"),
    ):
        environment = {**os.environ, "TZ": zone, "PYTHONUTF8": "1"}
        environment["LC_ALL"] = language if language.startswith("C") else os.environ.get("LC_ALL", "C")
        environment["LANG"] = language
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        answers.add(run.stdout)
    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == len(CASES)


def test_the_package_never_asks_for_the_time() -> None:
    asked = {"today", "now", "utcnow", "localtime", "gmtime", "strftime", "strptime", "setlocale"}
    for path in (ROOT / "orgtrack" / "dates").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & asked, path.name
