package template

import (
	"strings"

	"carrel/internal/lang"
	"carrel/internal/speakable/markup"
	"carrel/internal/speakable/tree"
	"carrel/internal/study"
)

// fieldLangs returns the language of each field: as declared, or as a {{tts}} of the
// templates speaks it, or as its name suggests, or "".
func fieldLangs(nt *study.NoteType) []string {
	langs := make([]string, len(nt.Fields))
	index := map[string]int{}
	for i, f := range nt.Fields {
		index[strings.TrimSpace(f.Name)] = i
		langs[i] = lang.Canonical(f.Lang)
		if langs[i] == "" {
			langs[i] = lang.Named[strings.ToLower(strings.TrimSpace(f.Name))]
		}
	}
	said := map[int]string{}
	for _, t := range nt.Templates {
		for _, src := range [2]string{t.Front, t.Back} {
			if !strings.Contains(src, "tts") {
				continue
			}
			eachTag(Parse(tree.Cut(src, tree.MaxHTML)), func(n Node) {
				for _, f := range n.filters {
					if i, ok := index[n.Key]; ok && isTTS(f) {
						if l, _ := markup.TTSOptions(strings.TrimPrefix(f, "tts")); l != "" {
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
func eachTag(nodes []Node, f func(Node)) {
	for _, n := range nodes {
		if n.section != 0 {
			eachTag(n.Kids, f)
		} else if n.Key != "" {
			f(n)
		}
	}
}
