package listen

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed constants.json
var constantsJSON []byte

// Search holds the parameters of a decoder's search for the best path through a grammar.
type Search struct {
	LW    float64 `json:"lw"`   // weight of the grammar relative to the sound
	Beam  float64 `json:"beam"` // how far below the best path a path may be before it is dropped
	PBeam float64 `json:"pbeam"`
	WBeam float64 `json:"wbeam"`
}

// Bounds are the values that a phrase must reach to be acted on, in the decoder's log
// units per spoken frame.
type Bounds struct {
	Sure       float64 `json:"sure"`       // above the phone loop
	Navigation float64 `json:"navigation"` // the same, for harmless commands
	Margin     float64 `json:"margin"`     // above the best phrase with another meaning
}

// Constants are the numbers that Go and the page share.
type Constants struct {
	Rate    int // samples per second
	Frame   int // samples per 10 ms frame
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
		NoisyPauseFrames   int     `json:"noisy_pause_frames"` // a pause near the floor, but not low
		NearFloorDB        float64 `json:"near_floor_db"`
		HangoverFrames     int     `json:"hangover_frames"`
		VoiceHangover      int     `json:"voice_hangover_frames"` // the same in a room that never gets quiet
		EarlyFrames        int     `json:"early_frames"`          // longer utterances are decoded only at their end
		DoubtHangover      int     `json:"doubt_hangover_frames"`
		LongHangoverFrames int     `json:"long_hangover_frames"`
		LongestFrames      int     `json:"longest_frames"`
		FewestVoiced       int     `json:"fewest_voiced"`
		VoicedOverSpoken   float64 `json:"voiced_over_spoken"` // more than this × the longest phrase is no phrase
		ApartFrames        int     `json:"apart_frames"`       // after other speech, sooner than this is never sure
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
		QuietSNRDB     float64 `json:"quiet_snr_db"` // from this value on a room counts as quiet
		SureSNRDB      float64 `json:"sure_snr_db"`  // below this value nothing is sure
		SureShare      float64 `json:"sure_share"`   // share of words; below it nothing is sure
		Ask            float64 `json:"ask"`
		Full           float64 `json:"full"` // score with a confidence of 1
		FewestSpoken   int     `json:"fewest_spoken"`
		SpokenShare    float64 `json:"spoken_share"`
		LongestSpoken  int     `json:"longest_spoken"` // frames of a short phrase
		SpokenLetter   int     `json:"spoken_letter"`  // frames per letter of a long phrase
		SureConfidence float64 `json:"sure_confidence"`
		AskConfidence  float64 `json:"ask_confidence"`
	}
	// Opinion weighs the log probabilities of the second ear. One unit of these weighs as
	// much as one unit of the decoder per spoken frame.
	Opinion struct {
		Pad          int     `json:"pad"`           // samples of silence before and after an utterance
		LongestText  int     `json:"longest_text"`  // bytes
		MostMeanings int     `json:"most_meanings"` // the limit of web/moonshine
		Behind       float64 `json:"behind"`        // the farthest that a meaning counts as behind
		ClearLead    float64 `json:"clear_lead"`    // with this lead no rival is searched for
		FitWeight    float64 `json:"fit_weight"`    // weight of the fit, added to the score
		// Quiet and Noisy bound the sum of the score and the weighted fit if both ears
		// agree.
		Quiet Bounds `json:"quiet"`
		Noisy Bounds `json:"noisy"`
		// For each unit by which the fit exceeds AskFit, the score may be lower by
		// AskSlope and the phrase is still asked about.
		AskFit   float64 `json:"ask_fit"`
		AskSlope float64 `json:"ask_slope"`
		// If the ears disagree, a phrase is refused if its fit, its score and its margin
		// are all below these values.
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

// Shared holds the values of constants.json.
var Shared = parseConstants()

func parseConstants() Constants {
	var c Constants
	dec := json.NewDecoder(strings.NewReader(string(constantsJSON)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		panic("listen: constants.json: " + err.Error()) // cannot happen: embedded and tested
	}
	return c
}

// Phones returns the phone set of a language's acoustic model, or nil if the language has
// no model.
func Phones(lang string) []string {
	return strings.Fields(Shared.Phones[lang])
}
