"""Gaps in a post, its holders in order, and how long each stayed."""

from __future__ import annotations

from datetime import date

import pytest
from stories import Story, story

from orgtrack.dates import PartialDate, parse_edtf
from orgtrack.tenures.derivation import tenures
from orgtrack.tenures.succession import Days, days, stays, succession
from orgtrack.tenures.tenure import Post
from orgtrack.tenures.vacancies import Gap, gaps


def post(known: Story) -> Post:
    return Post(known.title("CEO"), known.organization("Acme"))


def shown(gap: Gap) -> str:
    most = "" if gap.days.most is None else gap.days.most
    length = f"{gap.days.least}" if gap.days.least == gap.days.most else f"{gap.days.least}..{most}"
    words = [f"{bound(gap.start)} to {bound(gap.end) if gap.end else 'now'}", f"{length} days", str(gap.certainty)]
    words += [f"acting e{t.id}" for t in gap.acting] + [f"stated e{number}" for number in gap.stated]
    return ", ".join(words)


def bound(d: PartialDate) -> str:
    return d.edtf or f"?{d.earliest or ''}..{d.latest or ''}"


GAPS = {
    "between two holders": (
        """
        2010 appointment Ann CEO Acme
        2015-01-01 departure Ann CEO Acme
        2015-03-01 appointment Bob CEO Acme
        """,
        ["2015-01-01 to 2015-03-01, 59 days, certain"],
    ),
    "after a departure, until somebody comes": (
        "2010 appointment Ann CEO Acme\n2015-01-01 departure Ann CEO Acme",
        ["2015-01-01 to now, 0.. days, certain"],
    ),
    "never before the first holder": ("2010 formation Acme\n2015-01-01 appointment Ann CEO Acme", []),
    "never while a holder is presumed": ("2010 appointment Ann CEO Acme\n2015 appointment Bob CEO Acme", []),
    "vague dates make a range": (
        """
        2010 appointment Ann CEO Acme
        2015 departure Ann CEO Acme
        2016-03 appointment Bob CEO Acme
        """,
        ["[2015-01-01..2015-12-31] to [2016-03-01..2016-03-31], 61..455 days, certain"],
    ),
    "a hand-over within one month may leave a gap": (
        """
        2010 appointment Ann CEO Acme
        2015-03 departure Ann CEO Acme
        2015-03 appointment Bob CEO Acme
        """,
        ["[2015-03-01..2015-03-31] to [2015-03-01..2015-03-31], 0..30 days, possible"],
    ),
    "a successor who ends the tenure leaves none": (
        "2010 appointment Ann CEO Acme\n2015 appointment Bob CEO Acme succeeding=Ann",
        [],
    ),
    "a term that follows a term leaves none": (
        "2010 appointment Ann CEO Acme manner=elected\n2014 appointment Ann CEO Acme manner=elected",
        [],
    ),
    "an acting holder bridges it": (
        """
        2010 appointment Ann CEO Acme
        2015-01-01 departure Ann CEO Acme
        2015-01-01 appointment Bob CEO Acme acting
        2015-03-01 appointment Cid CEO Acme
        """,
        ["2015-01-01 to 2015-03-01, 59 days, certain, acting e3"],
    ),
    "an unknown end before the next holder may leave one": (
        """
        2010-01-01 appointment Ann CEO Acme end_state=unknown
        2015-03-01 appointment Bob CEO Acme
        """,
        ["[2010-01-02..2015-03-01] to [2010-01-02..2015-03-01], 0..1884 days, possible"],
    ),
    "an unknown end of the last holder leaves none": ("2010-01-01 appointment Ann CEO Acme end_state=unknown", []),
    "a plan leaves a presumed one": (
        "2010 appointment Ann CEO Acme\n2030-01-01 departure Ann CEO Acme planned",
        ["2030-01-01 to now, 0.. days, presumed"],
    ),
    "a holder who may have come between parts two": (
        """
        2010 appointment Ann CEO Acme
        2015-01-01 departure Ann CEO Acme
        2016-06 appointment Bob CEO Acme
        2016-06 departure Bob CEO Acme
        2018-01-01 appointment Cid CEO Acme
        """,
        [
            "2015-01-01 to [2016-06-01..2016-06-30], 517..546 days, certain",
            "[2016-06-01..2016-06-30] to 2018-01-01, 550..579 days, certain",
        ],
    ),
    "a stated one speaks of that which follows anyway": (
        """
        2010 appointment Ann CEO Acme
        2015-01-01 departure Ann CEO Acme
        2015-02 vacancy CEO Acme
        2015-03-01 appointment Bob CEO Acme
        """,
        ["2015-01-01 to 2015-03-01, 59 days, certain, stated e3"],
    ),
    "a stated one stands where nobody ever held the post": (
        "2015-02 vacancy CEO Acme\n2015-06-01 appointment Bob CEO Acme",
        ["2015-02 to 2015-06-01, 93..120 days, certain, stated e1"],
    ),
    "a stated one is possible against a presumed holder": (
        "2010 appointment Ann CEO Acme\n2015-02 vacancy CEO Acme",
        ["2015-02 to now, 0.. days, possible, stated e2"],
    ),
    "a planned vacancy is presumed": (
        "2030-02-01 vacancy CEO Acme planned",
        ["2030-02-01 to now, 0.. days, presumed, stated e1"],
    ),
}


