"""What frames every screen: a line with the case and the two clocks above, keys and save state below."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.dom import DOMNode
from textual.events import MouseDown
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import key_of


class TopBar(Horizontal):
    """What is being left, and what time it is there and here."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; background: $surface; padding: 0 1; }
    TopBar > .title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    TopBar > .clocks { width: auto; height: 1; color: $text-muted; margin: 0 0 0 2; }
    """

    _shown: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Title and clocks."""
        yield Static("", classes="title", markup=False)
        yield Static("", classes="clocks", markup=False)

    def show(self, place: str, title: str, clocks: str = "") -> None:
        """Say where one is; whatever the title holds is shown as it is."""
        shown = (place, title, clocks)
        if shown == self._shown:
            return
        self._shown = shown
        line = Content.assemble(("Bowout", "$accent bold"), ("  ", ""), (place, "dim"))
        if title:
            line += Content.assemble(("  ", ""), (title, "bold"))
        self.query_one(".title", Static).update(line)
        self.query_one(".clocks", Static).update(Content(clocks))


class Shown(NamedTuple):
    """A key as the bar shows it."""

    key: str
    name: str
    label: str

    @property
    def width(self) -> int:
        """Its columns, with the gap after it."""
        return Content(f"{self.name} {self.label} ").cell_length


class KeyBar(Widget, can_focus=False):
    """The keys that work here, as many as there is room for; a click presses one.

    One line of text: a widget a key, as Textual's own footer has it, would cost more than all else on a
    screen, and they would all be made anew whenever another field is in use.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--label"}
    DEFAULT_CSS = """
    KeyBar { height: 1; width: 1fr; padding: 0 0 0 1; background: $footer-background; pointer: pointer; }
    KeyBar > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    KeyBar > .key-bar--label { color: $footer-description-foreground; }
    """

    shown: tuple[Shown, ...] = ()
    """All keys, whether there is room for them or not."""

    def on_mount(self) -> None:
        """Follow the screen: other keys work in another field."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        if screen.app.app_focus and self.is_attached:
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        if not self.is_attached:
            return
        _let_go(self.app)
        found: dict[str, Shown] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                name = self.app.get_key_display(binding)
                found.setdefault(binding.action, Shown(binding.key, name, binding.description))
        if (shown := tuple(found.values())) != self.shown:
            self.shown = shown
            self.refresh()

    @property
    def _fitting(self) -> list[Shown]:
        """The keys that can be shown whole. Where some cannot, the last one leads to all of them."""
        room = self.content_size.width + 1  # the last gap may hang over
        if sum(key.width for key in self.shown) <= room:
            return list(self.shown)
        more = Shown("f1", key_of("app.help"), "more")
        room -= more.width
        fitting = []
        for key in self.shown:
            room -= key.width
            if room < 0:
                break
            fitting.append(key)
        return [*fitting, more]

    def render(self) -> Content:
        """The keys and what they do."""
        key_style, label_style = (self.get_visual_style(name) for name in sorted(self.COMPONENT_CLASSES))
        return Content.assemble(
            *(
                part
                for key in self._fitting
                for part in ((key.name, key_style), (f" {key.label}", label_style), " ")
            )
        )

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key that was clicked."""
        offset = event.get_content_offset(self)
        x = offset.x if offset is not None else -1
        for key in self._fitting:
            if 0 <= x < key.width:
                self.app.simulate_key(key.key)
                return
            x -= key.width


def _let_go(node: DOMNode) -> None:
    """Forget the widgets that watched a value here and are gone.

    Textual does so only when that value changes: until then, and that may be all day, it holds every key
    and every text area that was ever shown.
    """
    for watchers in getattr(node, "__watchers", {}).values():
        watchers[:] = [(watcher, told) for watcher, told in watchers if not watcher._closing]


class BottomBar(Horizontal):
    """The keys that work here, and whether everything is saved."""

    DEFAULT_CSS = """
    BottomBar { height: 1; dock: bottom; background: $footer-background; }
    BottomBar > .saved { width: auto; height: 1; color: $text-muted; padding: 0 1; }
    """

    _shown = ""

    def compose(self) -> ComposeResult:
        """Footer and save state."""
        yield KeyBar()
        yield Static("", classes="saved", markup=False)

    def show_saved(self, text: str) -> None:
        """Say whether everything is saved."""
        if text != self._shown:
            self._shown = text
            self.query_one(".saved", Static).update(Content(text))
