package fsrs

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// NumParams is the number of parameters of an FSRS-6 set.
const NumParams = 21

// Version is the FSRS version of the parameter sets this package computes with.
// Older sets are migrated to it when they are read.
const Version = 6

// Bounds of stability (days) and difficulty.
const (
	MinStability  = 0.001
	MaxStability  = 36500
	MinDifficulty = 1
	MaxDifficulty = 10
)

// fsrs5Decay is the fixed decay of sets older than FSRS-6.
const fsrs5Decay = 0.5

// ErrParams is wrapped by every error about a parameter set.
var ErrParams = errors.New("not a usable FSRS parameter set")

var defaultWeights = [NumParams]float64{
	0.212, 1.2931, 2.3065, 8.2956, // S0 by first grade
	6.4133, 0.8334, 3.0194, 0.001, // difficulty
	1.8722, 0.1666, 0.796, // recall
	1.4835, 0.0614, 0.2629, 1.6483, // lapse
	0.6014, 1.8729, // hard, easy
	0.5425, 0.0912, 0.0658, // same day
	0.1542, // decay
}

var defaultParams = derive(defaultWeights)

// Params is one FSRS-6 parameter set. The zero value is the default set. Params
// is a value: copying it is cheap enough for every call and safe across
// goroutines. Two sets are equal (==) when their parameters are.
type Params struct {
	w [NumParams]float64

	// Values that every review needs and that depend on the parameters alone.
	factor    float64    // F = 0.9^(−1/w20) − 1
	invDecay  float64    // −1/w20
	gain      float64    // e^w8
	lapseCap  float64    // e^(−w17·w18)
	sameDay   [5]float64 // e^(w17(g−3+w18)) by grade
	firstD    [5]float64 // D0 by grade, clamped
	easyD     float64    // D0(4), unclamped: what difficulty reverts to
	hardBonus float64    // w15
	easyBonus float64    // w16
}

// DefaultParams is the published FSRS-6 default set.
func DefaultParams() Params { return defaultParams }

// ParamsFrom reads a parameter set: 21 values (FSRS-6), 19 (FSRS-5), 17 (FSRS-4.5) or
// none, which means the defaults. Older sets are completed with the decay they were
// fitted with (.5); the difficulty of 17-value sets is converted to the newer form.
// Values are clamped to the published bounds. A wrong count or a value that is not
// finite is an error that wraps ErrParams.
func ParamsFrom(values []float64) (Params, error) {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Params{}, fmt.Errorf("%w: parameter %d is %v; fit again or use the defaults", ErrParams, i, v)
		}
	}
	var w [NumParams]float64
	switch len(values) {
	case 0:
		return DefaultParams(), nil
	case 17:
		copy(w[:], values)
		w[4] += 2 * w[5]
		w[5] = math.Log(max(1+3*w[5], MinStability)) / 3
		w[6] += 0.5
		w[20] = fsrs5Decay
	case 19:
		copy(w[:], values)
		w[20] = fsrs5Decay
	case NumParams:
		copy(w[:], values)
	default:
		return Params{}, fmt.Errorf("%w: it has %d values; FSRS sets have 21, 19 or 17", ErrParams, len(values))
	}
	return derive(Clamp(w, 1)), nil
}

// Clamp clamps w to the published bounds. relearningSteps is the number of relearning
// steps that the parameters will be used with. More than one tightens w17 and w18, so
// that passing all steps cannot leave a memory stronger than before the lapse. Every
// finite input gives values within bounds.
func Clamp(w [NumParams]float64, relearningSteps int) [NumParams]float64 {
	lo, hi := Bounds()
	for i := range w {
		w[i] = min(max(w[i], lo[i]), hi[i])
	}
	if relearningSteps > 1 {
		room := -(math.Log(w[11]) + math.Log(math.Pow(2, w[13])-1) + 0.3*w[14]) / float64(relearningSteps)
		top := min(2, math.Sqrt(max(0.01, room)))
		w[17] = min(w[17], top)
		w[18] = min(w[18], top)
	}
	return w
}

// Bounds returns the lowest and highest value of each parameter.
func Bounds() (lo, hi [NumParams]float64) {
	return [NumParams]float64{
			.001, .001, .001, .001, 1, .001, .001, .001, 0, 0, .001,
			.001, .001, .001, 0, 0, 1, 0, 0, .01, .1,
		}, [NumParams]float64{
			100, 100, 100, 100, 10, 4, 4, .75, 4.5, .8, 3.5,
			5, .25, .9, 4, 1, 6, 2, 2, .8, .8,
		}
}

// derive computes the cached values of Params. w must be finite. It need not be
// clamped, so the published vectors with parameters set to 0 can be computed.
func derive(w [NumParams]float64) Params {
	p := Params{w: w}
	p.invDecay = -1 / w[20]
	p.factor = math.Pow(0.9, p.invDecay) - 1
	p.gain = math.Exp(w[8])
	p.lapseCap = math.Exp(-w[17] * w[18])
	for g := Again; g <= Easy; g++ {
		p.sameDay[g] = math.Exp(w[17] * (float64(g) - 3 + w[18]))
		d := w[4] - math.Exp(w[5]*(float64(g)-1)) + 1
		p.firstD[g] = clampDifficulty(d)
		if g == Easy {
			p.easyD = d
		}
	}
	p.hardBonus, p.easyBonus = w[15], w[16]
	return p
}

// or returns p, or the defaults if p is the zero value.
func (p *Params) or() *Params {
	if p.w[20] == 0 {
		return &defaultParams
	}
	return p
}

// Values returns the set as 21 numbers.
func (p Params) Values() [NumParams]float64 { return p.or().w }

// ForRelearning returns the set clamped for use with a number of relearning steps.
func (p Params) ForRelearning(steps int) Params {
	return derive(Clamp(p.or().w, steps))
}

// paramsJSON is the stored form of a set. The version says how to read the numbers,
// even if a later model happens to have the same number of them.
type paramsJSON struct {
	Version int       `json:"version"`
	W       []float64 `json:"w"`
}

// MarshalJSON writes {"version":6,"w":[…]}.
func (p Params) MarshalJSON() ([]byte, error) {
	w := p.Values()
	return json.Marshal(paramsJSON{Version, w[:]})
}

// UnmarshalJSON reads the output of MarshalJSON and bare arrays of 17, 19 or 21
// numbers. An unknown version is an error.
func (p *Params) UnmarshalJSON(data []byte) error {
	var set paramsJSON
	if err := json.Unmarshal(data, &set.W); err != nil {
		if err := json.Unmarshal(data, &set); err != nil {
			return fmt.Errorf("%w: %v", ErrParams, err)
		}
		if set.Version < 4 || set.Version > Version {
			return fmt.Errorf("%w: version %d is not one of 4, 5 and 6", ErrParams, set.Version)
		}
		if n := map[int]int{4: 17, 5: 19, 6: NumParams}[set.Version]; len(set.W) != n {
			return fmt.Errorf("%w: version %d has %d values, here are %d", ErrParams, set.Version, n, len(set.W))
		}
	}
	read, err := ParamsFrom(set.W)
	if err != nil {
		return err
	}
	*p = read
	return nil
}
