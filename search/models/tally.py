"""How many public entries each field, unit and year has, so that no menu counts a long list."""

import json
import zlib

from django.db import models


class Tally(models.Model):
    """The figures of one kind of entry: `counts` is {"policy_field": {key: entries}, "unit": {…}, "year": {…}}."""

    kind = models.CharField(max_length=30, primary_key=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.kind

    def of(self, facet: str) -> dict[int, int]:
        """Return the number of entries of each field, unit (by primary key) or year that has any."""
        return {int(key): count for key, count in self.counts.get(facet, {}).items()}

    @property
    def state(self) -> str:
        """A short name of these very figures, to keep under it what is made from them."""
        return f"{zlib.crc32(json.dumps(self.counts, sort_keys=True).encode()):08x}"
