"""Where registers show the record that an identifier names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from orgtrack.model.vocabulary import Noun, Scheme

# What an identifier must look like for the link to lead somewhere, and the link.
_ADDRESSES: Mapping[Scheme, tuple[re.Pattern[str], str]] = {
    Scheme.WIKIDATA: (re.compile(r"Q[0-9]{1,12}"), "https://www.wikidata.org/wiki/{}"),
    Scheme.LEI: (re.compile(r"[0-9A-Z]{20}"), "https://search.gleif.org/#/record/{}"),
    Scheme.CIK: (re.compile(r"[0-9]{1,10}"), "https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK={}"),
    Scheme.COMPANIES_HOUSE: (
        re.compile(r"[0-9A-Z]{8}"),
        "https://find-and-update.company-information.service.gov.uk/company/{}",
    ),
}


def register_address(noun: Noun, scheme: Scheme, value: str) -> str | None:
    """The page of a register, None for a scheme that has no register of its own, or where the value is none of its."""
    if scheme is Scheme.COMPANIES_HOUSE and noun is not Noun.ORGANIZATION:
        return None
    pattern, address = _ADDRESSES.get(scheme, (None, ""))
    return address.format(value) if pattern and pattern.fullmatch(value) else None
