from django.urls import path, re_path

from qa.feeds import AnswersFeed
from qa.views import archive, ask, suggestions

urlpatterns = [
    path("hoi/", ask.ask, name="ask"),
    path("hoi/goi-y/", suggestions.suggestions, name="ask_suggestions"),
    path("hoi-dap/", archive.index, name="archive"),
    path("hoi-dap/atom.xml", AnswersFeed(), name="answers_feed"),
    path("hoi-dap/linh-vuc/<slug:slug>/atom.xml", AnswersFeed(), name="field_feed"),
    path("hoi-dap/linh-vuc/<slug:slug>/", archive.field, name="field"),
    re_path(r"^hoi-dap/(?P<number>[1-9]\d{0,8})-(?P<slug>[-\w]*)/$", archive.answer, name="answer"),
]
