from django.urls import re_path

from consultation import views

PAGE = r"^du-thao/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/"

urlpatterns = [
    re_path(r"^du-thao/$", views.index, name="consultations"),
    re_path(rf"{PAGE}$", views.consultation, name="consultation"),
    re_path(rf"{PAGE}y-kien/$", views.comments, name="consultation_comments"),
    re_path(rf"{PAGE}ban-(?P<ordinal>[1-9]\d{{0,3}})/$", views.version, name="consultation_version"),
    re_path(rf"{PAGE}so-sanh/$", views.compare, name="consultation_compare"),
    re_path(rf"{PAGE}so-lieu/$", views.numbers, name="consultation_figures"),
    re_path(rf"{PAGE}ket-qua/(?P<ordinal>[1-9]\d{{0,3}})/$", views.outcome, name="consultation_outcome"),
]
