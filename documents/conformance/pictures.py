"""Rules for pictures that are named by URL."""

from documents.conformance.given import option
from documents.conformance.rules import NotChecked, Rules, expect, handed, listener, refused, succeeded
from documents.conformance.server import Server, told

RULES = Rules()
FIELDS = "picture fields"
INWARDS = (
    "127.0.0.1", "localhost", "10.0.0.1", "192.168.0.1", "169.254.169.254", "[::1]", "[::]", "[::ffff:127.0.0.1]", "2130706433",
    "0177.0.0.1", "0x7f.1", "0",
)  # fmt: skip


def with_picture(server: Server) -> tuple[Server, str]:
    """The server asked with a template that has a picture field, and that field."""
    if server.given.picture_template:
        listener(server)
        server = server.with_(template=server.given.picture_template)
    if not server.picture_field():
        raise NotChecked(f"the template has no picture field; needs {option('picture_template')}")
    return server, server.picture_field()


@RULES.add("template info", "a picture field has the Type String, and ours the Kind Image", whose="ours")
def a_picture_is_a_string(server: Server) -> str:
    server, field = with_picture(server)
    found = succeeded(server.call("GET", f"/v1/content/templates/{server.template}/info"))
    types = {(each["Type"], each.get("Kind")) for each in found["Fields"] if each["Name"] == field}
    expect(types == {("String", "Image")}, f"{types}")
    return "Type String, Kind Image"


for name in ("good.png", "good.jpg"):

    def a_picture_is_taken(server: Server, name: str = name) -> str:
        server, field = with_picture(server)
        found = server.ended(fields=server.values(**{field: f"{listener(server).url}/{name}"}))
        expect(found.get("Status") == "Completed", f"{found}"[:90])
        return f"{found}"[:90]

    RULES.add(FIELDS, f"an HTTP(S) address of a {name[-3:].upper()} is taken")(a_picture_is_taken)


@RULES.add(FIELDS, "an address that is not HTTP(S): 400, id 114")
def another_protocol(server: Server) -> str:
    server, field = with_picture(server)
    for address in ("ftp://example.com/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "picture.png", ""):
        answer = server.create(fields=server.values(**{field: address}))
        refused(answer, status=400, error_id=114)
    return told(answer)


@RULES.add(FIELDS, "more than MaxFetchCount (20) addresses: 400, id 105")
def too_many_pictures(server: Server) -> str:
    url = listener(server).url
    many = server.with_(template=handed(server, "many_pictures_template"))
    values = {name: f"{url}/good.png?{number}" for number, name in enumerate(many.fields)}
    expect(len(values) > 20, f"the template has {len(values)} fields")
    return refused(many.create(fields=values), status=400, error_id=105)


def _refused(sentence: str, path: str, error_id: int) -> None:
    def check(server: Server) -> str:
        server, field = with_picture(server)
        answer = server.create(fields=server.values(**{field: f"{listener(server).url}/{path}"}))
        return refused(answer, status=400, error_id=error_id)

    RULES.add(FIELDS, sentence)(check)


_refused("more than TotalMaxFetchSize (20) MB, or a body without end: 400, id 106", "large.png", 106)
_refused("a picture that is not there: 400, id 107", "gone.png", 107)
_refused("a picture that does not come in time: 400, id 107", "slow.png", 107)
_refused("a redirect that leads to a metadata address: 400, id 107", "inwards.png", 107)
_refused("a file that is no PNG or JPG, whatever its Content-Type says: 400, id 108", "text.png", 108)
_refused("a damaged picture: 400, id 108", "broken.png", 108)


@RULES.add(FIELDS, "never fetched from a private, loopback, link-local or metadata address, in whatever spelling: 400, id 107")
def a_private_address(server: Server) -> str:
    server, field = with_picture(server)
    for host in INWARDS:
        answer = server.create(fields=server.values(**{field: f"http://{host}/a.png"}))
        refused(answer, status=400, error_id=107)
    return f"{len(INWARDS)} spellings, the last: {told(answer)}"
