"""Help that teaches: every command and option is explained, and every example works as it stands in bash and zsh."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest
import typer
from story import Story, environment, process
from typer.core import TyperCommand, TyperGroup

from orgtrack.cli import app
from orgtrack.cli.add import EVENT_WORDS, RECORDS
from orgtrack.cli.root import COMMANDS

PROGRAM_OPTIONS = ("--db", "--today", "--actor")
# Stricter than either shell alone: what zsh refuses, bash refuses too.
SHELLS = {"bash": ["bash", "-O", "failglob", "-uc"], "zsh": ["zsh", "-uc"]}


@cache
def root() -> TyperGroup:
    """The program as Typer builds it."""
    found = typer.main.get_command(app)
    assert isinstance(found, TyperGroup)
    return found


@cache
def tree() -> Mapping[str, TyperCommand | TyperGroup]:
    """Every command that is offered, under the words that call it: `add`, `add appointment`, …"""
    return dict(_below(root(), ""))


def _below(group: TyperGroup, words: str) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    context: Any = None  # our groups look commands up by name alone
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, TyperCommand | TyperGroup), f"{words}{name} is listed and cannot be had"
        yield f"{words}{name}", command
        if isinstance(command, TyperGroup):
            yield from _below(command, f"{words}{name} ")


def says(command: TyperCommand | TyperGroup) -> str:
    """What a command does: the first paragraph of its help."""
    first = cleandoc(command.help or "").split("\n\n")[0]
    return " ".join(first.replace("\b", "").split())


def examples(command: TyperCommand | TyperGroup) -> list[str]:
    """The lines of its help that show it at work."""
    lines = cleandoc(command.help or "").splitlines()
    parts = [part.strip() for line in lines for part in re.split(r" · |^\s*Examples?:", line)]
    return [part for part in parts if part.startswith("orgtrack ") or part == "orgtrack"]


def called(line: str) -> list[str]:
    """The calls of the program in a line of the shell, as they are typed: a pipe may hold several."""
    pieces = re.split(r"\s[|<>]\s", line)
    return [piece.strip() for piece in pieces if re.match(r"\s*orgtrack(\s|$)", piece)]


def parse(line: str) -> None:
    """Hand a call to the parser of its own command, which raises on what it does not take; nothing is run."""
    words = _without_program_options(shlex.split(line)[1:])
    command: TyperCommand | TyperGroup = root()
    path = ""
    while words and isinstance(command, TyperGroup) and f"{path}{words[0]}" in tree():
        command = tree()[f"{path}{words[0]}"]
        path += f"{words.pop(0)} "
    if command is root():
        # To parse these would be to run them: --install-completion writes into the user's own files.
        assert set(words) <= {option for param in command.params for option in param.opts}, line
        return
    if isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        raise AssertionError(f"{line}: there is no {path}{words[0]}")
    command.make_context(path, list(words))


def _without_program_options(words: list[str]) -> list[str]:
    kept: list[str] = []
    given = iter(words)
    for word in given:
        if word in PROGRAM_OPTIONS:
            next(given)
        else:
            kept.append(word)
    return kept


def survives(line: str, shell: str, folder: Path) -> None:
    """The shell hands the words of a call over exactly as they read."""
    words = line.split(" ", 1)[1] if " " in line else ""
    script = f"printf '%s\\0' {words}"
    done = subprocess.run([*SHELLS[shell], script], capture_output=True, cwd=folder, timeout=20)
    assert done.returncode == 0, f"{shell} does not take {line}: {done.stderr.decode()}"
    expected = shlex.split(words)
    assert done.stdout.decode().split("\0")[:-1] == (expected or [""]), line
    # At a prompt, and only there, an exclamation mark outside single quotes calls the history.
    assert "!" not in re.sub(r"'[^']*'", "", line), line


EXAMPLES = [(words, line) for words, command in tree().items() for line in examples(command)]
CALLS = [call for _, line in EXAMPLES for call in called(line)]


def test_every_command_loads_and_bears_the_name_that_calls_it() -> None:
    assert [words for words in tree() if " " not in words] == list(COMMANDS)
    assert [words.split()[1] for words in tree() if words.startswith("add ")] == [*EVENT_WORDS, *RECORDS]
    for name in COMMANDS:
        assert tree()[name].name == name


@pytest.mark.parametrize("words", tree())
def test_every_command_every_argument_and_every_option_is_explained(words: str) -> None:
    command = tree()[words]
    assert re.match(r"[A-Z].*\.$", says(command)), "a sentence"
    for param in command.params:
        if not getattr(param, "hidden", False) and param.name != "help":
            assert (getattr(param, "help", "") or "").strip(), f"{words}: {param.name}"


@pytest.mark.parametrize("words", tree())
def test_every_help_is_plain_text_with_an_example_and_makes_no_file(story: Story, words: str) -> None:
    shown = story.say(*words.split(), "--help").out
    assert re.match(rf"Usage: \S+ {words} ", shown)
    assert re.search(r"Examples?:|One event:", shown)
    assert not re.search(r"[^\S\n]+$", shown, re.MULTILINE), "blanks at the end of a line"
    assert shown == story.say(*words.split(), "-h").out
    assert not story.path.exists()


@pytest.mark.parametrize("words", tree())
def test_every_help_shows_its_examples_unbroken(story: Story, words: str) -> None:
    """A line that is wrapped cannot be copied."""
    shown = story.say(*words.split(), "--help").out
    found = examples(tree()[words])
    assert found
    for line in found:
        assert line in shown


def test_the_program_lists_every_command_with_what_it_does(story: Story) -> None:
    shown = story.say("--help").out
    listed = dict(re.findall(r"^  (\S+) {2,}(\S.*)$", shown.split("Commands:")[1], re.MULTILINE))
    assert list(listed) == list(COMMANDS)
    for name, text in listed.items():
        assert says(tree()[name]).startswith(text.rstrip(".")), name
    for option in (*PROGRAM_OPTIONS, "--version", "--install-completion", "--show-completion"):
        assert re.search(rf"^  {option}\b.*\S", shown, re.MULTILINE), option


@pytest.mark.parametrize(("words", "line"), EXAMPLES)
def test_every_example_calls_its_own_command_and_is_taken_by_it(words: str, line: str) -> None:
    calls = [_without_program_options(shlex.split(call)[1:]) for call in called(line)]
    assert any(call[: len(words.split())] == words.split() for call in calls)
    for call in called(line):
        parse(call)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_example_reaches_the_program_as_it_reads(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    for call in CALLS:
        survives(call, shell, tmp_path)


@pytest.mark.parametrize("word", [*EVENT_WORDS, *RECORDS])
def test_every_example_of_add_records_what_it_says(story: Story, word: str) -> None:
    for line in examples(tree()[f"add {word}"]):
        story.say(*shlex.split(line)[1:])
    assert story.count("txn") == 1
    story.check_whole()


@pytest.mark.parametrize("words", tree())
def test_an_unknown_option_is_a_misuse(story: Story, words: str) -> None:
    said = story.refuse(*words.split(), "--no-such-option", code=2)
    assert "--no-such-option" in said.err


def test_an_unknown_command_is_a_misuse_wherever_it_stands(story: Story) -> None:
    assert "'hire'" in story.refuse("hire", code=2).err
    assert "'hire'" in story.refuse("add", "hire", code=2).err
    assert "--no-such-option" in story.refuse("--no-such-option", code=2).err


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("ti", ["timeline"]),
        ("add appo", ["appointment"]),
        ("add appointment --form", ["--formerly"]),
        ("list co", ["companies"]),
        ("timeline --added", ["--added-since"]),
    ],
)
def test_the_shell_completes_commands_options_and_words(tmp_path: Path, typed: str, completed: list[str]) -> None:
    line = f"orgtrack {typed}"
    asked = environment(
        _ORGTRACK_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(line.split()) - 1), COLUMNS="80"
    )
    said = process(folder=tmp_path, env=asked)
    assert said.code == 0
    assert said.err == ""
    assert said.out.split() == completed
