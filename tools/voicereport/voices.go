package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"carrel/internal/listen"
)

// voice is a synthetic voice of a Debian package.
type voice struct {
	name  string
	speed int // words per minute, 0 if it cannot be chosen
	say   func(text, file string) *exec.Cmd
}

func espeak(name string, speed int) voice {
	return voice{"espeak-ng " + name, speed, func(text, file string) *exec.Cmd {
		return exec.Command("espeak-ng", "-v", name, "-s", fmt.Sprint(speed), "-w", file, text)
	}}
}

func flite(name string) voice {
	return voice{"flite " + name, 0, func(text, file string) *exec.Cmd {
		return exec.Command("flite", "-voice", name, "-t", text, "-o", file)
	}}
}

var voices = []voice{
	flite("slt"), flite("rms"), flite("awb"), flite("kal16"), flite("kal"),
	espeak("en-us", 150), espeak("en-gb", 160), espeak("en-gb-scotland", 150), espeak("en-us+f3", 150), espeak("en-gb-x-rp+f4", 160), espeak("en-029", 150),
}

func (o options) chosen(v voice) bool {
	return slices.ContainsFunc(strings.Split(o.voices, ","), func(part string) bool { return strings.Contains(v.name, part) })
}

// trial is one recording played to the recogniser.
type trial struct {
	voice, kind, text string
	noise             noise
	pcm               []float32 // without noise
	begin, end        int       // samples: the first of speech, and the first after it
	grammar           listen.Grammar
	outside           bool
}

// spokenTrials speaks phrases of every kind with every voice: each phrase once clean and
// once in noise. The noise and its level are random, unless all are requested.
func spokenTrials(dir string, kinds []kind, o options) ([]trial, error) {
	for _, tool := range []string{"espeak-ng", "flite"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%s is not installed; on Debian: apt-get install espeak-ng flite", tool)
		}
	}
	var out []trial
	for _, v := range voices {
		if !o.chosen(v) {
			continue
		}
		for _, k := range kinds {
			texts := slices.Clone(k.texts)
			lot := rand.New(rand.NewPCG(hash(v.name), hash(k.name)))
			lot.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
			n := min(o.per, len(texts))
			if k.name == taughtKind {
				n = len(texts)
			}
			for _, text := range texts[:n] {
				file := filepath.Join(dir, "clip.wav")
				if msg, err := v.say(text, file).CombinedOutput(); err != nil {
					return nil, fmt.Errorf("%s cannot say %q: %v %s", v.name, text, err, msg)
				}
				pcm, err := readFile(file)
				if err != nil {
					return nil, err
				}
				t := trial{voice: v.name, kind: k.name, text: text, grammar: k.grammar, outside: k.outside}
				t.pcm, t.begin, t.end = framed(pcm)
				chosen := noises[1:]
				if o.clean {
					chosen = nil
				} else if !o.full {
					i := lot.IntN(len(chosen))
					chosen = chosen[i : i+1]
				}
				for _, n := range append([]noise{noises[0]}, chosen...) {
					t.noise = n
					out = append(out, t)
				}
			}
		}
	}
	return out, nil
}

// folderTrials reads a folder of recordings and uses each clean, and in kitchen and car
// noise at 10 dB.
func folderTrials(folder string, clean bool) ([]trial, error) {
	lines, err := readTranscripts(filepath.Join(folder, "transcripts.tsv"))
	if err != nil {
		return nil, err
	}
	grammars, err := folderGrammars(lines)
	if err != nil {
		return nil, err
	}
	var out []trial
	for _, l := range lines {
		pcm, err := readFile(filepath.Join(folder, l.file))
		if err != nil {
			return nil, err
		}
		t := trial{voice: "recordings: " + filepath.Base(folder), kind: l.kind, text: l.text, grammar: grammars[l.kind], outside: l.outside()}
		t.pcm, t.begin, t.end = framed(pcm)
		for _, n := range noises {
			if n.kind == "none" || !clean && n.snr == 10 && (n.kind == "kitchen" || n.kind == "car") {
				t.noise = n
				out = append(out, t)
			}
		}
	}
	return out, nil
}

// transcript is a recording and what is said in it.
type transcript struct{ file, text, kind string }

// outside reports whether the text belongs to no grammar.
func (l transcript) outside() bool { return strings.HasPrefix(l.kind, "other") }

// readTranscripts reads lines of file, text and perhaps kind, separated by tabs.
func readTranscripts(name string) ([]transcript, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var lines []transcript
	for in := bufio.NewScanner(f); in.Scan(); {
		p := strings.Split(in.Text(), "\t")
		if len(p) < 2 {
			continue
		}
		l := transcript{p[0], p[1], "phrases"}
		if len(p) > 2 && p[2] != "" {
			l.kind = p[2]
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// folderGrammars returns the grammar of every kind of recording: the commands and the
// texts of that kind.
func folderGrammars(lines []transcript) (map[string]listen.Grammar, error) {
	kinds, err := kindsOfPhrase()
	if err != nil {
		return nil, err
	}
	texts := map[string][]listen.Phrase{}
	for _, l := range lines {
		texts[l.kind] = append(texts[l.kind], listen.Phrase{Text: l.text, Class: listen.Answer})
	}
	grammars := map[string]listen.Grammar{}
	for kind, phrases := range texts {
		if (transcript{kind: kind}).outside() {
			grammars[kind] = kinds[3].grammar
			continue
		}
		if grammars[kind], err = listen.NewGrammar("en", slices.Concat(kinds[0].grammar.Phrases, phrases)); err != nil {
			return nil, err
		}
	}
	return grammars, nil
}

func readFile(name string) ([]float32, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	pcm, err := listen.ReadWAV(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return pcm, nil
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
