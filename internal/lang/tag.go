package lang

import "strings"

// Named maps common field names to the language that such a field holds.
var Named = map[string]string{
	"english": "en", "anglais": "en", "englisch": "en", "inglés": "en", "ingles": "en",
	"french": "fr", "français": "fr", "francais": "fr", "französisch": "fr",
	"german": "de", "deutsch": "de", "allemand": "de",
	"spanish": "es", "español": "es", "espanol": "es", "espagnol": "es", "spanisch": "es",
	"italian": "it", "italiano": "it", "italien": "it", "portuguese": "pt", "português": "pt",
	"dutch": "nl", "nederlands": "nl", "swedish": "sv", "svenska": "sv", "danish": "da", "dansk": "da",
	"norwegian": "nb", "norsk": "nb", "finnish": "fi", "suomi": "fi", "polish": "pl", "polski": "pl",
	"czech": "cs", "čeština": "cs", "hungarian": "hu", "magyar": "hu", "turkish": "tr", "türkçe": "tr",
	"russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "greek": "el", "ελληνικά": "el",
	"japanese": "ja", "日本語": "ja", "chinese": "zh", "mandarin": "zh", "hanzi": "zh", "中文": "zh", "漢字": "ja",
	"korean": "ko", "한국어": "ko", "hangul": "ko", "arabic": "ar", "العربية": "ar", "hebrew": "he", "עברית": "he",
	"hindi": "hi", "हिन्दी": "hi", "thai": "th", "vietnamese": "vi", "indonesian": "id", "latin": "la", "esperanto": "eo",
}

// Canonical returns a language tag in BCP 47 form from "en_US", "EN", "fr-fr", and ""
// if s is not a tag.
func Canonical(s string) string {
	parts := strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(parts) > 4 || !isCode(parts[0]) {
		return ""
	}
	for i, p := range parts {
		if len(p) > 8 || strings.ContainsFunc(p, notLetterOrDigit) {
			return ""
		}
		switch {
		case i == 0:
			parts[i] = strings.ToLower(p)
		case len(p) == 2: // a region
			parts[i] = strings.ToUpper(p)
		case len(p) == 4: // a script
			parts[i] = strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		}
	}
	if parts[0] == "und" || parts[0] == "zxx" {
		return ""
	}
	if two, ok := shortCodes[parts[0]]; ok {
		parts[0] = two
	}
	return strings.Join(parts, "-")
}

// isCode reports whether s has the length of a language code and no digits.
func isCode(s string) bool {
	return (len(s) == 2 || len(s) == 3) && !strings.ContainsAny(s, "0123456789")
}

func notLetterOrDigit(r rune) bool {
	return r > 0x7f || !IsLetter(byte(r)) && (r < '0' || r > '9')
}

// shortCodes maps three-letter and outdated codes to the two-letter code of the same
// language (ISO 639-2 and 639-1).
var shortCodes = map[string]string{
	"ara": "ar", "ces": "cs", "cmn": "zh", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en",
	"fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hun": "hu", "in": "id",
	"ita": "it", "iw": "he", "jpn": "ja", "kor": "ko", "lat": "la", "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no",
	"pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tha": "th", "tur": "tr",
	"ukr": "uk", "vie": "vi", "zho": "zh", "chi": "zh",
}

// Base returns the language of a tag without region or script. Tags that mean the same
// language to a learner get one code: "en" for "en-US" and "eng", "no" for "nb". It
// returns "" if tag is not a tag.
func Base(tag string) string {
	base, _, _ := strings.Cut(Canonical(tag), "-")
	if base == "nb" || base == "nn" {
		return "no"
	}
	return base
}

// Name returns the English name of a language, or its tag in quotes.
func Name(tag string) string {
	if name, ok := names[Base(tag)]; ok {
		return name
	}
	if t := Canonical(tag); t != "" {
		return `the language "` + strings.ToLower(t) + `"`
	}
	return "this language"
}

// names lists the languages that decks are most often about, for plain error messages;
// others are named by their code.
var names = map[string]string{
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
