"""The campaigns room's addresses for visitors and embeds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
