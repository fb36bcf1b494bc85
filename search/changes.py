"""What became of entries, told to whoever keeps something beside them (tallies, caches in front of the portal)."""

from dataclasses import dataclass

from django.dispatch import Signal

from search.models import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """An entry before and after; None where it was or is not public. Its foreign keys are not read."""

    before: Entry | None
    after: Entry | None

    @property
    def sides(self) -> list[Entry]:
        return [entry for entry in (self.before, self.after) if entry is not None]


# Sent with `changes`, in the transaction that changed them; the sender is the model that entries are made of.
entries_changed = Signal()
