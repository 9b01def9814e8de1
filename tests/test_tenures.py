"""From events to tenures: each effect of an event on who holds which post."""

from __future__ import annotations

import pytest
from stories import story

from orgtrack.tenures.derivation import tenures

STORIES = {
    "an appointment starts a tenure, a departure ends it": (
        """
        2010-05-05 appointment Ann CEO Acme
        2015-06 departure Ann CEO Acme reason=resigned
        """,
        ["e1 Ann CEO Acme 2010-05-05 to 2015-06 resigned"],
    ),
    "without a departure it goes on": ("2010 appointment Ann CEO Acme", ["e1 Ann CEO Acme 2010 to ongoing"]),
    "an unknown end is not ongoing": (
        "2010 appointment Ann CEO Acme end_state=unknown",
        ["e1 Ann CEO Acme 2010 to unknown"],
    ),
    "an undated departure ended it by its publication": (
        """
        2010 appointment Ann CEO Acme
        unknown<2025-07-16 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to ?..2025-07-16"],
    ),
    "a last day is followed by the end": (
        """
        2010 appointment Ann CEO Acme
        2015-06-30 departure Ann CEO Acme last_day
        2010 appointment Bob CFO Acme
        2015-06 departure Bob CFO Acme last_day
        """,
        ["e1 Ann CEO Acme 2010 to 2015-07-01", "e3 Bob CFO Acme 2010 to [2015-06-02..2015-07-01]"],
    ),
    "a departure is evidence of holding": (
        "2015 departure Ann CEO Acme",
        ["e1 Ann CEO Acme ? to 2015"],
    ),
    "a successor ends the tenure with the same bounds": (
        """
        2010 appointment Ann CEO Acme
        2015-06 appointment Bob CEO Acme succeeding=Ann
        """,
        ["e1 Ann CEO Acme 2010 to 2015-06", "e2 Bob CEO Acme 2015-06 to ongoing"],
    ),
    "an explicit departure beats the successor, before or after": (
        """
        2010 appointment Ann CEO Acme
        2015-06 appointment Bob CEO Acme succeeding=Ann
        2015-03 departure Ann CEO Acme
        2016-09 departure Bob CEO Acme
        2016-03 appointment Cid CEO Acme succeeding=Bob
        """,
        [
            "e1 Ann CEO Acme 2010 to 2015-03",
            "e2 Bob CEO Acme 2015-06 to 2016-09",
            "e5 Cid CEO Acme 2016-03 to ongoing",
        ],
    ),
    "who is succeeded without more held the post": (
        "2015-06 appointment Bob CEO Acme succeeding=Ann",
        ["e1 Ann CEO Acme ? to 2015-06", "e1 Bob CEO Acme 2015-06 to ongoing"],
    ),
    "a promotion ends the post left": (
        """
        2010 appointment Ann CFO Acme
        2015-06 appointment Ann CEO Acme left=CFO@Acme manner=promoted
        """,
        ["e1 Ann CFO Acme 2010 to 2015-06 promoted", "e2 Ann CEO Acme 2015-06 to ongoing"],
    ),
    "a post left elsewhere that nobody had told of": (
        "2015-06 appointment Ann CEO Acme left=VP@Salt manner=transferred",
        ["e1 Ann VP Salt ? to 2015-06 transferred", "e1 Ann CEO Acme 2015-06 to ongoing"],
    ),
    "a departure from all posts ends those at and below the organization on that day": (
        """
        2000 formation Cloud parent=Acme
        2000 formation Shop parent=Acme
        2012 move Shop parent=Other
        2010 appointment Ann CEO Acme
        2010 appointment Ann Chair Cloud
        2010 appointment Ann Chair Shop
        2015-06 departure Ann all Acme reason=resigned
        2016 appointment Ann Chair Acme
        """,
        [
            "e4 Ann CEO Acme 2010 to 2015-06 resigned",
            "e8 Ann Chair Acme 2016 to ongoing",
            "e5 Ann Chair Cloud 2010 to 2015-06 resigned",
            "e6 Ann Chair Shop 2010 to ongoing",
        ],
    ),
    "a departure from all posts shows no post in particular": ("2015 departure Ann all Acme", []),
    "a sighting alone is a tenure that had begun by then": (
        "2025-07-16 in-post Ann CEO Acme",
        ["e1 Ann CEO Acme ?..2025-07-16 to ongoing"],
    ),
    "sightings of one stay are one tenure": (
        """
        2025 in-post Ann CEO Acme
        2020 in-post Ann CEO Acme
        """,
        ["e2 Ann CEO Acme ?..2020-12-31 to ongoing"],
    ),
    "a sighting after the end is another stay": (
        """
        2010 appointment Ann CEO Acme
        2015 departure Ann CEO Acme
        2018 in-post Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to 2015", "e3 Ann CEO Acme ?2015-01-01..2018-12-31 to ongoing"],
    ),
    "a sighting before the start is a stay that was over by then": (
        """
        2005 in-post Ann CEO Acme
        2010 appointment Ann CEO Acme
        """,
        ["e1 Ann CEO Acme ?..2005-12-31 to ?..2010-12-31", "e2 Ann CEO Acme 2010 to ongoing"],
    ),
    "a sighting in a stay of unknown start shows when it had begun": (
        """
        2015 departure Ann CEO Acme
        2012-03 in-post Ann CEO Acme
        """,
        ["e1 Ann CEO Acme ?..2012-03-31 to 2015"],
    ),
    "several stays": (
        """
        2010 appointment Ann CEO Acme
        2012 departure Ann CEO Acme
        2015 appointment Ann CEO Acme manner=returned
        2018 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to 2012", "e3 Ann CEO Acme 2015 to 2018"],
    ),
    "back in the same year, however the dates are written": (
        """
        2015 appointment Ann CEO Acme
        2015-04 appointment Ann CEO Acme
        2015-06 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2015 to ongoing", "e2 Ann CEO Acme 2015-04 to 2015-06"],
    ),
    "on one day the departure comes first": (
        """
        2010-01-01 appointment Ann CEO Acme
        2015-05-05 appointment Ann CEO Acme
        2015-05-05 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010-01-01 to 2015-05-05", "e2 Ann CEO Acme 2015-05-05 to ongoing"],
    ),
    "on one day the departure comes first unless it names its stay": (
        """
        2015-05-05 appointment Ann CEO Acme
        2015-05-05 departure Ann CEO Acme ends=1
        2016-05-05 departure Bob CEO Acme
        2016-05-05 appointment Bob CEO Acme
        """,
        [
            "e1 Ann CEO Acme 2015-05-05 to 2015-05-05",
            "e3 Bob CEO Acme ? to 2016-05-05",
            "e4 Bob CEO Acme 2016-05-05 to ongoing",
        ],
    ),
    "a second appointment while in post is a second claim": (
        """
        2010 appointment Ann CEO Acme
        2011 appointment Ann CEO Acme
        2015 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to 2015"],
    ),
    "a term of an elected or reappointed holder is a tenure": (
        """
        2010 appointment Ann CEO Acme manner=elected
        2014 appointment Ann CEO Acme manner=reappointed
        2018 departure Ann CEO Acme reason=term-ended
        """,
        ["e1 Ann CEO Acme 2010 to 2014", "e2 Ann CEO Acme 2014 to 2018 term-ended"],
    ),
    "paired terms keep their own ends": (
        """
        2010 appointment Ann CEO Acme
        2014 departure Ann CEO Acme ends=1
        2013 appointment Ann CEO Acme
        2018 departure Ann CEO Acme ends=3
        """,
        ["e1 Ann CEO Acme 2010 to 2014", "e3 Ann CEO Acme 2013 to 2018"],
    ),
    "a second departure with nothing between ends a stay nobody told of": (
        """
        2010 appointment Ann CEO Acme
        2012 departure Ann CEO Acme
        2018 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to 2012", "e3 Ann CEO Acme ?2012-01-01.. to 2018"],
    ),
    "concurrent posts are tenures of their own": (
        """
        2010 appointment Ann CEO Acme
        2011 appointment Ann Chair Acme
        2012 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2010 to 2012", "e2 Ann Chair Acme 2011 to ongoing"],
    ),
    "an acting holder made permanent has a new tenure": (
        """
        2023-09-10 appointment Ann CEO Acme acting
        2024-01 appointment Ann CEO Acme
        2025 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2023-09-10 to 2024-01 acting", "e2 Ann CEO Acme 2024-01 to 2025"],
    ),
    "an acting spell does not end by somebody else's appointment alone": (
        """
        2023-09-10 appointment Ann CEO Acme acting
        2024-01 appointment Bob CEO Acme
        """,
        ["e1 Ann CEO Acme 2023-09-10 to ongoing acting", "e2 Bob CEO Acme 2024-01 to ongoing"],
    ),
    "a paired term ends the stay that is open when it begins, and no other claim": (
        """
        2010-01-01 appointment Ann CEO Acme
        2012-05-01 appointment Ann CEO Acme
        2013-05-01 departure Ann CEO Acme ends=2
        2016-01-01 appointment Ann CEO Acme
        2012-08-01 appointment Ann CEO Acme
        """,
        [
            "e1 Ann CEO Acme 2010-01-01 to 2012-05-01",
            "e2 Ann CEO Acme 2012-05-01 to 2013-05-01",
            "e4 Ann CEO Acme 2016-01-01 to ongoing",
        ],
    ),
    "an end belongs to every stay that it may have ended": (
        """
        2015-06 appointment Ann CEO Acme
        2015 appointment Ann CEO Acme
        2015 departure Ann CEO Acme
        """,
        ["e2 Ann CEO Acme 2015 to [2015-01-01..]", "e1 Ann CEO Acme 2015-06 to [2015-01-01..]"],
    ),
    "a vague appointment may come after the stays of its month, where a sighting shows that there was one before": (
        """
        2000-01-01 in-post Ann CEO Acme
        2000-01-02 departure Ann CEO Acme
        2000-01-03 appointment Ann CEO Acme
        2000-01-04 departure Ann CEO Acme
        2000-01 appointment Ann CEO Acme
        """,
        [
            "e5 Ann CEO Acme 2000-01 to [2000-01-02..]",
            "e2 Ann CEO Acme ? to 2000-01-02",
            "e3 Ann CEO Acme 2000-01-03 to 2000-01-04",
        ],
    ),
    "one appointment and one departure are one stay, whatever was seen": (
        "2000-11-05 in-post Ann CEO Acme\n2000-12-15 departure Ann CEO Acme\n2000 appointment Ann CEO Acme",
        ["e3 Ann CEO Acme 2000 to 2000-12-15"],
    ),
    "of two appointments of one month the one whose end is named may come first": (
        """
        2000-01 appointment Ann CEO Acme
        2000-01 appointment Ann CEO Acme
        2000-01-18 departure Ann CEO Acme ends=2
        """,
        ["e1 Ann CEO Acme 2000-01 to [2000-01-01..]", "e2 Ann CEO Acme 2000-01 to 2000-01-18"],
    ),
    "of two appointments of one month the one that says it is one more may come second": (
        """
        2000-01 appointment Ann CEO Acme manner=reappointed
        2000-01 appointment Ann CEO Acme manner=returned
        2000-02 departure Ann CEO Acme
        """,
        ["e1 Ann CEO Acme 2000-01 to 2000-02", "e2 Ann CEO Acme 2000-01 to 2000-01"],
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_story_comes_to_these_tenures(name: str) -> None:
    text, expected = STORIES[name]
    told = story(text)
    assert told.told(tenures(told.events)) == expected
