"""Every address of the site, door by door."""

from django.contrib import admin
from django.urls import include, path

import campaigns.api
from personalia_site import health, pages

admin.autodiscover()

urlpatterns = [
    path("", pages.home, name="home"),
    path("docs/", pages.docs, name="docs"),
    path("docs/<slug:page>/", pages.docs, name="docs-page"),
    path("health/", health.alive, name="health"),
    path("ready/", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    path("v1/campaigns", campaigns.api.campaigns, name="api-campaigns"),
    path("v1/", include("documents.api.urls")),
    path("", include("documents.urls")),
    path("", include("campaigns.urls")),
]
