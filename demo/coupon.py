"""The demo's coupon: A5 across; typed placeholders Product, Offer, Price, Expiry Date, Color, Switch Sides."""

from math import cos, pi, radians, sin

from demo.idml import Design
from demo.items import line, oval, polygon, rectangle, story, text_frame
from demo.markup import Font, Style

PLAIN = Font("Lato", "Regular", "Lato-Regular", "Lato-Regular.ttf", "OpenTypeTT")
BLACK = Font("Lato", "Black", "Lato-Black", "Lato-Black.ttf", "OpenTypeTT")

WIDTH, HEIGHT, BLEED = 595.276, 419.528, 8.504
TEAR = 240.0  # where the stub is torn off
LEFT = TEAR + 36
RIGHT = WIDTH - 36
BLUE, CREAM, SUN, PAPER = "Color/Petrol", "Color/Cream", "Color/Sun", "Color/Paper"

STYLES = [
    Style("Stub", font=PLAIN, leading=20, attributes={
        "PointSize": 11, "Tracking": 140, "Capitalization": "AllCaps", "Justification": "CenterAlign", "FillColor": PAPER,
    }),
    Style("Offer", font=BLACK, leading=84, attributes={
        "PointSize": 82, "Tracking": -20, "Justification": "CenterAlign", "FillColor": PAPER,
    }),
    Style("Eyebrow", font=PLAIN, leading=16, attributes={"PointSize": 12, "FillColor": BLUE}),
    Style("Product", font=BLACK, leading=48, attributes={
        "PointSize": 46, "Tracking": -10, "Capitalization": "AllCaps", "FillColor": BLUE,
    }),
    Style("Text", font=PLAIN, leading=17, attributes={"PointSize": 11.5, "FillColor": BLUE}),
    Style("Price note", font=BLACK, leading=14, attributes={
        "PointSize": 9.5, "Tracking": 100, "Capitalization": "AllCaps", "Justification": "CenterAlign", "FillColor": BLUE,
    }),
    Style("Price", font=BLACK, leading=38, attributes={
        "PointSize": 36, "Tracking": -10, "Justification": "CenterAlign", "FillColor": BLUE,
    }),
    Style("Expiry", font=BLACK, leading=16, attributes={
        "PointSize": 11.5, "Tracking": 60, "Capitalization": "AllCaps", "FillColor": BLUE,
    }),
    Style("Small print", font=PLAIN, leading=10, attributes={"PointSize": 7.5, "FillColor": BLUE, "FillTint": 80}),
]  # fmt: skip


def design() -> Design:
    made = Design(
        "coupon", WIDTH, HEIGHT, BLEED,
        colours={"Petrol": (96, 58, 38, 28), "Cream": (2, 4, 12, 0), "Sun": (0, 26, 88, 0)},
        fonts=[PLAIN, BLACK], paragraph_styles=STYLES,
    )  # fmt: skip
    made.pages = [(_stub(made) + _voucher(made) + _tear(made), False)]
    return made


def _stub(made: Design) -> str:
    offer = story(made, "offer", ("Stub", "Save"), ("Offer", "<<Offer>>"), ("Stub", "with this coupon"))
    middle = (TEAR - BLEED) / 2 + BLEED / 2 - 4
    rings = "".join(
        oval(
            made,
            f"ring{radius}",
            (middle - radius, HEIGHT / 2 - radius, 2 * radius, 2 * radius),
            StrokeColor=PAPER,
            StrokeWeight=0.75,
            StrokeTint=100,
        )
        for radius in (98, 104)
    )
    return (
        rectangle(made, "stub", (-BLEED, -BLEED, TEAR + BLEED, HEIGHT + 2 * BLEED), FillColor=BLUE)
        + rings
        + text_frame(made, "offerframe", (middle - 92, HEIGHT / 2 - 72, 184, 144), story=offer, justify="CenterAlign")
    )


def _voucher(made: Design) -> str:
    product = story(made, "product", ("Eyebrow", "For your next"), ("Product", "<<Product>>"), ("Eyebrow", "in <<Color>>"))
    text = story(made, "text", ("Text", "Hand this over at the till, or show it on your phone."))
    price = story(made, "price", ("Price note", "Now only"), ("Price", "<<Price>>"))
    expiry = story(made, "expiry", ("Expiry", "Offer expires <<Expiry Date>>"))
    small = story(
        made, "small",
        ("Small print", "One coupon for each visit. Not to be added to other offers, not paid out in cash. "
         "Code for the till: {{Color}}/{{Switch Sides}}."),
    )  # fmt: skip
    tilt = radians(-8)
    turned = cos(tilt), sin(tilt)
    centre = (RIGHT - 72, 214)
    box = (-62 * cos(tilt) + 27 * sin(tilt), -62 * sin(tilt) - 27 * cos(tilt))  # the price's frame turns about the star's centre
    return (
        rectangle(made, "voucher", (TEAR, -BLEED, WIDTH + BLEED - TEAR, HEIGHT + 2 * BLEED), FillColor=CREAM)
        + polygon(made, "star", centre, _star(22, 82, 73), FillColor=SUN, turned=turned)
        + text_frame(made, "productframe", (LEFT, 40, RIGHT - LEFT, 90), story=product)
        + text_frame(made, "textframe", (LEFT, 184, 116, 60), story=text)
        + text_frame(
            made, "priceframe", (centre[0] + box[0], centre[1] + box[1], 124, 54), story=price, justify="CenterAlign", turned=turned
        )
        + line(made, "rule", (LEFT, 322), (RIGHT, 322), StrokeColor=BLUE, StrokeWeight=0.75)
        + text_frame(made, "expiryframe", (LEFT, 332, RIGHT - LEFT, 18), story=expiry)
        + text_frame(made, "smallframe", (LEFT, 354, RIGHT - LEFT, 24), story=small)
    )


def _tear(made: Design) -> str:
    notch = 13
    return (
        line(made, "tear", (TEAR, 24), (TEAR, HEIGHT - 22), dashes="4 5", StrokeColor=PAPER, StrokeWeight=1.5)
        + oval(made, "notchtop", (TEAR - notch, -notch, 2 * notch, 2 * notch), FillColor=PAPER)
        + oval(made, "notchbottom", (TEAR - notch, HEIGHT - notch, 2 * notch, 2 * notch), FillColor=PAPER)
    )


def _star(points: int, outer: float, inner: float) -> list[tuple[float, float]]:
    return [
        (radius * sin(number * pi / points), -radius * cos(number * pi / points))
        for number in range(2 * points)
        for radius in [inner if number % 2 else outer]
    ]
