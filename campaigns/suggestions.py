"""What a template field's name suggests for the form: its label, and what the browser may fill in. Pure."""

import re

# HTML's autofill tokens, by what designers call such fields in English, German, French, Spanish and Hebrew.
TOKENS = {
    "given-name": "first name|firstname|given name|forename|vorname|prénom|prenom|nombre|שם פרטי",
    "family-name": "last name|lastname|surname|family name|nachname|familienname|nom de famille|apellido|apellidos|שם משפחה",
    "name": "name|full name|fullname|your name|recipient|nom|nom complet|nombre completo|שם|שם מלא",
    "email": "email|e mail|mail|email address|e mail address|e mail adresse|correo|correo electrónico|courriel|דואל|אימייל",
    "tel": "phone|phone number|telephone|tel|mobile|telefon|handy|téléphone|teléfono|טלפון",
    "organization": "company|company name|organisation|organization|firm|firma|unternehmen|entreprise|société|empresa|חברה",
    "organization-title": "job title|position|role|funktion|fonction|cargo|תפקיד",
    "honorific-prefix": "salutation|anrede|titel|civilité|tratamiento",
    "address-line1": "street|address|street address|straße|strasse|adresse|rue|calle|dirección|רחוב|כתובת",
    "address-level2": "city|town|ort|stadt|ville|ciudad|עיר",
    "postal-code": "zip|zip code|postcode|postal code|plz|postleitzahl|code postal|código postal|מיקוד",
    "country-name": "country|land|pays|país|מדינה",
    "url": "website|web site|url|webseite|site web|sitio web",
    "bday": "birthday|date of birth|birth date|geburtsdatum|date de naissance|fecha de nacimiento|תאריך לידה",
}
BY_NAME = {name: token for token, names in TOKENS.items() for name in names.split("|")}


def label(name: str) -> str:
    """The field's name as a question: "FirstName" and "first_name" become "First name"; other writings stay."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", re.sub(r"[_\-.\s]+", " ", name)).strip() or name
    words = spaced.split(" ")
    if all(word.isupper() for word in words):
        return spaced if len(spaced) <= 4 else spaced.capitalize()
    first, *others = words
    return " ".join([first[:1].upper() + first[1:], *(word.lower() if word.istitle() else word for word in others)])


def autocomplete(name: str) -> str:
    """The autofill token for the field, or nothing: a wrong guess is worse than none."""
    return BY_NAME.get(label(name).casefold(), "")
