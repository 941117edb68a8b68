"""Which text a word in an evidence file was given for."""

from insights.confirmed_text import WinText
from insights.evidence_format.shape import ConfirmationEntry, Metric, TextEntry, WinEntry


def text_of(entry: WinEntry | TextEntry) -> WinText:
    """What a win says, or said, as far as a word on it is for that."""
    metric = entry.metric or Metric()
    return WinText(entry.title, entry.action, entry.result, metric.name, metric.before, metric.after, metric.unit)


def written(text: WinText) -> TextEntry:
    """The same as the file writes it."""
    metric = Metric(name=text.metric_name, before=text.metric_before, after=text.metric_after, unit=text.metric_unit)
    measured = None if metric == Metric() else metric
    return TextEntry(title=text.title, action=text.action, result=text.result, metric=measured)


def digest_in(word: ConfirmationEntry) -> str:
    """The digest of the text that a word was given for; empty where the file does not say."""
    return word.of or (text_of(word.text).digest if word.text else "")
