package main

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// noiseStream returns noise whose level is random in every minute, from −50 to −14 dB of
// full scale.
func noiseStream(kind string) func(int) ([]float32, []said, error) {
	return func(i int) ([]float32, []said, error) {
		var out []float32
		for m := range stretch / 60 {
			r := rand.New(rand.NewPCG(uint64(i), hash(kind)+uint64(m)))
			n := noise{kind, 36*r.Float64() - 6}
			out = append(out, n.in(make([]float32, 60*rate), r.Uint64())...)
		}
		return out, nil, nil
	}
}

// Public-domain texts from Go's own files: Newton's Opticks is in Go's source, the
// beginning of Candide in golang.org/x/text.
func opticks() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	return textFrom(filepath.Join(strings.TrimSpace(string(root)), "src/testdata/Isaac.Newton-Opticks.txt"), "DEFIN. I")
}

func candide() (string, error) {
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/text").Output()
	if err != nil {
		return "", err
	}
	return textFrom(filepath.Join(strings.TrimSpace(string(module)), "encoding/testdata/candide-utf-8.txt"), "CHAPITRE")
}

// textFrom reads a file from a word on.
func textFrom(file, word string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if at := bytes.Index(data, []byte(word)); at > 0 {
		data = data[at:]
	}
	return asRead.Replace(string(data)), nil
}

// asRead removes marks that are not spoken and expands abbreviations as a person reads
// them.
var asRead = strings.NewReplacer("_", "", "[", "", "]", "", "--", ", ",
	"DEFIN.", "Definition", "PROP.", "Proposition", "THEOR.", "Theorem", "PROB.", "Problem", "AX.", "Axiom",
	"Exper.", "Experiment", "Fig.", "figure", "Obs.", "Observation", "Prop.", "Proposition")

// pieces splits a text into groups of whole sentences of about so many letters.
func pieces(text string, letters int) []string {
	var out []string
	piece := ""
	for _, s := range strings.SplitAfter(strings.Join(strings.Fields(text), " "), ". ") {
		if piece += s; len(piece) >= letters {
			out = append(out, strings.TrimSpace(piece))
			piece = ""
		}
	}
	return out
}

// reader speaks a text piece by piece with alternating voices, starting at any piece.
type reader struct {
	dir    string
	pieces []string
	voices []voice
}

func newReader(dir string, o options, text func() (string, error), voices []voice) (*reader, error) {
	t, err := text()
	if err != nil {
		return nil, err
	}
	r := &reader{dir: dir, pieces: pieces(t, 350)}
	for _, v := range voices {
		if o.chosen(v) {
			r.voices = append(r.voices, v)
		}
	}
	if len(r.voices) == 0 || len(r.pieces) == 0 {
		return nil, fmt.Errorf("there is no voice or no text to read")
	}
	return r, nil
}

// say returns the n-th piece at a normalised level.
func (r *reader) say(n int) ([]float32, said, error) {
	// In the next round another voice speaks each piece.
	v, text := r.voices[(n+n/len(r.pieces))%len(r.voices)], r.pieces[n%len(r.pieces)]
	file := filepath.Join(r.dir, "piece.wav")
	if msg, err := v.say(text, file).CombinedOutput(); err != nil {
		return nil, said{}, fmt.Errorf("%s cannot say %q: %v %s", v.name, text, err, msg)
	}
	pcm, err := readFile(file)
	if err != nil {
		return nil, said{}, err
	}
	pcm, _, end := framed(pcm)
	return pcm[before:end], said{voice: v.name, text: text}, nil
}

// reading returns one voice after another in a quiet room, with pauses of up to two
// seconds.
func reading(dir string, o options, text func() (string, error), voices []voice) func(int) ([]float32, []said, error) {
	var r *reader
	return func(i int) ([]float32, []said, error) {
		if r == nil {
			var err error
			if r, err = newReader(dir, o, text, voices); err != nil {
				return nil, nil, err
			}
		}
		lot := rand.New(rand.NewPCG(uint64(i), 1))
		var out []float32
		var list []said
		for n := i * 4; len(out) < stretch*rate; n++ {
			out = append(out, make([]float32, rate/5+lot.IntN(2*rate))...)
			pcm, s, err := r.say(n)
			if err != nil {
				return nil, nil, err
			}
			s.at = len(out)
			list = append(list, s)
			out = append(out, pcm...)
		}
		return noises[0].in(out[:stretch*rate], uint64(i)), list, nil
	}
}

// crowd returns four voices that read different places at the same time, all equally
// loud.
func crowd(dir string, o options) func(int) ([]float32, []said, error) {
	single := reading(dir, o, opticks, voices)
	return func(i int) ([]float32, []said, error) {
		out := make([]float32, stretch*rate)
		for k := range 4 {
			pcm, _, err := single(i*4 + k*1000)
			if err != nil {
				return nil, nil, err
			}
			for j, x := range pcm {
				out[j] += float32(math.Sqrt(.25)) * x
			}
		}
		return out, nil, nil
	}
}

var voicesFrench = []voice{espeak("fr-fr", 150), espeak("fr-be+f3", 160), espeak("fr-ch+m5", 140), espeak("fr-fr+f2", 170)}

var deckFrench = strings.Split("Ottawa|Canberra|Vienne|Bruxelles|Brasilia|Sofia|Santiago|Bogota|La Havane|Prague|Copenhague|Le Caire|Tallinn|Helsinki|Paris|Tbilissi|Berlin|Athènes|Budapest|Reykjavik|New Delhi|Jakarta|Dublin|Rome|Tokyo|Nairobi|Riga|Vilnius|Luxembourg|Kuala Lumpur|Mexico|Oulan-Bator|Katmandou|Wellington|Oslo|Lima|Varsovie|Lisbonne|Bucarest|Stockholm", "|")
