"""The campaigns, for the pickers of WordPress and the connectors."""

from django.conf import settings
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns import languages
from campaigns.models import Campaign
from documents.api.authentication import caller, require_scope
from documents.api.schema.describing import described


@described(
    "GET",
    operation="listCampaigns",
    tag="Campaigns",
    summary="List campaigns",
    description="The workspace's campaigns by name, drafts and closed ones too. `Live` says which take visitors now.",
    answer=("Campaigns", "All of them."),
)
@api_view(["GET"])
def campaigns(request: Request) -> Response:
    """The workspace's campaigns by name, drafts and closed ones too: `Live` tells which take visitors now."""
    require_scope(request, "campaigns")
    found = Campaign.objects.filter(workspace=caller(request).workspace).order_by("name", "pk")
    return Response([shape(campaign) for campaign in found])


def shape(campaign: Campaign) -> dict[str, object]:
    return {
        "Id": str(campaign.pk),
        "Slug": campaign.slug,
        "Name": campaign.name,
        "Url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "Live": campaign.stage == "open",
        "Button": languages.said_by(campaign, campaign.button),
    }
