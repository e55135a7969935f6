"""The demo's brochure: A4, two pages, a photograph; Data Merge fields First Name, Machine and Color."""

from demo.idml import Design
from demo.items import PAGE_NUMBER, Field, Styled, line, picture, rectangle, story, text_frame
from demo.markup import Font, Style

SERIF = Font("EB Garamond", "12 Regular", "EBGaramond12-Regular", "EBGaramond12-Regular.otf")
ITALIC = Font("EB Garamond", "12 Italic", "EBGaramond12-Italic", "EBGaramond12-Italic.otf")
SANS = Font("Inter", "Regular", "Inter-Regular", "Inter-Regular.otf")
STRONG = Font("Inter", "Semi Bold", "Inter-SemiBold", "Inter-SemiBold.otf")

WIDTH, HEIGHT, BLEED = 595.276, 841.89, 8.504
LEFT, RIGHT = 48.0, WIDTH - 48
COLUMN, GUTTER = 154.43, 18.0
FIRST, SECOND, THIRD = (LEFT + number * (COLUMN + GUTTER) for number in range(3))
TWO_COLUMNS = 2 * COLUMN + GUTTER
RED, INK, PAPER = "Color/Enamel", "Color/Ink", "Color/Paper"

NAME, MACHINE, COLOUR = Field("First Name"), Field("Machine"), Field("Color")

STYLES = [
    Style("Brand", font=STRONG, leading=14, attributes={"PointSize": 11, "Tracking": 240, "FillColor": PAPER}),
    Style("Cover line", font=SERIF, leading=54, attributes={
        "PointSize": 52, "Tracking": -12, "FillColor": INK,
    }),
    Style("Cover note", font=SANS, leading=18, attributes={
        "PointSize": 11.5, "FillColor": INK, "FillTint": 78, "SpaceBefore": 24, "RightIndent": 40,
    }),
    Style("Small", font=SANS, leading=11, attributes={"PointSize": 7.5, "FillColor": INK, "FillTint": 65}),
    Style("Small, right", "Small", font=SANS, leading=11, attributes={"Justification": "RightAlign"}),
    Style("Headline", font=SERIF, leading=36, attributes={"PointSize": 33, "Tracking": -8, "FillColor": INK}),
    Style("Lead", font=ITALIC, leading=24, attributes={"PointSize": 18, "FillColor": RED}),
    Style("Body first", font=SERIF, leading=16, hyphenation=True, attributes={
        "PointSize": 11.5, "FillColor": INK, "Justification": "LeftJustified", "HyphenateWordsLongerThan": 6,
        "HyphenateAfterFirst": 3, "HyphenateBeforeLast": 3, "HyphenateCapitalizedWords": False,
    }),
    Style("Body", "Body first", font=SERIF, leading=16, hyphenation=True, attributes={"PointSize": 11.5, "FirstLineIndent": 12}),
    Style("Subhead", font=STRONG, leading=15, attributes={
        "PointSize": 8, "Tracking": 120, "Capitalization": "AllCaps", "FillColor": RED, "SpaceBefore": 15, "KeepWithNext": 2,
    }),
    Style("Quote", font=ITALIC, leading=27, attributes={"PointSize": 23, "FillColor": RED}),
    Style("Fact", font=SANS, leading=20, tabs=((TWO_COLUMNS - 0.5, "RightAlign", "."),), attributes={
        "PointSize": 8.5, "FillColor": INK,
    }),
    Style("Invitation", font=SERIF, leading=25, attributes={"PointSize": 22, "FillColor": PAPER, "SpaceAfter": 10}),
    Style("Invitation note", font=SANS, leading=14, attributes={"PointSize": 8.5, "FillColor": PAPER, "SpaceAfter": 8}),
]  # fmt: skip

BODY = [
    ("Body first", "We build our machines in one workshop, eleven people under one roof, and every boiler is bent, brazed and pressed to "
     "sixteen bar on the same bench. It takes us four days. A factory would take forty minutes, and nobody would be able to tell you, "
     "years later, who had made yours."),
    ("Body", "The ", MACHINE, " is the machine we wanted at home. It is narrow enough for a real kitchen, quiet enough for six in the "
     "morning, and it has no screen. A lever sets the pressure, a needle shows it, and your hand learns the rest within a week."),
    ("Subhead", "Heat that stays where it is"),
    ("Body first", "Most small machines are either hot or steady. We hang the group from a solid bell of brass, warmed by the boiler "
     "itself, so that the water that meets your coffee is within half a degree of the water before it. The first cup tastes like the "
     "fourth."),
    ("Body", "Because it is only brass, copper and steel, everything in it can be mended with three tools. They lie in the drawer "
     "beneath the tray, next to a spare seal for every year of the guarantee."),
    ("Subhead", "Painted for you"),
    ("Body first", "You asked for ", COLOUR, ". We spray the body after it has been assembled, in five thin coats, and bake it for a "
     "night. A card with the number of your paint travels inside the lid: should a spoon ever win, we send you a bottle with a brush."),
]  # fmt: skip

FACTS = [
    ("Boiler", "1.1 l, copper"),
    ("Ready in", "six minutes"),
    ("Width × depth × height", "25 × 38 × 36 cm"),
    ("Guarantee", "ten years"),
]


