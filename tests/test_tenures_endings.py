"""From events to tenures: plans, the end of an organization, and what stays private."""

from __future__ import annotations

import pytest
from stories import story

from orgtrack.tenures.derivation import tenures

STORIES = {
    "a plan starts and ends as planned": (
        """
        2030-01-01 appointment Ann CEO Acme planned
        2034-01-01 departure Ann CEO Acme planned
        """,
        ["e1 Ann CEO Acme 2030-01-01 to 2034-01-01 planned-start planned-end"],
    ),
    "an undated plan is possible from its announcement": (
        "unknown>2023-03-28 appointment Ann CEO Acme planned",
        ["e1 Ann CEO Acme ?2023-03-28.. to ongoing planned-start"],
    ),
    "withdrawn, rejected and superseded events never count": (
        """
        2030 appointment Ann CEO Acme planned
        2030 appointment Ann CEO Acme withdrawn supersedes=1
        2031 appointment Bob CEO Acme rejected
        2032 appointment Cid CEO Acme planned
        2033 appointment Cid CEO Acme planned supersedes=4
        2034 appointment Dan CEO Acme planned
        2035 appointment Dan CEO Acme rejected supersedes=6
        """,
        [
            "e5 Cid CEO Acme 2033 to ongoing planned-start",
            "e6 Dan CEO Acme 2034 to ongoing planned-start",
        ],
    ),
    "what happened beats what was planned": (
        """
        2023-09 appointment Ann CEO Acme planned
        2023-10-05 appointment Ann CEO Acme
        2025-12-31 departure Ann CEO Acme planned
        2025-03-31 departure Ann CEO Acme reason=dismissed
        """,
        ["e2 Ann CEO Acme 2023-10-05 to 2025-03-31 dismissed"],
    ),
    "a dissolution ends tenures that have no end of their own": (
        """
        2010 appointment Ann CEO Acme
        2010 appointment Bob CFO Acme
        2015 departure Bob CFO Acme
        2020-06 dissolution Acme
        2021 appointment Cid CEO Acme
        """,
        [
            "e1 Ann CEO Acme 2010 to 2020-06 abolished",
            "e2 Bob CFO Acme 2010 to 2015",
            "e5 Cid CEO Acme 2021 to ongoing",
        ],
    ),
    "a merger ends tenures in what it takes in, not in what goes on": (
        """
        2010 appointment Ann CEO Small
        2010 appointment Bob CEO Big
        2015 merger Big from=Small,Big
        2010 appointment Cid CEO Split
        2018 split Split into=Left,Right
        """,
        [
            "e1 Ann CEO Small 2010 to 2015 abolished",
            "e2 Bob CEO Big 2010 to ongoing",
            "e4 Cid CEO Split 2010 to 2018 abolished",
        ],
    ),
    "an unknown end had come when the organization ended": (
        """
        2010 appointment Ann CEO Acme end_state=unknown
        2020-06 dissolution Acme
        """,
        ["e1 Ann CEO Acme 2010 to ?..2020-06-30"],
    ),
    "a dissolution ends nobody who is seen in post after it": (
        """
        2010 appointment Ann CEO Acme
        2020-06 dissolution Acme
        2022 in-post Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to ongoing"],
    ),
    "what rests only on private events is private": (
        """
        2010 appointment Ann CEO Acme private
        2010 appointment Bob CEO Acme private
        2015 departure Bob CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to ongoing private", "e2 Bob CEO Acme 2010 to 2015"],
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_story_comes_to_these_tenures(name: str) -> None:
    text, expected = STORIES[name]
    told = story(text)
    assert told.told(tenures(told.events)) == expected
