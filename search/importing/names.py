"""Which field and which unit a cell means, and which unit leads a field on a day; asked of the database once."""

import datetime
import re
from typing import TypeVar

from base.importing.rows import Reason, Refused
from ministry.models import FieldLead, PolicyField, Province, Unit
from ministry.models.dated import DatedModel
from search.text import syllables

_KIND_OF_PROVINCE = re.compile(r"^(tinh|thanh pho|tp) (?=\S)")
Dated = TypeVar("Dated", bound=DatedModel)


class Names:
    """The fields, units and provinces of the ministry by code, slug or name, in any case, with accents or without."""

    def __init__(self) -> None:
        self.fields: dict[str, list[PolicyField]] = {}
        self._units: dict[str, list[Unit]] = {}
        self._leads: dict[int, list[FieldLead]] = {}
        self._provinces: dict[str, list[Province]] = {}
        for field in PolicyField.objects.all():
            for name in {_plain(field.slug), _plain(field.name)}:
                self.fields.setdefault(name, []).append(field)
        for unit in Unit.objects.all():
            for name in {_plain(unit.code), _plain(unit.name), _plain(unit.short_name)} - {""}:
                self._units.setdefault(name, []).append(unit)
        for province in Province.objects.all():
            for name in {_plain(province.code), _bare(province.name)}:
                self._provinces.setdefault(name, []).append(province)
        for lead in FieldLead.objects.order_by("-valid_from"):
            self._leads.setdefault(lead.field_id, []).append(lead)

    def field(self, name: str, day: datetime.date) -> PolicyField:
        """Return the field of that slug or name; of several, the one in force on the day.

        Raises:
            Refused: there is none, or more than one.
        """
        return _one_of(self.fields.get(_plain(name), []), day, Reason.UNKNOWN_FIELD, name)

    def unit(self, name: str, day: datetime.date) -> int:
        """Return the key of the unit of that code or name; of several, of the one in force on the day.

        Raises:
            Refused: there is none, or more than one.
        """
        return _one_of(self._units.get(_plain(name), []), day, Reason.UNKNOWN_UNIT, name).pk

    def province(self, name: str, day: datetime.date) -> Province:
        """Return the province of that code or name, with "Tỉnh" or "Thành phố" before it or without.

        Raises:
            Refused: there is none, or more than one on the day.
        """
        return _one_of(self._provinces.get(_bare(name), []), day, Reason.UNKNOWN_PROVINCE, name)

    def leader(self, field: PolicyField, day: datetime.date) -> int:
        """Return the key of the unit that leads the field on the day; raises Refused when no row says so."""
        for lead in self._leads.get(field.pk, []):
            if lead.is_valid_on(day):
                return lead.unit_id
        raise Refused(Reason.NO_LEADING_UNIT, f"{field.slug} on {day.isoformat()}")


def _plain(name: str) -> str:
    return " ".join(syllables(name))


def _bare(name: str) -> str:
    return _KIND_OF_PROVINCE.sub("", _plain(name))


def _one_of(known: list[Dated], day: datetime.date, reason: Reason, name: str) -> Dated:
    found = known if len(known) == 1 else [one for one in known if one.is_valid_on(day)]
    if len(found) == 1:
        return found[0]
    raise Refused(reason, f"'{name[:60]}'{' means more than one' if known else ''}")
