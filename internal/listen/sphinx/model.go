package sphinx

import (
	"encoding/json"
	"io/fs"
	"strconv"
	"strings"

	"carrel/internal/study"
)

// Model is an acoustic model's files and the parameters of its features.
type Model struct {
	MDef, Means, Variances, Sendump, Transitions []byte
	// Features holds the front end's parameters as the decoder takes them.
	Features map[string]any
}

// ReadModel reads a model from a folder: npm's layout, with feat_params.json,
// or Debian's (pocketsphinx-en-us), with feat.params.
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

// FeatParams turns the command-line form of a feat.params file into parameters.
// Those that this decoder does not have are left out.
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
