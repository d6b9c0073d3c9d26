package listen

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

func TestAccents(t *testing.T) {
	data, err := os.ReadFile("testdata/accents.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]string
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for phones, want := range cases {
		if got := accented(phones); got != want {
			t.Errorf("%q: got %q, want %q", phones, got, want)
		}
	}
}

func TestAccentsKeepWhatThereIs(t *testing.T) {
	got := withAccents([]string{"D AH K", "D AA K ER", "D AO K AH"})
	if want := []string{"D AH K", "D AA K ER", "D AO K AH"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
