"""The content API's addresses, under /v1/."""

from django.urls import URLPattern, path, re_path

from documents.api import views, webhooks

urlpatterns: list[URLPattern] = [
    path("content", views.content, name="api-content"),
    path("content/url", views.on_demand_url, name="api-on-demand-url"),
    path("content/test", views.test_key, name="api-test"),
    path("content/templates", views.templates, name="api-templates"),
    path("content/templates/<str:template_id>/info", views.template_info, name="api-template-info"),
    path("openapi.json", views.openapi, name="api-openapi"),
    path("webhooks", webhooks.webhooks, name="api-webhooks"),
    path("webhooks/callbacks", webhooks.callbacks, name="api-callbacks"),
    path("webhooks/<str:webhook_id>", webhooks.webhook, name="api-webhook"),
    re_path(r"", views.nothing_here, name="api-nothing-here"),
]
