package sphinx

import (
	"reflect"
	"testing"
	"testing/fstest"
)

func TestReadModel(t *testing.T) {
	files := fstest.MapFS{}
	for _, f := range []string{"mdef", "means", "variances", "sendump", "transition_matrices"} {
		files[f] = &fstest.MapFile{Data: []byte(f)}
	}
	if _, err := ReadModel(files); err == nil {
		t.Error("a model without parameters was read")
	}
	files["feat.params"] = &fstest.MapFile{Data: []byte("-lowerf 130\n-upperf 6800\n-nfilt 25\n-transform dct\n-agc none\n-cmn batch\n-varnorm no\n-model ptm\n-cmninit 41.00,-5.29\n")}
	m, err := ReadModel(files)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"lowerf": 130.0, "upperf": 6800.0, "nfilt": 25.0, "transform": "dct", "cmn": "batch", "varnorm": false, "cmninit": "41.00,-5.29"}
	if !reflect.DeepEqual(m.Features, want) {
		t.Errorf("parameters %v, want %v", m.Features, want)
	}
	files["feat_params.json"] = &fstest.MapFile{Data: []byte(`{"nfilt": 20}`)}
	if m, err = ReadModel(files); err != nil || m.Features["nfilt"] != 20.0 {
		t.Errorf("feat_params.json goes first, got %v, %v", m.Features, err)
	}
	delete(files, "mdef")
	if _, err := ReadModel(files); err == nil {
		t.Error("a model without mdef was read")
	}
}
