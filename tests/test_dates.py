"""Dates in words, against the project's own table of cases, and what a date can be asked."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from orgtrack.dates import (
    UNDATED,
    Basis,
    PartialDate,
    Precision,
    describe,
    from_columns,
    narrowed,
    parse_edtf,
    read_date,
    read_month_day,
    short,
    undated,
)
from orgtrack.errors import DateProblem, DateRefused

HERE = Path(__file__).parent
PUBLISHED = date(2025, 7, 16)


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def read_as(text: str, published: str = "", option: str = "") -> PartialDate:
    """The text read with one option, written as the tables of cases write it."""
    anchor = date.fromisoformat(published) if published else None
    if option == "edtf-only":
        return read_date(text, published=anchor, edtf_only=True)
    if option in ("day-first", "month-first"):
        return read_date(text, published=anchor, day_first=option == "day-first")
    return read_date(text, published=anchor, fiscal_year_end=read_month_day(option) if option else None)


@pytest.mark.parametrize("case", table("dates_cases.csv"), ids=lambda c: f"{c['text']}|{c['published']}|{c['option']}")
def test_a_text_is_read_or_refused_as_the_rules_say(case: dict[str, str]) -> None:
    text, published, option = case["text"], case["published"], case["option"]
    if case["problem"]:
        with pytest.raises(DateRefused) as refused:
            read_as(text, published, option)
        assert refused.value.kind == case["problem"]
        assert refused.value.text == text
        for candidate in refused.value.candidates:
            assert read_date(candidate).edtf, f"a candidate that cannot be typed: {candidate}"
        return
    d = read_as(text, published, option)
    assert (d.edtf, str(d.earliest or ""), str(d.latest or "")) == (case["edtf"], case["earliest"], case["latest"])
    assert (d.precision, d.qualifier or "", d.basis) == (case["precision"], case["qualifier"], case["basis"])
    assert d.text == text
    assert d.anchor in (None, date.fromisoformat(published) if published else None)
    if d.basis is Basis.RELATIVE:
        assert d.anchor is not None


def test_an_anchor_is_kept_only_where_the_words_needed_it() -> None:
    assert read_date("March 2021", published=PUBLISHED).anchor is None
    assert read_date("summer 2024", published=PUBLISHED).anchor is None
    assert read_date("last month", published=PUBLISHED).anchor == PUBLISHED
    yearless = read_date("mid-February", published=PUBLISHED)
    assert (yearless.basis, yearless.anchor) == (Basis.CONVENTION, PUBLISHED)


def test_a_refusal_lists_what_may_have_been_meant_and_what_to_type() -> None:
    with pytest.raises(DateRefused) as refused:
        read_date("5/6/2024")
    assert refused.value.candidates == ("2024-06-05", "2024-05-06")
    assert "--day-first" in str(refused.value)
    with pytest.raises(DateRefused) as refused:
        read_date("before 5/6/2024")
    assert refused.value.candidates == ("[..2024-06-04]", "[..2024-05-05]")


def test_a_year_without_words_is_found_by_the_nearer_half_year() -> None:
    anchor = date(2025, 3, 1)
    assert read_date("August 31", published=anchor).edtf == "2025-08-31"  # 183 days
    with pytest.raises(DateRefused) as refused:
        read_date("September 1", published=anchor)
    assert refused.value.kind is DateProblem.AMBIGUOUS
    assert refused.value.candidates == ("2024-09-01", "2025-09-01")


def test_dates_have_no_order_but_may_be_certainly_before() -> None:
    year, month, late = parse_edtf("2024"), parse_edtf("2024-02"), parse_edtf("2025-01")
    with pytest.raises(TypeError):
        year < month  # type: ignore[operator]  # noqa: B015
    assert not year.certainly_before(month)
    assert not month.certainly_before(year)
    assert year.certainly_before(late)
    assert month.certainly_before(late)
    assert not late.certainly_before(year)


def test_an_open_bound_is_never_certainly_anything_and_overlaps_everything_on_its_side() -> None:
    since, until = parse_edtf("2015/.."), parse_edtf("[..2014]")
    assert until.certainly_before(since)
    assert not since.certainly_before(parse_edtf("2999"))
    assert since.overlaps(parse_edtf("2999"))
    assert not since.overlaps(until)
    assert UNDATED.overlaps(since)
    assert not UNDATED.certainly_before(since)


def test_overlap_counts_the_day_that_two_dates_share() -> None:
    assert parse_edtf("2024-02").overlaps(parse_edtf("2024-02-29/2024-03"))
    assert not parse_edtf("2024-02").overlaps(parse_edtf("2024-03-01"))


def test_what_was_reported_lies_on_or_before_the_day_of_the_report() -> None:
    reported = date(2024, 2, 15)
    february = narrowed(parse_edtf("2024-02"), reported)
    assert (february.edtf, february.earliest, february.latest) == ("2024-02", date(2024, 2, 1), reported)
    assert narrowed(parse_edtf("2024-01"), reported).latest == date(2024, 1, 31)
    assert narrowed(parse_edtf("[2023..]"), reported).latest == reported
    assert narrowed(parse_edtf("2024-02"), date(2024, 2, 1)).latest == date(2024, 2, 1)
    contradiction = parse_edtf("2024-03")
    assert narrowed(contradiction, reported) == contradiction


def test_an_undated_event_gets_only_an_upper_bound() -> None:
    d = narrowed(undated("unknown"), date(2025, 7, 16))
    assert d.is_undated
    assert (d.edtf, d.earliest, d.latest, d.text) == ("", None, date(2025, 7, 16), "unknown")
    assert d.precision is Precision.UNKNOWN
    assert (short(d), describe(d)) == ("by 16 Jul 2025", "undated, on or before 16 July 2025")


def test_a_stored_date_comes_back_as_it_was() -> None:
    for d in (
        read_date("mid-February", published=PUBLISHED),
        read_date("possibly around 2015"),
        parse_edtf("../2018"),
        UNDATED,
    ):
        stored = (
            d.edtf, str(d.earliest or ""), str(d.latest or ""), str(d.precision), str(d.qualifier or ""),
            str(d.basis), d.text, str(d.anchor or ""),
        )  # fmt: skip
        assert from_columns(*stored) == d


@pytest.mark.parametrize(
    ("edtf", "long", "cell"),
    [
        ("1911-10-10", "10 October 1911", "10 Oct 1911"),
        ("1911-10", "October 1911", "Oct 1911"),
        ("1911", "1911", "1911"),
        ("1911~", "1911, approximately", "c. 1911"),
        ("1911-10?", "October 1911, uncertain", "Oct 1911?"),
        ("1911%", "1911, approximately and uncertain", "c. 1911?"),
        ("191X", "the 1910s", "1910s"),
        ("200X", "between 2000 and 2009", "2000–2009"),
        ("19XX", "between 1900 and 1999", "1900–1999"),
        ("1911-10-XX", "October 1911", "Oct 1911"),
        ("2024-36", "the fourth quarter of 2024", "Q4 2024"),
        ("2024-41", "the second half of 2024", "H2 2024"),
        ("2024-38", "the second four months of 2024", "May–Aug 2024"),
        ("2024-23", "autumn 2024", "autumn 2024"),
        ("2023-24", "the winter from December 2023", "winter from Dec 2023"),
        ("[1911-10-10..1911-10-20]", "between 10 and 20 October 1911", "10–20 Oct 1911"),
        ("[1911-10..1911-12]", "between October and December 1911", "Oct–Dec 1911"),
        ("[1911-12..1912-01]", "between December 1911 and January 1912", "Dec 1911–Jan 1912"),
        ("[..1911]", "on or before 31 December 1911", "by 31 Dec 1911"),
        ("[1911-10..]", "on or after 1 October 1911", "from Oct 1911"),
        ("[1911,1913]", "1911 or 1913", "1911 or 1913"),
        ("[1911,1913..1915]", "1911 or 1913 to 1915", "1911 or 1913–1915"),
        ("{1911,1913..}", "1911 and 1913 or later", "1911 and 1913 or later"),
        ("1911/1949", "from 1911 to 1949 (a period)", "1911–1949"),
        ("1911-10-10/1911-12-02", "from 10 October to 2 December 1911 (a period)", "10 Oct–2 Dec 1911"),
        ("1911/..", "from 1911 on (a period)", "from 1911"),
        ("../1949-10", "until October 1949 (a period)", "until Oct 1949"),
        ("1911~/1949", "from about 1911 to 1949 (a period)", "c. 1911–1949"),
        ("1911/", "from 1911 to an unknown end (a period)", "1911–?"),
        ("/1949", "from an unknown start to 1949 (a period)", "?–1949"),
    ],
)
def test_a_date_is_shown_with_what_it_says_and_no_more(edtf: str, long: str, cell: str) -> None:
    d = parse_edtf(edtf)
    assert (describe(d), short(d)) == (long, cell)


def test_undated_is_shown_as_such() -> None:
    assert (describe(UNDATED), short(UNDATED)) == ("undated", "undated")


@pytest.mark.parametrize(("text", "month_day"), [("06-30", (6, 30)), ("12-31", (12, 31)), ("02-29", (2, 29))])
def test_a_fiscal_year_end_is_a_month_and_a_day(text: str, month_day: tuple[int, int]) -> None:
    assert read_month_day(text) == month_day


@pytest.mark.parametrize("text", ["", "02-30", "13-01", "00-10", "06-00", "6-30", "0630", "06/30", "06-30\n", "٠٦-٣٠"])
def test_what_is_no_month_and_day_is_refused(text: str) -> None:
    with pytest.raises(DateRefused):
        read_month_day(text)


def test_plain_dates_are_read_without_the_tables_of_words() -> None:
    program = (
        "import sys; from orgtrack.dates import *; read_date('2025-02-24'); read_date('[2019,2020]'); "
        "short(read_date('2024-35')); assert not [m for m in sys.modules if 'dateutil' in m or 'dates.text' in m]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=HERE.parent)
