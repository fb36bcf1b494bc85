"""The public number of a contribution and its secret (base/codes.py)."""

from base.codes import Codes

CONTRIBUTIONS = Codes("contribution", "GY-")
