"""How rows lead to a person, found by walking the models: for tests that must not forget a kind of row."""

from django.apps import apps

from evidence.models import User


def pointing_at_people() -> dict[str, set[str]]:
    """Every model from which a row leads to a person, over any number of steps: its label and those ways."""
    ways: dict[str, set[str]] = {User._meta.label: {"pk"}}
    grew = True
    while grew:
        grew = False
        for model in apps.get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if not (field.concrete and target and field.many_to_one | bool(field.one_to_one)):
                    continue
                for way in set(ways.get(target._meta.label, ())):
                    longer = field.name if way == "pk" else f"{field.name}__{way}"
                    # The level of a person is no way to the person, and no way goes in a circle.
                    if longer.count("__") < 5 and longer not in ways.setdefault(model._meta.label, set()):
                        ways[model._meta.label].add(longer)
                        grew = True
    return {label: found for label, found in ways.items() if found}
