"""Which process runs which tests, when there are several."""

from xdist.scheduler import LoadFileScheduling


class ByFile(LoadFileScheduling):
    """A file of tests is one process's; so is all that needs Chromium, so that there is one browser with one portal."""

    def _split_scope(self, nodeid: str) -> str:
        folder = "tests/browser/"
        return folder if nodeid.startswith(folder) else str(super()._split_scope(nodeid))
