"""The addresses of a consultation's texts in the admin, under /admin/lay-y-kien/<consultation>/du-thao/."""

from django.urls import path

from consultation.admin import (
    drafts_comparing,
    drafts_documents,
    drafts_importing,
    drafts_lines,
    drafts_list,
    drafts_preview,
    drafts_relating,
)

app_name = "drafts_admin"
urlpatterns = [
    path("", drafts_list.listed, name="list"),
    path("nhap/", drafts_importing.bring_in, name="bring_in"),
    path("nhap/<int:pk>/", drafts_preview.overview, name="overview"),
    path("nhap/<int:pk>/doan/<int:ordinal>/", drafts_preview.stretch, name="stretch"),
    path("nhap/<int:pk>/dong/<int:at>/", drafts_lines.line, name="line"),
    path("nhap/<int:pk>/sua/", drafts_lines.correct, name="correct"),
    path("nhap/<int:pk>/hoan-tac/", drafts_lines.undo, name="undo"),
    path("nhap/<int:pk>/lam-lai/", drafts_lines.start_over, name="start_over"),
    path("nhap/<int:pk>/luu/", drafts_importing.save, name="save"),
    path("nhap/<int:pk>/bo/", drafts_importing.discard, name="discard"),
    path("nhap/<int:pk>/tep/", drafts_importing.file, name="file"),
    path("ban/<int:pk>/", drafts_documents.document, name="document"),
    path("ban/<int:pk>/sua-lai/", drafts_documents.reopen, name="reopen"),
    path("ban/<int:pk>/xoa/", drafts_documents.delete, name="delete"),
    path("ban/<int:pk>/chon/", drafts_documents.choose, name="choose"),
    path("ban/<int:pk>/doi-chieu/", drafts_comparing.compared, name="compared"),
    path("ban/<int:pk>/doi-chieu/sua/", drafts_relating.relate, name="relate"),
    path("ban/<int:pk>/doi-chieu/lai/", drafts_comparing.compare_anew, name="compare_anew"),
    path("ban/<int:pk>/doi-chieu/xac-nhan/", drafts_comparing.confirm, name="confirm"),
]
