"""The Library's pages, under `/library/`. All are open to everybody and read nothing but the catalogue."""

from django.urls import path

from insights import views

urlpatterns = [
    path("", views.index, name="library"),
    path("levels/<slug:slug>/", views.level, name="library-level"),
    path("skills/<slug:slug>/", views.skill, name="library-skill"),
    path("insights/", views.insights, name="library-insights"),
    path("insights/<slug:slug>/", views.insight, name="library-insight"),
    path("rules/", views.rules, name="library-rules"),
]
