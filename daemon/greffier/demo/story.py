"""The whole story in order, with what the staff refuse in it. It begins on a Monday and lasts not quite four weeks."""

from datetime import date

from greffier.demo.cast import BRUNO
from greffier.demo.operators import DRIBS_AND_DRABS, EXEMPLARY, SILENT
from greffier.demo.scenes import Closing, Refusal, Scene
from greffier.demo.traffic import TRAFFIC
from greffier.model.dossier import Fault

FIRST_DAY = date(2026, 11, 2)
DAYS = 26

STORY: tuple[Scene | Closing, ...] = tuple(
    sorted((*EXEMPLARY, *DRIBS_AND_DRABS, *SILENT, *TRAFFIC), key=lambda scene: (scene.day, scene.hour))
)

REFUSALS = (
    Refusal(
        BRUNO.domain,
        "technical_file",
        Fault.INCOMPLETE,
        "Le document ne dit pas comment vous prouvez le trajet : indiquez les positions et les heures relevées au "
        "départ et à l'arrivée, et comment vous vous assurez que conducteur et passager sont deux personnes "
        "distinctes",
    ),
)
