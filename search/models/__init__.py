from search.models.entry import Entry, IndexChange
from search.models.term import Term

__all__ = ["Entry", "IndexChange", "Term"]
