"""Names: pairs told apart; among 100,000 people, and as many organizations, one lookup, and all likely pairs.

`python -m tests.benchmarks.bench_names [NAMES]`; with fewer names the limits are the same, so it is quick to try.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from orgtrack.lookup import close_to
from orgtrack.model.vocabulary import Noun
from orgtrack.names.comparing import compare
from orgtrack.names.likeness import Verdict
from orgtrack.names.nicknames import bearers
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.names import add_blocks, name_columns
from orgtrack.timeline.duplicates import Duplicated, duplicates

LOOKUPS = 400
MOST_MILLISECONDS = 20.0
MOST_SECONDS = 120.0
_PAIRS = Path(__file__).parent.parent / "name_pairs.csv"
_NOUNS = {"person": Noun.PERSON, "org": Noun.ORGANIZATION}
_SYLLABLES = (
    *("an", "ber", "cor", "da", "el", "fin", "gar", "hol", "in", "jor", "kel", "lin", "mar", "nor", "ol", "per"),
    *("quin", "ros", "sen", "tor", "ul", "ver", "wal", "xan", "yor", "zel", "man", "son", "ton", "berg", "ski"),
)
_PINYIN = (
    *("ming", "wei", "yong", "jun", "hua", "jing", "li", "xin", "yan", "hong", "bo", "tao", "qiang", "lei", "fang"),
    *("na", "jie", "ping", "gang", "chao", "yi", "hui", "zhi", "guo", "jian"),
)
_CHINESE = ("Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu")
_HAN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华"
_HAN_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱"
_SORTS = ("Bank", "Energy", "Foods", "Labs", "Media", "Motors", "Steel", "Systems", "Insurance", "Holdings", "Group")
_FORMS = ("Inc.", "Ltd", "AG", "GmbH", "plc", "S.A.", "", "", "Corp.")


class _Names:
    """Made-up names, the same on every run: a few surnames and words are in many, most in few, as in life."""

    def __init__(self) -> None:
        self.chance = random.Random(20260101)
        syllable = self.chance.choice
        self.given = [name.capitalize() for name in sorted(bearers())]
        self.words = [
            f"{syllable(_SYLLABLES)}{syllable(_SYLLABLES)}{syllable(('', *_SYLLABLES[:8]))}".capitalize()
            for _ in range(6000)
        ]

    def _skewed(self, words: list[str]) -> str:
        return words[int(len(words) * self.chance.random() ** 2)]

    def person(self) -> str:
        """A name, one in five Chinese, one in twenty in Han characters."""
        kind = self.chance.random()
        choice = self.chance.choice
        if kind < 0.05:
            return choice(_HAN_SURNAMES) + choice(_HAN) + choice(_HAN)
        if kind < 0.2:
            return f"{choice(_CHINESE)} {(choice(_PINYIN) + choice(('', *_PINYIN))).capitalize()}"
        middle = f" {choice('ABCDEFGHJKLMPRSTW')}." if kind < 0.5 else ""
        return f"{self._skewed(self.given)}{middle} {self._skewed(self.words)}"

    def organization(self) -> str:
        """A name of two to four words."""
        choice = self.chance.choice
        words = (self._skewed(self.words), choice(("", choice(self.words))), choice(_SORTS), choice(_FORMS))
        return " ".join(filter(None, words))


def _fill(tracker: Tracker, noun: Noun, name: Callable[[], str], count: int) -> None:
    records = [(number, [name()]) for number in range(1, count + 1)]
    tracker.connection.executemany(
        f"INSERT INTO {noun.table}(id, name, name_key, search_keys, search_prefixes) VALUES (?, ?, ?, ?, ?)",
        ((number, names[0], *name_columns(noun, names).values()) for number, names in records),
    )
    add_blocks(tracker, noun, records)


def pair_rates() -> bool:
    """The shares of same pairs suggested and of different pairs asked about; whether they are as promised."""
    with _PAIRS.open(encoding="utf-8", newline="") as file:
        verdicts = [
            (row["label"], compare(_NOUNS[row["kind"]], row["a"], row["b"]).verdict) for row in csv.DictReader(file)
        ]
    same = [verdict for label, verdict in verdicts if label == "same"]
    different = [verdict for label, verdict in verdicts if label == "different"]
    suggested = 1 - same.count(Verdict.DIFFERENT) / len(same)
    asked = different.count(Verdict.ASK) / len(different)
    joined = different.count(Verdict.SAME)
    print(f"pairs: {suggested:.1%} of same ones suggested, {asked:.1%} of different ones asked about, {joined} joined")
    return suggested >= 0.93 and asked <= 0.45 and not joined


def _typed(names: _Names, name: Callable[[], str]) -> Iterator[str]:
    """Names as they are typed: half of them with a slip."""
    for number in range(LOOKUPS):
        typed = name()
        place = names.chance.randrange(1, max(len(typed) - 1, 2))
        yield typed[:place] + typed[place + 1 :] if number % 2 and len(typed) > 6 else typed


def lookups(tracker: Tracker, names: _Names) -> bool:
    """The time that candidates for a typed name take; whether 95 of 100 are within the limit."""
    kept = True
    for noun, name in ((Noun.PERSON, names.person), (Noun.ORGANIZATION, names.organization)):
        close_to(tracker, noun, "吴泳铭")  # loads what is loaded once
        seconds = []
        for typed in _typed(names, name):
            begun = time.perf_counter()
            close_to(tracker, noun, typed)
            seconds.append(time.perf_counter() - begun)
        seconds.sort()
        median, p95 = (1000 * seconds[int(share * len(seconds))] for share in (0.5, 0.95))
        print(f"lookup, {noun}: median {median:.1f} ms, p95 {p95:.1f} ms (at most {MOST_MILLISECONDS:.0f})")
        kept = kept and p95 <= MOST_MILLISECONDS
    return kept


def all_pairs(tracker: Tracker) -> bool:
    """The time that all likely pairs of each kind take; whether it is within the limit."""
    kept = True
    for kind in Duplicated:
        begun = time.perf_counter()
        found = sum(len(batch) for batch in duplicates(tracker, [kind]).rows)
        seconds = time.perf_counter() - begun
        print(f"duplicates, {kind}: {found:,} pairs in {seconds:.0f} s (at most {MOST_SECONDS:.0f})")
        kept = kept and seconds <= MOST_SECONDS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB, the making of the names included")
    return kept


def main() -> bool:
    """Print the figures; whether they are as promised."""
    count = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdecimal() else 100_000
    names = _Names()
    kept = pair_rates()
    with tempfile.TemporaryDirectory() as folder, open_tracker(Path(folder, "names.db"), write=True) as tracker:
        tracker.connection.execute("PRAGMA synchronous = OFF")
        with tracker.writing(command="made", actor="benchmark", time="2026-01-01T00:00:00Z"):
            _fill(tracker, Noun.PERSON, names.person, count)
            _fill(tracker, Noun.ORGANIZATION, names.organization, count)
        return all([kept, lookups(tracker, names), all_pairs(tracker)])


if __name__ == "__main__":
    sys.exit(not main())
