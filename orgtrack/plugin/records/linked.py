"""What pages of people and companies say to machines: schema.org data as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from markupsafe import Markup

from orgtrack.model.vocabulary import Noun, Scheme
from orgtrack.plugin.records.registers import register_address
from orgtrack.timeline.about.public import PublicOrganization, PublicPerson, PublicStay

_Said = dict[str, object]
# Where a record's page is: a table and a number.
Address = Callable[[str, int], str]

# Inside a script element no text may end it or begin a comment; as JSON these mean the same.
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&'\u2028\u2029"}


def script(said: Mapping[str, object]) -> Markup:
    """The data as the text of a script element, which nothing in it can end."""
    return Markup(json.dumps(said, ensure_ascii=False).translate(_IN_SCRIPT))


def person_said(person: PublicPerson, address: Address) -> _Said:
    """A Person, with an EmployeeRole for each stay; one that ended without a known day as an alumna of the place."""
    now = [stay.title for stay in person.stays if stay.is_open]
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": address("people", person.id),
            "name": person.name,
            "alternateName": list(person.names),
            "sameAs": _same_as(Noun.PERSON, person.identifiers),
            "jobTitle": list(dict.fromkeys(now)),
            "worksFor": [_role("worksFor", stay, address) for stay in person.stays if stay.is_open or stay.end],
            "alumniOf": [
                _role("alumniOf", stay, address) for stay in person.stays if not stay.is_open and not stay.end
            ],
        }
    )


def _role(relation: str, stay: PublicStay, address: Address) -> _Said:
    return _filled(
        {
            "@type": "EmployeeRole",
            "roleName": stay.title,
            "startDate": stay.start,
            "endDate": None if stay.is_open else stay.end,
            relation: {
                "@type": "Organization",
                "@id": address("organizations", stay.organization_id),
                "name": stay.organization,
            },
        }
    )


def organization_said(organization: PublicOrganization, address: Address) -> _Said:
    """An Organization with where it stands, and its dates where they are known exactly."""

    def other(found: tuple[int, str]) -> _Said:
        return {"@type": "Organization", "@id": address("organizations", found[0]), "name": found[1]}

    numbers = dict(organization.identifiers)
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address("organizations", organization.id),
            "name": organization.name,
            "alternateName": list(organization.names),
            "sameAs": _same_as(Noun.ORGANIZATION, organization.identifiers),
            "leiCode": numbers.get(Scheme.LEI),
            "foundingDate": organization.founded,
            "dissolutionDate": organization.dissolved,
            "parentOrganization": other(organization.parent) if organization.parent else None,
            "subOrganization": [other(unit) for unit in organization.units],
        }
    )


def _same_as(noun: Noun, identifiers: tuple[tuple[Scheme, str], ...]) -> list[str]:
    return [found for scheme, value in identifiers if (found := register_address(noun, scheme, value))]


def _filled(said: _Said) -> _Said:
    """Without what is not known."""
    return {name: value for name, value in said.items() if value not in (None, [], "")}
