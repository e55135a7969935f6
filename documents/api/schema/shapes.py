"""The shapes on the wire as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. Names are the contract's."""

from typing import Any

Schema = dict[str, Any]

UUID = {"type": "string", "format": "uuid"}
MOMENT = {"type": "string", "format": "date-time"}
ADDRESS = {"type": "string", "format": "uri"}
SECRET = {"type": "string", "pattern": "^whsec_"}
EXAMPLE_TEMPLATE = "0b9d2f6e-1f0a-4c57-9a36-2f4c7d1f5e10"
EXAMPLE_REQUEST = "5f0c8f0e-7f2b-4f3c-9a55-1d1b8f6f3f0a"
EXAMPLE_FIELDS = {"Product": "iron", "Offer": "20%", "Price": "25", "Expiry Date": "2026-04-01", "Color": "red", "Switch Sides": "0"}
EVENTS = ["content.completed", "content.failed", "link.opened", "submission.created", "submission.completed"]


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def shape(description: str, properties: dict[str, Schema], *, required: tuple[str, ...] | None = None, **more: Any) -> Schema:
    """An object; all its properties are required unless `required` says which."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties if required is None else required),
        **more,
    }


def told(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


OUTPUT: dict[str, Schema] = {
    "Format": {
        "type": "string",
        "enum": ["PDF", "JPG", "PNG"],
        "default": "PDF",
        "description": "PDF is one file with all pages. JPG and PNG are a file for each page.",
    },
    "Quality": {
        "type": "string",
        "enum": ["Display", "Print"],
        "default": "Display",
        "description": "Display makes a small file for screens: RGB, pictures of 150 ppi at most. "
        "Print keeps CMYK, spot colours and pictures as they were designed.",
    },
    "Resolution": {
        "type": "integer",
        "minimum": 72,
        "maximum": 300,
        "default": 72,
        "description": "Dots per inch of JPG and PNG. Next to PDF it is taken and has no effect.",
    },
    "Package": {"type": "boolean", "default": False, "description": "true: all files in one ZIP."},
    "StrictPolicy": {
        "type": "boolean",
        "default": True,
        "description": "true: a missing picture, style, font or letter, and text that does not fit, fail. "
        "false: the document is made anyway.",
    },
}

CALL: dict[str, Schema] = {
    "TemplateId": told(UUID, "Stands on the template's page, under “For developers”."),
    "Fields": {
        "type": "object",
        "additionalProperties": True,
        "description": "A value for every field of the template, by the field's name; others are ignored. String: a string. "
        "Number: a number, or a string of digits with at most one period. Date: “2026-04-01”. Boolean: “1” or “0”, or true or false. "
        "A picture (Kind: Image): the address of a PNG or JPG.",
        "examples": [EXAMPLE_FIELDS],
    },
}

COMPONENTS: dict[str, Schema] = {
    "Output": shape("In which form the document comes. Everything has a default.", OUTPUT, required=()),
    "CreateContent": shape(
        "What is to be made.",
        {
            **CALL,
            "Output": ref("Output"),
            "CallbackUrl": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "Gets one signed POST when the request ends, as it is told under Webhooks.",
            },
        },
        required=("TemplateId", "Fields"),
        examples=[{"TemplateId": EXAMPLE_TEMPLATE, "Fields": EXAMPLE_FIELDS, "Output": {"Format": "PDF", "Quality": "Print"}}],
    ),
    "CreateLink": shape(
        "What is to be made when the link is opened.",
        {
            **CALL,
            "Output": shape(
                "As for content, but a link answers one PDF.",
                {**OUTPUT, "Format": {"const": "PDF"}, "Package": {"const": False}},
                required=(),
            ),
        },
        required=("TemplateId", "Fields"),
        examples=[{"TemplateId": EXAMPLE_TEMPLATE, "Fields": EXAMPLE_FIELDS}],
    ),
    "Created": shape("The request was taken.", {"RequestId": UUID}, examples=[{"RequestId": EXAMPLE_REQUEST}]),
    "Link": shape(
        "The link.",
        {"Url": told(ADDRESS, "Opens without a key, for 30 days unless it is revoked. It ends in ?token= and 64 hexadecimal digits.")},
        examples=[{"Url": "https://documents.example.com/d/?token=" + "7d" * 32}],
    ),
    "Status": shape(
        "How far a request is.",
        {
            "Status": {"type": "string", "enum": ["InProgress", "Completed", "Failed"]},
            "URLs": {
                "type": "array",
                "items": ADDRESS,
                "description": "The files of a completed request: they need no key and last 30 minutes from completion, then answer 410.",
            },
            "FailureDescription": {"oneOf": [{"type": "null"}, ref("Failure")]},
            "ErrorId": {"type": "integer", "description": "The failure's id once more; of failed requests only."},
            "ErrorParameters": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "description": "Of failures that one field's value is to blame for: FieldName, and what else there is to say.",
            },
        },
        required=("Status", "URLs", "FailureDescription"),
        examples=[
            {
                "Status": "Completed",
                "URLs": ["https://documents.example.com/files/2c9e…/q3J…/Coupon.pdf"],
                "FailureDescription": None,
            }
        ],
    ),
    "Failure": shape(
        "Why a document could not be made. Its credit was given back.",
        {"Reason": told({"type": "string"}, "A sentence for a person."), "ErrorId": told({"type": "integer"}, "1000 to 1009, or a 1xx.")},
    ),
    "Field": shape(
        "A field of a template.",
        {
            "Name": {"type": "string"},
            "Type": {"type": "string", "enum": ["String", "Number", "Date", "Boolean", "Unknown"]},
            "Kind": {"const": "Image", "description": "Only of pictures, whose Type is String."},
        },
        required=("Name", "Type"),
    ),
    "TemplateInfo": shape("A template's fields.", {"TemplateId": UUID, "Fields": {"type": "array", "items": ref("Field")}}),
    "NamedTemplate": shape(
        "A template of the list.", {"TemplateId": UUID, "Name": {"type": "string"}, "Fields": {"type": "array", "items": ref("Field")}}
    ),
    "Templates": shape(
        "One page of the list.",
        {
            "Templates": {"type": "array", "maxItems": 100, "items": ref("NamedTemplate")},
            "Next": told({"type": ["string", "null"], "format": "uri"}, "The next page's address, or null."),
        },
    ),
    "Message": shape("The key is good.", {"Message": {"type": "string"}}, examples=[{"Message": "API key exists."}]),
    "Campaigns": {
        "type": "array",
        "items": shape(
            "A campaign.",
            {
                "Id": {"type": "string"},
                "Slug": {"type": "string"},
                "Name": {"type": "string"},
                "Url": told(ADDRESS, "Its form."),
                "Live": told({"type": "boolean"}, "Whether visitors can fill it in now."),
                "Button": told({"type": "string"}, "What its button says: the text for a link to it."),
            },
        ),
    },
    "Subscribe": shape(
        "Where events are to be sent, and which.",
        {
            "Url": told(ADDRESS, "A public address that begins with https:// or http://."),
            "Events": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": EVENTS}},
            "Name": {"type": "string", "maxLength": 80, "description": "For people."},
            "IncludeValues": told({"type": "boolean", "default": False}, "true: events hold what people typed, too."),
        },
        required=("Url", "Events"),
        examples=[{"Url": "https://example.com/hook", "Events": ["submission.completed"], "Name": "CRM"}],
    ),
    "Webhooks": shape("All subscriptions.", {"Webhooks": {"type": "array", "items": ref("Webhook")}}),
    "Ended": shape("Nothing is sent to it from now on.", {"WebhookId": UUID}),
    "Secret": shape("What signs callbacks.", {"Secret": SECRET}),
}

WEBHOOK: dict[str, Schema] = {
    "WebhookId": UUID,
    "Url": ADDRESS,
    "Events": {"type": "array", "items": {"type": "string", "enum": EVENTS}},
    "Name": {"type": "string"},
    "IncludeValues": {"type": "boolean"},
    "Active": told({"type": "boolean"}, "false: nothing is sent, and InactiveReason says why."),
    "InactiveReason": {"type": ["string", "null"]},
    "CreatedAt": MOMENT,
}
COMPONENTS["Webhook"] = shape("A subscription.", WEBHOOK)
COMPONENTS["NewWebhook"] = shape("A subscription, and this once its secret.", {**WEBHOOK, "Secret": SECRET})
COMPONENTS["Error"] = shape(
    "Every error, in all the spellings that clients read.",
    {
        "Reason": told({"type": "string"}, "A sentence for a person: what is wrong, where, and what to do."),
        "ErrorId": told({"type": ["integer", "null"]}, "The contract's id; null where it has none."),
        "ErrorParameters": {"type": ["object", "null"], "additionalProperties": {"type": "string"}},
        "message": told({"type": "string"}, "The same as Reason."),
        "errorId": told({"type": ["string", "null"]}, "The same as ErrorId, as text."),
        "error": shape(
            "The same once more, for programs.",
            {
                "code": told({"type": "string"}, "A word for the id or the status, like missing_field."),
                "message": {"type": "string"},
                "param": told({"type": ["string", "null"]}, "The offending name, in the request's own spelling."),
                "type": {
                    "type": "string",
                    "enum": ["invalid_request_error", "authentication_error", "permission_error", "rate_limit_error", "api_error"],
                },
            },
        ),
    },
    examples=[
        {
            "Reason": "Input field Color is missing in the API call.",
            "ErrorId": 111,
            "ErrorParameters": {"FieldName": "Color"},
            "message": "Input field Color is missing in the API call.",
            "errorId": "111",
            "error": {
                "code": "missing_field",
                "message": "Input field Color is missing in the API call.",
                "param": "Color",
                "type": "invalid_request_error",
            },
        }
    ],
)
