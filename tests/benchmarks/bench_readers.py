"""Eight readers while a writer adds ten events a second, against plain Datasette on a copy of the same file.

Run `python -m tests.benchmarks.bench_readers [SECONDS] [EVENTS]`. Plain is `datasette FILE`, without our plugin and
settings. Both are asked for the same addresses in turn, by as many readers, beside the same writer; what counts is the
ratio of answers.
"""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from .made import made_whole

READERS, WRITES_A_SECOND = 8, 10
LEAST_TIMES, MOST_P95_MS = 4, 700
ROUNDS = 2
_WRITER = """
import sys, time
from pathlib import Path
from datetime import date
from typer.testing import CliRunner
from orgtrack.cli import app
number, due, said = 0, time.monotonic(), print("ready", flush=True)
while True:
    words = ["--db", sys.argv[1], "add", "milestone", f"Plan {number} of {sys.argv[3]}", "o77", "--date", "2025"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    print(number, flush=True)
    number, due = number + 1, max(due + 1 / float(sys.argv[2]), time.monotonic())
    time.sleep(max(due - time.monotonic(), 0))
"""


def addresses(chance: random.Random, events: int) -> Iterator[str]:
    """What readers look at: the list, filtered, searched, and single records."""
    while True:
        yield chance.choice(
            (
                "/made/events",
                "/made/events?type=appointment",
                f"/made/events?company_id={chance.randrange(events // 500) * 10 + 1}",
                f"/made/events?year={chance.randrange(2000, 2026)}",
                f"/made/events?_search={quote(chance.choice(('anna chen', 'yongm', 'ivanov')))}",
                "/made/tenures",
                f"/made/events/{chance.randrange(1, events)}",
                f"/made/people/{chance.randrange(1, events // 5)}",
            )
        )


@dataclass(slots=True)
class Read:
    """What the readers got: the milliseconds of each answer, and all that was not one."""

    times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    written: int = 0

    def p95(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.95)]


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(words: Sequence[str], port: int, env: dict[str, str]) -> Iterator[None]:
    """The server that these words start, while it runs."""
    server = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 1)):
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(30)


def _reader(port: int, seed: int, events: int, until: float, read: Read) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for address in addresses(random.Random(seed), events):
        if time.monotonic() > until:
            break
        began = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read()
        read.times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or b"locked" in text:
            read.failed.append(f"{answer.status} {address}")
    connection.close()


def race(port: int, path: Path, seconds: float, events: int) -> Read:
    """What eight readers get in that time while the writer writes."""
    read = Read()
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(WRITES_A_SECOND), str(port)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    until = time.monotonic() + seconds
    readers = [threading.Thread(target=_reader, args=(port, seed, events, until, read)) for seed in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    if writer.poll() is not None:
        read.failed.append("the writer failed")
    writer.terminate()
    read.written = len(writer.stdout.read().splitlines())
    writer.wait()
    return read


def kept_at(path: Path, seconds: float, events: int) -> bool:
    """Whether both promises hold on copies of the tracker at `path`."""
    program = Path(sys.executable)
    figures: dict[str, Read] = {"plain": Read(), "ours": Read()}
    with tempfile.TemporaryDirectory() as folder:
        for round_ in range(ROUNDS):
            for name, read in figures.items():
                port, copy = _free_port(), Path(folder, name, "made.db")
                copy.parent.mkdir(exist_ok=True)
                if not round_:
                    shutil.copy(path, copy)
                ours = [str(program), "-m", "orgtrack", "--db", str(copy), "serve", "--port", str(port)]
                plain = [str(program), "-m", "datasette", str(copy), "--port", str(port)]
                # Plain is without plugins, ours among them where it is installed.
                env = dict(os.environ) if name == "ours" else {**os.environ, "DATASETTE_LOAD_PLUGINS": ""}
                with serving(ours if name == "ours" else plain, port, env):
                    got = race(port, copy, seconds, events)
                read.times += got.times
                read.failed += got.failed
                read.written += got.written
    for name, read in figures.items():
        print(
            f"readers: {name} {len(read.times) / seconds / ROUNDS:.1f} answers a second, p95 {read.p95():.0f} ms,"
            f" {read.written / seconds / ROUNDS:.1f} writes a second, {len(read.failed)} failed"
        )
        print(*sorted(set(read.failed))[:5], sep="\n", end="\n" if read.failed else "")
    times = len(figures["ours"].times) / len(figures["plain"].times)
    p95 = figures["ours"].p95()
    print(
        f"readers: {times:.1f} times plain Datasette's answers (at least {LEAST_TIMES}), p95 at most {MOST_P95_MS} ms"
    )
    return times >= LEAST_TIMES and p95 < MOST_P95_MS and not figures["ours"].failed


def main(seconds: int = 10, events: int = 100_000) -> bool:
    """Print the figures; whether they are as promised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.db")
        made_whole(path, events)
        return kept_at(path, seconds, events)


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
