"""What days, months, numbers and lengths of time are called, folded: in French, English, German and Dutch."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january januar januari", "fevrier fevr fev february feb februar februari",
            "mars march mar marz maart", "avril avr april apr", "mai may mei", "juin june jun juni",
            "juillet juil july jul juli", "aout august aug augustus", "septembre sept september sep",
            "octobre oct october oktober okt", "novembre nov november", "decembre dec december dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi monday montag maandag",
            "mardi tuesday dienstag dinsdag",
            "mercredi wednesday mittwoch woensdag",
            "jeudi thursday donnerstag donderdag",
            "vendredi friday freitag vrijdag",
            "samedi saturday samstag zaterdag",
            "dimanche sunday sonntag zondag",
        )
    )
    for name in names.split()
}
NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "dix": 10,
    "quinze": 15, "vingt": 20, "huitaine": 8, "dizaine": 10, "quinzaine": 15, "a": 1, "one": 1,
    "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "couple": 2, "quelques": 5,
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "zehn": 10,
    "een": 1, "twee": 2, "drie": 3, "vijf": 5, "tien": 10,
}  # fmt: skip
BEGINS = frozenset({"debut", "premiere", "premiers", "early", "beginning", "anfang", "begin"})
MIDDLE = frozenset({"mi", "mid", "milieu", "mitte", "half", "midden"})
NEXT = frozenset({
    "prochain", "prochaine", "next", "nachste", "nachster", "nachsten", "kommende", "kommender", "kommenden",
    "volgende", "komende",
})  # fmt: skip
WEEKS = ("semaine", "week", "weken", "woche")
MONTHS_LONG = ("mois", "month", "monat", "maand")
HOURS = ("h", "hour", "stunde", "uur", "uren")
