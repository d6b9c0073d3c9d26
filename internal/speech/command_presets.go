//go:build !js

package speech

import (
	"strings"
	"unicode"

	"carrel/internal/lang"
	"carrel/internal/study"
)

// EspeakNG returns the configuration of espeak-ng, which most Linux systems can install.
func EspeakNG() CommandConfig {
	config := CommandConfig{
		Name: "espeak-ng",
		Argv: []string{"espeak-ng", "--stdin", "--stdout", "-b", "1", "-v", "{voice}", "-s", "{wpm}", "-p", "{pitch100}"},
	}
	// An entry is code=voice if the voice is not named by the language code. Japanese is
	// left out, because espeak-ng reads only kana.
	for entry := range strings.FieldsSeq(`
		en-US en-GB=en-gb es fr=fr-fr de it pt=pt-br pt-PT=pt nl sv da no=nb fi is
		pl cs sk sl hr sr bs mk bg ro hu el ru uk lt lv et tr ar fa he hi bn ta te mr gu kn ml pa si ur ne
		ka hy sq ca eu cy ga af sw id ms vi zh=cmn ko eo la`) {
		code, name, ok := strings.Cut(entry, "=")
		if !ok {
			name = strings.ToLower(code)
		}
		config.Voices = append(config.Voices, Voice{Name: name, Lang: code, About: lang.Name(code) + ", mechanical and clear"})
	}
	return config
}

// Piper returns the configuration of piper with one of its models, an .onnx file.
func Piper(model, code string) CommandConfig {
	return CommandConfig{
		Name:   "piper",
		Argv:   []string{"piper", "--model", "{voice}", "--length_scale", "{length}", "--output_file", "{out}"},
		Voices: []Voice{{Name: model, Lang: code, About: lang.Name(code) + ", natural"}},
	}
}

// Say returns the configuration of macOS's say with the given voices.
func Say(voices ...Voice) CommandConfig {
	return CommandConfig{
		Name:   "say",
		Argv:   []string{"say", "-v", "{voice}", "-r", "{wpm}", "--file-format=WAVE", "--data-format=LEI16@22050", "-o", "{out}"},
		Voices: voices,
	}
}

// Argv splits a command line that a learner typed into program and arguments. It splits
// at blanks, except inside single or double quotes, and has no other syntax.
func Argv(line string) ([]string, error) {
	var argv []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inWord = r, true
		case quote == 0 && unicode.IsSpace(r):
			if inWord {
				argv = append(argv, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, study.Errorf(study.Invalid, "a quotation mark in the command is not closed: %s", line)
	}
	if inWord {
		argv = append(argv, word.String())
	}
	return argv, nil
}
