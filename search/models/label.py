"""The names of labels whose keys say too little: how an agency or a person is written where people read it."""

from django.db import models

LONGEST_LABEL = 200
LONGEST_NAME = 250


class LabelName(models.Model):
    """How the label "facet:key" was written when it was published last.

    A name stays when its entry is withdrawn: show only names of what was just counted.
    """

    label = models.CharField(max_length=LONGEST_LABEL, primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME)

    def __str__(self) -> str:
        return f"{self.label} = {self.name}"
