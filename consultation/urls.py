"""The addresses of the room, under /du-thao/."""

from django.urls import include, path, re_path

from consultation import calendars, open_data, outcome_downloads, views
from consultation.feeds import ConsultationsFeed, FieldConsultationsFeed
from consultation.subscribing import views as subscriptions

PAGE = r"^du-thao/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/"
OUTCOME = rf"{PAGE}ket-qua/(?P<ordinal>[1-9]\d{{0,4}})/"

urlpatterns = [
    re_path(r"^du-thao/$", views.index, name="consultations"),
    path("du-thao/atom.xml", ConsultationsFeed(), name="consultations_feed"),
    path("du-thao/linh-vuc/<slug:slug>/atom.xml", FieldConsultationsFeed(), name="consultations_field_feed"),
    path("du-thao/lich.ics", calendars.all_days, name="consultations_calendar"),
    path("du-thao/nhan-tin/", subscriptions.subscribe, name="subscribe"),
    path("du-thao/nhan-tin/<uuid:token>/", subscriptions.confirm, name="subscription_confirm"),
    path("du-thao/nhan-tin/<uuid:token>/thoi/", subscriptions.leave, name="subscription_leave"),
    path("du-thao/", include("consultation.contributing.urls")),
    re_path(rf"{PAGE}$", views.consultation, name="consultation"),
    re_path(rf"{PAGE}y-kien/$", views.comments, name="consultation_comments"),
    re_path(rf"{PAGE}ban-(?P<ordinal>[1-9]\d{{0,3}})/$", views.version, name="consultation_version"),
    re_path(rf"{PAGE}so-sanh/$", views.compare, name="consultation_compare"),
    re_path(rf"{PAGE}so-lieu/$", views.numbers, name="consultation_figures"),
    re_path(rf"{PAGE}lich\.ics$", calendars.days_of_one, name="consultation_calendar"),
    re_path(rf"{PAGE}gop-y\.csv$", open_data.comments_csv, name="consultation_comments_csv"),
    re_path(rf"{PAGE}gop-y\.json$", open_data.comments_json, name="consultation_comments_json"),
    re_path(rf"{OUTCOME}$", views.outcome, name="consultation_outcome"),
    re_path(rf"{OUTCOME}bang\.docx$", outcome_downloads.table_docx, name="outcome_docx"),
    re_path(rf"{OUTCOME}bang\.xlsx$", outcome_downloads.table_xlsx, name="outcome_xlsx"),
]
