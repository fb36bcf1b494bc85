"""Filling a portal with any number of answers, quick enough for a million.

The first answers are loaded as an import loads them. The others are made by the database out of these: the title and
question of one, the rest of another, each with a number, an address and an entry of its own.
What only the admin's own search reads (its index, the references) is left out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import Count
from django.db.models.functions import Substr
from wagtail.models import Page

from base.models import Sequence
from home.sample import load_ministry
from ministry.models import PolicyField, Unit
from qa import loading
from qa.models import AnswerPage, FieldPage, LegalBasis, QAIndexPage, YearPage
from search import indexing, tallies
from search.models import Entry, IndexChange
from tools.bench.answers import Answers

LOADED = 1_000
PORTION = 20_000
BASE = "bench_base"
_DIGITS = "'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'"


def fill(count: int, texts: Path | None, done: Callable[[int], object]) -> None:
    """Brings the portal of this process to `count` public answers with an index; goes on where a stopped run ended.

    `done` is told how many answers there are. Raises FileNotFoundError when there is no text.
    """
    call_command("migrate", verbosity=0)
    if not (Path(str(settings.STATIC_ROOT)) / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    if AnswerPage.objects.count() == count and not IndexChange.objects.exists():
        return
    load_ministry()
    _make_field_pages()
    if AnswerPage.objects.count() < min(count, LOADED):
        _load(min(count, LOADED), texts)
    present = AnswerPage.objects.count()
    if present < count:
        for start in range(present, count, PORTION):
            with transaction.atomic():
                _multiply(start + 1, min(start + PORTION, count))
            done(min(start + PORTION, count))
        _settle(count)
    indexing.rebuild("embedded")
    IndexChange.objects.all().delete()


def _make_field_pages() -> None:
    index = QAIndexPage.objects.get()
    for field in PolicyField.objects.current().filter(page=None).order_by("pk"):
        index.add_child(instance=FieldPage(title=field.name, slug=field.slug, field=field))


def _load(count: int, texts: Path | None) -> None:
    fields = PolicyField.objects.current().order_by("pk").values_list("pk", flat=True)
    units = Unit.objects.order_by("pk").values_list("pk", flat=True)
    answers = Answers(texts, list(fields), list(units))
    loading.load([answers.answer(number) for number in range(1, count + 1)])


def _multiply(first: int, last: int) -> None:
    """Makes the answers from `first` to `last` out of those that were loaded."""
    with connection.cursor() as cursor:
        places = "SELECT row_number() OVER (ORDER BY page_ptr_id) - 1 AS place, page_ptr_id AS id FROM qa_answerpage"
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {BASE} AS {places}")
        cursor.execute(f"ANALYZE {BASE}")
        for model, values in _rows().items():
            columns = [field for field in model._meta.local_concrete_fields if not field.primary_key or "id" in values]
            names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
            taken = ", ".join(values.get(str(field.column), f"own.{field.column}") for field in columns)
            series = f"SELECT {first} UNION ALL SELECT n + 1 FROM series WHERE n < {last}"  # noqa: S608 - numbers
            rows = f"SELECT {taken} {_source(model)}"
            cursor.execute(
                f"WITH RECURSIVE series(n) AS ({series}) INSERT INTO {model._meta.db_table} ({names}) {rows}"
            )


def _source(model: type[models.Model]) -> str:
    keys: dict[type[models.Model], str] = {
        Page: "own.id",
        AnswerPage: "own.page_ptr_id",
        LegalBasis: "own.page_id",
        Entry: "own.source = 'qa.answerpage' AND own.source_id",  # the two columns of its index
    }
    return f"""FROM series
        JOIN {BASE} a ON a.place = n % {LOADED}
        JOIN {BASE} b ON b.place = (n + n / {LOADED} * 7) % {LOADED}
        JOIN {model._meta.db_table} own ON {keys[model]} = a.id
        JOIN wagtailcore_page place ON place.id = a.id
        JOIN wagtailcore_page titled ON titled.id = b.id
        JOIN qa_answerpage asked ON asked.page_ptr_id = b.id"""


def _rows() -> dict[type[models.Model], dict[str, str]]:
    """Returns, for each table, how the columns that are not copied are made; `n` is the answer's number."""
    offset = 1_000_000  # far above what was made by hand
    page = f"(n + {offset})"
    slug = "substr(titled.slug, 1, 60) || '-' || n"
    step = " || ".join(f"substr({_DIGITS}, n / {36**power} % 36 + 1, 1)" for power in (3, 2, 1, 0))
    key = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    return {
        Page: {
            "id": page,
            "path": f"substr(place.path, 1, length(place.path) - 4) || {step}",
            "translation_key": key,
            "title": "titled.title",
            "draft_title": "titled.title",
            "slug": slug,
            "url_path": f"substr(place.url_path, 1, length(place.url_path) - length(place.slug) - 1) || {slug} || '/'",
        },
        AnswerPage: {
            "id": "",
            "page_ptr_id": page,
            "number": "n",
            "question": "asked.question",
            "import_key": "'bench-' || n",
        },
        LegalBasis: {"page_id": page},
        Entry: {
            "source_id": page,
            "title": "titled.title",
            "url": f"'/hoi-dap/' || n || '-' || {slug} || '/'",
        },
    }


def _settle(count: int) -> None:
    """Brings into step what is kept beside the rows: children of the years, numbers, tallies, statistics."""
    parents: dict[str, int] = {year.path: year.pk for year in YearPage.objects.all()}
    length = len(next(iter(parents)))
    children: Any = AnswerPage.objects.order_by().values_list(Substr("path", 1, length)).annotate(Count("pk"))
    for path, number in children:
        Page.objects.filter(pk=parents[path]).update(numchild=number)
    Sequence.take("answer-page", max(count - AnswerPage.objects.filter(pk__lt=1_000_000).count(), 0))
    tallies.recount()
    with connection.cursor() as cursor:
        for model in (Page, LegalBasis, Entry):
            if connection.vendor == "postgresql":
                table = model._meta.db_table
                highest = f"(SELECT max(id) FROM {table})"  # noqa: S608 - our own names
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {highest})")
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
