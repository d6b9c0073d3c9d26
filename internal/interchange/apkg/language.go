package apkg

import (
	"regexp"
	"strings"
)

// ttsTag matches a field that a template has read aloud in a given language: {{tts de_DE
// voices=…:Field}}.
var ttsTag = regexp.MustCompile(`\{\{\s*tts\s+([A-Za-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:\s[^:{}]*)?:([^{}]+)\}\}`)

// languages takes the language of each field from the templates. The language of a field
// that is read in two languages stays unknown.
func (t *noteType) languages() {
	found := map[string]string{}
	for _, m := range t.Templates {
		for _, side := range []string{m.Front, m.Back} {
			for _, p := range ttsTag.FindAllStringSubmatch(side, -1) {
				lang := strings.ToLower(p[1])
				if p[2] != "" {
					lang += "-" + strings.ToUpper(p[2])
				}
				name := strings.TrimSpace(p[3][strings.LastIndexByte(p[3], ':')+1:])
				if old, twice := found[name]; twice && old != lang {
					lang = ""
				}
				found[name] = lang
			}
		}
	}
	for i := range t.Fields {
		t.Fields[i].Lang = found[t.Fields[i].Name]
	}
}
