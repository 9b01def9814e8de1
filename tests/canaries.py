"""Random trackers with a word in every private place that stands nowhere else, so that a leak shows itself."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from site_pages import Pages
from story import Story

TITLES = ("CEO", "CFO", "CTO", "Chair", "Secretary")
_LETTERS = "bcdfghjklmnpqrstvwxz"
_HAN = "龘靐齉爩鱻麤灪龖厵滟爨癵驫麣纞虋讟钃鸜鸗"


class Canaries:
    """A story told at random; `public` holds words that may be seen, `private` words that must not."""

    def __init__(self, story: Story, seed: int) -> None:
        self.story = story
        self.random = random.Random(seed)
        self.public: list[str] = []
        self.private: list[str] = []
        self._used: set[str] = set()

    def word(self, *, private: bool) -> str:
        """A word that is part of no other: consonants only, the first one saying whose it is."""
        while True:
            made = ("Zq" if private else "Pw") + "".join(self.random.choices(_LETTERS, k=8))
            if made not in self._used:
                self._used.add(made)
                (self.private if private else self.public).append(made)
                return made

    def han(self, *, private: bool) -> str:
        """A Chinese name of rare characters."""
        while True:
            made = "".join(self.random.sample(_HAN, k=3))
            if made not in self._used:
                self._used.add(made)
                (self.private if private else self.public).append(made)
                return made

    def source(self, *, private: bool) -> tuple[str, ...]:
        """A source as options."""
        word = self.word(private=private)
        where = self.random.choice((f"https://example.com/{word}", f"The story of {word}"))
        return ("--source", where, "--published", f"2025-06-{self.random.randint(10, 28)}")

    def day(self) -> str:
        """A date as vague as dates are."""
        year = self.random.randint(2015, 2024)
        return self.random.choice((str(year), f"{year}-{self.random.randint(1, 12):02}", f"{year}-05-17"))

    def event(self, *, private: bool, person: str = "", organization: str = "", extra: Iterable[str] = ()) -> str:
        """Record an event of any kind about what was named, or about something new; its id."""
        word = partial(self.word, private=private)
        kind = self.random.choice(("appointment", "in-post", "departure", "milestone", "formation", "renaming"))
        if not person and kind not in ("formation", "renaming"):
            person = f"{word()} {word()}"
        organization = organization or f"{word()} Group"
        match kind:
            case "milestone":
                words = [f"{organization} does {word()}", organization, "--person", person, "--amount", word()]
            case "formation":
                words = [f"{word()} Unit", "--parent", organization]
            case "renaming":
                words = [organization, f"{word()} Holding"]
            case _:
                words = [person, self.random.choice(TITLES), organization]
        more = ["--note", word(), *(["--private"] if private else []), *extra]
        if kind == "appointment":
            more += ["--succeeding", f"{word()} {word()}"]
        said = self.story.add(kind, *words, "--date", self.day(), "--new", "--new-event", *more)
        return said.ids[-1]

    def quoted(self, *, private: bool) -> tuple[str, ...]:
        """A source with its quote and its place."""
        word = partial(self.word, private=private)
        return (*self.source(private=private), "--quote", f"it says {word()}", "--place", f"page {word()}")


def secret_tracker(story: Story, seed: int) -> Canaries:
    """A tracker with something private in every place that there is for it."""
    made = Canaries(story, seed)
    word = made.word
    people = [f"{word(private=False)} {word(private=False)}" for _ in range(3)]
    groups = [f"{word(private=False)} Group" for _ in range(2)]
    for person in people:
        story.add("appointment", person, made.random.choice(TITLES), made.random.choice(groups), "--date", made.day(),
                  "--new", *made.quoted(private=False))  # fmt: skip
    for group in groups:
        story.add("in-existence", group, "--date", "2024", "--new", *made.quoted(private=False))
    for _ in range(made.random.randint(2, 4)):
        made.event(private=False, person=made.random.choice(people), extra=made.quoted(private=False))
    # Private events, of people and companies that are public, and of such as are not; events without a source.
    for _ in range(made.random.randint(3, 6)):
        person = made.random.choice((*people, ""))
        made.event(
            private=True, person=person, organization=made.random.choice((*groups, "")), extra=made.quoted(private=True)
        )
    unsourced = story.add("appointment", f"{word(private=True)} X", "CEO", groups[0], "--date", "2020", "--new")
    story.say("edit", unsourced.ids[0], f"note={word(private=True)}")
    # A public name is changed by a private renaming, and more is recorded under the new one.
    hidden = f"{word(private=True)} Holding"
    story.add("renaming", groups[0], hidden, "--date", "2024-06", "--private", *made.source(private=True))
    story.add("milestone", f"{hidden} grows", hidden, "--date", "2024-07", *made.source(private=False))
    story.add("appointment", people[0], "Auditor", hidden, "--date", "2024-08", "--new", *made.source(private=False))
    # Notes, texts, paths, what was and is no more.
    first, second, source = "e1", "e2", "s1"
    for what in (first, people[0], groups[1], source):
        story.say("edit", what, f"private_note={word(private=True)}")
    story.say("edit", second, f"note={word(private=True)}")
    story.say("edit", second, f"note={word(private=False)}")
    story.say("edit", source, f"note=see /home/{word(private=True)}/My {word(private=True)}/x.pdf")
    story.say("edit", "s2", f"archive_url=http://{word(private=True)}.local/x".lower())
    gone = made.event(private=True, person=people[1], extra=made.source(private=True))
    story.say("remove", gone)
    made.event(private=True, extra=("--source", f"/home/me/{word(private=True)} {word(private=True)}.docx"))
    story.say("alias", people[2], made.han(private=False))
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("UPDATE sources SET text = ? WHERE id = 1", (f"all of it, {word(private=True)}",))
        connection.execute("UPDATE txn SET command = ?, actor = ?", (word(private=True), word(private=True)))
        connection.execute("INSERT INTO copies VALUES (?, 'backup', '')", (f"/{word(private=True)}",))
        connection.commit()
    return made


def leaked(words: Iterable[str], held: bytes) -> list[str]:
    """Those of the words that the bytes hold, in any case."""
    low = held.lower()
    return [word for word in words if word.lower().encode() in low]


def pages_of(path: Path, most: int = 2000) -> bytes:
    """Every page of a site that links lead to, with each table and row as JSON and CSV."""
    pages = Pages(path)
    name = path.stem
    seen: set[str] = set()
    held: list[bytes] = []
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
    waiting = ["/", *(f"/{name}/{table}{end}" for table in tables for end in (".json", ".csv", "?_all_columns=1"))]
    waiting += [f"/{name}.json", "/-/metadata.json", "/-/databases.json", f"/{name}/timeline.csv?_stream=1"]
    try:
        while waiting and len(seen) < most:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            status, text = pages.asked(address)
            assert status in (200, 302, 400, 403, 404), (address, status)
            held.append(text.encode())
            for link in re.findall(r'(?:href|src)="([^"#]+)', text):
                parts = urlsplit(urljoin(address, link.replace("&amp;", "&")))
                # Orders, facets and the JSON of a part of a table show the same rows again; the parts of an index are
                # in the file as they are here. A part of the time of a picture shows what the whole of it does.
                again = re.search("_sort|_facet|_nocol|_col|__|_labels|_shape|(^|&)from=", parts.query)
                again = again or re.search("_fts_.+/", parts.path)
                if not parts.netloc and parts.path.startswith(f"/{name}") and not again:
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    finally:
        pages.close()
    assert len(seen) < most, "more pages than were meant to be looked at"
    return b"\n".join(held)
