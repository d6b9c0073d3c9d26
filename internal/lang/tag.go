package lang

import "strings"

// Named maps what fields are called to the language they hold.
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

// Canonical returns a language tag in BCP 47 form from "en_US", "EN", "fr-fr";
// "" for what is no tag.
func Canonical(s string) string {
	parts := strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 || len(parts) > 4 {
		return ""
	}
	for i, p := range parts {
		if len(p) > 8 || strings.ContainsFunc(p, func(r rune) bool {
			return r > 0x7f || !IsLetter(byte(r)) && (r < '0' || r > '9')
		}) {
			return ""
		}
		switch {
		case i == 0:
			if len(p) < 2 || len(p) > 3 {
				return ""
			}
			parts[i] = strings.ToLower(p)
		case len(p) == 2:
			parts[i] = strings.ToUpper(p)
		case len(p) == 4:
			parts[i] = strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		}
	}
	if parts[0] == "und" || parts[0] == "zxx" {
		return ""
	}
	return strings.Join(parts, "-")
}
