"""What Wagtail's own buttons may do with consultations, their outcomes and their place."""

from base.permissions import PageTester


class ConsultationTester(PageTester):
    """What people have commented on stays where it is: nobody takes it down or deletes it by a button."""

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        was_public = bool(self.page.live or self.page.first_published_at)
        return not was_public and super().can_delete(ignore_bulk)

    def can_copy(self) -> bool:
        return False  # a copy would share the texts and the comments


class IndexTester(PageTester):
    """The place of consultations stays where it is: what hangs under it was public."""

    def can_unpublish(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False
