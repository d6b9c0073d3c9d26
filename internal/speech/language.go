package speech

import (
	"strings"

	"carrel/internal/study"
)

// languageNames has the languages that decks are most often about, for plain
// errors; others are named by their code.
var languageNames = map[string]string{
	"af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian",
	"ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
	"en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque",
	"fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gu": "Gujarati",
	"he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
	"id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
	"kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "la": "Latin", "lo": "Lao",
	"lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian",
	"mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian",
	"pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
	"si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
	"sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish",
	"uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}

// languageAliases are codes that mean the same to a learner.
var languageAliases = map[string]string{
	"cmn": "zh", "zho": "zh", "nb": "no", "nn": "no", "iw": "he", "in": "id", "jpn": "ja",
	"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
	"rus": "ru", "kor": "ko", "por": "pt", "nld": "nl",
}

// tag tidies a language code: "en_us" becomes "en-us". What is no code at all
// becomes "", so that a deck cannot smuggle anything into a command.
func tag(lang string) string {
	lang = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(lang), "_", "-"))
	parts := strings.Split(lang, "-")
	for i, p := range parts {
		if len(p) < 1 || len(p) > 8 || i == 0 && len(p) < 2 {
			return ""
		}
		for _, c := range p {
			if (c < 'a' || c > 'z') && (i == 0 || c < '0' || c > '9') {
				return ""
			}
		}
	}
	if same, ok := languageAliases[parts[0]]; ok {
		parts[0] = same
	}
	return strings.Join(parts, "-")
}

// base is the language without region or script: "en" of "en-US".
func base(lang string) string {
	b, _, _ := strings.Cut(tag(lang), "-")
	return b
}

// languageName is the language in English: "Japanese", or the code in quotes.
func languageName(lang string) string {
	if name, ok := languageNames[base(lang)]; ok {
		return name
	}
	if t := tag(lang); t != "" {
		return `the language "` + t + `"`
	}
	return "this language"
}

// noVoice is the error for words no voice can say.
func noVoice(lang string) error {
	return study.Errorf(study.Unavailable,
		"there is no voice for %s here; read it on the screen, or set up a voice for it in the settings", languageName(lang))
}
