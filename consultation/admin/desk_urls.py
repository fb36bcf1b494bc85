"""The addresses of moderating and keying in, under /admin/lay-y-kien/."""

from django.urls import path

from consultation.admin import comments, files, keying, listing, moderating

app_name = "consultation_desk"
urlpatterns = [
    path("", listing.consultations, name="list"),
    path("<int:pk>/gop-y/", comments.comments, name="comments"),
    path("<int:pk>/gop-y/viec/", moderating.many, name="many"),
    path("<int:pk>/gop-y/<int:comment>/", comments.one, name="comment"),
    path("<int:pk>/gop-y/<int:comment>/viec/", moderating.one, name="moderate"),
    path("<int:pk>/nhap/", keying.key_in, name="key_in"),
    path("tep/<str:number>/<int:file>/", files.file, name="file"),
    path("tep/<str:number>/<int:file>/xem/", files.preview, name="file_preview"),
]
