"""A whole article: header, events, quotes; the plan shown; all of it or nothing, errors by line."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from story import Said, Story, Terminal, environment, process

ARTICLE = """\
source: A Bold $38 Billion Bet on AI by Alibaba
published: 2025-07-16
organization: Alibaba Group

in-post "Wu Yongming" CEO
> CEO Wu Yongming
in-post "Cai Chongxin" Chairman
> Alibaba’s co-founder and chairman, Cai Chongxin
milestone "Alibaba is to invest 380 billion yuan" --date 2025-02-24 --amount "380 billion CNY"
> On February 24, CEO Wu Yongming unveiled an ambitious plan
> that will see Alibaba allocate 380 billion Yuan
formation "AI To C" --date unknown
> The company’s AI-to-consumer business unit
formation "Alibaba Cloud" --date 2009
# a comment of ours
appointment "Xu Zhuhong" "Vice President" --date mid-February --formerly "Vice President" Salesforce
> the appointment of Xu Zhuhong
departure "Jack Ma" Chairman --date 2019-09-10 --reason retired
vacancy "Chief AI Officer" "AI To C" --date unknown
reporting-change "Vice President" --to-title CEO --date unknown
promotion "Jane Roe" CFO --from-title Treasurer --date 2024
renaming "AI To C" "AI For You" --date "last month"
"""


def test_ten_facts_of_one_article_are_recorded_in_one_go(story: Story) -> None:
    said = story.article(ARTICLE)
    assert said.ids == [f"e{number}" for number in range(1, 13)]
    assert "Recorded: 12 new events." in said.err
    order = "ORDER BY CAST(substr(id, 2) AS INTEGER)"
    rows = story.rows(f"SELECT type, organization, parent, sources, quotes FROM timeline {order}")
    source = "A Bold $38 Billion Bet on AI by Alibaba"
    plan = "On February 24, CEO Wu Yongming unveiled an ambitious plan that will see Alibaba allocate 380 billion Yuan"
    assert rows == [
        ("in-post", "Alibaba Group", None, source, "CEO Wu Yongming"),
        ("in-post", "Alibaba Group", None, source, "Alibaba’s co-founder and chairman, Cai Chongxin"),
        ("milestone", "Alibaba Group", None, source, plan),
        ("formation", "AI For You", "Alibaba Group", source, "The company’s AI-to-consumer business unit"),
        ("formation", "Alibaba Cloud", "Alibaba Group", source, ""),
        ("appointment", "Alibaba Group", None, source, "the appointment of Xu Zhuhong"),
        ("departure", "Salesforce", None, source, "the appointment of Xu Zhuhong"),
        ("departure", "Alibaba Group", None, source, ""),
        ("vacancy", "AI For You", None, source, ""),
        ("reporting-change", "Alibaba Group", None, source, ""),
        ("appointment", "Alibaba Group", None, source, ""),
        ("renaming", "AI To C", None, source, ""),
    ]
    assert story.count("txn") == 1
    assert story.count("sources") == 1
    assert story.event("e6", "date") == ("[2025-02-11..2025-02-20]",)
    assert story.event("e12", "date_earliest", "date_latest") == ("2025-06-01", "2025-06-30")
    story.check_whole()


def test_the_same_article_again_changes_nothing(story: Story) -> None:
    story.article(ARTICLE)
    before = story.content()
    story.article(ARTICLE)
    assert story.content() == before


def test_a_rehearsal_shows_the_plan_and_writes_nothing(story: Story) -> None:
    for words in (("add", "-", "--dry-run"), ("add", "--dry-run", "-")):
        said = story.say(*words, stdin=ARTICLE)
        assert len(said.ids) == 12
        assert "Nothing was written (--dry-run)." in said.err
        assert list(story.folder.iterdir()) == []
    story.article(ARTICLE)
    before = story.content()
    story.say("add", "-", "--dry-run", stdin='milestone "More" Alibaba --date 2025 --new\n')
    assert story.content() == before


def test_a_file_is_read_like_standard_input(story: Story) -> None:
    path = story.folder / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert len(story.add("--file", str(path)).ids) == 12
    other = Story(story.folder, file="u.db")
    other.article(ARTICLE)
    assert other.snapshot() == story.snapshot()


def test_one_bad_line_keeps_all_out_and_every_problem_is_named_by_line(story: Story) -> None:
    text = ARTICLE + "\n".join(
        [
            'appointment "Jane Roe" CEO --date soon',
            'appointment "Jane Roe"',
            'in-post "Jane Roe" CEO --date 2025 --colour red',
            "promoted Jane CEO --date 2025",
            'appointment "Jane Roe',
            'milestone "A plan" --date 2025-02-30',
        ]
    )
    said = story.refuse("add", "-", stdin=text)
    first = ARTICLE.count("\n") + 1
    for line in (first + 1, first + 2, first + 3, first + 4):
        assert f"line {line}: " in said.err
    assert not story.path.exists()


def test_a_name_that_needs_a_choice_names_its_line(story: Story) -> None:
    story.article(ARTICLE)
    said = story.refuse("add", "-", stdin='# one\n\nin-post "Yongming Wu" CEO "Alibaba Group" --date 2025\n', code=3)
    assert "line 3" in said.err
    assert [c["id"] for c in said.candidates] == ["p1"]


def test_dates_that_cannot_be_true_name_their_line(story: Story) -> None:
    story.article(ARTICLE)
    said = story.refuse("add", "-", stdin='departure "Jack Ma" Chairman "Alibaba Group" --date 2018\n', code=3)
    assert "line 1" in said.err


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE.replace("\n", "\r\n"),
        "\ufeff" + ARTICLE,
        "\ufeff" + ARTICLE.replace("\n", "\r\n"),
        ARTICLE.rstrip("\n"),
        "\n\n" + ARTICLE + "\n\n",
        ARTICLE.replace("source:", "Source :").replace("organization:", "ORGANISATION:"),
        ARTICLE.replace("organization:", "org:"),
        ARTICLE.replace("> ", ">"),
        ARTICLE.replace("\n", "\n  "),
    ],
    ids=["CRLF", "BOM", "BOM and CRLF", "no last newline", "blank lines", "case", "org", "tight quotes", "indented"],
)
def test_what_editors_do_to_a_text_does_not_matter(tmp_path: Path, text: str) -> None:
    plain, edited = Story(tmp_path, file="plain.db"), Story(tmp_path, file="edited.db")
    plain.article(ARTICLE)
    edited.say("add", "-", stdin=text.encode())
    assert edited.snapshot() == plain.snapshot()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("sauce: x\n", 1, "sauce:"),
        ("source: x\nsource: y\n", 2, "twice"),
        ("organization: x\norg: y\n", 2, "twice"),
        ("> words of nobody\n", 1, "none above"),
        ("source: x\n> words\n", 2, "none above"),
        ('milestone "x y" Acme --date 2025\nsource: x\n', 2, "source:"),
        ('milestone "x y" "Acme --date 2025\n', 1, "not closed"),
        ("milestone O'Brien Acme --date 2025\n", 1, "apostrophe"),
        ('milestone "x y" Acme --help\n', 1, "--help"),
        ('milestone "x y" Acme --date 2025 --quote -\n', 1, "a line of its own"),
        ('milestone "x y" Acme --date 2025 --date 2026\n', 1, "given 2 times"),
        ('milestone "x y" Acme Hooli --date 2025\n', 1, "Hooli"),
        ('add milestone "x y" Acme --date 2025\n', 1, "'add' is no type"),
        ('person "Jane Roe"\n', 1, "'person' is no type"),
        ('milestone "x y" --date 2025\n', 1, "ORG"),
        ("milestone\n", 1, "SENTENCE"),
        ('milestone "x y" Acme\n', 1, "--date unknown"),
        ("published: 2025\nmilestone X Acme --date 2025\n", 2, "--source"),
        ("source: https://u:p@example.com/\nmilestone X Acme --date 2025\n", 2, "password"),
        ('source: S\nmilestone "x y" Acme --date 2025\n> a\x00b\n', 2, "control character"),
        ('milestone "x\x00y" Acme --date 2025\n', 1, "control character"),
        ('milestone "x y" "" --date 2025\n', 1, "ORG"),
        ('""\n', 1, "no type"),
        ("-\n", 1, "no type"),
    ],
)
def test_what_is_wrong_is_named_by_line(story: Story, text: str, line: int, word: str) -> None:
    said = story.refuse("add", "-", stdin=text)
    assert f"line {line}: " in said.err
    assert word in said.err
    assert not story.path.exists()


def test_a_title_or_publisher_in_the_header_needs_the_source(story: Story) -> None:
    story.refuse("add", "-", stdin="publisher: KEYT\ntitle: A Bet\nmilestone X Acme --date 2025\n")


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "source: x\n", "\ufeff"])
def test_an_article_without_events_writes_nothing_and_says_so(story: Story, text: str) -> None:
    said = story.say("add", "-", stdin=text)
    assert "nothing was written" in said.err
    assert not story.path.exists()


@pytest.mark.parametrize("content", [b"caf\xe9\n", b"\xff\xfes\x00o\x00", b"\x80"])
def test_a_text_that_is_not_utf_8_is_refused(story: Story, content: bytes) -> None:
    assert "UTF-8" in story.refuse("add", "-", stdin=content).err
    path = story.folder / "article.txt"
    path.write_bytes(content)
    assert "UTF-8" in story.refuse("add", "--file", str(path)).err


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(story: Story) -> None:
    assert "nowhere.txt" in story.refuse("add", "--file", "nowhere.txt").err
    assert "cannot be read" in story.refuse("add", "--file", str(story.folder)).err


def test_the_header_fills_only_what_a_line_leaves_out(story: Story) -> None:
    story.article(
        "source: One\npublished: 2025-07-16\norganization: Alibaba\n"
        "in-post Wu CEO Hooli\n"
        'milestone "Own source" --date 2025 --source Two --published 2025-01-01\n'
        "formation Cloud --parent Hooli --date 2009\n"
        "move Cloud Globex --date 2010\n"
        'dissolution Cloud --date "2011"\n'
    )
    assert story.rows("SELECT organization, parent, sources, published FROM timeline ORDER BY id") == [
        ("Hooli", None, "One", "2025-07-16"),
        ("Alibaba", None, "Two", "2025-01-01"),
        ("Cloud", "Hooli", "One", "2025-07-16"),
        ("Cloud", "Globex", "One", "2025-07-16"),
        ("Cloud", None, "One", "2025-07-16"),
    ]


def test_the_publication_day_of_a_line_is_not_lost(story: Story) -> None:
    text = "source: One\nmilestone X Acme --date 2025 --published 2025-03-03\n"
    said = story.run("add", "-", stdin=text)
    if said.code == 0:
        assert story.rows("SELECT published FROM sources") == [("2025-03-03",)]
    else:
        assert "published" in said.err


def test_a_file_at_the_terminal_shows_the_plan_and_asks_before_it_writes(story: Story) -> None:
    (story.folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for answer, events in (("n", None), ("", None), ("y", 12)):
        with at_terminal(story, "add", "--file", "a.txt") as terminal:
            terminal.sees("e12: ")
            terminal.sees("Record this (12 new events)?")
            assert not story.path.exists()
            terminal.types(answer)
            assert terminal.ends() == (0 if events else 1)
        assert (story.count() if story.path.exists() else None) == events


def test_a_close_name_in_a_file_is_asked_about_once(story: Story) -> None:
    story.article(ARTICLE)
    (story.folder / "a.txt").write_text('milestone "One" "Alibaba Ltd" --date 2025\n', encoding="utf-8")
    with at_terminal(story, "add", "--file", "a.txt") as terminal:
        terminal.sees("a short form")
        terminal.sees("> ")
        terminal.types("1")
        terminal.sees("Record this (1 new event)?")
        terminal.types("y")
        terminal.types("q")  # nobody is left to read it
        assert terminal.ends() == 0


def test_ctrl_c_at_the_plan_writes_nothing(story: Story) -> None:
    (story.folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with at_terminal(story, "add", "--file", "a.txt") as terminal:
        terminal.sees("Record this (12 new events)?")
        terminal.interrupts()
        assert terminal.ends() == 130
    assert not story.path.exists()


# --- in an editor ----------------------------------------------------------------------------------------------------


def at_terminal(story: Story, *words: str, editor: str | None = None, **more: str) -> Terminal:
    settings = {"TMPDIR": str(kept(story)), **({"EDITOR": editor} if editor else {}), **more}
    env = {name: value for name, value in environment(**settings).items() if name != "VISUAL"}
    return Terminal("--db", "t.db", "--today", "2025-07-16", *words, folder=story.folder, env=env)


def kept(story: Story) -> Path:
    """The folder in which texts are while they are written."""
    folder = story.folder / "texts"
    folder.mkdir(exist_ok=True)
    return folder


def editor_that(story: Story, *runs: str, code: int = 0) -> str:
    """An editor that saves the first text when it is run first, the second when it is run again; '' saves nothing."""
    for number, text in enumerate(runs, 1):
        (story.folder / f"run{number}").write_text(text, encoding="utf-8")
    script = story.folder / "my editor"
    script.write_text(
        f'#!/bin/sh\ncd "{story.folder}"\nprintf x >>runs\nnext="run$(wc -c <runs | tr -d " ")"\n'
        f'[ -s "$next" ] && cat "$next" >"$1"\ncp "$1" saw\nexit {code}\n',
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f"'{script}'"


def test_an_article_is_written_in_the_editor_of_the_user(story: Story) -> None:
    with at_terminal(story, "add", editor=editor_that(story, ARTICLE)) as terminal:
        terminal.sees("Record this (12 new events)?")
        terminal.types("y")
        terminal.sees("Recorded: 12 new events.")
        assert terminal.ends() == 0
    assert story.count() == 12
    assert list(kept(story).iterdir()) == []


def test_the_template_teaches_the_form_and_left_as_it_is_writes_nothing(story: Story) -> None:
    with at_terminal(story, "add", editor=editor_that(story, "")) as terminal:
        terminal.sees("nothing was written")
        assert terminal.ends() == 0
    template = (story.folder / "saw").read_text(encoding="utf-8")
    assert template.startswith("source:\npublished:\norganization:\n")
    assert "reporting-change" in template
    assert "appointment" in template
    assert not story.path.exists()
    assert list(kept(story).iterdir()) == []


def test_the_example_in_the_template_can_be_used(story: Story) -> None:
    from orgtrack.cli.article import TEMPLATE

    example = [line.removeprefix("#   ") for line in TEMPLATE.splitlines() if line.startswith("#   ")]
    text = "source: A Bet\npublished: 2025-07-16\norganization: Alibaba\n" + "\n".join(example)
    assert len(story.article(text).ids) == 4


def test_a_text_with_mistakes_is_mended_and_not_lost(story: Story) -> None:
    bad = ARTICLE.replace("--date 2009", "--date soon")
    with at_terminal(story, "add", editor=editor_that(story, bad, ARTICLE)) as terminal:
        terminal.sees("line 14: ")
        terminal.sees("Edit it again?")
        terminal.types("y")
        terminal.sees("Record this (12 new events)?")
        terminal.types("y")
        assert terminal.ends() == 0
    assert story.count() == 12
    assert list(kept(story).iterdir()) == []


def test_a_text_that_is_given_up_is_kept_and_the_user_is_told_where(story: Story) -> None:
    bad = ARTICLE.replace("--date 2009", "--date soon")
    with at_terminal(story, "add", editor=editor_that(story, bad)) as terminal:
        terminal.sees("Edit it again?")
        terminal.types("n")
        terminal.sees("your text is kept in ")
        assert terminal.ends() == 1
        place = terminal.shown.strip().rstrip(".").replace("\n", "")
    assert Path(place).read_text(encoding="utf-8") == bad
    assert not story.path.exists()


def test_a_text_is_kept_when_the_plan_is_declined(story: Story) -> None:
    with at_terminal(story, "add", editor=editor_that(story, ARTICLE)) as terminal:
        terminal.sees("Record this (12 new events)?")
        terminal.types("n")
        terminal.sees("Edit it again?")
        terminal.types("n")
        terminal.sees("your text is kept in ")
        assert terminal.ends() == 1
    assert [path.read_text(encoding="utf-8") for path in kept(story).iterdir()] == [ARTICLE]


@pytest.mark.parametrize("question", ["Edit it again?", "Record this (12 new events)?"])
def test_ctrl_c_keeps_the_text_and_says_where(story: Story, question: str) -> None:
    text = ARTICLE if question.startswith("Record") else ARTICLE.replace("--date 2009", "--date soon")
    with at_terminal(story, "add", editor=editor_that(story, text)) as terminal:
        terminal.sees(question)
        terminal.interrupts()
        assert terminal.ends() == 130
        shown = terminal.shown
    assert [path.read_text(encoding="utf-8") for path in kept(story).iterdir()] == [text]
    assert "your text is kept in " in shown
    assert not story.path.exists()


def test_an_editor_that_fails_keeps_the_text(story: Story) -> None:
    with at_terminal(story, "add", editor=editor_that(story, ARTICLE, code=3)) as terminal:
        terminal.sees("ended with code 3; your text is kept in ")
        assert terminal.ends() == 1
    assert [path.read_text(encoding="utf-8") for path in kept(story).iterdir()] == [ARTICLE]


@pytest.mark.parametrize("editor", ["no-such-editor-anywhere", "'unclosed", "/"])
def test_an_editor_that_cannot_be_started_is_named(story: Story, editor: str) -> None:
    with at_terminal(story, "add", editor=editor) as terminal:
        terminal.sees("cannot be started; set EDITOR")
        assert terminal.ends() == 1
    assert not story.path.exists()


def test_a_close_name_is_asked_about_before_the_plan(story: Story) -> None:
    story.article(ARTICLE)
    text = 'milestone "One" "Alibaba Ltd" --date 2025\n'
    with at_terminal(story, "add", editor=editor_that(story, text)) as terminal:
        terminal.sees("a short form")
        terminal.types("n")
        terminal.sees("new company o5 Alibaba Ltd")
        terminal.sees("Record this (1 new event)?")
        terminal.types("n")
        terminal.sees("Edit it again?")
        terminal.types("n")
        assert terminal.ends() == 1
    assert story.count("organizations") == 4


def test_without_a_terminal_the_editor_is_not_opened(tmp_path: Path) -> None:
    said = process("add", folder=tmp_path, env=environment(EDITOR="touch opened"))
    assert (said.code, "--file" in said.err) == (1, True)
    assert os.listdir(tmp_path) == []


def test_closed_standard_input_is_no_article_and_no_traceback(tmp_path: Path) -> None:
    said: Said = process("add", "-", folder=tmp_path, prefix=("sh", "-c", 'exec "$0" "$@" <&-'))
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err
