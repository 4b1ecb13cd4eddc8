"""What may suit the readers of a letter: a tone for their country, plain English, their language."""

from __future__ import annotations

from collections.abc import Iterator

from core import courtesy
from core.cultures import Suggestion
from tui.state.clocks import country_name
from tui.state.courtesies import spoken_by
from tui.state.desk import Desk
from tui.widgets.tone_hints import Hint
from tui.widgets.tone_pad import tone_words


def hints(desk: Desk, suggestion: Suggestion | None) -> Iterator[Hint]:
    """What is known to suit them, the tone for their country first.

    Args:
        desk: the letter.
        suggestion: the tone for their country, if there is one.
    """
    if suggestion is not None:
        yield _for_country(desk, suggestion)
    if any(person.native_english is False for person in desk.step.people):
        why = ", as English is not their first language."
        yield Hint("workbench.plain", desk.tone.plain, "plain English", why)
    spoken = courtesy.suggested(None, spoken_by(desk.step.people)) if desk.is_written else ()
    if spoken:
        taken = desk.sheet.courtesy.partition(":")[0] in spoken
        name = courtesy.languages()[spoken[0]]
        yield Hint("workbench.courtesy", taken, f"a line in {name}", ", a small kindness.")


def _for_country(desk: Desk, suggestion: Suggestion) -> Hint:
    tone = suggestion.tone
    return Hint(
        "workbench.suggested",
        (tone.formality, tone.context) == (desk.tone.formality, desk.tone.context),
        f"{country_name(suggestion.country)}: {tone_words(tone)}",
        f", as {suggestion.reason}.",
        f"{suggestion.caveat.partition('. ')[0].rstrip('.')}.",
    )
