"""The Django app of campaigns and submissions."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Publishing, forms for visitors, submissions, statistics."""

    name = "campaigns"
    verbose_name = "Campaigns"
