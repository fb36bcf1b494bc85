"""What both registers share: a list that pages by key and counts nothing, own menus, an export, and no way around."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.log_actions import log
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from base import exports
from base.money import grouped
from base.paging import NEWER, OLDER, Key, KeyPage, key_page
from inspection.models import InspectionIndexPage

PAGE_SIZE = 50
AT_ONCE = 500
MOST_WORDS, LONGEST_SEARCH = 8, 200
EXPORTED = "inspection.export"
T = TypeVar("T")


class RegisterList(IndexView):
    """The list of a register.

    modeladmin would take any parameter of an address for a condition on the rows, across relations: whoever may list
    conclusions could ask for the passwords of their owners letter by letter. Here only the register's menus are read.
    """

    FORMATS = ("xlsx",)
    IGNORED_PARAMS = (*IndexView.IGNORED_PARAMS, OLDER, NEWER)
    sortable_by = ()

    def get_filters_params(self, params: Any = None) -> dict[str, list[str]]:
        menus = {menu.parameter_name for menu in self.list_filter}
        return {name: given for name, given in super().get_filters_params(params).items() if name in menus}

    def get_ordering(self, request: HttpRequest, queryset: "QuerySet[Any]") -> list[str]:
        return [f"-{self.model_admin.day}", "-pk"]

    def get_search_results(self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str) -> "QuerySet[Any]":
        for word in search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]:
            queryset = queryset.filter(self.model_admin.found_by(word))
        return queryset

    def as_spreadsheet(self, queryset: "QuerySet[Any]", spreadsheet_format: str) -> HttpResponse:
        return self.model_admin.export(self.request, queryset, self._chosen())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self._page()
        self.model_admin.prepare(page.rows)
        chosen = self._chosen()
        return {
            "view": self,
            "model_admin": self.model_admin,
            "object_list": page.rows,
            "older_url": _address(chosen | page.older) if page.older else "",
            "newer_url": _address(chosen | page.newer) if page.newer else "",
            "first_url": "" if page.is_first else _address(chosen),
            "export_url": _address(chosen | {self.EXPORT_VAR: "xlsx"}),
            "most_rows_grouped": grouped(exports.MOST_ROWS),
            "menus": self.filter_specs,
            "chosen": chosen,
            "user_can_create": self.permission_helper.user_can_create(self.request.user),
            **kwargs,
        }

    def _page(self) -> KeyPage:
        by_due_day = self.model_admin.soonest_first(self.params)
        if by_due_day:
            return soonest_first(self.queryset, by_due_day, self.request.GET.get(OLDER, ""), PAGE_SIZE)
        return key_page(self.queryset, self.model_admin.day, self.request.GET, PAGE_SIZE)

    def _chosen(self) -> dict[str, str]:
        """Return the menus' choices and the search, as they stand in the address."""
        names = [self.SEARCH_VAR, *(menu.parameter_name for menu in self.list_filter)]
        return {name: self.params[name] for name in names if self.params.get(name)}


class Register(ModelAdmin):
    """A register: who enters sees the own unit's rows, everybody else's do not exist.

    A subclass says of which rows, by which day they are ordered, what a search looks at and what is exported.
    """

    # Its history page asks nobody who comes; a page has its own, a requirement has its events.
    history_view_enabled = False
    inspect_view_enabled = True
    index_view_class = RegisterList
    index_template_name = "inspection/admin/list.html"
    search_label = when_empty = ""
    day = ""
    export_name = ""
    export_header: Sequence[str] = ()
    export_widths: Sequence[int] = ()

    def seen_by(self, user: Any) -> "QuerySet[Any]":
        raise NotImplementedError

    def found_by(self, word: str) -> Q:
        raise NotImplementedError

    def prepare(self, rows: list[Any]) -> None:
        """Read what the list or the export shows of these rows beside their own columns."""

    def export_row(self, row: Any) -> Sequence[Any]:
        raise NotImplementedError

    def soonest_first(self, params: Any) -> str:
        """Return the column of the day by which the chosen list begins with the earliest; empty: the newest first."""
        return ""

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return self.seen_by(request.user)

    def get_permissions_for_registration(self) -> "QuerySet[Permission]":
        """Offer no permission to groups: posts give the rights."""
        return Permission.objects.none()

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().inspect_view(request, self._known(request, instance_pk))

    def edit_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().edit_view(request, self._known(request, instance_pk))

    def delete_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        return super().delete_view(request, self._known(request, instance_pk))

    def export(self, request: HttpRequest, rows: "QuerySet[Any]", chosen: dict[str, str]) -> HttpResponse:
        """Return the chosen rows as XLSX, and note in the site's history who took how many of them along."""
        written = 0

        def lines() -> Iterator[Sequence[Any]]:
            nonlocal written
            for chunk in _chunks(rows.iterator(chunk_size=AT_ONCE), AT_ONCE):
                self.prepare(chunk)
                for row in chunk:
                    written += 1
                    yield self.export_row(row)

        name = self.opts.verbose_name_plural
        response = exports.xlsx(self.export_name, str(name), self.export_header, lines(), self.export_widths)
        taken = min(written, exports.MOST_ROWS)
        log(
            instance=InspectionIndexPage.objects.get(),
            action=EXPORTED,
            user=request.user,
            data={"register": str(name), "rows": taken, "chosen": urlencode(chosen)},
        )
        return response

    def _known(self, request: HttpRequest, instance_pk: str) -> str:
        """Return the key of a row that the officer sees; 404 for any other, which an officer does not learn of."""
        if not self.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        if not (instance_pk.isascii() and instance_pk.isdigit() and len(instance_pk) < 15):
            raise Http404
        if not self.get_queryset(request).filter(pk=instance_pk).exists():
            raise Http404
        return instance_pk


def soonest_first(rows: "QuerySet[Any]", day: str, after: str, size: int) -> KeyPage:
    """Return a page of rows that all have the day, the earliest first, beginning after a key."""
    key = Key.read(after)
    if key:
        rows = rows.filter(Q(**{f"{day}__gt": key.day}) | Q(**{day: key.day, "pk__gt": key.pk}))
    found = list(rows.order_by(day, "pk")[: size + 1])
    shown = found[:size]
    older = {OLDER: str(Key(getattr(shown[-1], day), shown[-1].pk))} if len(found) > size else {}
    return KeyPage(rows=shown, older=older, newer={}, is_first=key is None)


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _address(parameters: dict[str, str]) -> str:
    return f"?{urlencode(parameters)}"
