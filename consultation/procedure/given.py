"""What somebody hands in: comments, choices, and who it is."""

from dataclasses import asdict, dataclass
from typing import Any

from casework.models import SenderType
from consultation.models import ConsultationQuestion, DraftDocument
from ministry.models import Province

SOMEBODY = "Một người dân"


@dataclass(frozen=True, slots=True)
class GivenComment:
    """A comment on a provision of `document`, on the whole (`key` ""), or a question's answer in own words."""

    content: str
    document: DraftDocument | None = None
    key: str = ""
    question: ConsultationQuestion | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a question's choices."""

    question: ConsultationQuestion
    choice: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who hands something in, and as what; `show_name` is a private person's own wish."""

    kind: str
    name: str
    province: Province | None
    show_name: bool = False
    email: str = ""
    phone: str = ""
    ward: str = ""
    address_detail: str = ""
    org_name: str = ""
    tax_code: str = ""
    representative_title: str = ""
    signatories: str = ""

    @property
    def shown_as(self) -> str:
        """Return what the public reads: an organisation by its name, a person only as somebody of a province."""
        if self.kind != SenderType.INDIVIDUAL:
            return self.org_name
        name = self.name if self.show_name else SOMEBODY
        return f"{name}, {self.province.name}" if self.province else name

    def kept(self) -> dict[str, Any]:
        """Return the columns of `Contributor`."""
        return {name: value for name, value in asdict(self).items() if name not in _NOT_KEPT}


_NOT_KEPT = frozenset({"kind", "province", "show_name"})
