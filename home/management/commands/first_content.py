"""`manage.py first_content`: the pages that a new portal needs on its first day."""

from typing import Any

from django.core.management.base import BaseCommand

from home.first_content import make_first_content
from search import indexing


class Command(BaseCommand):
    help = "Make the guide, privacy, accessibility and contact pages and the first news, once; the ministry edits them."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_first_content()
        if made:
            indexing.drain_whole()
        self.stdout.write(f"{made} pages made")
