"""`manage.py sample_content`: the sample ministry, its officers, its answers and its inspection conclusions."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home import sample
from home.first_content import make_first_content
from search import indexing


class Command(BaseCommand):
    help = "Load the sample ministry with its officers and answers; safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove-accounts", action="store_true", help="close the sample accounts and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove_accounts"]:
            self.stdout.write(f"{sample.remove_accounts()} sample accounts closed")
            return
        if settings.PRODUCTION:
            raise CommandError("Sample content is not for production.")
        sample.load_ministry()
        sample.load_field_pages()
        sample.load_portal()
        made = make_first_content()
        loaded = sample.load_answers()
        conclusions = sample.load_conclusions()
        drafts = sample.load_drafts()
        if loaded or conclusions or drafts or made:
            indexing.drain_whole()
        self.stdout.write(f"{loaded} answers, {conclusions} inspection conclusions, {drafts} consultations loaded.")
        self.stdout.write(f"Who can log in at /admin/ (password {sample.PASSWORD}):")
        for username, name, posts in sample.accounts():
            self.stdout.write(f"  {username:<12} {name}: {posts}")