@pytest.mark.parametrize("name", GAPS)
def test_the_story_leaves_these_gaps(name: str) -> None:
    text, expected = GAPS[name]
    known = story(text)
    assert [shown(gap) for gap in gaps(post(known), tenures(known.events), known.events)] == expected


def test_no_post_is_empty_after_the_end_of_its_organization() -> None:
    known = story("2010 appointment Ann CEO Acme\n2015-01-01 departure Ann CEO Acme\n2015-03-01 dissolution Acme")
    found = gaps(post(known), tenures(known.events), known.events, until=parse_edtf("2015-03-01"))
    assert [shown(gap) for gap in found] == ["2015-01-01 to 2015-03-01, 59 days, certain"]


def test_holders_stand_in_order_with_their_terms_joined() -> None:
    known = story(
        """
        2014 appointment Bob CEO Acme manner=elected
        2010 appointment Ann CEO Acme manner=elected
        2012 appointment Ann CEO Acme manner=elected
        2014 departure Ann CEO Acme
        2016 appointment Ann CEO Acme manner=returned
        2016 departure Bob CEO Acme
        """
    )
    found = succession(tenures(known.events))
    assert [(known.name(known.people, s.person_id), len(s.tenures)) for s in found] == [
        ("Ann", 2),
        ("Bob", 1),
        ("Ann", 1),
    ]


def test_an_acting_spell_is_no_part_of_the_stay_that_follows() -> None:
    known = story("2010 appointment Ann CEO Acme acting\n2011 appointment Ann CEO Acme")
    assert [s.acting for s in stays(tenures(known.events))] == [True, False]


LENGTHS = [
    ("2010-01-01 appointment Ann CEO Acme\n2010-03-01 departure Ann CEO Acme", None, Days(59, 59)),
    ("2010 appointment Ann CEO Acme\n2012 departure Ann CEO Acme", None, Days(366, 1095)),
    ("2010-01-01 appointment Ann CEO Acme", None, Days(1, None)),
    ("2010-01-01 appointment Ann CEO Acme", date(2010, 3, 1), Days(59, 59)),
    ("2010 appointment Ann CEO Acme", date(2011, 1, 1), Days(1, 365)),
    ("2010-01-01 appointment Ann CEO Acme end_state=unknown", date(2010, 3, 1), Days(1, 59)),
    ("2012 departure Ann CEO Acme", None, Days(0, None)),
]


@pytest.mark.parametrize(("text", "until", "expected"), LENGTHS)
def test_a_length_is_a_range_of_days(text: str, until: date | None, expected: Days) -> None:
    (tenure,) = tenures(story(text).events)
    assert days(tenure, until) == expected
