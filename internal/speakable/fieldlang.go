package speakable

import (
	"strings"

	"carrel/internal/study"
)

// fieldLangs returns the language of each field: as declared, or as a {{tts}}
// of the templates speaks it, or as its name says, or "".
func fieldLangs(nt *study.NoteType) []string {
	langs := make([]string, len(nt.Fields))
	index := map[string]int{}
	for i, f := range nt.Fields {
		index[strings.TrimSpace(f.Name)] = i
		langs[i] = tidyLang(f.Lang)
		if langs[i] == "" {
			langs[i] = langNames[strings.ToLower(strings.TrimSpace(f.Name))]
		}
	}
	said := map[int]string{}
	for _, t := range nt.Templates {
		for _, src := range [2]string{t.Front, t.Back} {
			if !strings.Contains(src, "tts") {
				continue
			}
			eachTag(parseTemplate(cut(src, maxHTML)), func(n node) {
				for _, f := range n.filters {
					if i, ok := index[n.key]; ok && isTTS(f) {
						if l, _ := ttsOptions(strings.TrimPrefix(f, "tts")); l != "" {
							said[i] = l
						}
					}
				}
			})
		}
	}
	for i, l := range said {
		if nt.Fields[i].Lang == "" {
			langs[i] = l
		}
	}
	return langs
}

// eachTag calls f for every replacement, whatever its conditions.
func eachTag(nodes []node, f func(node)) {
	for _, n := range nodes {
		if n.section != 0 {
			eachTag(n.kids, f)
		} else if n.key != "" {
			f(n)
		}
	}
}
