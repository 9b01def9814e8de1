"""The sample data: it loads whole, quotes its sources character by character, and says nothing else than they say."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from story import SHARED, Story

from orgtrack.cli.sample import load_sample
from orgtrack.shipped import shipped
from orgtrack.store import new_tracker

DATA = shipped("data")
ARTICLES = sorted((DATA / "articles").glob("*.txt"))
FACTS = SHARED / "data" / "alibaba_facts.csv"
NAMES = SHARED / "data" / "alibaba_names.csv"
ARTICLE = SHARED / "data" / "alibaba_article.txt"
shared = pytest.mark.skipif(not FACTS.exists(), reason="the shared data are not beside the checkout")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The sample as `orgtrack demo` loads it."""
    story = Story(tmp_path_factory.mktemp("sample"))
    with new_tracker(story.path) as tracker, tracker.writing(command="demo", actor="t", time="2025-07-16T00:00:00Z"):
        load_sample(tracker, DATA, today=date(2025, 7, 16))
    return story


def quotes_in(path: Path) -> Iterator[str]:
    """The quotes of an article, as written."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(">"):
            yield line[1:].strip()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_the_sample_loads_whole(sample: Story) -> None:
    assert sample.count("sources") == len(ARTICLES) == 7
    assert sample.count() >= 40
    sample.check_whole()


def test_each_file_of_the_sample_loads_through_the_forms_of_the_users(story: Story) -> None:
    for name in ("organizations.csv", "names.csv"):
        story.say("import", str(DATA / name))
    for path in ARTICLES:
        story.say("add", "--file", str(path))
    assert story.count("sources") == 7


def test_the_sample_again_changes_nothing(story: Story) -> None:
    for _ in range(2):
        for name in ("organizations.csv", "names.csv"):
            story.say("import", str(DATA / name))
        for path in ARTICLES:
            story.say("add", "--file", str(path))
        content = story.snapshot()
    assert story.snapshot() == content
    assert story.count("txn") == 2 + len(ARTICLES)


def test_nobody_and_nothing_is_in_the_sample_twice(sample: Story) -> None:
    for table_name in ("people", "organizations", "titles"):
        names = sample.names(table_name)
        assert len(names) == len(set(names))
    known = sample.rows("SELECT name FROM people WHERE name IN ('Eddie Wu', 'Joe Tsai', 'Steven Hoi', 'Fan Jiang')")
    assert known == [], "another name of a person who is on record"


def test_every_event_of_the_sample_has_a_source_and_every_quote_a_citation(sample: Story) -> None:
    assert sample.rows("SELECT headline FROM timeline WHERE sources IS NULL") == []
    quoted = {row[0] for row in sample.rows("SELECT quote FROM citations WHERE quote IS NOT NULL")}
    assert {quote for path in ARTICLES for quote in quotes_in(path)} == quoted


@shared
def test_every_quote_stands_in_the_article_character_by_character() -> None:
    (path,) = [path for path in ARTICLES if path.name.startswith("2025-07-16")]
    article = ARTICLE.read_text(encoding="utf-8")
    quotes = list(quotes_in(path))
    assert len(quotes) > 15
    assert [quote for quote in quotes if quote not in article] == []


@shared
def test_what_sources_contradict_each_other_in_is_left_standing(sample: Story) -> None:
    conflicts = sample.rows("SELECT headline, field, says FROM conflicts")
    assert {field for _, field, _ in conflicts} == {"amount", "date"}
    assert any("55 billion USD" in says and "38 billion USD" in says for _, _, says in conflicts)
    assert sum(says == "2023-09-11" for _, _, says in conflicts) == 2


def is_in(sample: Story, fact: dict[str, str]) -> bool:
    """Whether the record has the event of this fact, from this source, with what it says."""
    title = re.sub(r" \(.*", "", fact["source"])
    sql = """SELECT DISTINCT timeline.id FROM timeline
        JOIN events ON 'e' || events.id = timeline.id
        JOIN citations ON citations.event_id = events.id JOIN sources ON sources.id = citations.source_id
        WHERE events.type = :type AND (sources.url = :source OR sources.title = :source)"""
    told: dict[str, str] = {"type": fact["type"], "source": title}
    for column in ("person", "organization"):
        if fact[column]:
            noun = "people" if column == "person" else "organizations"
            sql += f""" AND (timeline.{column} = :{column} OR events.{column}_id IN
                (SELECT {column}_id FROM names WHERE name = :{column}
                UNION SELECT id FROM {noun} WHERE name = :{column}))"""
            told[column] = fact[column]
    if fact["title"]:
        sql += " AND (timeline.title = :title OR timeline.title_text = :title)"
        told["title"] = fact["title"]
    if fact["quote"]:
        sql += " AND instr(replace(citations.quote, '’', ''''), :quote)"
        told["quote"] = fact["quote"].replace("’", "'")
    if re.fullmatch(r"\d{4}(-\d\d)*", fact["date"]):
        sql += " AND :date IN (timeline.date, citations.says_value)"
        told["date"] = fact["date"]
    with closing(sqlite3.connect(sample.path)) as connection:
        return bool(connection.execute(sql, told).fetchall())


@shared
def test_every_fact_of_the_list_is_in_the_sample(sample: Story) -> None:
    missing = [fact for fact in table(FACTS) if not is_in(sample, fact)]
    assert missing == []


@shared
def test_every_name_of_the_list_is_in_the_sample(sample: Story) -> None:
    known = {
        row[0]
        for table_name in ("people", "organizations", "names")
        for row in sample.rows(f"SELECT name FROM {table_name}")
    }
    listed = {value for row in table(NAMES) for key, value in row.items() if key in ("name", "other_name") and value}
    assert listed - known == set()


def test_search_finds_the_sample_by_every_name(sample: Story) -> None:
    for words in ("马云", "吴泳铭", "Eddie Wu", "Joe Tsai", "阿里巴巴"):
        assert sample.found_events(words), words
