package listen

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed enrolment.json
var enrollingJSON []byte

// Enrolling are the numbers of templates that Go and the page share.
var Enrolling = func() (k struct {
	Window       int     `json:"window"` // samples
	Step         int     `json:"step"`   // samples
	Emphasis     float64 `json:"emphasis"`
	Filters      int     `json:"filters"`
	LowHz        float64 `json:"low_hz"`
	HighHz       float64 `json:"high_hz"`
	Floor        float64 `json:"floor"` // of the loudest filter's energy
	Cepstra      int     `json:"cepstra"`
	Delta        float64 `json:"delta"`   // weight of changes
	Scale        float64 `json:"scale"`   // steps a kept coefficient has for 1
	Near         float64 `json:"near"`    // distance from which on nothing is like a template
	Ahead        float64 `json:"ahead"`   // ratio of the next meaning's distance to agree
	Nearer       float64 `json:"nearer"`  // distance up to which a template may contradict
	Against      float64 `json:"against"` // ratio of its own meaning's distance to contradict
	FewestFrames int     `json:"fewest_frames"`
	MostFrames   int     `json:"most_frames"`
}) {
	dec := json.NewDecoder(strings.NewReader(string(enrollingJSON)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&k); err != nil {
		panic("listen: enrolment.json: " + err.Error()) // embedded, so a test would have failed
	}
	return k
}()
