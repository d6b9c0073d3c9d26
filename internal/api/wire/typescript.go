package wire

import (
	"fmt"
	"strconv"
	"strings"

	"carrel/internal/api"
)

// TypeScript returns the types of w as a TypeScript module. root is the folder of the
// module, whose comments become those of the types.
func TypeScript(w api.Wire, root string) (string, error) {
	shapes, _, err := shapesOf(w, root)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("// Code generated from the Go types of internal/api by \"make wire\". DO NOT EDIT.\n")
	for _, s := range shapes {
		b.WriteString("\n")
		comment(&b, "", s.doc)
		switch {
		case s.words != nil:
			fmt.Fprintf(&b, "export type %s =", s.name)
			for _, word := range s.words {
				b.WriteString("\n")
				comment(&b, "  ", word.doc)
				fmt.Fprintf(&b, "  | %s", strconv.Quote(word.value))
			}
			b.WriteString(";\n")
		case s.of != nil:
			fmt.Fprintf(&b, "export type %s =\n  | %s;\n", s.name, strings.Join(s.of, "\n  | "))
		case len(s.fields)+len(s.extends) == 0 && s.kind == "":
			fmt.Fprintf(&b, "export type %s = Record<string, never>;\n", s.name)
		default:
			object(&b, s)
		}
	}
	return b.String(), nil
}

func object(b *strings.Builder, s *shape) {
	extends := ""
	if len(s.extends) > 0 {
		extends = " extends " + strings.Join(s.extends, ", ")
	}
	fmt.Fprintf(b, "export interface %s%s {\n", s.name, extends)
	if s.kind != "" {
		fmt.Fprintf(b, "  %s: %s;\n", s.tag, strconv.Quote(s.kind))
	}
	for _, f := range s.fields {
		comment(b, "  ", f.doc)
		mark := ""
		if f.optional {
			mark = "?"
		}
		fmt.Fprintf(b, "  %s%s: %s;\n", f.name, mark, f.typ)
	}
	b.WriteString("}\n")
}

// width is the most characters in a line of a comment.
const width = 100

func comment(b *strings.Builder, indent, text string) {
	if text == "" {
		return
	}
	text = strings.ReplaceAll(text, "*/", "*\u200b/")
	if line := indent + "/** " + text + " */"; len(line) <= width && !strings.Contains(text, "\n") {
		b.WriteString(line + "\n")
		return
	}
	b.WriteString(indent + "/**\n")
	for i, paragraph := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString(indent + " *\n")
		}
		line := indent + " *"
		for _, word := range strings.Fields(paragraph) {
			if len(line)+1+len(word) > width {
				b.WriteString(line + "\n")
				line = indent + " *"
			}
			line += " " + word
		}
		b.WriteString(line + "\n")
	}
	b.WriteString(indent + " */\n")
}
