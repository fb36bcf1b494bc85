"""What people looked for, and what it came to: reports and promoted answers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from search import permissions
from search.admin import report_views
from search.models import Promotion

urlpatterns = [
    path("khong-thay/", report_views.not_found, name="not_found"),
    path("chua-du/", report_views.not_enough, name="not_enough"),
    path("hieu-qua/", report_views.funnel, name="funnel"),
]
REPORTS = (
    ("Tìm không thấy", "not_found", "search"),
    ("Câu trả lời chưa đủ", "not_enough", "help"),
    ("Hiệu quả giải đáp trước khi hỏi", "funnel", "order-down"),
)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern | URLResolver]:
    return [path("bao-cao/tim-kiem/", include((urlpatterns, "search_use")))]


class ReportMenuItem(MenuItem):
    """A report, shown to those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_see_use(request.user)


def _register(label: str, name: str, icon: str, order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def item() -> MenuItem:
        return ReportMenuItem(label, reverse(f"search_use:{name}"), name=f"search-{name}", icon_name=icon, order=order)


for place, report in enumerate(REPORTS):
    _register(*report, order=100 + place)


class PromotionIndexView(IndexView):
    def get_base_queryset(self) -> "QuerySet[Promotion]":
        return super().get_base_queryset().select_related("page")


class PromotionCreateView(CreateView):
    def get_initial(self) -> dict[str, Any]:
        """Begin with the query that a report's button brought along."""
        return super().get_initial() | {"queries": self.request.GET.get("queries", "")[:200]}


class PromotionViewSet(ModelViewSet):
    model = Promotion
    icon = "pick"
    menu_label = "Câu trả lời ưu tiên"
    menu_order = 320
    add_to_admin_menu = True
    index_view_class = PromotionIndexView
    add_view_class = PromotionCreateView
    list_display = ["__str__", "page", "position", "starts_on", "ends_on", "active"]
    list_filter = ["active"]
    search_fields = ["queries", "note"]
    panels = [
        HelpPanel(
            "Trang được chọn đứng đầu kết quả khi người dân tìm đúng một trong các câu dưới đây. Trang chưa công khai "
            "hoặc đã gỡ thì không hiện ra cho người dân."
        ),
        FieldPanel("queries"),
        FieldPanel("page"),
        FieldPanel("position"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("active"),
        FieldPanel("note"),
    ]


register_permission_policy(Promotion, permissions.PromotionPolicy(Promotion))


@hooks.register("register_admin_viewset")
def register_promotions() -> PromotionViewSet:
    return PromotionViewSet("search_promotions", url_prefix="cau-tra-loi-uu-tien")
