"""What kinds of event there are, and their parts.

One table, `EVENT_TYPES`, holds every event type with its parts and effects; the command line, the loaders, the
documentation and the checks read it from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from orgtrack.model.vocabulary import EventType, Manner


class Slot(StrEnum):
    """Where a part of an event goes: a column of `events`, or a participant's role."""

    PERSON = "person"
    TITLE = "title"
    ORGANIZATION = "organization"
    NEW_NAME = "new_name"
    HEADLINE = "headline"
    PARENT = "parent"
    PREDECESSORS = "predecessors"
    SUCCESSORS = "successors"
    TO_TITLE = "to_title"
    TO_ORGANIZATION = "to_organization"
    FROM_TITLE = "from_title"
    FROM_ORGANIZATION = "from_organization"
    SUCCEEDING = "succeeding"
    AMOUNT = "amount"
    NEW_KIND = "new_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an event on the command line: `option` is empty for a word by its place."""

    slot: Slot
    metavar: str
    help: str
    option: str = ""
    required: bool = True
    many: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An event type in the users' words: what it says, its parts in order, and what a reader is shown.

    `headline` is filled with the names of the parts. `header_fills` names the slot that the organization in an
    article's header fills where the line leaves it out.
    """

    says: str
    parts: tuple[Part, ...]
    headline: str
    example: str
    header_fills: Slot | None = None
    date_from_source: bool = False
    about_post: bool = False
    options: frozenset[str] = field(default_factory=frozenset)


_PERSON = Part(slot=Slot.PERSON, metavar="PERSON", help="Who: a name, an alias, or an id like p7.")
_TITLE = Part(slot=Slot.TITLE, metavar="TITLE", help="The title, e.g. CEO or 'Vice President'.")
_ORG = Part(slot=Slot.ORGANIZATION, metavar="ORG", help="The company or unit: a name, an alias, or an id like o3.")
_UNIT = Part(slot=Slot.ORGANIZATION, metavar="UNIT", help="The unit.")
_PARENT_OPTION = Part(
    slot=Slot.PARENT, metavar="ORG", option="--parent", help="The organization it belongs to.", required=False
)
_FROM_TITLE = Part(
    slot=Slot.FROM_TITLE, metavar="TITLE", option="--from-title", help="The title left for this one.", required=False
)
_FROM_ORGANIZATION = Part(
    slot=Slot.FROM_ORGANIZATION,
    metavar="ORG",
    option="--from-organization",
    help="Where the title left was held; the same organization when not given.",
    required=False,
)
_SUCCEEDING = Part(
    slot=Slot.SUCCEEDING, metavar="PERSON", option="--succeeding", help="Whose post it was till then.", required=False
)
_APPOINTMENT_OPTIONS = frozenset({"acting", "manner", "formerly"})

EVENT_TYPES: Mapping[EventType, Kind] = {
    EventType.APPOINTMENT: Kind(
        says="A person takes a post.",
        parts=(_PERSON, _TITLE, _ORG, _SUCCEEDING, _FROM_TITLE, _FROM_ORGANIZATION),
        headline="{person} appointed {title} of {organization}",
        example="orgtrack add appointment 'Xu Zhuhong' 'Vice President' 'Alibaba Group' --date 2025-01",
        header_fills=Slot.ORGANIZATION,
        about_post=True,
        options=_APPOINTMENT_OPTIONS,
    ),
    EventType.DEPARTURE: Kind(
        says="A person leaves a post, or 'all' posts at and below an organization.",
        parts=(
            _PERSON,
            Part(slot=Slot.TITLE, metavar="TITLE", help="The title left, or the word all."),
            _ORG,
        ),
        headline="{person} left as {title} of {organization}",
        example="orgtrack add departure 'Daniel Zhang' CEO 'Cloud Intelligence Group' --date 2023-09-10",
        header_fills=Slot.ORGANIZATION,
        about_post=True,
        options=frozenset({"reason", "last_day", "acting"}),
    ),
    EventType.IN_POST: Kind(
        says="A source says that the person held the post on this date (without --date: on its publication date).",
        parts=(_PERSON, _TITLE, _ORG),
        headline="{person} in post as {title} of {organization}",
        example="orgtrack add in-post 'Wu Yongming' CEO 'Alibaba Group' --source 'A Bold Bet' --published 2025-07-16",
        header_fills=Slot.ORGANIZATION,
        date_from_source=True,
        about_post=True,
        options=_APPOINTMENT_OPTIONS,
    ),
    EventType.VACANCY: Kind(
        says="A source says that the post is, or will be, empty, or that a successor is sought.",
        parts=(_TITLE, _ORG),
        headline="{title} of {organization} vacant",
        example="orgtrack add vacancy CFO 'Alibaba Group' --date 2025-03",
        header_fills=Slot.ORGANIZATION,
        about_post=True,
    ),
    EventType.FORMATION: Kind(
        says="A company or unit comes to be, under a parent or none.",
        parts=(_ORG, _PARENT_OPTION),
        headline="{organization} formed{under_parent}",
        example="orgtrack add formation 'Alibaba Cloud' --parent 'Alibaba Group' --date 2009",
        header_fills=Slot.PARENT,
    ),
    EventType.IN_EXISTENCE: Kind(
        says="A source says that the organization existed, under this parent, on this date.",
        parts=(_ORG, _PARENT_OPTION),
        headline="{organization} in existence{under_parent}",
        example="orgtrack add in-existence Google --parent Alphabet --date 2025",
        header_fills=Slot.PARENT,
        date_from_source=True,
    ),
    EventType.RENAMING: Kind(
        says="An organization changes its name, or goes on as another one that is on record apart.",
        parts=(
            _ORG,
            Part(slot=Slot.NEW_NAME, metavar="NEW", help="The name from then on.", required=False),
            Part(
                slot=Slot.SUCCESSORS,
                metavar="ORG",
                option="--into",
                help="In place of a name: the organization that goes on under it.",
                required=False,
                many=True,
            ),
        ),
        headline="{organization} renamed {new_name}",
        example="orgtrack add renaming 'Taobao Tmall Business Group' 'Taobao and Tmall Group' --date 2023",
    ),
    EventType.MOVE: Kind(
        says="A unit gets another parent; also a change of kind.",
        parts=(
            _UNIT,
            Part(slot=Slot.PARENT, metavar="PARENT", help="The organization it belongs to from then on."),
            Part(
                slot=Slot.NEW_KIND,
                metavar="KIND",
                option="--new-kind",
                help="What it is from then on: company, unit, committee, agency, other.",
                required=False,
            ),
        ),
        headline="{organization} moved under {parent}",
        example="orgtrack add move 'Idle Fish' 'Taobao and Tmall Group' --date 2023-11",
    ),
    EventType.MERGER: Kind(
        says="Organizations end and go on as one.",
        parts=(
            Part(slot=Slot.ORGANIZATION, metavar="INTO", help="The organization that goes on."),
            Part(
                slot=Slot.PREDECESSORS,
                metavar="ORG",
                option="--from",
                help="One that ends in it; give it once for each.",
                many=True,
            ),
        ),
        headline="{predecessors} merged into {organization}",
        example="orgtrack add merger 'E-commerce Group' --from 'Taobao and Tmall Group' --from 1688 --date 2024-11-21",
    ),
    EventType.SPLIT: Kind(
        says="An organization ends and goes on as several.",
        parts=(
            _ORG,
            Part(
                slot=Slot.SUCCESSORS,
                metavar="ORG",
                option="--into",
                help="One that goes on from it; give it once for each.",
                many=True,
                least=2,
            ),
        ),
        headline="{organization} split into {successors}",
        example="orgtrack add split 'Hewlett-Packard' --into 'HP Inc.' --into 'Hewlett Packard Enterprise' --date 2015",
    ),
    EventType.SPIN_OFF: Kind(
        says="A unit leaves its parent and goes on as the same organization.",
        parts=(
            _UNIT,
            Part(slot=Slot.PREDECESSORS, metavar="PARENT", option="--from", help="The parent it leaves.", many=True),
        ),
        headline="{organization} spun off from {predecessors}",
        example="orgtrack add spin-off 'Freshippo' --from 'Alibaba Group' --date 2025",
    ),
    EventType.ACQUISITION: Kind(
        says="One organization is bought by another and belongs to it from then on.",
        parts=(
            Part(slot=Slot.ORGANIZATION, metavar="TARGET", help="The organization bought."),
            Part(slot=Slot.PARENT, metavar="BUYER", help="The organization that buys it."),
            Part(slot=Slot.AMOUNT, metavar="AMOUNT", option="--amount", help="The price as stated.", required=False),
        ),
        headline="{organization} acquired by {parent}",
        example="orgtrack add acquisition 'Ele.me' 'Alibaba Group' --date 2018",
    ),
    EventType.TRANSFER_OF_FUNCTIONS: Kind(
        says="Tasks go from one organization to another; neither ends.",
        parts=(
            Part(slot=Slot.ORGANIZATION, metavar="FROM", help="The organization that gives."),
            Part(slot=Slot.SUCCESSORS, metavar="TO", help="The organization that takes over.", many=True),
        ),
        headline="Functions transferred from {organization} to {successors}",
        example="orgtrack add transfer-of-functions 'Cloud Intelligence Group' 'AI To C' --date 2024-12",
    ),
    EventType.DISSOLUTION: Kind(
        says="An organization ends, into others or none.",
        parts=(
            _ORG,
            Part(
                slot=Slot.SUCCESSORS,
                metavar="ORG",
                option="--into",
                help="Where it goes on, if anywhere; give it once for each.",
                required=False,
                many=True,
            ),
        ),
        headline="{organization} dissolved{into_successors}",
        example="orgtrack add dissolution 'Local Services Group' --date 2025",
    ),
    EventType.REPORTING_CHANGE: Kind(
        says="A post reports to another post from this date.",
        parts=(
            _TITLE,
            _ORG,
            Part(slot=Slot.TO_TITLE, metavar="TITLE", option="--to-title", help="The title it reports to."),
            Part(
                slot=Slot.TO_ORGANIZATION,
                metavar="ORG",
                option="--to-organization",
                help="Where that title is; the same organization when not given.",
                required=False,
            ),
        ),
        headline="{title} of {organization} reports to {to_title} of {to_organization}",
        example="orgtrack add reporting-change CFO 'Alibaba Cloud' --to-title CEO --date 2025",
        header_fills=Slot.ORGANIZATION,
        about_post=True,
    ),
    EventType.MILESTONE: Kind(
        says="Anything else worth a date: an investment, a strategy, a nomination, a leave.",
        parts=(
            Part(slot=Slot.HEADLINE, metavar="SENTENCE", help="What happened, in one sentence."),
            _ORG,
            Part(slot=Slot.PERSON, metavar="PERSON", option="--person", help="Whose doing it is.", required=False),
            Part(
                slot=Slot.AMOUNT,
                metavar="AMOUNT",
                option="--amount",
                help="How much, in the source's words: '380 billion CNY'.",
                required=False,
            ),
        ),
        headline="{headline}",
        example=(
            "orgtrack add milestone 'AI investment plan' 'Alibaba Group' --amount '380 billion CNY' --date 2025-02-24"
        ),
        header_fills=Slot.ORGANIZATION,
    ),
}

# Words of the command line for an appointment with a manner and a post left.
APPOINTMENT_WORDS: Mapping[str, Manner] = {"promotion": Manner.PROMOTED, "transfer": Manner.TRANSFERRED}

ENDING_EVENTS = frozenset({EventType.MERGER, EventType.SPLIT, EventType.DISSOLUTION})
EVERY_POST = "all"
MEMBER = "Member"
