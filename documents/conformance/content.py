"""Rules for asking for a document, for its status, and for its files."""

import re
from uuid import UUID, uuid4

import httpx

from documents.conformance.rules import Broken, NotChecked, Rules, expect, need, refused, succeeded
from documents.conformance.server import Json, Server, json_of, told

RULES = Rules()
CREATE, GET, FILES = "create content", "get content", "result files"


@RULES.add(CREATE, "answers a RequestId, a UUID")
def a_request_id_is_a_uuid(server: Server) -> str:
    found = succeeded(answer := server.create()).get("RequestId")
    try:
        UUID(str(found))
    except ValueError:
        raise Broken(told(answer)) from None
    return told(answer)


@RULES.add(CREATE, "rendering goes on in the background, and ends")
def rendering_ends(server: Server) -> str:
    found = server.ended()
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{found}"[:90]


RULES.refuses(
    CREATE,
    "a template id that is no UUID: 400, id 103",
    lambda server: server.call("POST", "/v1/content", server.body() | {"TemplateId": "none"}),
    status=400,
    error_id=103,
)
RULES.refuses(
    CREATE,
    "an unknown template: 400, id 103",
    lambda server: server.call("POST", "/v1/content", server.body() | {"TemplateId": str(uuid4())}),
    status=400,
    error_id=103,
)
RULES.refuses(
    CREATE,
    "TemplateId missing: 400, id 109",
    lambda server: server.call("POST", "/v1/content", {"Fields": server.values()}),
    status=400,
    error_id=109,
)
RULES.refuses(
    CREATE,
    "Fields missing: 400, id 109",
    lambda server: server.call("POST", "/v1/content", {"TemplateId": server.template}),
    status=400,
    error_id=109,
)
RULES.refuses(
    CREATE,
    "Fields of the wrong type: 400, id 109",
    lambda server: server.call("POST", "/v1/content", server.body() | {"Fields": ["Anna"]}),
    status=400,
    error_id=109,
)


@RULES.add(CREATE, "Idempotency-Key: the same call again gets the same answer", whose="ours")
def a_repeated_call_gets_the_same_answer(server: Server) -> str:
    key = str(uuid4())
    first, second = (json_of(server.call("POST", "/v1/content", server.body(), Idempotency_Key=key)) for _ in range(2))
    expect(first.get("RequestId") and first == second, f"{first} and {second}")
    return f"{second}"


@RULES.add(CREATE, "Idempotency-Key used with another body: 409, id null", whose="ours")
def a_key_belongs_to_one_call(server: Server) -> str:
    key = str(uuid4())
    server.call("POST", "/v1/content", server.body(), Idempotency_Key=key)
    other = server.body(output={"Quality": "Print"})
    return refused(server.call("POST", "/v1/content", other, Idempotency_Key=key), status=409, error_id=None)


@RULES.add(CREATE, "CallbackUrl that is no address: 400, id 109", whose="ours")
def a_callback_is_an_address(server: Server) -> str:
    return refused(server.create(CallbackUrl="nowhere"), status=400, error_id=109)


@RULES.add(GET, "answers Status, URLs and FailureDescription, which is null unless it failed")
def a_status_has_its_names(server: Server) -> str:
    found = server.ended()
    kept = {"Status", "URLs", "FailureDescription"} <= set(found) and found["FailureDescription"] is None
    expect(kept and isinstance(found["URLs"], list) and found["URLs"], f"{found}"[:90])
    return f"{sorted(found)}"


@RULES.add(GET, "a fresh RequestId is never 404, and its Status is one of the three")
def a_fresh_request_is_known(server: Server) -> str:
    statuses = []
    for _ in range(5):
        request = json_of(server.create()).get("RequestId")
        found = succeeded(server.poll(str(request)))
        statuses.append(str(found.get("Status")))
    expect(set(statuses) <= {"InProgress", "Completed", "Failed"}, f"{statuses}")
    return f"{statuses}"


