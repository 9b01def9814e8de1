"""EDTF against a table of our own, and its bounds against every day of the years in question."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from orgtrack.dates import Basis, parse_edtf, read_date
from orgtrack.errors import DateProblem, DateRefused

with (Path(__file__).parent / "dates_edtf.csv").open(encoding="utf-8", newline="") as rows:
    CASES = list(csv.DictReader(rows))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["edtf"])
def test_an_edtf_string_has_these_bounds(case: dict[str, str]) -> None:
    d = parse_edtf(case["edtf"])
    assert d.edtf == d.text == case["edtf"]
    assert (str(d.earliest or ""), str(d.latest or "")) == (case["earliest"], case["latest"])
    assert (d.precision, d.qualifier or "") == (case["precision"], case["qualifier"])
    assert d.anchor is None


REFUSED = """
0000|911|12345|-0044|+1911|Y12345|1911S2|19|1911-|1911-1|1911-00|1911-13|1911-20|1911-25|1911-32|1911-42|1911-10-00
1911-10-32|1911-02-29|1911-04-31|1911-21-01|1911?-10|1911-10~-10|1911?~|1911??|191u|191x|XXXXX|X|1911-X|1911-2X
1911-02-3X|1911-XX-4X|1911-10-10T|1911-10-10T10|1911-10-10T10:10|1911-10-10T25:00:00|1911-10-10T10:60:00
1911-10-10T10:10:10 Z|1911-10T10:10:10|1911-10-10 10:10:10|1911-10-10/1911-10-09|1912/1911|1911/1912/1913|/|../..
../|/..|1911/open|unknown/1911|1911-10-10T10:10:10Z/1912|[]|{}|[..]|[,]|[1911|1911]|[1911}|[1911,]|[,1911]
[1911...1912]|[1912..1911]|[1911,..1912]|[1911..,1912]|[1911/1912]|[[1911]]|1911,1912|1911..1912| 1911|1911 |19 11
１９１１|١٩١١|1911–10|[1911–1912]|9999-24|XXXX-24
"""


@pytest.mark.parametrize("text", ["", "1911\n", "1911/\n", *REFUSED.strip("\n").replace("\n", "|").split("|")])
def test_a_string_outside_the_profile_is_refused(text: str) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_edtf(text)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1911-00-00", "1911"),
        ("1911-10-00", "1911-10"),
        ("1911/unknown", "1911/"),
        ("191u", "191X"),
        ("1911?~", "1911%"),
    ],
)
def test_older_spellings_are_refused_with_the_present_one(text: str, meant: str) -> None:
    for read in (parse_edtf, read_date):
        with pytest.raises(DateRefused) as refused:
            read(text)
        assert refused.value.kind is DateProblem.INVALID
        assert refused.value.candidates == (meant,)


def test_a_time_of_day_is_dropped_and_the_day_stays_as_written() -> None:
    late = parse_edtf("2025-02-24T23:30:00-08:00")
    assert (late.edtf, late.earliest, late.text) == ("2025-02-24", date(2025, 2, 24), "2025-02-24T23:30:00-08:00")
    assert parse_edtf("2025-02-24T00:00:01.5Z").edtf == "2025-02-24"


def test_spaces_inside_a_set_are_dropped() -> None:
    assert parse_edtf("[ 1911 , 1913 .. 1915 ]").edtf == "[1911,1913..1915]"


def test_only_seasons_rest_on_a_convention() -> None:
    assert parse_edtf("2024-22").basis is Basis.CONVENTION
    assert parse_edtf("[2023-24,2025]").basis is Basis.CONVENTION
    assert parse_edtf("2024-34").basis is Basis.STATED


EVERY_DAY = [(date(2010, 1, 1) + timedelta(n)).isoformat() for n in range(21 * 366)]


def oracle(pattern: str) -> tuple[date, date] | None:
    """The first and last day of 2010 to 2030 whose ISO form has these digits, found by looking at each."""
    shape = re.compile((pattern + "-XX-XX"[len(pattern) - 4 :]).replace("X", "[0-9]"))
    fitting = [day for day in EVERY_DAY if shape.fullmatch(day)]
    return (date.fromisoformat(fitting[0]), date.fromisoformat(fitting[-1])) if fitting else None


def test_unknown_digits_have_the_bounds_that_looking_at_every_day_finds() -> None:
    years = ("2016", "2017", "201X", "202X")
    months = ("XX", "0X", "1X", "X1", "X2", "X0", "02", "04", "12", "2X", "X9")
    days = ("", "XX", "0X", "1X", "2X", "3X", "X0", "X1", "X8", "X9", "29", "30", "31")
    for year in years:
        for month in months:
            for day in days:
                text = f"{year}-{month}" + (f"-{day}" if day else "")
                expected = oracle(text)
                if expected is None:
                    with pytest.raises(DateRefused):
                        parse_edtf(text)
                else:
                    d = parse_edtf(text)
                    assert (d.earliest, d.latest) == expected, text
