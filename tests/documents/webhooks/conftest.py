"""A receiver that really listens, and a webhook that calls it."""

import pytest

from tests import factories
from tests.documents.receivers import receiving
from tests.documents.webhooks.making import make_webhook


@pytest.fixture(autouse=True)
def _admit_this_machine(settings):
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def template():
    return factories.make_template()


@pytest.fixture
def webhook(template, receiver):
    return make_webhook(template.workspace, receiver)
