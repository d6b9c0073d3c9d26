package fr

import (
	"carrel/internal/lang/table"
	"strings"
)

var judging = table.Judging{
	Gender:    map[string]byte{"le": 'm', "un": 'm', "du": 'm', "la": 'f', "une": 'f', "de la": 'f'},
	Elision:   []string{"l'", "d'", "qu'", "j'", "n'", "s'", "m'", "t'", "c'"},
	Copulas:   strings.Fields("est sont etait etaient appelle nomme"),
	Small:     table.Set("le la les l un une des du de d et ou a au aux en dans sur par pour est sont c ce il elle"),
	FormWords: strings.Fields("pluriel singulier feminin masculin epelle epelez orthographe homophone participe conjugue conjugaison imparfait futur passe"),
	About:     strings.Fields("environ presque exactement"),
	Abbreviations: map[string]string{
		"st": "saint", "ste": "sainte", "dr": "docteur", "mr": "monsieur", "mme": "madame", "mlle": "mademoiselle", "mt": "mont", "prof": "professeur", "env": "environ", "no": "numero",
	},
	Homophones: table.Groups(`
		un hein | trois troie | cinq sain saint sein ceint | sept cette set | dix dis | vingt vin vain vint | cent sang sans | mille mil
		mer mère maire | père pair paire perd | vert verre vers ver | eau haut au aux os | août ou où houx | fois foi foie | temps tant tend taon | champ chant | compte conte comte
		pain pin peint | point poing | sel selle celle scelle | sceau saut sot seau | mot maux | pot peau | roi rois | dent dans d'en | paris pari | lait laid les`),
	Letters:     table.LetterNames("a:a,ah b:b,be,bé c:c,ce,se d:d,de,dé e:e,euh f:f,effe g:g,ge,jé h:h,hache i:i j:j,ji k:k,ka,cas l:l,elle m:m,aime n:n,haine o:o,oh,eau p:p,pe,pé q:q,cu r:r,air s:s,esse t:t,te,thé u:u v:v,ve,vé w:w x:x,ixe z:z,zède"),
	LetterWords: strings.Fields("majuscule minuscule lettre puis"),
	Confusable: table.Groups(`
		poisson poison | dessert desert | cousin coussin | desert dessert | chlore chlorure | fluor fluorure | photon proton | neurone neutron | mitose meiose | autriche australie
		iran irak | niger nigeria | slovaquie slovenie | mali malte malawi | guinee guyane | gambie zambie | irlande islande | liberia libye | paraguay uruguay | budapest bucarest
		infection injection | percepteur precepteur | allusion illusion | eminent imminent | collision collusion | conjecture conjoncture | eruption irruption | amener emmener | originel original | partial partiel | artere arteriole`),
	Affixes: [][2]string{
		{"^in", "^"}, {"^im", "^"}, {"^ir", "^"}, {"^il", "^"}, {"^de", "^"}, {"^des", "^"}, {"^non", "^"}, {"^a", "^"}, {"^an", "^"}, {"^anti", "^"}, {"^mal", "^"}, {"^hypo", "^hyper"}, {"^inter", "^intra"}, {"^macro", "^micro"}, {"^endo", "^exo"}, {"^in", "^ex"}, {"^im", "^ex"},
		{"ose$", "ase$"}, {"ate$", "ite$"}, {"ate$", "ure$"}, {"ite$", "ure$"}, {"ane$", "ene$"}, {"ene$", "yne$"}, {"ane$", "yne$"}, {"ol$", "al$"}, {"eur$", "euse$"}, {"ique$", "eux$"},
	},
	Opposites: [][2]string{{"phobe$", "phile$"}, {"phobie$", "philie$"}},
	Units: table.Groups(`
		metre metres m | kilometre kilometres km | centimetre centimetres cm | millimetre millimetres mm | nanometre nanometres nm | micrometre micrometres µm μm | seconde secondes s | minute minutes min | heure heures h | jour jours | semaine semaines | mois | an ans annee annees | siecle siecles
		gramme grammes g | kilogramme kilogrammes kilo kilos kg | milligramme milligrammes mg | tonne tonnes | livre livres | litre litres l | millilitre millilitres ml | degre degres | celsius | fahrenheit | kelvin kelvins | pourcent | newton newtons | joule joules | watt watts | volt volts | ampere amperes | ohm ohms | hertz hz | pascal pascals
		mole moles mol | euro euros | dollar dollars | centime centimes | personne personnes habitants | fois | points | carre carres | cube cubes`),
	Second:   "seconde",
	Joints:   strings.Fields("de sur d par au"),
	Money:    strings.Fields("euro dollar livre"),
	Coins:    strings.Fields("centime cent"),
	Signs:    &signs,
	Phrases:  map[string]string{"pour cent": "pourcent"},
	Yes:      strings.Fields("oui ouais ouaip exact vrai"),
	No:       strings.Fields("non nan faux"),
	Subjects: strings.Fields("il elle ils elles ca cela c"),
	Regional: func(w string) string { return w },
	Singular: singular,
	Sound:    sound,
	Messages: map[string]string{
		"same":                   "C’est juste : {answer}.",
		"written":                "C’est juste : {answer}.",
		"order":                  "C’est juste : {answer}.",
		"contained":              "C’est juste : {answer}.",
		"plural":                 "C’est juste : {answer}.",
		"sound":                  "C’est juste : {answer}.",
		"spelling":               "C’est juste. Cela s’écrit {answer}.",
		"in_range":               "C’est juste : {answer}.",
		"partial":                "C’est une partie de la réponse. La réponse entière est {answer}.",
		"extra":                  "Vous avez dit {heard}. La réponse est {answer}.",
		"missing":                "Cela en fait partie, et il y en a d’autres. La réponse est {answer}.",
		"near_sound":             "J’ai entendu {heard}. La réponse est {answer}.",
		"near_spell":             "Presque : cela s’écrit {answer}.",
		"case":                   "Presque : les majuscules comptent ici. Cela s’écrit {answer}.",
		"article":                "Le mot est juste, l’article diffère. C’est {answer}.",
		"form":                   "Presque : la question demande la forme {answer}.",
		"other":                  "Vous avez dit {heard} ; c’est {answer}.",
		"different":              "Vous avez dit {heard} ; c’est {answer}.",
		"negated":                "Cela dit ce que ce n’est pas. C’est {answer}.",
		"gave_up":                "C’est {answer}.",
		"near_number":            "J’ai entendu {heard} ; c’est {answer}.",
		"empty":                  "Je n’ai pas entendu de réponse.",
		"hedged":                 "J’ai entendu plusieurs réponses. N’en dites qu’une, s’il vous plaît.",
		"ambiguous":              "J’ai entendu {heard}, et cela peut vouloir dire plusieurs choses. Dites-le autrement, s’il vous plaît.",
		"not_heard":              "J’ai entendu {heard}, sans en être sûr. Répétez, s’il vous plaît.",
		"no_number":              "J’ai entendu {heard}. Dites un nombre, s’il vous plaît.",
		"unit":                   "J’ai entendu {heard}, dans une autre unité que celle demandée. Répétez, s’il vous plaît.",
		"no_choice":              "J’ai entendu {heard}. Dites laquelle : la première, la deuxième, et ainsi de suite.",
		"no_truth":               "J’ai entendu {heard}. Dites vrai ou faux, s’il vous plaît.",
		"self_grade":             "Vous vous notez vous-même ici : je le savais, ou je ne savais pas.",
		"wrong, no answer known": "Ce n’est pas cela.",
		"right, no answer known": "C’est juste.",
		"unclear, a denial":      "J’ai entendu ce que ce n’est pas. Dites ce que c’est, s’il vous plaît.",
	},
}

func singular(w string) string {
	if len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "eaux"):
		return w[:len(w)-1]
	case strings.HasSuffix(w, "aux"):
		return w[:len(w)-3] + "al"
	case strings.HasSuffix(w, "oux"), strings.HasSuffix(w, "eux"):
		return w[:len(w)-1]
	case strings.HasSuffix(w, "ss"):
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}
