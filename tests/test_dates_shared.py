"""The examples kept beside the project, where they are at hand."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from orgtrack.dates import parse_edtf, read_date, read_month_day
from orgtrack.errors import DateRefused

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the project")
def test_the_shared_date_texts_are_read_or_refused_as_expected() -> None:
    wrong = []
    for row in rows("dates_examples.csv"):
        published = date.fromisoformat(row["anchor_date"]) if row["anchor_date"] else None
        option, _, value = row["options"].partition("=")
        try:
            d = read_date(
                row["input"],
                published=published,
                day_first=value == "true" if option == "day_first" else None,
                fiscal_year_end=read_month_day(value) if option == "fiscal_year_end" else None,
                edtf_only=option == "edtf_only",
            )
            got = ("ok", d.edtf, str(d.earliest or ""), str(d.latest or ""), "")
        except DateRefused as refused:
            got = ("error", "", "", "", str(refused.kind))
        expected = (row["expected"], row["expected_edtf"], row["earliest"], row["latest"], row["error_kind"])
        if got != expected:
            wrong.append((row["id"], row["input"], got, expected))
    assert not wrong


# Where the profile's own choice replaces a peer's bound.
OUR_BOUNDS = {
    "1943-24": ("1943-12-01", "1944-02-29"),
    "2010-24": ("2010-12-01", "2011-02-28"),
}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the project")
def test_the_shared_edtf_strings_are_read_or_refused_as_expected() -> None:
    wrong = []
    for row in rows("edtf_cases.csv"):
        note = row["profile_note"]
        if "may accept or refuse" in note or "peers disagree" in note:
            continue
        accepted = row["in_profile"] == "yes" or "orgtrack accepts" in note
        try:
            d = parse_edtf(row["edtf"])
        except DateRefused:
            if accepted:
                wrong.append((row["edtf"], "refused"))
            continue
        if not accepted:
            wrong.append((row["edtf"], "accepted"))
            continue
        for bound, given, nth in ((d.earliest, row["lower_strict"], 0), (d.latest, row["upper_strict"], 1)):
            expected = {"-inf": "", "inf": ""}.get(given, given.replace("0000-", "0001-"))
            expected = OUR_BOUNDS.get(row["edtf"], ("", ""))[nth] or expected
            if "use null" in note and bound is None:
                continue
            if given and str(bound or "") != expected:
                wrong.append((row["edtf"], f"{bound} is not {expected}"))
    assert not wrong
