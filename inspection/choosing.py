"""What a reader of the register asks for, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from inspection.marks import Mark, asked_for, tidy
from inspection.models import MENUS, Facet
from inspection.models.marks import LONGEST_VALUE
from search.labels import key_of

PARAMETERS = {
    Facet.YEAR: "nam",
    Facet.FIELD: "linh-vuc",
    Facet.PROVINCE: "tinh",
    Facet.AGENCY: "co-quan",
    Facet.SIGNER: "nguoi-ky",
    Facet.GROUP: "nhom-vi-pham",
    Facet.KIND: "loai",
}
ENTITY = "doi-tuong"
NAMED = (Facet.AGENCY, Facet.SIGNER)  # their values are names in small letters (inspection/marks.py)
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of each menu that one was taken from, and what was typed of a body's name or tax code."""

    menus: Mapping[Facet, str]
    entity: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls.of({facet: query.get(PARAMETERS[facet], "") for facet in MENUS}, query.get(ENTITY, ""))

    @classmethod
    def of(cls, given: Mapping[Facet, str], entity: str) -> Self:
        """Return the choice of values that may be empty, in the order of the menus."""
        return cls({facet: value for facet in MENUS if (value := _value(facet, given[facet]))}, tidy(entity))

    @property
    def marks(self) -> list[Mark]:
        """The marks that a conclusion must have, all of them."""
        words = asked_for(self.entity)[:MOST_WORDS] if self.entity else []
        return [*self.menus.items(), *words]

    @property
    def finds_nothing(self) -> bool:
        """Whether something was typed that holds neither a word nor a number."""
        return bool(self.entity) and not asked_for(self.entity)

    @property
    def parameters(self) -> dict[str, str]:
        chosen = {PARAMETERS[facet]: value for facet, value in self.menus.items()}
        return chosen | ({ENTITY: self.entity} if self.entity else {})

    def without(self, facet: Facet) -> Self:
        menus = {other: value for other, value in self.menus.items() if other != facet}
        return type(self)(menus, self.entity)

    def address_without(self, parameter: str) -> str:
        """Return the query of the list without one of its conditions."""
        rest = {name: value for name, value in self.parameters.items() if name != parameter}
        return f"?{urlencode(rest)}" if rest else ""


def _value(facet: Facet, given: str) -> str:
    return key_of(given)[:LONGEST_VALUE] if facet in NAMED else tidy(given)
