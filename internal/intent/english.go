package intent

var english = language{
	code: "en",
	commands: map[Command]Forms{
		Start:   {Long: []string{"start studying", "begin studying", "start session"}, Short: []string{"start", "begin"}},
		Repeat:  {Long: []string{"repeat that", "say that again", "say it again", "repeat the question", "repeat question"}, Short: []string{"repeat", "pardon"}},
		Skip:    {Long: []string{"next card", "skip card", "skip this", "skip this card", "next question", "next section", "next chapter"}, Short: []string{"skip", "next"}},
		Pause:   {Long: []string{"pause session", "pause studying", "take a break"}, Short: []string{"pause"}},
		Resume:  {Long: []string{"resume session", "resume studying", "carry on", "keep going"}, Short: []string{"resume", "continue"}},
		Undo:    {Long: []string{"undo that", "take that back", "undo the last one"}, Short: []string{"undo"}},
		Slower:  {Long: []string{"speak slower", "slow down", "more slowly"}, Short: []string{"slower"}},
		Faster:  {Long: []string{"speak faster", "speed up"}, Short: []string{"faster"}},
		Show:    {Long: []string{"show answer", "show the answer", "tell me the answer", "what is the answer", "i don't know", "i do not know", "no idea", "i give up"}, Short: []string{"show", "reveal"}},
		Again:   {Long: []string{"grade again", "ask again", "ask me again"}, Short: []string{"again"}},
		Hard:    {Long: []string{"too hard", "grade hard", "that was hard"}, Short: []string{"hard"}},
		Good:    {Long: []string{"grade good", "that was good"}, Short: []string{"good"}},
		Easy:    {Long: []string{"too easy", "grade easy", "that was easy"}, Short: []string{"easy"}},
		Knew:    {Long: []string{"knew it", "i knew it", "i knew that", "got it", "got it right"}, Short: []string{"knew"}},
		Missed:  {Long: []string{"missed it", "i missed it", "i missed that", "got it wrong", "did not know", "i did not know", "i don't know", "i do not know"}, Short: []string{"missed"}},
		Stop:    {Long: []string{"stop studying", "stop session", "stop now", "finish session"}, Short: []string{"stop"}},
		Help:    {Long: []string{"help me", "what can i say"}, Short: []string{"help"}},
		Wait:    {Long: []string{"wait a moment", "wait please", "one moment", "hang on", "hold on", "give me time"}, Short: []string{"wait"}},
		Yes:     {Long: []string{"yes please", "yes it is", "that is right", "that's right", "yes that's right", "yes i did", "i did", "i said that"}, Short: []string{"yes", "yeah", "yep", "correct"}},
		No:      {Long: []string{"no thanks", "no it is not", "no it isn't", "that is wrong", "that's wrong", "not that", "no i did not", "no i didn't", "i did not", "i didn't"}, Short: []string{"no", "nope", "wrong"}},
		Suspend: {Long: []string{"suspend card", "suspend this card", "put it away"}, Short: []string{"suspend"}},
		Explain: {Long: []string{"tell me more", "explain that", "explain it"}, Short: []string{"explain"}},
		Back:    {Long: []string{"go back", "previous section", "previous chapter"}, Short: []string{"back"}},
	},
	near: [][2]string{
		{"help", "no"}, {"pause", "false"}, {"hard", "pause"}, {"skip", "good"},
		{"start", "hard"}, {"hard", "false"}, {"knew", "no"}, {"easy", "yes"},
		{"again", "begin"}, {"good", "no"}, {"show", "no"}, {"show", "slower"},
		{"next", "yes"}, {"true", "two"}, {"knew", "two"}, {"knew", "true"},
		{"help", "yeah"}, {"missed", "yes"}, {"skip", "six"}, {"wrong", "one"},
	},
	yes: []string{"yes", "yeah", "yep", "yes it is"}, no: []string{"no", "nope", "no it is not", "no it isn't"},
	true_:    []string{"true", "correct", "right", "it is true", "that is true", "that's true", "it's true", "that is correct", "that's correct", "that is right", "that's right"},
	false_:   []string{"false", "incorrect", "wrong", "it is false", "that is false", "that's false", "it's false", "not true", "that is not true", "it is not true", "not correct", "that is incorrect", "that is wrong", "that's wrong"},
	ordinals: englishOrdinals,
	last:     "last",
	spelling: [][]string{
		{"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "x-ray", "yankee", "zulu"},
		{"alfa", "", "", "", "", "", "", "", "", "juliett", "", "", "", "", "", "", "", "", "", "", "", "", "whisky", "xray", "", ""},
	},
	option:  []string{"option", "number", "answer", "choice"},
	theOne:  []string{"the %s one", "the %s", "%s one", "%s", "the %s option", "the %s answer"},
	all:     []string{"all of them", "all of those", "every one of them", "all"},
	none:    []string{"none of them", "none of those", "none of these", "none"},
	and:     []string{"and", "plus"},
	or:      []string{"or", "maybe", "perhaps", "either"},
	not:     []string{"not", "no", "isn't", "never", "neither", "nor", "anything but", "except", "without"},
	fillers: []string{"please", "okay", "ok", "um", "uh", "er", "erm", "hmm", "well", "so", "now", "can you", "could you", "would you", "just"},
	frames: []string{
		"the answer is", "my answer is", "the answer's", "i think it's", "i think it is", "i think the answer is",
		"i think", "it is", "it's", "that is", "that's", "is it", "i say", "i would say", "i'd say", "this is", "they are", "it was", "he is", "she is",
	},
	articles: []string{"the", "a", "an"},
	symbols: map[rune]string{
		'%': "percent", '&': "and", '+': "plus", '=': "equals", '°': "degrees", '€': "euros", '$': "dollars", '£': "pounds",
		'½': "one half", '¼': "one quarter", '¾': "three quarters", '×': "times", '²': "squared", '³': "cubed", 'π': "pi",
	},
	numbers: numerals{
		units: map[string]int64{
			"zero": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
			"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
		},
		tens:       map[string]int64{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
		hundred:    []string{"hundred", "hundreds"},
		scales:     map[string]int64{"thousand": 1e3, "million": 1e6, "billion": 1e9},
		one:        []string{"a", "an"},
		and:        "and",
		andHundred: true,
		oh:         []string{"oh", "o"},
		minus:      []string{"minus", "negative"},
		point:      []string{"point", "dot", "decimal"},
		fractions: map[string]int64{
			"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
			"sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
			"twelfth": 12, "twelfths": 12, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
		},
		over:       []string{"over"},
		homophones: map[string]string{"to": "two", "too": "two", "for": "four", "fore": "four", "won": "one", "ate": "eight", "sex": "six", "tree": "three"},
		years:      true,
	},
	spell:        spellEnglish,
	ordinal:      ordinalEnglish,
	ordinalMarks: []string{"st", "nd", "rd", "th"},
	rules: []Rule{
		{"number", "[minus | negative] <whole> [point <decimals>] | <year> | <odd> hundred [[and] <below100>]"},
		{"whole", "zero | <below1000> | <below1000> thousand [[and] <below1000>] | <below1000> million [<below1000> thousand] [[and] <below1000>]"},
		{"below1000", "<below100> | (a | <unit>) hundred [[and] <below100>]"},
		{"below100", "<unit> | <teen> | <ten> [<unit>]"},
		{"year", "(<teen> | twenty) (oh <unit> | <teen> | <ten> [<unit>])"},
		{"decimals", "<digit> [<digit> [<digit> [<digit>]]]"},
		{"digit", "zero | oh | <unit>"},
		{"unit", "one | two | three | four | five | six | seven | eight | nine"},
		{"teen", "ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen"},
		{"odd", "eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen"},
		{"ten", "twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety"},
	},
	giveUp: []string{"i don't know", "i do not know", "don't know", "no idea", "i give up", "i have no idea", "dunno", "not sure", "i'm not sure", "i can't remember", "i forgot"},
	months: []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
}

var (
	englishOrdinals = []string{
		"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
		"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
	}
	englishUnits = []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	}
	englishTens = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)

// spellEnglish writes n without "and", which Parse and the grammar allow as
// well: "one hundred five".
func spellEnglish(n int64) string {
	switch {
	case n < 20:
		return englishUnits[n]
	case n < 100:
		return join(englishTens[n/10], n%10, spellEnglish)
	case n < 1000:
		return join(englishUnits[n/100]+" hundred", n%100, spellEnglish)
	case n < 1e6:
		return join(spellEnglish(n/1e3)+" thousand", n%1e3, spellEnglish)
	case n < 1e9:
		return join(spellEnglish(n/1e6)+" million", n%1e6, spellEnglish)
	}
	return join(spellEnglish(n/1e9)+" billion", n%1e9, spellEnglish)
}

func ordinalEnglish(n int64) string {
	switch {
	case n >= 1 && n <= 20:
		return englishOrdinals[n-1]
	case n < 100 && n%10 == 0:
		t := englishTens[n/10]
		return t[:len(t)-1] + "ieth"
	case n < 100:
		return englishTens[n/10] + " " + ordinalEnglish(n%10)
	case n%100 == 0:
		return englishUnits[n/100] + " hundredth"
	}
	return englishUnits[n/100] + " hundred " + ordinalEnglish(n%100)
}
