"""Why a text that no shape fits is not read: two dates in it, a promise of one, or none at all."""

from __future__ import annotations

import re

from orgtrack.dates.context import Context
from orgtrack.dates.fields import named, reading_of
from orgtrack.dates.numeric import numeric
from orgtrack.dates.periods import fiscal_refused, is_fiscal
from orgtrack.dates.refusal import Refusal
from orgtrack.dates.words import UNITS, VAGUE
from orgtrack.errors import DateProblem

_VAGUE = re.compile(
    "|".join(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" if word.isascii() else re.escape(word) for word in VAGUE)
)
_PART = re.compile(r"(?<![^\W\d_])(?:early|mid|late|beginning|middle|end|start|later|earlier)(?![^\W\d_])")
_MOST_WORDS = 7  # of the longest date: "Monday the 24th of February 2025" and its comma
_RELATIVE = re.compile(
    r"(?<![^\W\d_])(?:ago|last|next|this|past|coming|yesterday|today|tomorrow|" + "|".join(UNITS) + r")(?![^\W\d_])"
)


def why_unread(text: str, ctx: Context, not_edtf: Refusal) -> Refusal:
    """The refusal of a text that was not understood, with the dates that stand in it."""
    if is_fiscal(text):
        return fiscal_refused(ctx)
    if _VAGUE.search(text):
        return Refusal(DateProblem.VAGUE, "it names no day, month or year", (), "give it, or say that it is unknown")
    if " " not in text and re.match(r"[0-9\[{(?~%+\-/.y]", text):
        return not_edtf
    dates = dates_in(text, ctx)
    if len(dates) > 1:
        return Refusal(
            DateProblem.AMBIGUOUS,
            "it holds more than one date",
            tuple(dates),
            "give one; announced and effective are two",
        )
    if re.fullmatch(r"[0-9 ?~%/.,:+xu\[\]{}()-]+", text):
        return Refusal(DateProblem.INVALID, not_edtf.reason, not_edtf.candidates, not_edtf.remedy)
    if _PART.search(text) and (dates or ctx.published):
        return Refusal(
            DateProblem.VAGUE, "its words leave the days open", tuple(dates), "type the months that are meant"
        )
    if dates:
        return Refusal(
            DateProblem.NOT_A_DATE, "the words around the date are not understood", tuple(dates), "type the date alone"
        )
    if _RELATIVE.search(text):
        kind = DateProblem.AMBIGUOUS if ctx.published else DateProblem.INCOMPLETE
        return Refusal(kind, "what it counts from and to is not understood", (), "type the date")
    return Refusal(DateProblem.NOT_A_DATE, "it holds no date", (), "type a date like 2025-02-24, 2025-02 or 2025")


def dates_in(text: str, ctx: Context) -> list[str]:
    """The dates with a year that stand in a text, as EDTF, each once, in their order."""
    words = re.sub(r"[();:]", " ", text).split()
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            edtf = _dated(" ".join(words[at : at + length]).strip(" ,.;"), ctx)
            if edtf:
                found.append(edtf)
                at += length
                break
        else:
            at += 1
    return list(dict.fromkeys(found))


def _dated(text: str, ctx: Context) -> str | None:
    if not text or text[-1].isalpha():
        return None
    try:
        fields = numeric(text, ctx, side=True) or named(text)
        return reading_of(fields, ctx).edtf if fields and fields.year else None
    except Refusal:
        return None
