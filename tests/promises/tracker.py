"""A tracker with something in every table, for what is then done to it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from story import Story

ARTICLE = """\
source: A Bold $38 Billion Bet on AI by Acme
published: 2025-07-16
organization: Acme

in-post "Ann Bo" CEO
> CEO Ann Bo
formation "Nimbus" --date 2019-03
> formed in March 2019
appointment "Li Wei" "Vice President" --date mid-2024 --formerly "Director" Hooli
> the appointment of Li Wei
milestone "Acme invests in AI" --date 2025-02-24 --amount "380 billion CNY"
> "380 billion yuan"
"""
TENURES = "person,title,organization,start,end,source,note\n" + "".join(
    f"{'ABCDEFGHIJKLM'[n % 13]}da Quist{n},Director,Unit {n % 5},{1900 + n},{1903 + n if n % 3 else ''},Register {n},"
    f"row {n}\n"
    for n in range(60)
)


def fill(story: Story) -> Story:
    """Record of everything something; the last entry is another program's."""
    story.folder.mkdir(parents=True, exist_ok=True)
    story.say("add", "-", stdin=ARTICLE)
    story.say("import", "-", stdin=TENURES)
    story.tell(
        """
        2020-01-01 appointment 'Ann Bo' CEO Acme --source https://example.com/a --quote 'as of today' --note 'a note'
        2026-01-01 departure 'Ann Bo' CEO Acme --planned --private
        2018 formation 'Borealis' --parent Acme
        2021 move 'Borealis' 'Nimbus'
        2022 renaming 'Borealis' 'Helix' --source 'A register'
        2023-05 merger 'Granite Media' --from Pix --from Vox
        2024-Q3 vacancy CFO Acme
        $ edit Acme fiscal_year_end=06-30 note='a public note'
        $ edit 'Ann Bo' private_note='a private note'
        $ edit Acme wikidata=Q1359568
        $ alias 'Ann Bo' '安博'
        $ cite e1 --source 'Another paper' --says date=2011
        $ add person 'Lee Way' --new
        $ same 'Li Wei' 'Lee Way'
        $ not-same p1 p2
        $ resolve e1 date=2011 --because 'the other paper says so'
        $ edit e2 note=changed
        $ undo
        """
    )
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("UPDATE people SET note = 'by another program' WHERE id = 2")
        connection.commit()
    return story


def copied(story: Story, folder: Path) -> Story:
    """The same tracker in another folder, in one file."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = Story(folder)
    shutil.copyfile(story.path, copy.path)
    return copy