@RULES.add(GET, "can be asked again and again once it is completed")
def a_status_stays(server: Server) -> str:
    request = str(json_of(server.create()).get("RequestId"))
    first, second = server.wait_for(request), json_of(server.poll(request))
    expect(first == second and first.get("Status") == "Completed", f"{first} and {second}"[:90])
    return "twice the same"


@RULES.add(GET, "an unknown RequestId: 404")
def an_unknown_request(server: Server) -> str:
    answer = server.poll(str(uuid4()))
    expect(answer.status_code == 404, told(answer))
    return told(answer)


RULES.refuses(
    GET, "an unknown RequestId has ErrorId null", lambda server: server.poll(str(uuid4())), status=404, error_id=None, whose="ours"
)
RULES.refuses(GET, "requestId missing: 400, id 109", lambda s: s.call("GET", "/v1/content"), status=400, error_id=109)


def failure(server: Server) -> Json:
    """The end of a request that must fail."""
    values = server.hopeless()
    found = {} if values is None else server.ended(fields=values)
    if found.get("Status") != "Failed":
        raise NotChecked("this template renders whatever is sent")
    return found


@RULES.add(GET, "a failure has FailureDescription with Reason and ErrorId, and no URLs")
def a_failure_says_why(server: Server) -> str:
    found = failure(server)
    described = found.get("FailureDescription") or {}
    kept = isinstance(described, dict) and isinstance(described.get("Reason"), str) and isinstance(described.get("ErrorId"), int)
    expect(kept and not found.get("URLs"), f"{found}"[:90])
    return f"ErrorId {described['ErrorId']}: {described['Reason']}"[:90]


@RULES.add(GET, "a missing letter or text that does not fit fails with id 1008 or 1009")
def a_failure_has_its_id(server: Server) -> str:
    found = failure(server)["FailureDescription"]
    expect(found.get("ErrorId") in (1008, 1009), f"{found}"[:90])
    return f"ErrorId {found['ErrorId']}"


@RULES.add(GET, "a failure has a top-level ErrorId too, which their Node client reads", whose="ours")
def a_failure_serves_the_node_client(server: Server) -> str:
    found = failure(server)
    expect(found.get("ErrorId") == found["FailureDescription"].get("ErrorId"), f"{sorted(found)}")
    return f"ErrorId {found['ErrorId']}"


def one_file(server: Server, output: object = None) -> httpx.Response:
    files = server.files(output)
    expect(len(files) == 1, f"{len(files)} files")
    return files[0]


@RULES.add(FILES, "need no key, and are what their Content-Type says")
def files_need_no_key(server: Server) -> str:
    file = one_file(server)
    expect(file.status_code == 200 and file.headers.get("Content-Type", "").startswith("application/pdf"), told(file))
    expect(b"%PDF-" in file.content[:1024], told(file))
    return told(file)


@RULES.add(FILES, "have a Content-Disposition with a sensible file name")
def files_have_a_name(server: Server) -> str:
    said = str(one_file(server).headers.get("Content-Disposition", ""))
    name = re.search(r'filename\*?=(?:utf-8\'\')?"?([^";]+\.pdf)', said, re.IGNORECASE)
    expect(name, f"{said!r}")
    return said


@RULES.add(FILES, "a PDF is one file with all pages")
def a_pdf_is_one_file(server: Server) -> str:
    return told(one_file(server))


@RULES.add(FILES, "their address cannot be guessed: another token answers no file")
def files_cannot_be_guessed(server: Server) -> str:
    url = need(str((server.ended().get("URLs") or [""])[0]), "there is no file")
    changed = re.sub(r"[0-9A-Za-z_-]{20,}", lambda found: found[0][::-1], url)
    answer = server.download(changed)
    expect(answer.status_code in (400, 403, 404, 410), told(answer))
    return told(answer)
