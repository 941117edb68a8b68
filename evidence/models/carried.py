"""Areas of the evidence file that have no rows of their own."""

from django.db import models

from evidence.models.record_parts import PartOfRecord

LOOKED_AT_BY_GATES = frozenset({"people", "touchpoints", "trials"})
"""Areas that the next steps hang on, which are remembered beside what counts for skills."""


class CarriedArea(PartOfRecord):
    """An area of the evidence file that has no rows of its own: kept as it came, so that nothing of a file is lost."""

    owner = models.ForeignKey("evidence.User", models.CASCADE, related_name="carried_areas")
    area = models.CharField(max_length=30)
    entries = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "area"], name="one_carried_area_a_name")]

    def __str__(self) -> str:
        return f"{self.area} of {self.owner_id}"

    def whose_record(self) -> int:
        return self.owner_id

    def touches_what_counts(self) -> bool:
        return self.area in LOOKED_AT_BY_GATES
