"""What Wagtail's own buttons may do with a conclusion and with the register above it."""

from base.permissions import PageTester


class ConclusionTester(PageTester):
    """A conclusion leaves the portal by its own form alone (inspection/withdrawals.py), and what was public stays."""

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        was_public = bool(self.page.live or self.page.first_published_at)
        return not was_public and super().can_delete(ignore_bulk)


class RegisterTester(PageTester):
    """The register's place stays where it is: what hangs under it was public."""

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False
