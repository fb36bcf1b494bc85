from search.models.entry import Entry, IndexChange
from search.models.label import LabelName
from search.models.learning import Ending, MonthOfAnswer, MonthOfUse, Place, SearchLog
from search.models.promotion import Promotion
from search.models.tally import Tally
from search.models.term import Term

__all__ = [
    "Ending",
    "Entry",
    "IndexChange",
    "LabelName",
    "MonthOfAnswer",
    "MonthOfUse",
    "Place",
    "Promotion",
    "SearchLog",
    "Tally",
    "Term",
]
