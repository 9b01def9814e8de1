"""How sure an answer is, on a day and in the course of a partial date."""

from __future__ import annotations

from datetime import date

import pytest
from stories import story

from orgtrack.dates import parse_edtf
from orgtrack.tenures.certainty import Certainty, Extent, certainty_during, certainty_on
from orgtrack.tenures.derivation import tenures

CERTAIN, PRESUMED, POSSIBLE = Certainty.CERTAIN, Certainty.PRESUMED, Certainty.POSSIBLE

DAYS: dict[str, tuple[str, dict[str, Certainty | None]]] = {
    "a term by years": (
        "2015 appointment Ann CEO Acme\n2018 departure Ann CEO Acme",
        {"2014-12-31": None, "2015-06-15": POSSIBLE, "2015-12-31": CERTAIN, "2017-12-31": CERTAIN}
        | {"2018-01-01": POSSIBLE, "2018-12-30": POSSIBLE, "2018-12-31": None},
    ),
    "an open end is presumed after its last confirmation": (
        "2020-03-01 appointment Ann CEO Acme\n2025-07-16 in-post Ann CEO Acme",
        {
            "2020-02-29": None,
            "2020-03-01": CERTAIN,
            "2025-07-16": CERTAIN,
            "2025-07-17": PRESUMED,
            "2030-01-01": PRESUMED,
        },
    ),
    "an unknown end is never presumed": (
        "2020-03-01 appointment Ann CEO Acme end_state=unknown\n2021-05 in-post Ann CEO Acme",
        {"2021-05-01": CERTAIN, "2021-05-02": POSSIBLE, "2030-01-01": POSSIBLE},
    ),
    "a sighting alone": (
        "2025-07 in-post Ann CEO Acme",
        {"1990-01-01": POSSIBLE, "2025-07-30": POSSIBLE, "2025-07-31": PRESUMED, "2025-08-01": PRESUMED},
    ),
    "two sightings are certain between": (
        "2020 in-post Ann CEO Acme\n2022 in-post Ann CEO Acme",
        {"2020-12-30": POSSIBLE, "2020-12-31": CERTAIN, "2022-01-01": CERTAIN, "2022-01-02": PRESUMED},
    ),
    "an undated departure leaves the time before its publication open": (
        "2020-03-01 appointment Ann CEO Acme\nunknown<2025-07-16 departure Ann CEO Acme",
        {"2020-03-01": CERTAIN, "2020-03-02": POSSIBLE, "2025-07-15": POSSIBLE, "2025-07-16": None},
    ),
    "a departure alone": (
        "2015-06 departure Ann CEO Acme",
        {"1990-01-01": POSSIBLE, "2015-06-29": POSSIBLE, "2015-06-30": None},
    ),
    "a planned start is presumed from its date on": (
        "2030-01-01 appointment Ann CEO Acme planned\n2034-01-01 departure Ann CEO Acme planned",
        {"2029-12-31": None, "2030-01-01": PRESUMED, "2033-12-31": PRESUMED, "2034-01-01": None},
    ),
    "until a planned end the holder is presumed, and certain as far as confirmed": (
        """
        2020-01-01 appointment Ann CEO Acme
        2021-01-01 in-post Ann CEO Acme
        2034-01-01 departure Ann CEO Acme planned
        """,
        {"2021-01-01": CERTAIN, "2021-01-02": PRESUMED, "2033-12-31": PRESUMED, "2034-01-01": None},
    ),
    "an undated plan is possible from its announcement": (
        "unknown>2023-03-28 appointment Ann CEO Acme planned",
        {"2023-03-27": None, "2023-03-28": POSSIBLE, "2030-01-01": POSSIBLE},
    ),
    "start and end on one day are held on no day": (
        "2020-01-01 appointment Ann CEO Acme\n2020-01-01 departure Ann CEO Acme ends=1",
        {"2019-12-31": None, "2020-01-01": None, "2020-01-02": None},
    ),
    "strict bounds, whatever the qualifier": (
        "2021-03~ appointment Ann CEO Acme\n2022-01-01 in-post Ann CEO Acme",
        {"2021-02-28": None, "2021-03-01": POSSIBLE, "2021-03-31": CERTAIN},
    ),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_days_are_answered(name: str) -> None:
    text, expected = DAYS[name]
    (tenure,) = tenures(story(text).events)
    assert {day: certainty_on(tenure, date.fromisoformat(day)) for day in expected} == expected


SPANS: dict[str, dict[str, tuple[Extent, Certainty] | None]] = {
    "2015-06-01 appointment Ann CEO Acme\n2018-06-01 departure Ann CEO Acme": {
        "2014": None,
        "2015": (Extent.AT_SOME_TIME, CERTAIN),
        "2016": (Extent.THROUGHOUT, CERTAIN),
        "2018-05": (Extent.THROUGHOUT, CERTAIN),
        "2018-06": None,
        "2018": (Extent.AT_SOME_TIME, CERTAIN),
        "2019": None,
        "[..2016]": (Extent.AT_SOME_TIME, CERTAIN),
    },
    "2016 appointment Ann CEO Acme\n2016 departure Ann CEO Acme": {
        "2016": (Extent.AT_SOME_TIME, CERTAIN),
        "2016-06": (Extent.POSSIBLY, POSSIBLE),
        "2017": None,
    },
    "2016 appointment Ann CEO Acme": {
        "2015": None,
        "2016": (Extent.AT_SOME_TIME, CERTAIN),
        "2016-06": (Extent.POSSIBLY, POSSIBLE),
        "2017": (Extent.THROUGHOUT, PRESUMED),
    },
    "2015 departure Ann CEO Acme": {
        "2014": (Extent.POSSIBLY, POSSIBLE),
        "2015": (Extent.POSSIBLY, POSSIBLE),
        "2016": None,
    },
    "2030-06-01 appointment Ann CEO Acme planned": {
        "2030": (Extent.AT_SOME_TIME, PRESUMED),
        "2031": (Extent.THROUGHOUT, PRESUMED),
    },
    "2020-01-01 appointment Ann CEO Acme\n2020-01-01 departure Ann CEO Acme ends=1": {"2020": None},
}


@pytest.mark.parametrize("text", SPANS)
def test_a_partial_date_is_held_throughout_at_some_time_or_possibly(text: str) -> None:
    (tenure,) = tenures(story(text).events)
    assert {span: certainty_during(tenure, parse_edtf(span)) for span in SPANS[text]} == SPANS[text]
