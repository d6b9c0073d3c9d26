package qti

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"carrel/internal/interchange/markup"
	"carrel/internal/interchange/stream"
	"carrel/internal/study"
)

// Write writes the questions as a QTI 2.1 package: choices, true or false, words,
// numbers, order, pairs and essays, with their pictures and sounds. It returns as skips
// what QTI cannot hold.
func Write(ctx context.Context, w io.Writer, entries study.Entries) ([]study.Skip, error) {
	g, err := stream.Gather(ctx, entries)
	if err != nil {
		return nil, err
	}
	p := &packer{zip: zip.NewWriter(w)}
	for _, n := range g.Notes {
		list, ok := g.Questions(n)
		if !ok {
			list = []stream.Placed{n}
		}
		for _, q := range list {
			if err := p.note(q); err != nil {
				return nil, err
			}
		}
	}
	for _, m := range g.Media {
		if err := p.media(m); err != nil {
			return nil, err
		}
	}
	if err := p.manifest(g); err != nil {
		return nil, err
	}
	return p.skips, p.zip.Close()
}

type packer struct {
	zip   *zip.Writer
	files []string
	shown []string
	skips []study.Skip
}

func (p *packer) skip(n stream.Placed, why string) {
	what := ""
	if n.Item != nil {
		what = markup.Text(n.Item.Stem)
	} else if len(n.Fields) > 0 {
		what = markup.Text(n.Fields[0])
	}
	if r := []rune(what); len(r) > 50 {
		what = string(r[:50]) + "…"
	}
	p.skips = append(p.skips, study.Skip{What: "question " + what, Why: why})
}

func (p *packer) note(n stream.Placed) error {
	if n.Item == nil {
		p.skip(n, "QTI holds questions, and this note asks by a template of its own; export it as an Anki package or a table")
		return nil
	}
	declare, body, process, why := interaction(n.Item)
	if why != "" {
		p.skip(n, why)
		return nil
	}
	id := "carrel-" + n.ID.String()
	name := "items/" + id + ".xml"
	w, err := p.zip.Create(name)
	if err != nil {
		return err
	}
	p.files = append(p.files, name)
	lang := ""
	if n.Item.Lang != "" {
		lang = fmt.Sprintf(` xml:lang="%s"`, markup.Attribute(n.Item.Lang))
	}
	image := ""
	if n.Item.Image != "" {
		image = fmt.Sprintf(`<p><img src="../media/%[1]s" alt="%[1]s"/></p>`, markup.Attribute(n.Item.Image))
	}
	feedback := ""
	if n.Item.Feedback != "" {
		feedback = "\n<modalFeedback outcomeIdentifier=\"FEEDBACK\" identifier=\"general\" showHide=\"show\">" + markup.XHTML(n.Item.Feedback) + "</modalFeedback>"
	}
	_, err = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="%s" title="%s" adaptive="false" timeDependent="false"%s>
%s
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>
<itemBody>%s%s</itemBody>
%s%s
</assessmentItem>
`, id, markup.Attribute(n.Item.Title), lang, declare, image, body, process, feedback)
	return err
}

// stemClass marks the element that only wraps the text of a question, because QTI
// requires a block there.
const stemClass = "carrel-stem"

const (
	matchCorrect = `<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>`
	mapResponse  = `<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>`
)

// interaction returns the parts of an item that depend on its kind: the declaration of
// the right response, the body with the place to answer, and the response processing. why
// is the reason if QTI has no such kind.
func interaction(it *study.Item) (declare, body, process, why string) {
	stem := `<div class="` + stemClass + `">` + markup.XHTML(it.Stem) + "</div>"
	switch it.Kind {
	case study.Info:
		return "", stem, "", ""
	case study.Essay, study.Recall:
		return declareResponse("single", "string", plainValues(it.Answer), nil),
			stem + `<extendedTextInteraction responseIdentifier="RESPONSE"/>`, "", ""
	case study.TrueFalse:
		right := "false"
		if it.True {
			right = "true"
		}
		return declareResponse("single", "identifier", []string{right}, nil),
			stem + choices("choiceInteraction", "simpleChoice", []string{"true", "false"}, []string{"True", "False"}, 1), matchCorrect, ""
	case study.Choice, study.Multiple:
		return choiceParts(it, stem)
	case study.Order:
		ids, texts := options(it.Options)
		return declareResponse("ordered", "identifier", ids, nil), stem + choices("orderInteraction", "simpleChoice", ids, texts, 0), matchCorrect, ""
	case study.Matching:
		return pairParts(it, stem)
	case study.Short:
		return wordParts(it, stem)
	case study.Numeric:
		return numberParts(it, stem)
	}
	return "", "", "", fmt.Sprintf("QTI is written without questions of kind %s", it.Kind)
}

func plainValues(answer string) []string {
	if answer == "" {
		return nil
	}
	return []string{markup.Text(answer)}
}

func declareResponse(cardinality, base string, right []string, mapped map[string]float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<responseDeclaration identifier="RESPONSE" cardinality="%s" baseType="%s">`, cardinality, base)
	if len(right) > 0 {
		b.WriteString("<correctResponse>")
		for _, v := range right {
			b.WriteString("<value>" + markup.XHTML(markup.Escape(v)) + "</value>")
		}
		b.WriteString("</correctResponse>")
	}
	if len(mapped) > 0 {
		b.WriteString(`<mapping defaultValue="0">`)
		for _, k := range sortedBy(mapped) {
			fmt.Fprintf(&b, `<mapEntry mapKey="%s" mappedValue="%s"/>`, markup.Attribute(k), strconv.FormatFloat(mapped[k], 'g', -1, 64))
		}
		b.WriteString("</mapping>")
	}
	b.WriteString("</responseDeclaration>")
	return b.String()
}

