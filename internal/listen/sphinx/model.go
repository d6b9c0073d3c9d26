package sphinx

import (
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// Model holds the files of an acoustic model and the parameters of its front end.
type Model struct {
	MDef, Means, Variances, Sendump, Transitions []byte
	// Features holds the parameters of the front end in the decoder's form.
	Features map[string]any
}

// ReadModel reads a model from a folder in npm's layout, with feat_params.json, or in
// Debian's (pocketsphinx-en-us), with feat.params.
func ReadModel(folder fs.FS) (*Model, error) {
	m := &Model{}
	for name, into := range map[string]*[]byte{
		"mdef": &m.MDef, "means": &m.Means, "variances": &m.Variances, "sendump": &m.Sendump, "transition_matrices": &m.Transitions,
	} {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, study.Because(err, study.NotFound, "the recogniser's model has no file %s; build the page again (make build)", name)
		}
		*into = data
	}
	if data, err := fs.ReadFile(folder, "feat_params.json"); err == nil {
		if err := json.Unmarshal(data, &m.Features); err != nil {
			return nil, study.Because(err, study.Unreadable, "the recogniser's feat_params.json is damaged; build the page again (make build)")
		}
		return m, nil
	}
	data, err := fs.ReadFile(folder, "feat.params")
	if err != nil {
		return nil, study.Because(err, study.NotFound, "the recogniser's model has neither feat_params.json nor feat.params")
	}
	m.Features = FeatParams(string(data))
	return m, nil
}

// FeatParams converts a feat.params file, which has the form of command-line options,
// into parameters. It leaves out those that this decoder does not have.
func FeatParams(text string) map[string]any {
	out := map[string]any{}
	fields := strings.Fields(text)
	for i := 0; i+1 < len(fields); i += 2 {
		name, value := strings.TrimPrefix(fields[i], "-"), fields[i+1]
		switch name {
		case "agc", "model":
			continue
		case "varnorm", "remove_noise":
			out[name] = value == "yes"
			continue
		}
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			out[name] = n
		} else {
			out[name] = value
		}
	}
	return out
}
