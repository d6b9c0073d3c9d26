package intent

var french = language{
	code: "fr",
	commands: map[Command]Forms{
		Start:   {Long: []string{"commencer la séance", "on commence", "commence la séance", "on y va"}, Short: []string{"commencer", "commence", "démarrer"}},
		Repeat:  {Long: []string{"répète la question", "répétez la question", "encore une fois", "redis la question"}, Short: []string{"répète", "répéter", "répétez"}},
		Skip:    {Long: []string{"carte suivante", "question suivante", "passe cette carte", "passer la carte", "section suivante", "chapitre suivant"}, Short: []string{"passe", "passer", "suivante", "suivant"}},
		Pause:   {Long: []string{"fais une pause", "mettre en pause", "en pause"}, Short: []string{"pause"}},
		Resume:  {Long: []string{"reprendre la séance", "on reprend", "on continue"}, Short: []string{"reprendre", "reprends", "continue", "continuer"}},
		Undo:    {Long: []string{"annule ça", "annuler la dernière", "reviens en arrière"}, Short: []string{"annule", "annuler"}},
		Slower:  {Long: []string{"parle plus lentement", "plus lentement", "moins vite"}, Short: []string{"lentement", "ralentis"}},
		Faster:  {Long: []string{"parle plus vite", "plus vite", "plus rapidement"}, Short: []string{"vite", "accélère"}},
		Show:    {Long: []string{"montre la réponse", "dis la réponse", "donne la réponse", "quelle est la réponse", "je ne sais pas", "je sais pas", "aucune idée"}, Short: []string{"montre", "réponse"}},
		Again:   {Long: []string{"à revoir", "pose la encore"}, Short: []string{"encore"}},
		Hard:    {Long: []string{"trop difficile", "c'était difficile", "trop dur"}, Short: []string{"difficile", "dur"}},
		Good:    {Long: []string{"c'est bien", "c'était bien", "très bien"}, Short: []string{"bien", "bon"}},
		Easy:    {Long: []string{"trop facile", "c'était facile", "très facile"}, Short: []string{"facile"}},
		Knew:    {Long: []string{"je le savais", "je savais", "j'ai trouvé"}, Short: []string{"trouvé", "su"}},
		Missed:  {Long: []string{"je ne savais pas", "je savais pas", "j'ai oublié", "je ne sais pas", "je sais pas"}, Short: []string{"raté", "oublié"}},
		Stop:    {Long: []string{"arrête la séance", "arrêter la séance", "on arrête", "stop maintenant"}, Short: []string{"stop", "arrête", "arrêter", "arrêtez"}},
		Help:    {Long: []string{"aide moi", "aidez moi", "que puis-je dire"}, Short: []string{"aide"}},
		Wait:    {Long: []string{"attends un peu", "un instant", "un moment", "une minute"}, Short: []string{"attends", "attendez"}},
		Yes:     {Long: []string{"oui c'est ça", "c'est ça", "c'est exact", "tout à fait", "oui je l'ai dit", "je l'ai dit"}, Short: []string{"oui", "ouais", "exact"}},
		No:      {Long: []string{"non ce n'est pas ça", "pas du tout", "ce n'est pas ça", "c'est pas ça", "non je ne l'ai pas dit", "je ne l'ai pas dit", "je l'ai pas dit"}, Short: []string{"non"}},
		Suspend: {Long: []string{"suspendre la carte", "suspends cette carte", "mets la de côté"}, Short: []string{"suspendre", "suspends"}},
		Explain: {Long: []string{"dis m'en plus", "explique la réponse", "explique moi"}, Short: []string{"explique", "expliquer"}},
		Back:    {Long: []string{"section précédente", "chapitre précédent", "retour au début"}, Short: []string{"retour"}},
	},
	near: [][2]string{
		{"non", "bon"}, {"dur", "su"}, {"vite", "suivante"}, {"vite", "huit"}, {"bien", "un"},
		{"encore", "bon"}, {"passe", "pause"}, {"vrai", "rate"}, {"faux", "oui"}, {"su", "deux"},
		{"commence", "continue"}, {"reprends", "suspends"}, {"faux", "non"}, {"difficile", "facile"},
	},
	yes: []string{"oui", "ouais", "oui c'est ça"}, no: []string{"non", "pas du tout"},
	true_:    []string{"vrai", "c'est vrai", "exact", "correct", "c'est exact", "c'est correct", "juste", "c'est juste"},
	false_:   []string{"faux", "c'est faux", "inexact", "incorrect", "pas vrai", "ce n'est pas vrai", "c'est pas vrai", "c'est inexact", "c'est incorrect"},
	ordinals: frenchOrdinals,
	last:     "dernière",
	spelling: [][]string{
		{"alpha", "bravo", "charlie", "delta", "écho", "foxtrot", "golf", "hôtel", "india", "juliette", "kilo", "lima", "mike", "novembre", "oscar", "papa", "québec", "roméo", "sierra", "tango", "uniforme", "victor", "whisky", "x-ray", "yankee", "zoulou"},
		{"anatole", "berthe", "célestin", "désiré", "eugène", "françois", "gaston", "henri", "irma", "joseph", "kléber", "louis", "marcel", "nicolas", "oscar", "pierre", "quintal", "raoul", "suzanne", "thérèse", "ursule", "victor", "william", "xavier", "yvonne", "zoé"},
	},
	option:  []string{"option", "numéro", "réponse", "choix"},
	theOne:  []string{"la %s", "le %s", "%s", "la %s réponse", "le %s choix"},
	all:     []string{"toutes", "tous", "toutes les réponses", "tout"},
	none:    []string{"aucune", "aucun", "aucune des réponses"},
	and:     []string{"et", "plus"},
	or:      []string{"ou", "peut-être"},
	not:     []string{"pas", "non", "ni", "jamais", "sauf", "sans", "n'est"},
	fillers: []string{"s'il te plaît", "s'il vous plaît", "euh", "hum", "alors", "bon ben", "ben", "bah", "donc", "maintenant", "tu peux", "peux tu", "pouvez vous", "est-ce que tu peux"},
	frames: []string{
		"la réponse est", "ma réponse est", "je pense que c'est", "je crois que c'est", "je dirais", "je dis", "c'est", "ce sont", "il s'agit de", "c'était", "est-ce que c'est", "est-ce", "ça s'appelle",
	},
	articles: []string{"le", "la", "les", "l'", "un", "une", "des", "du", "de la", "de l'"},
	symbols: map[rune]string{
		'%': "pour cent", '&': "et", '+': "plus", '=': "égale", '°': "degrés", '€': "euros", '$': "dollars", '£': "livres",
		'½': "un demi", '¼': "un quart", '¾': "trois quarts", '×': "fois", '²': "au carré", '³': "au cube", 'π': "pi",
	},
	numbers: numerals{
		units: map[string]int64{
			"zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
			"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix sept": 17, "dix huit": 18, "dix neuf": 19,
		},
		tens: map[string]int64{
			"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
			"quatre vingt": 80, "quatre vingts": 80, "huitante": 80, "octante": 80, "nonante": 90,
		},
		teensAfter: []int64{60, 80},
		hundred:    []string{"cent", "cents"},
		scales:     map[string]int64{"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9},
		and:        "et",
		andTens:    true,
		minus:      []string{"moins"},
		point:      []string{"virgule", "point"},
		pointWhole: true,
		fractions: map[string]int64{
			"demi": 2, "demie": 2, "demis": 2, "tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "sixieme": 6, "sixiemes": 6,
			"septieme": 7, "septiemes": 7, "huitieme": 8, "huitiemes": 8, "neuvieme": 9, "neuviemes": 9, "dixieme": 10, "dixiemes": 10,
			"douzieme": 12, "douziemes": 12, "centieme": 100, "centiemes": 100, "millieme": 1000, "milliemes": 1000,
		},
		over:       []string{"sur"},
		homophones: map[string]string{"cette": "sept", "sein": "cinq", "cinque": "cinq", "vin": "vingt", "sang": "cent", "sans": "cent", "mil": "mille", "dis": "dix"},
	},
	spell:        spellFrench,
	ordinal:      ordinalFrench,
	ordinalsAlso: map[string]int64{"premiere": 1, "second": 2, "seconde": 2},
	ordinalMarks: []string{"er", "re", "ere", "e", "eme", "ieme", "nd", "nde"},
	rules: []Rule{
		{"number", "[moins] <whole> [virgule <decimals>] | <odd> cent [<below100>]"},
		{"whole", "zéro | <below1000> | [<several>] mille [<below1000>] | <below1000> (million | millions) [[<several>] mille] [<below1000>]"},
		{"several", "<below100s> | [<count>] cent [<below100s>]"},
		{"below1000", "<below100> | [<count>] (cent | cents) [<below100>]"},
		{"below100", "un | <below100s>"},
		{"below100s", "<count> | <teen> | <ten> [et un | <count>] | soixante (et onze | <teen>) | quatre vingts | quatre vingt (un | <count> | <teen>) | (septante | huitante | nonante) [et un | <count>]"},
		{"decimals", "zéro | [zéro [zéro]] <below1000>"},
		{"count", "deux | trois | quatre | cinq | six | sept | huit | neuf"},
		{"teen", "dix | onze | douze | treize | quatorze | quinze | seize | dix sept | dix huit | dix neuf"},
		{"odd", "onze | douze | treize | quatorze | quinze | seize | dix sept | dix huit | dix neuf"},
		{"ten", "vingt | trente | quarante | cinquante | soixante"},
	},
	giveUp: []string{"je ne sais pas", "je sais pas", "aucune idée", "je n'en sais rien", "j'abandonne", "je donne ma langue au chat", "j'ai oublié", "je ne me souviens pas", "je ne me rappelle pas", "je ne suis pas sûr", "je ne suis pas sûre"},
	months: []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
}

var (
	frenchOrdinals = []string{
		"premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième",
		"onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième", "dix septième", "dix huitième", "dix neuvième", "vingtième",
	}
	frenchUnits = []string{
		"zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
		"onze", "douze", "treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf",
	}
	frenchTens = []string{"", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre vingt", "quatre vingt"}
)

// spellFrench writes n as in France; the parser knows septante, huitante and
// nonante too.
func spellFrench(n int64) string {
	switch {
	case n < 20:
		return frenchUnits[n]
	case n == 80:
		return "quatre vingts"
	case n < 100:
		rest := n % 10
		if t := n / 10; t == 7 || t == 9 {
			rest += 10
		}
		if (rest == 1 || rest == 11) && n < 80 {
			return frenchTens[n/10] + " et " + frenchUnits[rest]
		}
		return join(frenchTens[n/10], rest, spellFrench)
	case n < 1000:
		head := "cent"
		if h := n / 100; h > 1 {
			head = frenchUnits[h] + " cent"
			if n%100 == 0 {
				head += "s"
			}
		}
		return join(head, n%100, spellFrench)
	case n < 1e6:
		head := "mille"
		if k := n / 1e3; k > 1 {
			head = invariable(spellFrench(k)) + " mille"
		}
		return join(head, n%1e3, spellFrench)
	case n < 1e9:
		return join(counted(n/1e6, "million"), n%1e6, spellFrench)
	}
	return join(counted(n/1e9, "milliard"), n%1e9, spellFrench)
}

// invariable drops the plural s of cents and vingts, as before mille.
func invariable(s string) string {
	for _, w := range []string{"cents", "vingts"} {
		if n := len(s) - len(w); n >= 0 && s[n:] == w {
			return s[:len(s)-1]
		}
	}
	return s
}

func counted(n int64, noun string) string {
	if n > 1 {
		noun += "s"
	}
	return spellFrench(n) + " " + noun
}

func ordinalFrench(n int64) string {
	if n >= 1 && n <= 20 {
		return frenchOrdinals[n-1]
	}
	s := invariable(spellFrench(n))
	switch s[len(s)-1] {
	case 'e':
		s = s[:len(s)-1]
	case 'q': // cinq
		s += "u"
	case 'f': // neuf
		s = s[:len(s)-1] + "v"
	}
	return s + "ième"
}
