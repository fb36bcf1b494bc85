"""The dictionary of the search, kept by the staff: who may, and a form that refuses what would harm the search."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from base.syllables import folded_bases
from search import dictionary
from search.models import Term
from search.models.term import TermKind
from search.permissions import PromotionPolicy, may_promote
from search.text import syllables
from search.vocabulary import Line, is_off, shipped

EFFECT = "có hiệu lực ngay với câu tìm kiếm tiếp theo; các bài đã đăng được cập nhật trong vài phút."


class DictionaryPolicy(PromotionPolicy):
    """Editors and administrators keep the dictionary; a line is switched off, never deleted.

    What the index holds of a deleted line could not be found again to be mended.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class TermForm(WagtailAdminModelForm):
    """A line of the dictionary, with the reason in plain words when it would do harm."""

    class Meta:
        model = Term
        fields = ["kind", "short", "long", "others", "context", "active", "note"]
        help_texts = {
            "kind": (
                "Viết tắt: tìm chữ ngắn cũng ra chữ đầy đủ và ngược lại. Cách viết khác: chữ thông dụng được hiểu như "
                "chữ chuẩn. Lời xã giao: bỏ qua trong câu hỏi dài."
            ),
            "active": (
                "Bỏ chọn để tắt dòng này; dòng cùng cách viết có sẵn trong phần mềm cũng tắt theo. "
                f"Mọi thay đổi {EFFECT}"
            ),
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        kind, short = found.get("kind", ""), found.get("short", "")
        folded = syllables(short)
        if short and not folded:
            self.add_error("short", "Cần ít nhất một chữ cái hoặc chữ số.")
        if kind == TermKind.COURTESY:
            if len(folded) == 1:
                self.add_error("short", "Lời xã giao cần từ hai chữ trở lên: một chữ đứng riêng có thể là từ khóa.")
        elif kind and folded:
            self._check_meaning(found, short, folded)
        return found

    def _check_meaning(self, found: dict[str, Any], short: str, folded: list[str]) -> None:
        long = syllables(found.get("long", ""))
        if not long:
            self.add_error("long", "Hãy ghi nghĩa đầy đủ.")
        elif long == folded:
            self.add_error("long", "Nghĩa trùng với cách viết, không có gì để hiểu thêm.")
        if dictionary.lines(found.get("context", "")) or not found.get("active"):
            return
        for writing in (short, *dictionary.lines(found.get("others", ""))):
            field = "short" if writing == short else "others"
            form = syllables(writing)
            if meanings := [line for line in shipped() if line.context and syllables(line.short) == form]:
                self.add_error(field, f"“{writing}” có nhiều nghĩa: {_told(meanings)}. {ASK_FOR_CONTEXT}")
            elif len(form) == 1 and form[0] in folded_bases():
                self.add_error(field, f"“{writing}” khi gõ không dấu trùng với một từ thông thường. {ASK_FOR_CONTEXT}")

    def save(self, commit: bool = True) -> Term:
        before = Term.objects.filter(pk=self.instance.pk).first()
        term: Term = super().save(commit)
        if before and commit:
            dictionary.retire_writings(before, term)
        return term


ASK_FOR_CONTEXT = "Hãy ghi ở ô “chỉ khi gần các từ” những từ đi kèm."


def _told(meanings: list[Line]) -> str:
    return "; ".join(f"{line.long} (khi gần “{line.context[0].replace('#', 'số')}”)" for line in meanings)


class _EffectToldMixin:
    """Says with the confirmation from when the change counts."""

    def get_success_message(self, instance: Any = None) -> str:
        return f"Đã lưu “{instance}”: {EFFECT}"


class TermCreateView(_EffectToldMixin, CreateView):
    """Begins with the words of a query that a report led from."""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"short": self.request.GET.get("short", "")[:80]}


class TermEditView(_EffectToldMixin, EditView):
    def get_success_message(self, instance: Any = None) -> str:
        return super().get_success_message(self.object)


class TermIndexView(IndexView):
    """Leads to the lines that come with the software."""

    @property
    def header_buttons(self) -> list[HeaderButton]:
        shown = HeaderButton("Từ có sẵn", url=reverse("search_dictionary:shipped"), icon_name="list-ul", priority=90)
        return [*super().header_buttons, shown]


@require_safe
def shipped_terms(request: HttpRequest) -> HttpResponse:
    """Show the lines that come with the software, or those with the words typed: why a word is understood as it is."""
    if not may_promote(request.user):
        raise PermissionDenied
    wanted = request.GET.get("q", "").strip()[:80]
    off = [dictionary.line_of(term) for term in Term.objects.filter(active=False)]
    lines = [
        {"line": line, "kind": TermKind(line.kind).label, "is_off": is_off(line, off)}
        for line in shipped()
        if _holds(line, syllables(wanted))
    ]
    return TemplateResponse(request, "search/admin/shipped.html", {"lines": lines, "wanted": wanted})


def _holds(line: Line, wanted: list[str]) -> bool:
    """Tell whether one of the line's writings holds the syllables in this order; accents do not matter."""
    asked = f" {' '.join(wanted)} "
    return (
        any(asked in f" {' '.join(syllables(text))} " for text in (line.short, line.long, *line.others)) or not wanted
    )


class TermViewSet(ModelViewSet):
    model = Term
    icon = "openquote"
    menu_label = "Từ điển tìm kiếm"
    menu_order = 321
    add_to_admin_menu = True
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    list_display = ["short", "long", "kind", "active", "changed_at"]
    list_filter = ["kind", "active"]
    search_fields = ["short", "long", "others", "note"]
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("co-san/", shipped_terms, name="shipped"), *super().get_urlpatterns()]

    def get_form_class(self, for_update: bool = False) -> type[TermForm]:
        return TermForm


register_permission_policy(Term, DictionaryPolicy(Term))


@hooks.register("register_admin_viewset")
def register_dictionary() -> TermViewSet:
    return TermViewSet("search_dictionary", url_prefix="tu-dien-tim-kiem")
