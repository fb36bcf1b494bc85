from django.urls import re_path

from inspection import views

urlpatterns = [
    re_path(
        r"^ket-luan-thanh-tra/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/$",
        views.conclusion,
        name="conclusion",
    ),
]