func options(list []study.Option) (ids, texts []string) {
	for i, o := range list {
		ids = append(ids, fmt.Sprintf("C%d", i+1))
		texts = append(texts, o.Text)
	}
	return ids, texts
}

func choices(interaction, choice string, ids, texts []string, most int) string {
	var b strings.Builder
	limit := ""
	if interaction == "choiceInteraction" {
		limit = fmt.Sprintf(` maxChoices="%d"`, most)
	}
	fmt.Fprintf(&b, `<%s responseIdentifier="RESPONSE" shuffle="true"%s>`, interaction, limit)
	for i, id := range ids {
		fmt.Fprintf(&b, `<%[1]s identifier="%[2]s">%[3]s</%[1]s>`, choice, id, markup.XHTML(texts[i]))
	}
	fmt.Fprintf(&b, "</%s>", interaction)
	return b.String()
}

func choiceParts(it *study.Item, stem string) (declare, body, process, why string) {
	ids, texts := options(it.Options)
	var right []string
	mapped := map[string]float64{}
	for i, o := range it.Options {
		if o.Weight > 0 && (it.Kind == study.Multiple || o.Weight >= 1) {
			right = append(right, ids[i])
		}
		if o.Weight != 0 {
			mapped[ids[i]] = o.Weight
		}
	}
	if len(right) == 0 {
		return "", "", "", "none of its choices is right"
	}
	cardinality, most := "single", 1
	if it.Kind == study.Multiple {
		cardinality, most = "multiple", 0
	}
	return declareResponse(cardinality, "identifier", right, mapped),
		stem + choices("choiceInteraction", "simpleChoice", ids, texts, most), mapResponse, ""
}

