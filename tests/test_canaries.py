"""Nothing private in what is published, nothing of a person who was redacted: of random trackers, byte by byte.

Five trackers; as many as ORGTRACK_CANARIES says (100 in full).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from canaries import leaked, pages_of, secret_tracker
from story import Story

TRACKERS = int(os.environ.get("ORGTRACK_CANARIES", "5"))


@pytest.mark.parametrize("seed", range(TRACKERS))
def test_nothing_private_is_in_what_is_published(story: Story, seed: int) -> None:
    made = secret_tracker(story, seed)
    folder = story.folder / "out"
    folder.mkdir()
    story.say("publish", str(folder / "public.db"))
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    assert leaked(made.private, held) == []
    public = Story(folder, file="public.db")
    for what in ("timeline", "people", "organizations", "titles", "sources", "tenures", "names"):
        for form in ("csv", "json"):
            held += public.say("export", what, "--format", form).out.encode()
    held += pages_of(public.path)
    assert leaked(made.private, held) == []
    # What is public is there, so that the check above has looked at something.
    assert len(leaked(made.public, held)) > len(made.public) * 0.9
    assert len(made.private) > 40
    public.check_whole()


@pytest.mark.parametrize("seed", range(TRACKERS))
def test_nothing_is_left_of_whom_was_redacted(story: Story, seed: int) -> None:
    made = secret_tracker(story, seed)
    words = [made.word(private=True) for _ in range(2)]
    name, alias = " ".join(words), made.han(private=True)
    other = made.random.choice(made.public[:2])
    source = made.source(private=False)
    story.add("appointment", name, "CEO", "First Group", "--date", "2024", "--new", *source)
    made.event(private=False, person=name, extra=source)
    story.say("alias", name, alias)
    story.say("alias", name, f"{words[1]}, {words[0][0]}.")
    story.say("edit", name, "wikidata=Q987654321", f"note=of {name}", f"private_note=on {alias}")
    for private in (False, True):
        made.event(private=private, person=name, extra=(*made.source(private=private), "--quote", f"so {name} said"))
    story.add("appointment", "Someone Else", "CEO", "Third Group", "--date", "2024", "--new", "--succeeding", name,
              "--source", f"https://example.com/{words[0]}-{words[1]}.html", "--quote", f"after {words[1]}, {words[0]}",
              "--note", f"{name.upper()} and {alias} agreed")  # fmt: skip
    story.add("milestone", f"Third Group honours {name}", "Third Group", "--date", "2024", *source, "--person", name)
    story.say("remove", made.event(private=False, person=name, extra=("--source", f"Farewell, {name}")))
    story.say("edit", "e1", f"note=asked {name}")
    story.say("edit", "e1", f"note=asked {other}")
    backups = story.folder / "backups"
    backups.mkdir()
    story.say("publish", str(backups / "public.db"))
    found = story.rows("SELECT id FROM people WHERE name = ?", name)[0][0]
    assert leaked(words, b"".join(_files(story.folder))) == words
    story.say("redact", "person", f"p{found}", "--reason", f"{name} asked", "--yes", "--remove-copies")
    held = b"".join(_files(story.folder, but="public.metadata.yml"))
    assert leaked([*words, alias, "Q987654321"], held) == []
    assert not (backups / "public.db").exists()
    story.check_whole()
    assert story.say("check", "--rebuild").out.startswith("Everything is")


def _files(folder: Path, but: str = "") -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != but]
