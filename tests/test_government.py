"""Thousands of appointments through the import, and what is answered of them against the truth row by row.

ORGTRACK_FULL=1 pytest tests/test_government.py takes 3,667 appointments and 60 changes of departments.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from government import CHIEF, FIRST, Government, Held
from story import Story

FULL = bool(os.environ.get("ORGTRACK_FULL"))
TODAY = "2026-07-16"
Asked = tuple[Government, Story]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    known = Government(3667, 60) if FULL else Government(400, 18)
    story = Story(tmp_path_factory.mktemp("government"), today=TODAY)
    columns = list(dict.fromkeys(name for row in known.rows for name in row))
    text = io.StringIO()
    table = csv.DictWriter(text, columns)
    table.writeheader()
    table.writerows(known.rows)
    story.load(text.getvalue())
    return known, story


def answered(story: Story, *words: str) -> list[dict[str, str]]:
    said = story.run(*words, "--format", "csv")
    assert said.code == 0, said.err
    return list(csv.DictReader(io.StringIO(said.out)))


def days(known: Government, count: int) -> list[date]:
    """Days on which something changed, their neighbours, and others."""
    pick = random.Random(2)
    changing = sorted({h.start for h in known.held} | {h.end for h in known.held if h.end})
    found = {day + timedelta(days=n) for day in pick.sample(changing, count // 4) for n in (-1, 0, 1)}
    found |= {d.start for d in known.departments[-3:]} | {d.end for d in known.departments if d.end is not None}
    while len(found) < count:
        found.add(FIRST + timedelta(days=pick.randrange((known.day - FIRST).days + 900)))
    return sorted(found)


def ids(known: Government, story: Story) -> dict[int, str]:
    """Each department by the id under which it was recorded; its name is the last it had."""
    by_name: dict[str, str] = dict(story.rows("SELECT name, 'o' || id FROM organizations"))
    return {number: by_name[department.name] for number, department in enumerate(known.departments)}


def test_who_held_what_on_a_day(asked: Asked) -> None:
    known, story = asked
    at = ids(known, story)
    for day in days(known, 200 if FULL else 40):
        expected: Counter[tuple[str, ...]] = Counter()
        for h in known.held:
            if h.on(day):
                sure = "certain" if h.end or h.start == day else "presumed"
                name = known.departments[h.at].called(day)
                expected[h.person, h.title, name, at[h.at], "yes" if h.acting else "", sure] += 1
        found: Counter[tuple[str, ...]] = Counter(
            tuple(row[name] for name in ("person", "title", "organization", "organization_id", "acting", "certainty"))
            for row in answered(story, "asof", day.isoformat())
        )
        assert found == expected, (day, expected - found, found - expected)


def test_the_holders_of_a_post_in_order(asked: Asked) -> None:
    known, story = asked
    at = ids(known, story)
    posts: dict[tuple[str, int], list[Held]] = defaultdict(list)
    for h in known.held:
        posts[h.title, h.at].append(h)
    some = sorted(posts, key=lambda post: (-len(posts[post]), post))[: 60 if FULL else 15]
    for title, number in some:
        expected = Counter(
            (h.person, str(h.start), str(h.end or ""), "yes" if h.acting else "") for h in _joined(posts[title, number])
        )
        found = answered(story, "succession", title, at[number])
        starts = [row["start"] for row in found]
        assert starts == sorted(starts)
        holders = [row for row in found if row["state"] != "vacant"]
        assert Counter((r["person"], r["start"], r["end"], r["acting"]) for r in holders) == expected, (title, number)


def _joined(held: list[Held]) -> list[Held]:
    """Terms that abut as one stay."""
    found: list[Held] = []
    for h in sorted(held, key=lambda h: (h.person, h.acting, h.start)):
        last = found[-1] if found else None
        if last and (last.person, last.acting, last.end) == (h.person, h.acting, h.start):
            found[-1] = Held(h.person, h.title, h.at, last.start, h.end, h.acting)
        else:
            found.append(h)
    return found


def test_when_a_post_was_empty(asked: Asked) -> None:
    known, story = asked
    at = ids(known, story)
    expected: Counter[tuple[str, ...]] = Counter()
    posts: dict[tuple[str, int], list[Held]] = defaultdict(list)
    for h in known.held:
        if not h.acting:
            posts[h.title, h.at].append(h)
    for (title, number), held in posts.items():
        for start, end in _gaps(held, known.departments[number].end):
            expected[title, at[number], str(start), str(end or ""), "certain"] += 1
    found: Counter[tuple[str, ...]] = Counter(
        (row["title"], row["organization_id"], row["from"], row["to"], row["certainty"])
        for row in answered(story, "vacancies", "--since", "1900")
    )
    assert found == expected, (list((expected - found).items())[:9], list((found - expected).items())[:9])


def _gaps(held: list[Held], closed: date | None) -> list[tuple[date, date | None]]:
    """The days, from the first holder on, on which nobody held the post while its department was there."""
    found: list[tuple[date, date | None]] = []
    reached: date | None = min(h.start for h in held)
    for h in sorted(held, key=lambda h: h.start):
        if reached is None:
            break
        if h.start > reached:
            found.append((reached, h.start))
        reached = None if h.end is None else max(reached, h.end)
    if reached is not None and (closed is None or reached < closed):
        found.append((reached, closed))
    return found


def test_clean_data_has_no_errors_and_is_derived_the_same_anew(asked: Asked) -> None:
    known, story = asked
    posts = story.rows(
        "SELECT posts.id FROM posts JOIN titles ON titles.id = title_id WHERE titles.name = ? ORDER BY 1", CHIEF
    )
    for (number,) in posts[:20]:
        story.say("edit", f"post:{number}", "seats=1")
    said = story.run("check", "--format", "csv")
    errors = [row for row in csv.DictReader(io.StringIO(said.out)) if row["severity"] == "error"]
    assert (errors, said.code) == ([], 0)
    before = _derived(story)
    said = story.say("check", "--rebuild")
    assert "Everything is as it follows from the events." in said.out
    assert _derived(story) == before
    assert known.held
    story.check_whole()


def _derived(story: Story) -> list[tuple[Any, ...]]:
    return [
        row for table in ("tenures", "hierarchy") for row in story.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")
    ]
