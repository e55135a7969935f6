from datetime import timedelta

import pytest
from django.utils.timezone import now

from campaigns import tasks
from campaigns.models import Submission
from tests.campaigns.factories import make_submission

pytestmark = pytest.mark.django_db


def test_what_campaigns_no_longer_keep_is_deleted_with_its_files(run_jobs, stored, django_capture_on_commit_callbacks):
    stale, kept = make_submission(), make_submission()
    run_jobs()
    file = stale.request.files.get().file.name
    Submission.objects.filter(pk=stale.pk).update(delete_at=now() - timedelta(seconds=1))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.tidy()

    assert list(Submission.objects.all()) == [kept]
    assert file not in stored()