func pairParts(it *study.Item, stem string) (declare, body, process, why string) {
	var right []string
	var left, rights strings.Builder
	for i, p := range it.Pairs {
		fmt.Fprintf(&rights, `<simpleAssociableChoice identifier="R%d" matchMax="1">%s</simpleAssociableChoice>`, i+1, markup.XHTML(p.Right))
		if p.Left != "" {
			fmt.Fprintf(&left, `<simpleAssociableChoice identifier="L%d" matchMax="1">%s</simpleAssociableChoice>`, i+1, markup.XHTML(p.Left))
			right = append(right, fmt.Sprintf("L%[1]d R%[1]d", i+1))
		}
	}
	if len(right) == 0 {
		return "", "", "", "it has no pair"
	}
	body = stem + `<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="0"><simpleMatchSet>` +
		left.String() + "</simpleMatchSet><simpleMatchSet>" + rights.String() + "</simpleMatchSet></matchInteraction>"
	return declareResponse("multiple", "directedPair", right, nil), body, matchCorrect, ""
}

func wordParts(it *study.Item, stem string) (declare, body, process, why string) {
	mapped := map[string]float64{}
	var right []string
	for _, a := range it.Accept {
		text := markup.Text(a.Text)
		if a.Weight >= 1 && right == nil {
			right = []string{text}
		}
		mapped[text] = a.Weight
	}
	if right == nil {
		return "", "", "", "it has no answer that is fully right"
	}
	return declareResponse("single", "string", right, mapped), withEntry(stem), mapResponse, ""
}

// withEntry puts the place to answer where the text has its blank, or else after the
// text.
func withEntry(stem string) string {
	const entry = `<textEntryInteraction responseIdentifier="RESPONSE"/>`
	if strings.Contains(stem, "_____") {
		return strings.Replace(stem, "_____", entry, 1)
	}
	inside := strings.TrimSuffix(stem, "</div>")
	return inside + `<textEntryInteraction responseIdentifier="RESPONSE" class="` + stemClass + `"/></div>`
}

func numberParts(it *study.Item, stem string) (declare, body, process, why string) {
	if len(it.Numbers) != 1 {
		return "", "", "", "QTI is written with one number or range for an answer"
	}
	n := it.Numbers[0]
	middle := (n.Min + n.Max) / 2
	off := strconv.FormatFloat((n.Max-n.Min)/2, 'g', -1, 64)
	process = fmt.Sprintf(`<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="%[1]s %[1]s"><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>`, off)
	return declareResponse("single", "float", []string{strconv.FormatFloat(middle, 'g', -1, 64)}, nil), withEntry(stem), process, ""
}

func (p *packer) media(m study.Media) error {
	if m.Open == nil || strings.ContainsAny(m.Name, "/\\\x00") {
		return nil
	}
	r, err := m.Open()
	if err != nil {
		return study.Because(err, study.Unavailable, "the media file %q could not be opened for the export", m.Name)
	}
	defer r.Close()
	w, err := p.zip.Create("media/" + m.Name)
	if err == nil {
		_, err = io.Copy(w, r)
	}
	p.shown = append(p.shown, "media/"+m.Name)
	return err
}

func (p *packer) manifest(g *stream.Gathered) error {
	title := "Carrel"
	if len(g.Decks) == 1 {
		for _, d := range g.Decks {
			title = d.Name
		}
	}
	w, err := p.zip.Create("imsmanifest.xml")
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="carrel">
<metadata><schema>IMS Content</schema><schemaversion>1.1</schemaversion><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><title><string>%s</string></title></general></lom></metadata>
<organizations/>
<resources>
`, markup.Attribute(title))
	for i, f := range p.files {
		fmt.Fprintf(&b, "<resource identifier=\"R%d\" type=\"imsqti_item_xmlv2p1\" href=\"%[2]s\"><file href=\"%[2]s\"/></resource>\n", i+1, f)
	}
	for i, f := range p.shown {
		fmt.Fprintf(&b, "<resource identifier=\"M%d\" type=\"webcontent\" href=\"%[2]s\"><file href=\"%[2]s\"/></resource>\n", i+1, markup.Attribute(f))
	}
	b.WriteString("</resources>\n</manifest>\n")
	_, err = io.WriteString(w, b.String())
	return err
}
