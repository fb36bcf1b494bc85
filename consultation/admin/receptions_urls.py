"""The addresses of answering in the admin, under /admin/lay-y-kien/<consultation>/tiep-thu/."""

from django.urls import path

from consultation.admin import receptions, receptions_answer, receptions_groups, receptions_pages

app_name = "receptions"
urlpatterns = [
    path("", receptions.comments, name="comments"),
    path("tra-loi/", receptions_answer.answer, name="answer"),
    path("tra-loi/<int:pk>/xoa/", receptions_answer.clear_answer, name="clear"),
    path("nhom/", receptions_groups.groups, name="groups"),
    path("nhom/<int:pk>/bo/", receptions_groups.dissolve, name="dissolve"),
    path("trang/", receptions_pages.pages, name="pages"),
    path("trang/<int:ordinal>/", receptions_pages.page, name="page"),
    path("trang/<int:ordinal>/bang.docx", receptions_pages.table_docx, name="table_docx"),
    path("trang/<int:ordinal>/bang.xlsx", receptions_pages.table_xlsx, name="table_xlsx"),
]
