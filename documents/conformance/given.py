"""What an operator hands over, so that rules which need something set up can be checked too. Each may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


def told(sentence: str, default: Any = "") -> Any:
    """A thing that may be handed over, and what it is."""
    made: Any = field(default_factory=lambda: default, metadata={"help": sentence})
    return made


@dataclass(frozen=True)
class Given:
    """Each is an option of `manage.py conformance`; its sentence is the option's help."""

    other_key: str = told("a key of another workspace")
    revoked_key: str = told("a key that was revoked")
    narrow_key: str = told("a live key that may not make content: another service's, or one without that scope")
    last_credit_key: str = told("a key whose workspace has exactly one credit left; it is used up")
    last_credit_template: str = told("a template of that workspace")
    picture_template: str = told("a template with a picture field; needs --listen")
    many_pictures_template: str = told("a template with more than MaxFetchCount picture fields; needs --listen")
    colour_template: str = told("a template with CMYK colours and a photograph of more than 150 ppi")
    slow_template: str = told("a template that takes longer than a person waits, or a remote account's")
    young_request: str = told("the RequestId of a document that was completed 25 to 29 minutes ago")
    expired_request: str = told("the RequestId of a document that was completed more than 30 minutes ago")
    young_link: str = told("an on-demand URL that was made 29 days ago")
    expired_link: str = told("an on-demand URL that was made more than 30 days ago")
    revoked_link: str = told("an on-demand URL that was revoked")
    listen: str = told("http://HOST:PORT of this machine, where the server can call it: pictures, callbacks and events need it")
    calls: int = told(
        "how many calls may be sent to be refused with 429, best twice the limit; whoever uses the key is shut out with it", 0
    )
    failing: Mapping[int, str] = told("an id from 1000 to 1009 and a template that fails with it; may be repeated", {})

    @classmethod
    def sentences(cls) -> dict[str, str]:
        """What each is, by name."""
        return {each.name: each.metadata["help"] for each in fields(cls)}


def option(name: str) -> str:
    """The name as it is typed."""
    return "--" + name.replace("_", "-")
