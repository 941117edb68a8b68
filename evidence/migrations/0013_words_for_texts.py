"""Each word that is here is for the text that its win is known to have had when the word came; else for none.

A word has always come together with its win, in a file. So it was given for what the win says now where the win has
never been edited, or was last edited before the day of the word; and for what stood before the edit where there was
but one. Of all others nobody can say what they were given for: they are kept, and count once they are given again.

Wins are looked through in slices, each in a transaction of its own: a run that was cut off is taken up by the next.
The digest is that of today: the column must always agree with it.
"""

from datetime import timedelta

from django.db import migrations, transaction

from insights.confirmed_text import UNKNOWN, WinText

SLICE = 500


def give_words_their_texts(apps, schema_editor):
    alias = schema_editor.connection.alias
    wins = apps.get_model("evidence", "Win")._base_manager.using(alias).filter(text_digest="").order_by("pk")
    users = apps.get_model("evidence", "User")._base_manager.using(alias)
    while True:
        with transaction.atomic(using=alias):
            some = list(wins.values_list("pk", "owner")[:SLICE])
            if not some:
                return
            # The person's row first, as everybody locks it: then the words as they are now.
            list(users.select_for_update().filter(pk__in={owner for _, owner in some}).order_by("pk"))
            _fill(wins.filter(pk__in=[pk for pk, _ in some]))


def _fill(wins):
    words = []
    for win in (found := list(wins.prefetch_related("confirmations", "versions"))):
        now = _text(win)
        win.text_digest = now.digest
        for word in win.confirmations.all():
            text = _given_for(win, word, now)
            word.of, word.text = (text.digest, list(text)) if text else (UNKNOWN, [])
            words.append(word)
    wins.model._base_manager.using(wins.db).bulk_update(found, ["text_digest"])
    if words:
        type(words[0])._base_manager.using(wins.db).bulk_update(words, ["of", "text"])


def _text(win, but=()):
    return WinText(**{name: getattr(win, name) for name in WinText._fields} | dict(but))


def _given_for(win, word, now):
    if win.version == 1 or word.date > (win.updated_at + timedelta(days=1)).date():
        return now
    if win.version == 2:
        edit = [version for version in win.versions.all() if version.number == 2 and version.field in WinText._fields]
        return _text(win, {version.field: version.was for version in edit})
    return None


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("evidence", "0012_confirmed_text")]
    operations = [migrations.RunPython(give_words_their_texts, migrations.RunPython.noop)]
