"""The ids under which an export tells of its records, kept in a tracker that holds nothing yet.

What was printed or sent with them (e12, p7) stays true so, the order of a day stays, and namesakes stay two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.names import fold


@dataclass(slots=True)
class KeptIds:
    """Which name each id has in a file, and which id each name: known before the first row is recorded."""

    _names: dict[tuple[Noun, int], str] = field(default_factory=dict)
    _called: dict[tuple[Noun, int], dict[str, str]] = field(default_factory=dict)
    _renamed: dict[tuple[Noun, int], list[str]] = field(default_factory=dict)
    _ids: dict[tuple[Noun, str], set[int]] = field(default_factory=dict)
    _highest: dict[Noun, int] = field(default_factory=lambda: dict.fromkeys(Noun, 0))

    def note(self, noun: Noun, cell: str, name: str) -> bool:
        """Note that the file calls this id so; False where the cell is no id of that."""
        read = read_id(cell)
        if read is None or read[0] is not noun or read[1] < 1:
            return False
        self._ids.setdefault((noun, fold(name)), set()).add(read[1])
        self._highest[noun] = max(self._highest[noun], read[1])
        self._called.setdefault(read, {}).setdefault(fold(name), name)
        return True

    def rename(self, cell: str, name: str, new_name: str) -> None:
        """Note that the file renames an organization."""
        read = read_id(cell)
        if read is not None:
            self._renamed.setdefault(read, [fold(name)]).append(fold(new_name))

    @property
    def are_sound(self) -> bool:
        """Whether no id has two names, but those between which the file itself renames."""
        for record, names in self._called.items():
            known = self._renamed.get(record, list(names)[:1])
            if not names.keys() <= set(known):
                return False
            self._names[record] = names.get(known[0]) or next(iter(names.values()))
        return True

    def word(self, noun: Noun, text: str) -> str:
        """The id that the file has for a name; the text where it has none, or several."""
        ids = self._ids.get((noun, fold(text)), set()) if read_id(text) is None else set()
        return noun.id(next(iter(ids))) if len(ids) == 1 else text

    def name_of(self, noun: Noun, text: str) -> tuple[str, int]:
        """The name and the id of a record that is to be made; a name without an id gets one that the file leaves."""
        read = read_id(text)
        if read is not None and read in self._names:
            return self._names[read], read[1]
        return text, self.free(noun)

    def free(self, noun: Noun) -> int:
        """An id that neither the file nor anybody before has used."""
        self._highest[noun] += 1
        return self._highest[noun]

    def has(self, noun: Noun, text: str) -> bool:
        """Whether the text is an id of the file."""
        read = read_id(text)
        return read is not None and read[0] is noun and read in self._names
