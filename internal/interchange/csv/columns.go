package csv

import "strings"

const maxColumns = 500

// role is what a column holds.
type role int

const (
	plain role = iota // a field without a special meaning
	question
	answer
	also
	wrong
	option
	explanation
	tags
	deckName
	language
	answerLanguage
	guid
	noteTypeName
	kind
	image
)

// names maps common column headings to roles.
var names = map[string]role{
	"question": question, "front": question, "prompt": question, "term": question, "q": question, "word": question,
	"answer": answer, "back": answer, "definition": answer, "a": answer, "translation": answer, "response": answer, "meaning": answer,
	"also": also, "aliases": also, "alias": also, "accept": also, "accepted": also, "synonyms": also, "alternatives": also,
	"wrong": wrong, "distractors": wrong, "choices": wrong, "options": wrong,
	"explanation": explanation, "extra": explanation, "feedback": explanation, "back extra": explanation, "comment": explanation,
	"correct answer": answer, "correct": answer, "right answer": answer, "correct option": answer, "answer key": answer,
	"recto": question, "terme": question, "mot": question, "énoncé": question, "verso": answer, "réponse": answer, "reponse": answer,
	"définition": answer, "traduction": answer, "bonne réponse": answer, "étiquettes": tags, "mots-clés": tags, "paquet": deckName, "catégorie": deckName, "explication": explanation,
	"frage": question, "vorderseite": question, "begriff": question, "antwort": answer, "rückseite": answer, "bedeutung": answer,
	"pregunta": question, "anverso": question, "término": question, "respuesta": answer, "reverso": answer, "significado": answer, "etiquetas": tags,
	"tags": tags, "tag": tags,
	"deck": deckName, "category": deckName,
	"lang": language, "language": language, "question lang": language,
	"answer lang": answerLanguage, "answer language": answerLanguage,
	"guid": guid, "notetype": noteTypeName, "note type": noteTypeName,
	"kind": kind, "image": image,
}

// layout says what each column of a table holds.
type layout struct {
	roles   []role
	names   []string // of plain fields, "" if unknown
	items   bool     // the table holds questions, not fields of a note type
	hasHead bool     // the first row is a header row
}

func roleOf(name string) role {
	name = columnName(name)
	switch {
	case optionColumn.MatchString(name):
		return option
	case wrongColumn.MatchString(name):
		return wrong
	}
	return names[name]
}

// layOut determines the columns from the headers and the first row.
func (h *header) layOut(first record) layout {
	l := layout{}
	heads := h.columns
	if heads == nil && looksLikeHead(first.fields) {
		heads, l.hasHead = first.fields, true
	}
	n := min(max(len(heads), len(first.fields)), maxColumns)
	l.roles, l.names = make([]role, n), make([]string, n)
	for i, head := range heads[:min(len(heads), n)] {
		l.names[i] = strings.TrimSpace(head)
		l.roles[i] = roleOf(head)
	}
	for col, r := range map[int]role{h.typeCol: noteTypeName, h.deckCol: deckName, h.tagsCol: tags, h.guidCol: guid} {
		if col >= 0 && col < n {
			l.roles[col] = r
		}
	}
	if typed := h.noteType != "" || h.typeCol >= 0; !typed {
		l.items = l.complete()
		if !l.items && heads == nil {
			l.guess(h, first)
		}
	}
	if !l.items {
		l.onlyFields()
	}
	return l
}

// onlyFields makes plain fields of all columns that have a meaning only in questions.
func (l *layout) onlyFields() {
	for i, r := range l.roles {
		if r != tags && r != deckName && r != guid && r != noteTypeName {
			l.roles[i] = plain
		}
	}
}

// complete reports whether the columns are those of questions. A table with at least two
// option columns, which only questions have, may have further plain columns, such as
// points and time limits. In any other table, question and answer must occur once, no
// other role except wrong answers may occur twice, and every column must have a role.
func (l *layout) complete() bool {
	seen := map[role]int{}
	for _, r := range l.roles {
		seen[r]++
	}
	if seen[question] != 1 || seen[answer] != 1 {
		return false
	}
	if seen[option] > 1 {
		return true
	}
	for r, n := range seen {
		if r == plain || r == option || n > 1 && r != wrong {
			return false
		}
	}
	return true
}

// guess takes the first two unnamed columns of a table with two or three as question and
// answer. The third column holds tags, as in Anki's own import, if it looks like tags;
// otherwise it is an explanation.
func (l *layout) guess(h *header, first record) {
	var free []int
	for i, r := range l.roles {
		if r == plain {
			free = append(free, i)
		}
	}
	if len(free) < 2 || len(free) > 3 {
		return
	}
	l.roles[free[0]], l.roles[free[1]] = question, answer
	if len(free) == 3 {
		l.roles[free[2]] = explanation
		third := first.fields[free[2]]
		if h.tagsCol < 0 && len(third) <= 40 && len(strings.Fields(third)) <= 3 && !strings.ContainsAny(third, ".?!<") {
			l.roles[free[2]] = tags
		}
	}
	l.items = true
}

// looksLikeHead reports whether a first row names the columns: it contains a heading for
// the question and one for the answer.
func looksLikeHead(fields []string) bool {
	var q, a bool
	for _, f := range fields {
		switch roleOf(f) {
		case question:
			q = true
		case answer:
			a = true
		}
	}
	return q && a
}

// isReviewLog reports whether a first row has the columns of a review log in the form
// that FSRS optimisers read. Such a table contains no questions.
func isReviewLog(fields []string) bool {
	found := 0
	for _, f := range fields {
		switch strings.ToLower(strings.TrimSpace(f)) {
		case "card_id", "review_time", "review_rating":
			found++
		}
	}
	return found == 3
}
