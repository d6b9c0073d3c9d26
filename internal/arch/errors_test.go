package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// properNouns may begin an error text. A word in capitals, such as JSON, may too.
var properNouns = map[string]bool{
	"Anki": true, "AnkiConnect": true, "Carrel": true, "Chromium": true, "Firefox": true, "Go": true,
	"Moodle": true, "SQLite": true, "Windows": true, "Wyoming": true,
}

// TestErrorTextsAreFragments checks the text of every error in the program: it begins in
// lower case and has no period at its end, so that one error can quote another. The command
// line and the API turn it into a sentence with study.Sentence.
func TestErrorTextsAreFragments(t *testing.T) {
	n := 0
	sources(t, []string{"cmd", "e2e", "fsrs", "internal", "packs", "tools"}, []string{".go"}, func(path, text string) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			for _, text := range errorTexts(node, file.Name.Name) {
				n++
				if why := badErrorText(text); why != "" {
					t.Errorf("%s: the error text %q %s", fset.Position(node.Pos()), text, why)
				}
			}
			return true
		})
	})
	if n < 300 {
		t.Errorf("only %d error texts were looked at: the rule would pass without looking", n)
	}
}

func TestBadErrorText(t *testing.T) {
	for _, c := range []struct {
		text string
		bad  bool
	}{
		{"there is no deck %q: choose another", false},
		{"%s is damaged. %s", false},
		{"JSON is expected here", false},
		{"SQLite could not open it", false},
		{"“carrel serve” has it open", false},
		{"A deck needs a name", true},
		{"there is no deck %q.", true},
		{"Deck %q is damaged", true},
		{"there is no deck!", true},
	} {
		if why := badErrorText(c.text); (why != "") != c.bad {
			t.Errorf("%q: %q", c.text, why)
		}
	}
}

// badErrorText says what is wrong with the text of an error, or "".
func badErrorText(text string) string {
	word, _, _ := strings.Cut(text, " ")
	word = strings.TrimRight(word, ",:;'s’")
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case strings.HasSuffix(text, ".") || strings.HasSuffix(text, "!"):
		return "ends like a sentence: the hosts add the period"
	case unicode.IsUpper(first) && !properNouns[word] && (utf8.RuneCountInString(word) < 2 || strings.ToUpper(word) != word):
		return "begins with a capital: the hosts add it, and proper nouns are listed in this test"
	}
	return ""
}

// errorTexts returns the texts of the error that a node makes, if it makes one.
func errorTexts(node ast.Node, pkg string) []string {
	switch node := node.(type) {
	case *ast.CallExpr:
		if i := textArgument(node.Fun, pkg); i >= 0 && i < len(node.Args) {
			return constantText(node.Args[i])
		}
	case *ast.CompositeLit:
		if name := calledName(node.Type, pkg); name != "study.Error" {
			return nil
		}
		for _, e := range node.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && calledName(kv.Key, "") == "Message" {
				return constantText(kv.Value)
			}
		}
	}
	return nil
}

// textArgument returns which argument of a function is the text of an error, or -1.
func textArgument(f ast.Expr, pkg string) int {
	switch calledName(f, pkg) {
	case "errors.New", "fmt.Errorf":
		return 0
	case "study.Errorf":
		return 1
	case "study.Because":
		return 2
	}
	return -1
}

// calledName returns the name of a function or type, with its package.
func calledName(e ast.Expr, pkg string) string {
	switch e := e.(type) {
	case *ast.Ident:
		if pkg != "" {
			return pkg + "." + e.Name
		}
		return e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}

// constantText returns the value of a string constant in one element. A sum of strings counts
// if its first and last parts are constant.
func constantText(e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return []string{text}
		}
	case *ast.BinaryExpr:
		x, y := constantText(e.X), constantText(e.Y)
		if len(x) > 0 && len(y) > 0 {
			return []string{x[0] + y[0]}
		}
	}
	return nil
}
