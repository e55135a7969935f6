"""What a process keeps of a program between documents."""

from threading import Lock
from weakref import WeakKeyDictionary

from documents.rendering import text
from documents.rendering.fonts import FontLibrary
from documents.rendering.paint.embedding import Metrics, UsedFont
from documents.rendering.paint.glyphs import InkOperators
from documents.rendering.paint.program import Program
from documents.rendering.paint.rules import ruler
from documents.rendering.paint.runs import Runs
from documents.rendering.paint.tagging import StoryText
from documents.rendering.text.model import Story, paragraphs_of


class Loaded:
    """What a process keeps of a program: its fonts opened. Read by several threads at once; only caches change."""

    def __init__(self, program: Program) -> None:
        text.warm(program.stories)
        self.fonts = FontLibrary.of_faces(program.fonts)
        self.metrics: dict[str, Metrics] = {}
        self.inks = {quality: InkOperators(each.fills, each.strokes) for quality, each in program.variants.items()}
        self.rules = {quality: ruler(program.stroke_styles, inks) for quality, inks in self.inks.items()}
        self.runs = Runs()
        self.fields = [fields_of(story) for story in program.stories]
        told = {story.id: StoryText(story.paragraphs, {}) for story in program.stories}
        self.settled = {key: text for key, text in told.items() if text.settled}  # stories of which no value takes a paragraph away
        self.story_of = {frame: story.id for story in program.stories for frame in story.frames}
        self.ready = {key: (frozenset(font.glyphs), dict(font.texts)) for key, font in program.ready.items()}

    def used(self, key: str) -> UsedFont:
        """A font for one document; its name is the same in all of them, since painted runs are kept."""
        if key in self.ready:
            glyphs, texts = self.ready[key]
            return UsedFont(self.metric(key), name=f"D{list(self.ready).index(key)}", ready=glyphs, texts=texts)
        return UsedFont(self.metric(key), name=f"N{key}")

    def metric(self, key: str) -> Metrics:
        if key not in self.metrics:
            self.metrics[key] = Metrics(self.fonts.face(key))
        return self.metrics[key]


_loaded: WeakKeyDictionary[Program, Loaded] = WeakKeyDictionary()
_loading = Lock()


def load(program: Program) -> Loaded:
    with _loading:
        if program not in _loaded:
            _loaded[program] = Loaded(program)
        return _loaded[program]


def fields_of(story: Story) -> frozenset[str]:
    runs = (run for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs)
    return frozenset(run.field for run in runs if run.field is not None)
