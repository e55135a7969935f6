"""Every error this project raises on purpose, and nothing of Django.

    PersonaliaError
    ├── Invalid          400  the caller sent something wrong; sending it again will fail again
    ├── NotAllowed       403  the caller may not do this (401 when nobody is known: `status`)
    ├── NotFound         404  there is no such thing for this caller
    ├── Conflict         409  the thing is not in a state that allows this
    ├── Expired          410  it was there, and its time is over
    ├── TooMany          429  later, please; `retry_after_s` says when
    ├── Upstream         502  somebody else failed; a retry may help
    └── RenderFailed     (a row's end)  these values and this template will fail again
        ├── BrokenDesign     1002  the design document cannot be read
        ├── MissingAsset     1006  a linked picture or text is not there
        ├── MissingStyle     1007  a style that the design names is not there
        ├── MissingFont      1008  a font, or a glyph in it, is not there
        └── TextOverflow     1009  text does not fit its frame

`error_id` is the content API's number (templates/docs/errors.html lists them), `code` a word for programs, `parameters`
what the message names, by name. Messages are for the reader of the page: what is wrong, where, and what to do.
"""

from collections.abc import Mapping


class PersonaliaError(Exception):
    """Base of the tree. Never raised itself."""

    status = 500
    code = "server_error"
    error_id: int | None = None

    def __init__(
        self,
        reason: str,
        *,
        error_id: int | None = None,
        code: str | None = None,
        status: int | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.parameters = dict(parameters or {})
        self.error_id = error_id if error_id is not None else self.error_id
        self.code = code or self.code
        self.status = status or self.status


class Invalid(PersonaliaError):
    """The caller's input is wrong; `parameters["FieldName"]` names the field where there is one."""

    status = 400
    code = "invalid"


class NotAllowed(PersonaliaError):
    """The caller may not do this."""

    status = 403
    code = "not_allowed"


class NotFound(PersonaliaError):
    """There is no such thing, or it belongs to somebody else: the caller is told the same."""

    status = 404
    code = "not_found"


class Conflict(PersonaliaError):
    """The thing is not in a state that allows this."""

    status = 409
    code = "conflict"


class Expired(PersonaliaError):
    """It was there, and its time is over."""

    status = 410
    code = "expired"


class TooMany(PersonaliaError):
    """Too many requests."""

    status = 429
    code = "rate_limit_exceeded"

    def __init__(self, reason: str, *, retry_after_s: int) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


class Upstream(PersonaliaError):
    """Somebody else's server failed; a retry may help, after `retry_after_s` where it said so."""

    status = 502
    code = "upstream"

    def __init__(
        self,
        reason: str,
        *,
        error_id: int | None = None,
        code: str | None = None,
        parameters: Mapping[str, str] | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(reason, error_id=error_id, code=code, parameters=parameters)
        self.retry_after_s = retry_after_s


class RenderFailed(PersonaliaError):
    """A template cannot be rendered with these values, now or later."""

    status = 422
    code = "render_failed"
    error_id = 1000


class BrokenDesign(RenderFailed):
    """The design document cannot be read."""

    code = "broken_design"
    error_id = 1002


class MissingAsset(RenderFailed):
    """A graphic or text that the design links to is not in the package."""

    code = "missing_asset"
    error_id = 1006


class MissingStyle(RenderFailed):
    """A style that the design or a rule names does not exist."""

    code = "missing_style"
    error_id = 1007


class MissingFont(RenderFailed):
    """A font is not there, or has no glyph for a character of a value."""

    code = "missing_font"
    error_id = 1008


class TextOverflow(RenderFailed):
    """Text does not fit its frame."""

    code = "text_overflow"
    error_id = 1009
