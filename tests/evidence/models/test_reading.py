"""Reading what belongs to one row: the same as Django reads, for one query each, and never of another row."""

from django.db.models import prefetch_related_objects

from evidence.models import Win
from evidence.models.reading import read_along
from tests.factories import make_artifact, make_confirmation, make_win

PARTS = ("links", "artifacts", "confirmations")


def furnished(owner, title="Here") -> Win:
    win = make_win(owner, title, skills=["clarity", "agency"], told=True)
    for number in range(2):
        make_artifact(win, f"https://wiki.example/{title}/{number}")
        make_confirmation(win, by=f"Colleague {number}")
    make_artifact(win, "https://wiki.example/gone").remove()
    return Win.objects.get(pk=win.pk)


def test_it_reads_what_django_would_read_in_its_order(alice, django_assert_num_queries):
    win, other = furnished(alice), furnished(alice, "There")
    with django_assert_num_queries(3):
        read_along(win, *PARTS)
    same = Win.objects.get(pk=win.pk)
    prefetch_related_objects([same], *PARTS)
    with django_assert_num_queries(0):
        for name in PARTS:
            found = list(getattr(win, name).all())
            assert found == list(getattr(same, name).all()) and len(found) == 2
            assert [vars(one).keys() for one in found] == [vars(one).keys() for one in getattr(same, name).all()]
            assert all(one.win is win for one in found)
    assert not {*win.artifacts.all()} & {*other.artifacts.all()}


def test_what_was_read_is_not_read_again(alice, django_assert_num_queries):
    win = furnished(alice)
    prefetch_related_objects([win], "links")
    links = list(win.links.all())
    with django_assert_num_queries(2):
        read_along(win, *PARTS)
    assert all(one is two for one, two in zip(links, win.links.all(), strict=True))


def test_whatever_is_asked_further_is_still_asked_of_this_row_alone(alice):
    win, other = furnished(alice), furnished(alice, "There")
    read_along(win, *PARTS)
    assert win.links.get(skill="agency").win_id == win.pk
    assert not win.artifacts.filter(pk=other.artifacts.first().pk).exists()
    win.links.update(how="Mine alone")
    assert not other.links.filter(how="Mine alone").exists()
