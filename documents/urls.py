"""The documents room's public addresses: result files and on-demand links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
