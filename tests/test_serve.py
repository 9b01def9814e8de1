"""`orgtrack serve` and `orgtrack demo`, as the processes that they are."""

from __future__ import annotations

import shutil
import signal
import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest
from serving import PATIENCE_SECONDS, serving
from typer.testing import CliRunner, Result

from orgtrack.cli.root import app
from orgtrack.store import open_tracker


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    path = tmp_path / "a tracker's 50%.db"
    open_tracker(path, write=True).close()
    return path


def status_of(port: int, address: str, host: str | None = None) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", address, headers={} if host is None else {"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_serves_this_machine_only_until_it_is_told_to_stop(tracker: Path) -> None:
    with serving("serve", str(tracker), "--port", "0", folder=tracker.parent) as (process, port):
        assert status_of(port, "/") == 200
        for name in ("localhost", "127.0.0.1", "[::1]"):
            assert status_of(port, "/", host=f"{name}:{port}") == 200
        for host in (
            "example.org",
            f"example.org:{port}",
            "127.0.0.1",
            f"localhost:{port + 1}",
            f"127.0.0.1.a:{port}",
            "",
        ):
            assert status_of(port, "/", host=host) == 421, host
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_without_a_port_the_next_free_one_is_taken(tracker: Path) -> None:
    shutil.copy(tracker, tracker.parent / "orgtrack.db")
    with serving("serve", folder=tracker.parent) as (_, first), serving("serve", folder=tracker.parent) as (_, second):
        assert first != second
        assert status_of(second, "/orgtrack/events") == 200


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_port_in_use_is_one_sentence(tracker: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", str(tracker), "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "is in use by another program" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("file", "code", "sentence"),
    [
        ("missing.db", 1, "There is no tracker at"),
        ("notes.txt", 1, "is not a database"),
        (".", 1, "is a folder"),
    ],
)
def test_a_file_that_is_no_tracker_is_refused(tmp_path: Path, file: str, code: int, sentence: str) -> None:
    (tmp_path / "notes.txt").write_text("no database\n" * 100)
    result = run("serve", str(tmp_path / file))
    assert (result.exit_code, sentence in result.stderr) == (code, True), result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt"]


def test_two_files_or_an_impossible_port_are_misuse(tracker: Path) -> None:
    assert run("--db", str(tracker), "serve", str(tracker)).exit_code == 2
    assert run("serve", str(tracker), "--port", "70000").exit_code == 2
    assert run("--db", str(tracker), "demo").exit_code == 2
    assert run("demo", "--no-serve", "--open").exit_code == 2


def test_the_demo_builds_the_sample_and_overwrites_nothing(tmp_path: Path) -> None:
    pytest.importorskip("orgtrack.importers")
    folder = tmp_path / "new" / "folder"
    result = run("demo", str(folder), "--no-serve")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(folder / "orgtrack.db")
    with open_tracker(folder / "orgtrack.db", write=False) as tracker:
        assert tracker.rows("SELECT id FROM events")
    before = (folder / "orgtrack.db").read_bytes()
    again = run("demo", str(folder), "--no-serve")
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert (folder / "orgtrack.db").read_bytes() == before
