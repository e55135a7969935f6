"""InDesign's names of languages, as language codes."""

# The part after "$ID/". Where InDesign names reform or orthography, hyphenation follows the current one.
CODES = {
    "English: USA": "en_US",
    "English: USA Legal": "en_US",
    "English: USA Medical": "en_US",
    "English: UK": "en_GB",
    "English: Canadian": "en_CA",
    "English: Australia": "en_AU",
    "German: Traditional": "de_DE",
    "German: Reformed": "de_DE",
    "German: 1996 Reform": "de_DE",
    "German: 2006 Reform": "de_DE",
    "German: Swiss": "de_CH",
    "German: Swiss 2006 Reform": "de_CH",
    "de_DE_2006": "de_DE",
    "de_CH_2006": "de_CH",
    "German: Austrian": "de_AT",
    "German: Austrian 2006 Reform": "de_AT",
    "de_AT_2006": "de_AT",
    "French": "fr_FR",
    "French: Canadian": "fr_CA",
    "Spanish": "es_ES",
    "Spanish: Castilian": "es_ES",
    "Spanish: Latin American": "es_MX",
    "Italian": "it_IT",
    "Dutch": "nl_NL",
    "Dutch: Old Rules": "nl_NL",
    "Dutch: 2005 Reform": "nl_NL",
    "nl_NL_2005": "nl_NL",
    "Portuguese": "pt_PT",
    "Portuguese: Orthographic Agreement": "pt_PT",
    "Portuguese: Brazilian": "pt_BR",
    "Danish": "da_DK",
    "Swedish": "sv_SE",
    "Norwegian: Bokmal": "nb_NO",
    "Norwegian: Nynorsk": "nn_NO",
    "Finnish": "fi_FI",
    "Icelandic": "is_IS",
    "Polish": "pl_PL",
    "Czech": "cs_CZ",
    "Slovak": "sk_SK",
    "Slovenian": "sl_SI",
    "Croatian": "hr_HR",
    "Serbian": "sr_RS",
    "Hungarian": "hu_HU",
    "Romanian": "ro_RO",
    "Bulgarian": "bg_BG",
    "Russian": "ru_RU",
    "Ukrainian": "uk_UA",
    "Belarusian": "be_BY",
    "Greek": "el_GR",
    "Turkish": "tr_TR",
    "Estonian": "et_EE",
    "Latvian": "lv_LV",
    "Lithuanian": "lt_LT",
    "Catalan": "ca_ES",
    "Basque": "eu_ES",
    "Galician": "gl_ES",
    "Hebrew": "he_IL",
    "Arabic": "ar_SA",
    "Thai": "th_TH",
    "Vietnamese": "vi_VN",
    "Japanese": "ja_JP",
    "Korean": "ko_KR",
    "Chinese: Simplified": "zh_CN",
    "Chinese: Traditional": "zh_TW",
    "Hindi": "hi_IN",
    "Bengali": "bn_IN",
    "Gujarati": "gu_IN",
    "Kannada": "kn_IN",
    "Malayalam": "ml_IN",
    "Marathi": "mr_IN",
    "Oriya": "or_IN",
    "Punjabi": "pa_IN",
    "Tamil": "ta_IN",
    "Telugu": "te_IN",
    "Indonesian": "id_ID",
}
NO_LANGUAGE = "zxx"


def language_code(name: str) -> str:
    """A code for InDesign's name: "$ID/English: UK" is en_GB; a code stays; [No Language] is zxx, which hyphenates nothing."""
    name = name.rsplit("/", 1)[-1].replace("%3a", ":")
    if name in CODES:
        return CODES[name]
    if name == "[No Language]":
        return NO_LANGUAGE
    primary = name.split(":")[0]
    if primary in CODES:
        return CODES[primary]
    parts = name.split("_")
    if len(parts) >= 2 and len(parts[0]) in (2, 3) and len(parts[1]) == 2:
        return f"{parts[0].lower()}_{parts[1].upper()}"
    return "en_US"
