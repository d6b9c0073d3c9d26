package listen

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed constants.json
var constantsJSON []byte

// Search says how a decoder looks for a grammar's best path.
type Search struct {
	LW    float64 `json:"lw"`   // weight of the grammar against the sound
	Beam  float64 `json:"beam"` // paths less likely than the best by so much are dropped
	PBeam float64 `json:"pbeam"`
	WBeam float64 `json:"wbeam"`
}

// Bounds are what a phrase must reach to be acted on, in the decoder's log
// units per spoken frame.
type Bounds struct {
	Sure       float64 `json:"sure"`       // over the phone loop
	Navigation float64 `json:"navigation"` // the same, for what is harmless
	Margin     float64 `json:"margin"`     // over the next meaning
}

// Constants are the numbers that Go and the page share.
type Constants struct {
	Rate    int // samples a second
	Frame   int // samples in a frame of 10 ms
	Decoder struct {
		Phrases   Search  `json:"phrases"`
		Loop      Search  `json:"loop"`
		TmatFloor float64 `json:"tmatfloor"`
		Fillers   string  `json:"fillers"`
	}
	Phones   map[string]string
	Endpoint struct {
		VoiceOn            float64 `json:"voice_on"`
		VoiceOff           float64 `json:"voice_off"`
		OnsetWindow        int     `json:"onset_window"`
		OnsetVoiced        int     `json:"onset_voiced"`
		QuietestDB         float64 `json:"quietest_db"`
		EnergyOnDB         float64 `json:"energy_on_db"`
		EnergyOffDB        float64 `json:"energy_off_db"`
		FloorStartDB       float64 `json:"floor_start_db"`
		FloorLowestDB      float64 `json:"floor_lowest_db"`
		FloorDown          float64 `json:"floor_down"`
		FloorUp            float64 `json:"floor_up"`
		PrerollFrames      int     `json:"preroll_frames"`
		PauseFrames        int     `json:"pause_frames"`
		PauseLowFrames     int     `json:"pause_low_frames"`
		LowAboveFloorDB    float64 `json:"low_above_floor_db"`
		NoisyPauseFrames   int     `json:"noisy_pause_frames"` // a pause where it is not low, but near the floor
		NearFloorDB        float64 `json:"near_floor_db"`
		HangoverFrames     int     `json:"hangover_frames"`
		VoiceHangover      int     `json:"voice_hangover_frames"` // the same where the room never gets quiet
		EarlyFrames        int     `json:"early_frames"`          // longer utterances are decoded once, at their end
		DoubtHangover      int     `json:"doubt_hangover_frames"`
		LongHangoverFrames int     `json:"long_hangover_frames"`
		LongestFrames      int     `json:"longest_frames"`
		FewestVoiced       int     `json:"fewest_voiced"`
		VoicedOverSpoken   float64 `json:"voiced_over_spoken"` // more voice than the longest phrase takes is none
		ApartFrames        int     `json:"apart_frames"`       // what follows other speech sooner is never sure
	}
	Trim struct {
		BeforeFrames int     `json:"before_frames"`
		AfterFrames  int     `json:"after_frames"`
		AboveFloorDB float64 `json:"above_floor_db"`
	}
	Denoise struct {
		MixOriginal float64 `json:"mix_original"`
		BelowSNRDB  float64 `json:"below_snr_db"`
	}
	Verdict struct {
		Quiet          Bounds  `json:"quiet"`
		Noisy          Bounds  `json:"noisy"`
		QuietSNRDB     float64 `json:"quiet_snr_db"` // from here on a room is quiet
		SureSNRDB      float64 `json:"sure_snr_db"`  // under it nothing is sure
		SureShare      float64 `json:"sure_share"`   // of words in an utterance; under it nothing is sure
		Ask            float64 `json:"ask"`
		Full           float64 `json:"full"` // score of full confidence
		FewestSpoken   int     `json:"fewest_spoken"`
		SpokenShare    float64 `json:"spoken_share"`
		LongestSpoken  int     `json:"longest_spoken"` // frames, of a short phrase
		SpokenLetter   int     `json:"spoken_letter"`  // frames a letter of a long one may take
		SureConfidence float64 `json:"sure_confidence"`
		AskConfidence  float64 `json:"ask_confidence"`
	}
	// Opinion weighs what the second ear says, in its logarithms of
	// probabilities; one of them weighs as much as one unit of the decoder's per
	// spoken frame.
	Opinion struct {
		Pad          int     `json:"pad"`           // samples of silence on both sides of an utterance
		LongestText  int     `json:"longest_text"`  // bytes
		MostMeanings int     `json:"most_meanings"` // web/moonshine has room for no more
		Behind       float64 `json:"behind"`        // what is farther behind the best counts as so far
		ClearLead    float64 `json:"clear_lead"`    // with such a lead no rival is looked for
		FitWeight    float64 `json:"fit_weight"`    // of the fit, beside the score
		// Of the score and the weighed fit, where both agree.
		Quiet Bounds `json:"quiet"`
		Noisy Bounds `json:"noisy"`
		// What fits better than AskFit may score so much lower for each unit, and
		// is asked about yet.
		AskFit   float64 `json:"ask_fit"`
		AskSlope float64 `json:"ask_slope"`
		// Where they do not agree, what fits worse, scores lower and leads by less
		// than these is refused.
		StrangeFit    float64 `json:"strange_fit"`
		StrangeScore  float64 `json:"strange_score"`
		StrangeMargin float64 `json:"strange_margin"`
	}
	Limits struct {
		Phrases        int `json:"phrases"`
		WordsInPhrase  int `json:"words_in_phrase"`
		LettersInWord  int `json:"letters_in_word"`
		Pronunciations int `json:"pronunciations"`
		TimeoutMS      int `json:"timeout_ms"`
	}
}

// Shared is the table of constants.json.
var Shared = parseConstants()

func parseConstants() Constants {
	var c Constants
	dec := json.NewDecoder(strings.NewReader(string(constantsJSON)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		panic("listen: constants.json: " + err.Error()) // embedded, so a test would have failed
	}
	return c
}

// Phones returns the phone set of a language's acoustic model, nil where there
// is no model for it.
func Phones(lang string) []string {
	return strings.Fields(Shared.Phones[lang])
}
