"""`list`, `show`, `timeline`, `find` and the bare command, as a reader sees them."""

from __future__ import annotations

import fcntl
import json
import sqlite3
import struct
import termios
from contextlib import closing
from pathlib import Path

import pytest
from story import Story, Terminal, environment

from orgtrack.exporters.as_table import text_width


@pytest.fixture
def some(story: Story) -> Story:
    story.article(
        "source: A Bold Bet\npublished: 2025-07-16\norganization: Alibaba Group\n\n"
        'in-post "Wu Yongming" CEO\n> CEO Wu Yongming\n'
        'formation "Alibaba Cloud" --date 2009\n> since 2009\n'
        'appointment "Xu Zhuhong" "Vice President" --date unknown\n> the appointment of Xu Zhuhong\n'
        'milestone "A partnership" --date "mid-February 2025"\n> in mid-February\n'
    )
    story.say("alias", "Wu Yongming", "吴泳铭", "--kind", "native")
    story.add("appointment", "Anna Li", "CFO", "Alibaba Cloud", "--date", "2025-02", "--private")
    story.add("departure", "Anna Li", "CFO", "Alibaba Cloud", "--date", "2026-03")
    return story


def _columns(text: str) -> list[str]:
    return text.splitlines()[0].split()


def test_the_timeline_is_in_order_and_invents_no_day(some: Story) -> None:
    said = some.say("timeline", "Alibaba Group")
    lines = said.out.splitlines()
    assert _columns(said.out) == ["date", "type", "headline", "status", "id"]
    assert [line[:16].rstrip() for line in lines[1:]] == [
        "2009",
        "Feb 2025",
        "11–20 Feb 2025",
        "16 Jul 2025",
        "by 16 Jul 2025",
        "Mar 2026",
    ]
    assert "planned" in lines[6]
    assert "private" in lines[2]


def test_every_format_has_the_columns_of_the_table(some: Story) -> None:
    names = _columns(some.say("timeline").out)
    assert some.say("timeline", "--format", "csv").out.splitlines()[0].split(",") == names
    assert list(json.loads(some.say("timeline", "--format", "json").out)[0]) == names
    assert list(json.loads(some.say("timeline", "--format", "jsonl").out.splitlines()[0])) == names
    markdown = some.say("timeline", "--format", "markdown").out.splitlines()[0]
    assert [name.strip() for name in markdown.strip("|").split("|")] == names


@pytest.mark.parametrize("what", ["people", "companies", "units", "titles", "posts", "events", "sources"])
def test_whatever_is_listed_is_listed_in_every_format(some: Story, what: str) -> None:
    names = _columns(some.say("list", what).out)
    rows = json.loads(some.say("list", what, "--format", "json").out)
    assert rows
    assert all(list(row) == names for row in rows)
    assert len(some.say("list", what).out.splitlines()) == len(rows) + 1


def test_units_are_below_their_company_and_only_leaves_them_out(some: Story) -> None:
    assert "Alibaba Cloud" in some.say("list", "units", "--company", "Alibaba Group").out
    assert "Anna Li" in some.say("timeline", "Alibaba Group").out
    assert "Anna Li" not in some.say("timeline", "Alibaba Group", "--only").out


def test_relative_filters_say_the_day(some: Story) -> None:
    said = some.say("timeline", "--since", "90d", "--until", "today")
    assert "Since 2025-04-17 (today is 2025-07-16)." in said.err
    assert "Until 2025-07-16 (today is 2025-07-16)." in said.err
    assert "16 Jul 2025" in said.out
    assert "2009" not in said.out


def test_a_year_filter_takes_what_may_be_in_it(some: Story) -> None:
    assert "A partnership" in some.say("timeline", "--since", "2025", "--until", "2025").out
    assert "A partnership" not in some.say("timeline", "--until", "2024").out


def test_nothing_to_show_is_a_sentence(some: Story) -> None:
    said = some.say("timeline", "--type", "merger")
    assert (said.out, said.err) == ("", "No events match.\n")
    assert some.say("list", "people", "--search", "nobody").err == "No people match.\n"


def test_an_unknown_name_says_what_may_be_meant(some: Story) -> None:
    assert "did you mean Wu Yongming" in some.refuse("timeline", "Wu Yongmin").err
    assert "There is no event e99" in some.refuse("show", "e99").err


@pytest.mark.parametrize("name", ["Wu Yongming", "吴泳铭", "p1"])
def test_a_person_has_a_page(some: Story, name: str) -> None:
    out = some.say("show", name).out
    assert out.splitlines()[0] == "Wu Yongming (person p1)"
    assert "native name: 吴泳铭" in out
    assert "in post as Chief Executive Officer of Alibaba Group" in out
    assert "A Bold Bet (2025-07-16): “CEO Wu Yongming”" in out


def test_a_company_shows_its_units_and_posts_and_a_unit_its_parent(some: Story) -> None:
    company = some.say("show", "Alibaba Group").out
    assert "Units and subsidiaries\n  o2 Alibaba Cloud (unit)" in company
    assert "Chief Executive Officer" in company.split("Posts")[1].split("Events")[0]
    unit = some.say("show", "Alibaba Cloud").out
    assert "Parents\n  o1 Alibaba Group, from 2009" in unit


