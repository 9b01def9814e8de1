"""The geometry of the timeline's picture: nothing is drawn as surer than it is, off the axis or unescaped."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgtrack.dates import UNDATED, PartialDate, parse_edtf
from orgtrack.model.vocabulary import EventType
from orgtrack.pictures.axis import Axis, axis_of
from orgtrack.pictures.bars import Bar, Ending, Stretch, bar, point
from orgtrack.pictures.counts import counts_picture
from orgtrack.pictures.labels import width, wrapped
from orgtrack.pictures.rows import Ways, stacked, ways
from orgtrack.pictures.sheet import Sheet
from orgtrack.pictures.timeline import Drawn, picture
from orgtrack.tenures.tenure import Confirmation, EndState, Post, Tenure
from orgtrack.timeline.lanes import Counts, Holder, Moment, Place, PostLane
from orgtrack.timeline.set_off import SetOff

TODAY = date(2025, 7, 20)
AXIS = Axis(date(2000, 1, 1), date(2030, 1, 1), 12.0, 1068.0)
HOSTILE = "</title><script>alert('1')</script>\u202e\x00\x1f&\"]]>"


class Nowhere:
    """Addresses of rows on no site."""

    def tenure(self, tenure: Tenure) -> str:
        return f"/tenures/{tenure.id}?a=1&b=2"

    def event(self, event_id: int) -> str:
        return f"/events/{event_id}"

    def post(self, post: Post) -> str:
        return f"/posts/{post.title_id}"

    def organization(self, organization_id: int) -> str:
        return f"/organizations/{organization_id}"

    def counted(self, organization_id: int) -> str:
        return f"/timeline?company=o{organization_id}"


def tenure(start: str | PartialDate, end: str | PartialDate | None = None, **more: object) -> Tenure:
    """A tenure between EDTF dates; ended where an end is given."""
    values: dict[str, object] = {
        "id": 1,
        "person_id": 1,
        "title_id": 1,
        "organization_id": 1,
        "acting": False,
        "start": parse_edtf(start) if isinstance(start, str) else start,
        "end": parse_edtf(end) if isinstance(end, str) else end,
        "end_state": EndState.ONGOING if end is None else EndState.ENDED,
        "last_confirmed": None,
        "end_event_id": None,
        "reason": None,
        "start_planned": False,
        "end_planned": False,
        "private": False,
        "event_ids": (1,),
    }
    return Tenure(**{**values, **more})  # type: ignore[arg-type]


def drawn(told: Tenure, axis: Axis = AXIS, announced: str = "") -> Bar:
    holder = Holder(person="Ann Poe", tenure=told, announced=parse_edtf(announced) if announced else None)
    found = bar(holder, axis, TODAY)
    assert found is not None
    return found


def whole(*lanes: PostLane, moments: tuple[Moment, ...] = (), name: str = "Alpha") -> Drawn:
    place = Place(organization_id=1, name=name, posts=lanes, moments=moments)
    return picture([place], Nowhere(), TODAY, Sheet())


def lane(*told: Tenure, person: str = "Ann Poe", title: str = "CEO") -> PostLane:
    holders = tuple(Holder(person=person, tenure=each) for each in told)
    return PostLane(post=Post(1, 1), title=title, holders=holders)


def test_days_on_both_ends_are_certain_throughout() -> None:
    found = drawn(tenure("2010-03-01", "2015-06-30"))
    assert found.core == found.possible == Stretch(AXIS.at(date(2010, 3, 1)), AXIS.at(date(2015, 6, 30)))
    assert (found.presumed, found.ragged, found.ending) == (None, False, None)


def test_a_year_is_pale_until_it_is_over() -> None:
    found = drawn(tenure("2010", "2015"))
    assert found.possible == Stretch(AXIS.at(date(2010, 1, 1)), AXIS.at(date(2015, 12, 31)))
    assert found.core == Stretch(AXIS.at(date(2010, 12, 31)), AXIS.at(date(2015, 1, 1)))


def test_an_open_end_is_certain_up_to_its_last_confirmation_and_an_arrow_from_there() -> None:
    seen = Confirmation(date(2020, 5, 1), 2)
    found = drawn(tenure("2010-03-01", last_confirmed=seen))
    assert found.ending is Ending.ARROW
    assert found.core is not None
    assert found.presumed is not None
    assert found.core.right == found.presumed.left == AXIS.at(date(2020, 5, 2))
    assert found.presumed.right > AXIS.at(TODAY)


def test_without_today_on_the_axis_there_is_no_arrow() -> None:
    axis = Axis(date(2000, 1, 1), date(2020, 1, 1), 0.0, 100.0)
    found = drawn(tenure("2010-03-01"), axis)
    assert (found.ending, found.possible.right) == (Ending.CUT, 100.0)


def test_an_unknown_start_is_ragged_and_an_unknown_end_has_a_sign() -> None:
    shown = PartialDate("", None, date(2012, 1, 1), UNDATED.precision, None, UNDATED.basis, "")
    found = drawn(tenure(shown, "2015-01-01"))
    assert found.ragged
    assert found.core == Stretch(AXIS.at(date(2012, 1, 1)), AXIS.at(date(2015, 1, 1)))
    assert found.possible.left < AXIS.at(date(2012, 1, 1))
    ended = drawn(tenure("2010-01-01", UNDATED))
    unknown = drawn(tenure("2010-01-01", end_state=EndState.UNKNOWN))
    assert (ended.ending, unknown.ending) == (Ending.ENDED, Ending.UNKNOWN)


def test_a_plan_is_never_certain() -> None:
    assert drawn(tenure("2026-01-01", "2028-01-01", start_planned=True)).core is None
    seen = Confirmation(date(2020, 5, 1), 2)
    leaving = drawn(tenure("2010-01-01", "2026-01-01", end_planned=True, last_confirmed=seen))
    assert leaving.core is not None
    assert leaving.presumed is not None
    assert leaving.core.right == AXIS.at(date(2020, 5, 2)) == leaving.presumed.left
    assert leaving.presumed.right == AXIS.at(date(2026, 1, 1))


def test_an_announcement_shows_only_ahead_of_the_start() -> None:
    assert drawn(tenure("2010-03-01"), announced="2010-01-10").announced == AXIS.at(date(2010, 1, 10))
    assert drawn(tenure("2010-03-01"), announced="2010").announced is None


def test_who_is_in_a_post_since_nobody_knows_when_is_possible_today() -> None:
    found = drawn(tenure(UNDATED))
    assert (found.ragged, found.core, found.presumed, found.ending) == (True, None, None, Ending.ARROW)
    assert found.possible.left < AXIS.at(TODAY) < found.possible.right


def test_of_what_no_day_is_known_nothing_is_drawn_and_that_is_said() -> None:
    left = whole(lane(tenure(UNDATED, UNDATED), tenure("2010-01-01", "2011-01-01")))
    assert left.left_out == 1


days = st.none() | st.dates(date(1980, 1, 1), date(2050, 1, 1))


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    earliest, latest = draw(days), draw(days)
    if earliest and latest and latest < earliest:
        earliest, latest = latest, earliest
    edtf = earliest.isoformat() if earliest and earliest == latest else draw(st.sampled_from(["", "2010"]))
    return PartialDate(edtf, earliest, latest, UNDATED.precision, None, UNDATED.basis, "")


@st.composite
def tenures(draw: st.DrawFn) -> Tenure:
    end = draw(st.none() | dates())
    seen = draw(days)
    return tenure(
        draw(dates()),
        end,
        end_state=EndState.ENDED if end else draw(st.sampled_from([EndState.ONGOING, EndState.UNKNOWN])),
        last_confirmed=Confirmation(seen, 1) if seen else None,
        acting=draw(st.booleans()),
        start_planned=draw(st.booleans()),
        end_planned=bool(end) and draw(st.booleans()),
    )


@st.composite
def axes(draw: st.DrawFn) -> Axis:
    first = draw(st.dates(date(1970, 1, 1), date(2040, 1, 1)))
    return Axis(first, first + timedelta(days=draw(st.integers(90, 20_000))), 12.0, draw(st.floats(200.0, 2000.0)))


@settings(max_examples=400, deadline=None)
@given(told=tenures(), announced=st.none() | dates(), axis=axes())
def test_what_is_certain_lies_in_what_is_possible_and_all_of_it_on_the_axis(
    told: Tenure, announced: PartialDate | None, axis: Axis
) -> None:
    found = bar(Holder(person="A", tenure=told, announced=announced), axis, TODAY)
    if found is None:
        return
    outer = found.possible
    assert axis.left <= outer.left < outer.right <= axis.right
    for inner in (found.core, found.presumed):
        assert inner is None or outer.left <= inner.left < inner.right <= outer.right
    assert found.announced is None or axis.left <= found.announced <= axis.right
    if found.core and found.presumed:
        assert found.core.right <= found.presumed.left


@settings(max_examples=200, deadline=None)
@given(when=dates(), axis=axes())
def test_an_event_stands_within_what_its_date_can_mean_on_the_axis(when: PartialDate, axis: Axis) -> None:
    found = point(Moment(event_id=1, type=EventType.FORMATION, headline="x", date=when), axis)
    if found is None:
        return
    assert axis.left <= found.range.left <= found.place <= found.range.right <= axis.right
    assert found.exact == (when.earliest is not None and when.earliest == when.latest)


@settings(max_examples=200, deadline=None)
@given(
    known=st.lists(st.dates(), max_size=6),
    first=st.none() | st.dates(),
    last=st.none() | st.dates(),
    today=st.dates(),
)
def test_an_axis_holds_what_it_was_made_for_and_its_names_do_not_meet(
    known: list[date], first: date | None, last: date | None, today: date
) -> None:
    if first and last and last < first:
        first, last = last, first
    axis = axis_of(known, today=today, first=first, last=last, left=0.0, right=400.0)
    assert axis.first < axis.last
    assert all(axis.shows(day) for day in known if first is None and last is None)
    places = [x for x, _ in axis.names()]
    assert all(b - a >= 40.0 for a, b in pairwise(places))
    assert all(0.0 <= x <= 400.0 for x in places)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            *(st.floats(0.0, 900.0), st.floats(3.0, 300.0)),
            *(st.text("aW吴 ", min_size=1, max_size=30), st.sampled_from(["", "last confirmed 1 May 2020"])),
        ),
        max_size=12,
    )
)
def test_no_mark_or_name_lies_on_another(given_marks: list[tuple[float, float, str, str]]) -> None:
    marks: list[Ways[int]] = []
    for number, (left, wide, name, tail) in enumerate(given_marks):
        around = Stretch(left, min(left + wide, 1000.0))
        marks.append(ways(number, around, name, around, 0.0, 1000.0, tail=tail))
    rows = stacked(marks)
    assert sorted(each.mark for row in rows for each in row) == list(range(len(marks)))
    for row in rows:
        taken = sorted((each.taken.left, each.taken.right) for each in row)
        assert all(a[1] <= b[0] + 0.51 for a, b in pairwise(taken))
        for each in row:
            for label in each.labels:
                ends = label.x - width(label.text) if label.before else label.x + width(label.text)
                assert each.taken.left - 0.1 <= min(label.x, ends)
                assert max(label.x, ends) <= each.taken.right + 0.1


@settings(max_examples=200, deadline=None)
@given(st.text("aW吴é\u0301 👩\u200d🔧-", max_size=120), st.floats(60.0, 400.0))
def test_words_are_broken_into_lines_that_fit_and_nothing_is_lost(words: str, most: float) -> None:
    lines = wrapped(words, most, 500)
    assert all(width(line) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert not any(line.startswith(("\u0301", "\u200d", "🔧")) for line in lines[1:] if "👩\u200d" in words[:-2])
    assert len(wrapped(words, most, 2)) <= 2


def test_holders_who_follow_each_other_share_a_row_and_no_word_is_cut() -> None:
    found = whole(
        PostLane(
            post=Post(1, 1),
            title="CEO",
            holders=(
                Holder(person="Daniel Zhang", tenure=tenure("2023", "2023-09-10")),
                Holder(person="Wu Yongming", tenure=tenure("2023-09-10"), announced=parse_edtf("2023-06-20")),
                Holder(person="First", tenure=tenure("2001-01-01", "2005-01-01")),
            ),
        )
    )
    boxes = [each.get("d") or "" for each in elements(found.svg) if each.get("class") == "possible"]
    tops = {shape.split()[1] for shape in boxes}
    assert len(boxes) == 3
    assert len(tops) == 1
    assert "…" not in found.svg


def test_what_is_wider_than_the_picture_is_written_below_its_mark() -> None:
    long = "a very long name of somebody " * 10
    moment = Moment(event_id=9, type=EventType.MILESTONE, headline=long, date=parse_edtf("2009-05-05"))
    place = Place(
        organization_id=1, name=long, posts=(lane(tenure("2010"), person=long, title=long),), moments=(moment,)
    )
    for wide in (366.0, 1080.0):
        made = picture([place], Nowhere(), TODAY, Sheet(width=wide))
        written = [each.text or "" for each in elements(made.svg) if each.tag.endswith("}text")]
        assert not [line for line in written if width(line) > wide - 24.0]
        if wide > 1000:
            assert not [line for line in written if line.endswith("…")]


def test_a_high_picture_is_made_in_pieces_each_with_the_axis_and_nothing_twice() -> None:
    posts = tuple(
        PostLane(post=Post(n, 1), title=f"Title {n}", holders=(Holder(person=f"P{n}", tenure=tenure("2010", "2012")),))
        for n in range(60)
    )
    place = Place(organization_id=1, name="Alpha", posts=posts)
    cut = picture([place], Nowhere(), TODAY, Sheet(tallest=620.0))
    pieces = [f"<svg{piece}" for piece in cut.svg.split("<svg")[1:]]
    assert len(pieces) > 3
    for n, piece in enumerate(pieces):
        top, high = (float(part) for part in (ElementTree.fromstring(piece).get("viewBox") or "").split()[1::2])
        assert high <= 720.0
        said = [each for each in elements(piece) if each.tag.endswith("}text")]
        assert [each for each in said if each.text == "2011"]
        assert all(top <= float(each.get("y") or 0) <= top + high for each in said)
        assert bool([each for each in said if each.text == "Alpha (continued)"]) == (n > 0)
    names = [f">P{n}</text>" for n in range(60)]
    assert all(cut.svg.count(name) == 1 for name in names)
    assert picture([place], Nowhere(), TODAY, Sheet()).svg.count("<svg") == 1


def test_a_person_or_a_post_is_set_off_by_more_than_colour() -> None:
    told = tenure("2010", person_id=3, title_id=4, organization_id=5)
    assert SetOff(person_id=3).holds(told)
    assert SetOff(title_id=4).holds(told)
    assert SetOff(title_id=4, organization_id=5).holds(told)
    assert not SetOff(title_id=4, organization_id=6).holds(told)
    assert not SetOff(person_id=4).holds(told)
    assert not SetOff().holds(told)


def test_names_written_from_the_right_do_not_turn_what_stands_beside_them() -> None:
    svg = whole(lane(tenure("2010-03-01", acting=True), person="محمد")).svg
    assert "\u2068محمد\u2069 (acting)" in svg
    assert "\u2068" not in whole(lane(tenure("2010-03-01"), person="吴泳铭")).svg


def elements(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())


def test_every_mark_is_a_link_with_its_sentence() -> None:
    seen = Confirmation(date(2020, 5, 1), 2)
    moment = Moment(event_id=9, type=EventType.FORMATION, headline="Alpha formed", date=parse_edtf("2009-09-10"))
    found = whole(lane(tenure("2010-03-01", last_confirmed=seen, acting=True)), moments=(moment,)).svg
    links = {each.get("href"): each for each in elements(found) if each.tag.endswith("}a")}
    assert {"/tenures/1?a=1&b=2", "/events/9", "/organizations/1", "/posts/1"} == set(links)
    mark = links["/tenures/1?a=1&b=2"]
    rest = ", CEO of Alpha: 1 Mar 2010 to ongoing (acting, presumed still in post, last confirmed 1 May 2020)"
    assert mark[0].text == f"Ann Poe{rest}"
    # The name begins with the words that are to be seen.
    assert mark.get("aria-label") == f"Ann Poe (acting) · last confirmed 1 May 2020{rest}"
    assert "Ann Poe (acting)" in found
    assert 'fill="url(#timeline-acting)"' in found


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_text_is_text_in_every_place(words: str) -> None:
    for text in (words, HOSTILE):
        moment = Moment(event_id=9, type=EventType.MILESTONE, headline=text, date=parse_edtf("2009"))
        svg = whole(lane(tenure("2010"), person=text, title=text), moments=(moment,), name=text).svg
        plain = whole(lane(tenure("2010"), person="a", title="a"), moments=(moment,), name="a").svg
        allowed = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "g", "text", "a"}
        assert {each.tag.partition("}")[2] for each in elements(svg)} <= allowed
        assert not re.search("[\x00-\x08\x0e-\x1f]", svg)
        # Long words take more lines, and nothing else.
        tags = [[each.tag for each in elements(made) if not each.tag.endswith("}text")] for made in (svg, plain)]
        assert tags[0] == tags[1]
    told = [Counts(organization_id=1, name=HOSTILE, by_year={2001: 3}, undated=0)]
    assert not [each for each in elements(counts_picture(told, Nowhere(), Sheet())) if "script" in each.tag]


@pytest.mark.parametrize("years", [{1: 1, 9999: 2}, {2001: 5}, {}])
def test_counts_are_drawn_within_the_picture(years: dict[int, int]) -> None:
    told = [Counts(organization_id=1, name="Alpha", by_year=years, undated=1)]
    svg = counts_picture(told, Nowhere(), Sheet())
    boxes = [each for each in elements(svg) if each.get("class") == "count"]
    assert len(boxes) == len(years)
    for each in boxes:
        left, wide = float(each.get("x") or ""), float(each.get("width") or "")
        assert left >= 12.0
        assert left + wide <= 1068.1


def test_no_style_stands_in_an_attribute() -> None:
    svg = whole(lane(tenure("2010-03-01", "2012"))).svg
    assert "style=" not in svg
    assert "<style" not in svg
    assert "<style>a b</style>" in picture([], Nowhere(), TODAY, Sheet(style="a b")).svg
