"""Which end belongs to which start, where one person opened and closed stays in one post, on dates that are vague.

Vague dates can be read in several orders. Of all orders that their bounds allow, those are taken that need the
fewest contradictions (a second appointment while in post, an end without a start); where these differ in how a
stay ended, its end spans them all, so that nothing is certain that one of them denies. This is where the rules of
design section 5 on several stays live: a departure ends the stay open on its day; on one day departures come
first; a second appointment while in post is a second claim, unless it says that it is a new term.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from orgtrack.model.vocabulary import Manner
from orgtrack.tenures.bounds import by_then
from orgtrack.tenures.evidence import Evidence, Says, Weight
from orgtrack.tenures.hierarchy import timeline_order


@dataclass(frozen=True, slots=True)
class Spell:
    """One stay as read from the evidence: what opens it, what closes it (an end, or the opening of the next), the rest.

    `ends` are all closings that some reading gives it, None for none, where readings differ.
    """

    opening: Evidence | None
    closing: Evidence | None = None
    others: tuple[Evidence, ...] = ()
    ends: tuple[Evidence | None, ...] = ()


# What a reading costs, least first: nothing odd, a term cut short by the next, a stay of which only the end is told
# (sooner before all others than between them), two dates for one end, a second departure, a second appointment.
_FREE, _TERM, _END_FIRST, _END_ALONE, _END_MOVED, _END_AGAIN, _START_AGAIN = 0, 1, 2, 3, 4, 5, 10
# Readings tried before the best so far is taken: enough for every order of six vague dates.
_MOST_STEPS = 800


@dataclass(frozen=True, slots=True)
class _State:
    """How far a reading has come: the stays so far, whether the last is open, what it has cost."""

    left: int
    spells: tuple[Spell, ...] = ()
    is_open: bool = False
    cost: int = 0

    def then(self, spells: tuple[Spell, ...], is_open: bool, cost: int) -> _State:
        return _State(self.left, spells, is_open, self.cost + cost)


def paired(evidence: Sequence[Evidence]) -> list[Spell]:
    """The stays that openings and closings of one holding come to, in order; sightings are left out."""
    plain = _plain(evidence)
    if plain is not None:
        return plain
    named, free = _split_named(evidence)
    if not free:
        return sorted(named.values(), key=_place)
    openings = [spell.opening for spell in named.values() if spell.opening is not None]
    pieces = sorted([*free, *openings], key=_default_order)
    best = _readings(pieces, named, _shown_first(pieces, evidence))
    if len(best) == 1:
        return list(best[0])
    return [replace(spell, ends=_ends_of(best[0], n, best)) for n, spell in enumerate(best[0])]


def _plain(evidence: Sequence[Evidence]) -> list[Spell] | None:
    """What nearly every holding is, one piece or an appointment with its end, without a search; None for all else."""
    first = evidence[0]
    if len(evidence) == 1:
        if first.says is Says.OPENS:
            return [Spell(first)]
        # A departure is evidence of holding; leaving all posts is evidence of none in particular.
        return [Spell(None, first)] if first.says is Says.CLOSES and first.weight is not Weight.LEFT_ALL else []
    second = evidence[1]
    if len(evidence) > 2 or first.says is not Says.OPENS or second.says is not Says.CLOSES:
        return None
    if _precedes(second, first) and second.ends != first.event.id:
        return None
    return [Spell(first, second)]


def _default_order(told: Evidence) -> tuple[object, ...]:
    _, day, width, number = timeline_order(told.event)
    return (day == "", day, width, told.says, not told.acting, told.weight, number)


def _place(spell: Spell) -> tuple[object, ...]:
    told = spell.opening or spell.closing
    assert told is not None
    return _default_order(told)


def _split_named(evidence: Sequence[Evidence]) -> tuple[dict[int, Spell], list[Evidence]]:
    """The stays whose end names them, by the event that opens them, and what is still to be matched."""
    openers = {e.event.id: e for e in evidence if e.says is not Says.CLOSES}
    closers: dict[int, list[Evidence]] = {}
    free = []
    for told in evidence:
        if told.says is Says.CLOSES and told.ends in openers:
            closers.setdefault(told.ends or 0, []).append(told)
        elif told.says is Says.CLOSES:
            free.append(told)
    free += [e for number, e in openers.items() if e.says is Says.OPENS and number not in closers]
    spells = {}
    for number, ends in closers.items():
        best = min(ends, key=lambda e: (*e.standing, e.event.id))
        spells[number] = Spell(openers[number], best, tuple(e for e in ends if e is not best))
    return spells, free


def _shown_first(evidence: list[Evidence], all_told: Sequence[Evidence]) -> int:
    """The ends, as bits, of a stay that may have come before all others on record because somebody was seen in it.

    One appointment and one departure are one stay all the same, however vague they are.
    """
    openings = [e for e in evidence if e.says is not Says.CLOSES]
    if len(openings) < 2:
        return 0
    seen = [e for e in all_told if e.says is Says.SEEN and not any(by_then(o.date, e.date) for o in openings)]
    return sum(
        1 << n
        for n, told in enumerate(evidence)
        if told.says is Says.CLOSES and any(not by_then(told.date, e.date) for e in seen)
    )


def _readings(evidence: list[Evidence], named: Mapping[int, Spell], shown_first: int) -> list[tuple[Spell, ...]]:
    """The readings of least cost, the preferred one first: that of most stays, so that none is left out."""
    before = _precedence(evidence, named)
    stack = [_State((1 << len(evidence)) - 1)]
    best: list[tuple[Spell, ...]] = []
    least, steps = _START_AGAIN * len(evidence) + 1, 0
    while stack and (steps < _MOST_STEPS or not best):
        state = stack.pop()
        steps += 1
        if state.cost > least:
            continue
        if not state.left:
            if state.cost < least:
                least, best = state.cost, []
            best.append(state.spells)
            continue
        following = [_next(state, evidence[n], n, named, shown_first) for n in _candidates(state.left, before)]
        # The stack gives the last first: of the cheapest, the first in the default order.
        following.sort(key=lambda s: s.cost)
        stack += reversed(following)
    return sorted(best, key=len, reverse=True)


def _precedence(evidence: list[Evidence], named: Container[int]) -> list[int]:
    """For each piece, as bits, those that come before it in every reading."""
    return [sum(1 << m for m, other in enumerate(evidence) if _precedes(other, told, named)) for told in evidence]


def _precedes(one: Evidence, other: Evidence, named: Container[int] = ()) -> bool:
    if one is other:
        return False
    if one.date.certainly_before(other.date):
        return True
    if (one.date.earliest, one.date.latest) != (other.date.earliest, other.date.latest):
        return False
    if one.says is other.says:
        if one.event.manner != other.event.manner or (one.event.id in named) is not (other.event.id in named):
            # One more term, and one with an end of its own, may come after what is neither as well as before it.
            return False
        # Told apart by nothing more: either order gives the same answer, so one is enough.
        key = (not one.acting, one.weight, not one.planned, one.event.id)
        return key < (not other.acting, other.weight, not other.planned, other.event.id)
    is_day = one.date.earliest is not None and one.date.earliest == one.date.latest
    return one.says is Says.CLOSES and (is_day or one.event is other.event)


def _candidates(left: int, before: list[int]) -> list[int]:
    return [n for n, earlier in enumerate(before) if left >> n & 1 and not left & earlier]


def _next(state: _State, told: Evidence, number: int, named: Mapping[int, Spell], shown_first: int) -> _State:
    rest = _State(state.left & ~(1 << number), state.spells, state.is_open, state.cost)
    if told.says is Says.CLOSES:
        return _closed(rest, told, shown=bool(shown_first >> number & 1))
    term = named.get(told.event.id)
    return _opened(rest, told) if term is None else _paired_term(rest, told, term)


def _paired_term(state: _State, told: Evidence, term: Spell) -> _State:
    """A term with an end of its own; one that is still open then ends with its beginning."""
    if not state.is_open:
        return state.then((*state.spells, term), False, _FREE)
    *rest, last = state.spells
    return state.then((*rest, replace(last, closing=told), term), False, _FREE)


def _opened(state: _State, told: Evidence) -> _State:
    if not state.spells:
        return state.then((Spell(told),), True, _FREE)
    *rest, last = state.spells
    if not state.is_open:
        if (
            last.closing is None
            or last.opening is None
            or told.new_term
            or not told.date.certainly_before(last.closing.date)
        ):
            return state.then((*state.spells, Spell(told)), True, _FREE)
        # The end that names its stay is still to come: a second claim.
        return state.then((*rest, replace(last, others=(*last.others, told))), False, _START_AGAIN)
    held = last.opening
    assert held is not None
    if told.new_term or told.acting != held.acting:
        # Who is reappointed, or made permanent, was there till then; an election may follow a departure.
        natural = told.event.manner == Manner.REAPPOINTED or (held.acting and not told.acting)
        return state.then((*rest, replace(last, closing=told), Spell(told)), True, _FREE if natural else _TERM)
    if held.planned and not told.planned:
        return state.then((*rest, Spell(told, others=(held, *last.others))), True, _TERM)
    return state.then((*rest, replace(last, others=(*last.others, told))), True, _START_AGAIN)


def _closed(state: _State, told: Evidence, *, shown: bool) -> _State:
    if not state.spells:
        # As for one that stands alone.
        spells = () if told.weight is Weight.LEFT_ALL else (Spell(None, told),)
        return state.then(spells, False, _FREE if shown else _END_FIRST)
    *rest, last = state.spells
    if state.is_open:
        assert last.opening is not None
        as_other = told.acting and not last.opening.acting
        return state.then((*rest, replace(last, closing=told)), False, _TERM if as_other else _FREE)
    assert last.closing is not None
    known = last.closing
    moved = _FREE if told.date.overlaps(known.date) or told.planned is not known.planned else _END_MOVED
    if told.standing < known.standing:
        return state.then((*rest, replace(last, closing=told, others=(*last.others, known))), False, moved)
    again = known.date.certainly_before(told.date) and told.weight in (Weight.DEPARTED, Weight.LEFT_FOR)
    if again and not told.planned:
        return state.then((*state.spells, Spell(None, told)), False, _END_ALONE)
    weak = told.planned or told.weight is not Weight.DEPARTED
    return state.then((*rest, replace(last, others=(*last.others, told))), False, moved if weak else _END_AGAIN)


def _ends_of(
    preferred: tuple[Spell, ...], number: int, readings: list[tuple[Spell, ...]]
) -> tuple[Evidence | None, ...]:
    """The closings that the readings give one stay of the preferred one; none when they agree."""
    stay = _beginning(preferred, number)
    found: list[Evidence | None] = []
    for reading in readings:
        for n, other in enumerate(reading):
            if _beginning(reading, n) == stay and all(other.closing is not known for known in found):
                found.append(other.closing)
    return tuple(found) if len(found) > 1 else ()


def _beginning(reading: tuple[Spell, ...], number: int) -> tuple[int, int]:
    """What tells a stay apart in every reading: its opening, or that before it where none is on record."""
    opening, before = reading[number].opening, reading[number - 1].opening if number else None
    return (opening.event.id, 0) if opening else (0, before.event.id if before else 0)