def test_a_post_a_title_an_event_and_a_source_have_pages(some: Story) -> None:
    assert "Chief Executive Officer of Alibaba Group (post:" in some.say("show", "CEO", "Alibaba Group").out
    assert "Anna Li" in some.say("show", "CFO").out
    event = some.say("show", "e4").out
    assert "between 11 and 20 February 2025, from 'mid-February 2025'" in event
    assert "recorded:" in event
    assert "“in mid-February”" in some.say("show", "s1").out
    assert "No event on record speaks of the post" in some.refuse("show", "CFO", "Alibaba Group").err


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("yongm", "p1"), ("吴泳", "p1"), ("cloud", "o2"), ("cfo", "t"), ("bold bet", "s1"), ("partner", "e4")],
)
def test_find_looks_everywhere_by_the_beginning_of_the_last_word(some: Story, words: str, wanted: str) -> None:
    ids = [row["id"] for row in json.loads(some.say("find", *words.split(), "--format", "json").out)]
    assert any(found.startswith(wanted) for found in ids)


@pytest.mark.parametrize(
    "text", ['"', "a OR", "NEAR(", "*", "wu*", "col:x", "^", "(", "-", "a AND NOT b", "'; DROP TABLE people"]
)
def test_search_syntax_is_harmless(some: Story, text: str) -> None:
    said = some.run("find", "--", text)
    assert said.code in (0, 2), said.err
    assert "SQL" not in said.err


def test_find_says_what_may_be_meant(some: Story) -> None:
    said = some.say("find", "Wu Yongmin")  # an unfinished word is found
    assert "p1" in said.out
    said = some.say("find", "Wu Yongmnig")
    assert said.out == ""
    assert said.err == "Nothing found for 'Wu Yongmnig'. Did you mean Wu Yongming (p1)?\n"


def test_bare_orgtrack_says_what_there_is_and_what_needs_a_look(some: Story) -> None:
    out = some.say().out
    assert "6 events, 1 source" in out
    assert "2 events without a source" in out
    assert "1 event without a date" in out
    for command in ("orgtrack add", "orgtrack timeline", "orgtrack find", "orgtrack export", "orgtrack serve"):
        assert command in out


def test_bare_orgtrack_without_a_tracker_says_how_to_begin(story: Story) -> None:
    said = story.say()
    assert "orgtrack add" in said.out
    assert list(story.folder.iterdir()) == []


def _screen(folder: Path, columns: int, *words: str, **env: str) -> str:
    with Terminal("--db", "t.db", "--today", "2025-07-16", *words, folder=folder, env=environment(**env)) as terminal:
        fcntl.ioctl(terminal._ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        assert terminal.ends() == 0
        return terminal.shown


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_table_fits_the_terminal(some: Story, columns: int) -> None:
    screen = _screen(some.folder, columns, "timeline", NO_COLOR="1", COLUMNS="", TERM="xterm")
    lines = screen.splitlines()
    assert max(map(text_width, lines)) <= columns
    assert len(lines) == 7
    assert "\x1b" not in screen


def test_colour_is_for_terminals_that_want_it(some: Story) -> None:
    assert "\x1b[1m" in _screen(some.folder, 80, "timeline", NO_COLOR="", TERM="xterm")
    assert "\x1b" not in _screen(some.folder, 80, "timeline", NO_COLOR="", TERM="dumb")
    assert "\x1b" not in some.say("timeline").out


@pytest.mark.parametrize(
    "words", [["timeline"], ["timeline", "--format", "csv"], ["export", "csv"], ["show", "e1"], ["find", "evil"]]
)
def test_stored_text_never_steers_the_terminal(story: Story, words: list[str]) -> None:
    story.add("milestone", "evil", "Acme", "--date", "2020")
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("UPDATE events SET headline = ? WHERE id = 1", ("evil \x1b[2J\x07\x9b2J\nnext\u202e",))
        connection.commit()
    screen = _screen(story.folder, 80, *words, NO_COLOR="1", TERM="xterm")
    assert "evil" in screen
    assert not any(character in screen for character in "\x1b\x07\x9b\u202e\r")


@pytest.mark.parametrize(("typed", "meant"), [("yongmng", "Wu Yongming (p1)"), ("alibabba", "Alibaba Group (o1)")])
def test_one_word_with_a_slip_in_it_is_answered_with_who_has_the_closest_word(
    told: Story, typed: str, meant: str
) -> None:
    """
    2024 appointment "Wu Yongming" CEO "Alibaba Group"
    """
    said = told.say("find", typed)
    assert said.err == f"Nothing found for '{typed}'. Did you mean {meant}?\n"
    assert told.say("find", "xyzzy").err == "Nothing found for 'xyzzy'.\n"


@pytest.mark.parametrize("typed", ["马云", "馬雲", "mayun", "yongm", "Borje", "Börje", "miller"])
def test_names_are_found_in_the_spelling_at_hand(told: Story, typed: str) -> None:
    """
    $ add person 馬雲
    $ add person 吴泳铭
    $ add person "Börje Ekholm"
    $ add person "Алексей Миллер"
    """
    assert len(told.say("find", typed, "--format", "jsonl").out.splitlines()) == 1