def design() -> Design:
    made = Design(
        "brochure", WIDTH, HEIGHT, BLEED,
        colours={"Enamel": (12, 96, 88, 6), "Ink": (40, 45, 45, 88)},
        fonts=[SERIF, ITALIC, SANS, STRONG], paragraph_styles=STYLES,
        character_styles=[Style("Strong", font=STRONG), Style("In red", attributes={"FillColor": RED})],
    )  # fmt: skip
    made.master = _master(made)
    made.pages = [(_cover(made), False), (_inside(made), True)]
    return made


def _master(made: Design) -> str:
    brand = story(made, "running", ("Small", Styled(("Strong", "Halden")), "   Espresso machines from one workshop"))
    number = story(made, "folio", ("Small", Styled(("Strong", PAGE_NUMBER))))
    return (
        text_frame(made, "runningframe", (LEFT, 40, TWO_COLUMNS, 14), story=brand)
        + line(made, "runningrule", (LEFT, 60), (RIGHT, 60), StrokeColor=INK, StrokeWeight=0.5, StrokeTint=40)
        + text_frame(made, "folioframe", (LEFT, 800, 60, 14), story=number)
    )


def _cover(made: Design) -> str:
    photograph = picture(
        made, "photograph", (-BLEED, -BLEED, WIDTH + 2 * BLEED, 520 + BLEED), link="photograph.jpg", size=(432, 360), scale=1.58,
        shift=(-14, -6), description="A cup of espresso on a wooden table, a red machine behind it",
    )  # fmt: skip
    brand = story(made, "brand", ("Brand", "HALDEN"))
    title = story(
        made,
        "title",
        ("Cover line", Styled(("In red", NAME)), ", meet"),
        ("Cover line", "your ", MACHINE, "."),
        (
            "Cover note",
            "An espresso machine in ",
            COLOUR,
            ", built by hand, made to be mended, and set up for the way you take your coffee.",
        ),
    )
    address = story(made, "address", ("Small, right", "halden.example"))
    return (
        photograph
        + rectangle(made, "mark", (LEFT, 546, 40, 3.5), FillColor=RED)
        + text_frame(made, "brandframe", (LEFT, 44, 240, 16), story=brand)
        + text_frame(made, "titleframe", (LEFT, 560, 420, 230), story=title)
        + text_frame(made, "addressframe", (THIRD, 800, COLUMN, 14), story=address)
    )


def _inside(made: Design) -> str:
    headline = story(made, "headline", ("Headline", "Made for slow mornings"))
    lead = story(made, "lead", ("Lead", "Dear ", NAME, ", here is what we would tell you about the ", MACHINE, " over a cup of coffee."))
    body = story(made, "body", *BODY)
    quote = story(made, "quote", ("Quote", "“The first cup tastes like the fourth.”"))
    caption = story(made, "caption", ("Small", "Cup and saucer come with the machine."))
    facts = story(
        made, "facts", ("Subhead", "The ", MACHINE, " in short"),
        *[("Fact", f"{name}\t{value}") for name, value in FACTS], ("Fact", "Finish\t", COLOUR, " enamel"),
    )  # fmt: skip
    invitation = story(
        made, "invitation", ("Invitation", "Come and taste it, ", NAME, "."),
        ("Invitation note", "Bring your own beans. We keep your ", MACHINE, " warm on the bench until the end of the month."),
        ("Invitation note", Styled(("Strong", "halden.example/visit"))),
    )  # fmt: skip
    edge = WIDTH + BLEED - THIRD
    detail = picture(
        made, "detail", (THIRD, 86, edge, 250), link="photograph.jpg", size=(432, 360), scale=1.6, shift=(-185, -197),
        description="The cup, seen closer",
    )  # fmt: skip
    return (
        detail
        + rectangle(made, "panel", (THIRD, 606, edge, HEIGHT + BLEED - 606), FillColor=RED)
        + line(made, "quoterule", (THIRD, 384), (THIRD + 40, 384), StrokeColor=RED, StrokeWeight=1.5)
        + line(made, "factsrule", (FIRST, 606), (FIRST + TWO_COLUMNS, 606), StrokeColor=INK, StrokeWeight=0.5, StrokeTint=40)
        + text_frame(made, "headlineframe", (FIRST, 80, TWO_COLUMNS, 46), story=headline)
        + text_frame(made, "leadframe", (FIRST, 136, TWO_COLUMNS, 78), story=lead)
        + text_frame(made, "bodyone", (FIRST, 236, COLUMN, 330), story=body, following="bodytwo")
        + text_frame(made, "bodytwo", (SECOND, 236, COLUMN, 330), story=body, previous="bodyone")
        + text_frame(made, "captionframe", (THIRD, 342, COLUMN, 14), story=caption)
        + text_frame(made, "quoteframe", (THIRD, 396, COLUMN, 180), story=quote)
        + text_frame(made, "factsframe", (FIRST, 614, TWO_COLUMNS, 140), story=facts)
        + text_frame(made, "invitationframe", (THIRD + 20, 630, RIGHT - THIRD - 20 + 10, 180), story=invitation)
    )
