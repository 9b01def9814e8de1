"""What a mark says in words: for its tooltip, for a screen reader, and for the table below the picture."""

from __future__ import annotations

from orgtrack.dates import parse_edtf, short
from orgtrack.pictures.labels import isolated
from orgtrack.tenures.tenure import EndState, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.held import end_in_words, start_in_words
from orgtrack.timeline.lanes import Holder, Moment


def about(tenure: Tenure) -> str:
    """Everything besides who, what and when: how sure it is, acting, planned, private; '' where there is nothing."""
    said = [
        "acting" if tenure.acting else "",
        "planned" if tenure.start_planned else "end planned" if tenure.end_planned else "",
        state(tenure),
        "private" if tenure.private else "",
    ]
    return ", ".join(word for word in said if word)


def state(tenure: Tenure) -> str:
    """How it stands with the end: still in post by the last confirmation, ended on no known day, or not known."""
    if tenure.is_open:
        return f"presumed still in post, {confirmed(tenure)}" if is_presumed(tenure) else ""
    if tenure.end_state is EndState.UNKNOWN:
        return f"not known whether still in post, {confirmed(tenure)}"
    return "ended, not known when" if tenure.end is None or tenure.end.is_undated else ""


def confirmed(tenure: Tenure) -> str:
    """`last confirmed 16 Jul 2025`."""
    if tenure.last_confirmed is None:
        return "never confirmed"
    return f"last confirmed {short(parse_edtf(tenure.last_confirmed.day.isoformat()))}"


def when(tenure: Tenure) -> tuple[str, str]:
    """The start and the end as a cell has them."""
    return start_in_words(tenure.start), end_in_words(tenure.end, tenure.end_state)


def holder_sentence(holder: Holder, title: str, organization: str) -> str:
    """`Wu Yongming, CEO of Alibaba Group: 10 Sep 2023 to ongoing (presumed still in post, …)`."""
    starts, ends = when(holder.tenure)
    more = about(holder.tenure)
    if holder.announced is not None and holder.announced.certainly_before(holder.tenure.start):
        more = f"announced {short(holder.announced)}{', ' if more else ''}{more}"
    who = f"{isolated(holder.person)}, {isolated(title)} of {isolated(organization)}"
    return f"{who}: {starts} to {ends}{f' ({more})' if more else ''}"


def holder_name(holder: Holder) -> str:
    """What stands at a bar: the name, and what must be said with it."""
    tenure = holder.tenure
    marks = [word for word, is_so in (("acting", tenure.acting), ("planned", tenure.start_planned)) if is_so]
    name = isolated(holder.person)
    return f"{name} ({', '.join(marks)})" if marks else name


def is_presumed(tenure: Tenure) -> bool:
    """Whether it is said when the person was last confirmed in the post."""
    return tenure.is_open and not tenure.start_planned


def gap_when(gap: Gap) -> tuple[str, str]:
    """The first and the last of an empty post as a cell has them."""
    return start_in_words(gap.start), end_in_words(gap.end, EndState.ONGOING)


def gap_sentence(gap: Gap, title: str, organization: str) -> str:
    """`Vacant: CEO of Alibaba Cloud, Jun 2013 to Nov 2014 (certain)`."""
    starts, ends = gap_when(gap)
    return f"Vacant: {isolated(title)} of {isolated(organization)}, {starts} to {ends} ({gap.certainty})"


def moment_sentence(moment: Moment) -> str:
    """`formation, 10 Sep 2009: Alibaba Cloud was formed`."""
    more = "".join(f", {word}" for word, is_so in (("planned", moment.planned), ("private", moment.private)) if is_so)
    return f"{moment.type}, {short(moment.date)}{more}: {isolated(moment.headline)}"
