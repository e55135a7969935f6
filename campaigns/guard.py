"""What keeps machines from a form without asking anybody to prove that they are people: no third party, no cookie, nothing kept."""

import hashlib
import time
from collections.abc import Mapping
from datetime import timedelta

from altcha import v1 as altcha
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.signing import BadSignature
from django.utils.timezone import now
from django.utils.translation import gettext as _

from campaigns.models import Campaign

TRAP = "leave_empty"  # an input that nobody sees
TICKET = "ticket"
PROOF = "proof"
LEAST_S = 2.0  # nobody reads and fills in a form in less; the scripts wait for the rest of it
OPEN_S = 24 * 3600
WINDOW_S = 600
WORK = 50_000  # hashes at most; half of it on average, about a second on a telephone
WORK_S = 1200
SALT = "visitor's form"


def ticket(campaign: Campaign) -> str:
    """When the form was handed out, signed. It comes with the form from us, never with the HTML of the page round it."""
    return signing.dumps([str(campaign.pk), int(time.time())], salt=SALT)


def objection(campaign: Campaign, data: Mapping[str, str]) -> str:
    """Why a form looks as if nobody had filled it in, as a sentence for the one who did; "" when it does not."""
    if data.get(TRAP):
        return _("Something filled in a field that people do not see. Please send it once more.")
    try:
        found, at = signing.loads(data.get(TICKET, ""), salt=SALT)
    except (BadSignature, ValueError, TypeError):
        found, at = "", 0.0
    if found != str(campaign.pk) or time.time() - at > OPEN_S:
        return _("This form was open for a long time. Please send it once more.")
    if time.time() - at < LEAST_S:
        return _("That was quicker than people type. Please look it over and send it once more.")
    return ""


def is_too_much(campaign: Campaign, address: str, *, what: str = "tries", times: int = 1) -> bool:
    """Count one more of what an address does with this campaign; whether that is beyond VISITOR_LIMIT in ten minutes (0: no limit).

    times   how much more often than it is sent this may be done
    """
    if not settings.VISITOR_LIMIT:
        return False
    who = hashlib.sha256(f"{settings.FILE_KEY} {address}".encode()).hexdigest()[:32]
    counter = f"{what}-{campaign.pk}-{who}-{int(time.time() // WINDOW_S)}"
    cache.add(counter, 0, timeout=2 * WINDOW_S)
    try:
        return bool(cache.incr(counter) > times * settings.VISITOR_LIMIT)
    except ValueError:  # the cache has dropped it in between
        return False


def challenge(campaign: Campaign) -> dict[str, object]:
    """A piece of work for a browser, in ALTCHA's shape; good for twenty minutes and one form."""
    expires = now() + timedelta(seconds=WORK_S)
    made = altcha.create_challenge(altcha.ChallengeOptions(hmac_key=_key(campaign), max_number=WORK, expires=expires))
    return dict(made.to_dict())


def is_proved(campaign: Campaign, data: Mapping[str, str]) -> bool:
    """Whether the work was done, where the campaign asks for it. A proof is good once."""
    if not campaign.proof_of_work:
        return True
    proof = data.get(PROOF, "")[:2000]
    try:
        good, _why = altcha.verify_solution(proof, _key(campaign))
    except (TypeError, ValueError, AttributeError, KeyError):  # it takes any JSON, and not all JSON is a proof
        return False
    return good and cache.add(f"proof-{hashlib.sha256(_challenge_in(proof).encode()).hexdigest()}", 1, timeout=WORK_S + 60)


def _challenge_in(proof: str) -> str:
    return altcha.Payload.from_base64(proof).challenge


def _key(campaign: Campaign) -> str:
    return hashlib.sha256(f"{settings.FILE_KEY} proof {campaign.pk}".encode()).hexdigest()
