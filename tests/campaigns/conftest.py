import pytest

from campaigns import actions
from campaigns.models import Campaign
from documents.models import Workspace
from tests.factories import make_template


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    """A draft made from a template with two fields."""
    template = make_template(workspace=workspace, fields={"First Name": "String", "Machine": "String"})
    return actions.create_campaign(template=template, name="Spring fair", title="Your own brochure")
