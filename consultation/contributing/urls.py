"""The addresses of taking part, under /du-thao/."""

from django.urls import path, re_path

from consultation.contributing import own, secret, supporting, views

urlpatterns = [
    re_path(r"^(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/gop-y/$", views.contribute, name="consultation_contribute"),
    path("gop-y-cua-toi/", own.own, name="consultation_own"),
    path("gop-y-cua-toi/tep/", own.own_file, name="consultation_own_file"),
    path("gop-y-cua-toi/mat-ma/", secret.lost, name="consultation_lost_secret"),
    path("ung-ho/", supporting.support, name="consultation_support"),
]
