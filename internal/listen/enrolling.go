package listen

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed enrolment.json
var enrollingJSON []byte

// Enrolling are the parameters of templates that Go and the page share.
var Enrolling = func() (k struct {
	Window       int     `json:"window"` // samples
	Step         int     `json:"step"`   // samples
	Emphasis     float64 `json:"emphasis"`
	Filters      int     `json:"filters"`
	LowHz        float64 `json:"low_hz"`
	HighHz       float64 `json:"high_hz"`
	Floor        float64 `json:"floor"` // energy relative to the loudest filter
	Cepstra      int     `json:"cepstra"`
	Delta        float64 `json:"delta"`   // weight of the deltas
	Scale        float64 `json:"scale"`   // quantisation steps per unit of a stored coefficient
	Near         float64 `json:"near"`    // largest distance at which a template counts
	Ahead        float64 `json:"ahead"`   // ratio of the next meaning's distance needed to agree
	Nearer       float64 `json:"nearer"`  // largest distance at which a template may contradict
	Against      float64 `json:"against"` // the same for its own meaning, to contradict
	FewestFrames int     `json:"fewest_frames"`
	MostFrames   int     `json:"most_frames"`
}) {
	dec := json.NewDecoder(strings.NewReader(string(enrollingJSON)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&k); err != nil {
		panic("listen: enrolment.json: " + err.Error()) // cannot happen: embedded and tested
	}
	return k
}()
