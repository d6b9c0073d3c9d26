package answer

import "strings"

var french = language{
	gender:    map[string]byte{"le": 'm', "un": 'm', "du": 'm', "la": 'f', "une": 'f', "de la": 'f'},
	elision:   []string{"l'", "d'", "qu'", "j'", "n'", "s'", "m'", "t'", "c'"},
	copulas:   strings.Fields("est sont etait etaient appelle nomme"),
	small:     setOf("le la les l un une des du de d et ou a au aux en dans sur par pour est sont c ce il elle"),
	formWords: strings.Fields("pluriel singulier feminin masculin epelle epelez orthographe homophone participe conjugue conjugaison imparfait futur passe"),
	about:     strings.Fields("environ presque exactement"),
	abbreviations: map[string]string{
		"st": "saint", "ste": "sainte", "dr": "docteur", "mr": "monsieur", "mme": "madame", "mlle": "mademoiselle", "mt": "mont", "prof": "professeur", "env": "environ", "no": "numero",
	},
	homophones: groups(`
		un hein | trois troie | cinq sain saint sein ceint | sept cette set | dix dis | vingt vin vain vint | cent sang sans | mille mil
		mer mère maire | père pair paire perd | vert verre vers ver | eau haut au aux os | août ou où houx | fois foi foie | temps tant tend taon | champ chant | compte conte comte
		pain pin peint | point poing | sel selle celle scelle | sceau saut sot seau | mot maux | pot peau | roi rois | dent dans d'en | paris pari | lait laid les`),
	letters:     letterNames("a:a,ah b:b,be,bé c:c,ce,se d:d,de,dé e:e,euh f:f,effe g:g,ge,jé h:h,hache i:i j:j,ji k:k,ka,cas l:l,elle m:m,aime n:n,haine o:o,oh,eau p:p,pe,pé q:q,cu r:r,air s:s,esse t:t,te,thé u:u v:v,ve,vé w:w x:x,ixe z:z,zède"),
	letterWords: strings.Fields("majuscule minuscule lettre puis"),
	confusable: groups(`
		poisson poison | dessert desert | cousin coussin | desert dessert | chlore chlorure | fluor fluorure | photon proton | neurone neutron | mitose meiose | autriche australie
		iran irak | niger nigeria | slovaquie slovenie | mali malte malawi | guinee guyane | gambie zambie | irlande islande | liberia libye | paraguay uruguay | budapest bucarest
		infection injection | percepteur precepteur | allusion illusion | eminent imminent | collision collusion | conjecture conjoncture | eruption irruption | amener emmener | originel original | partial partiel | artere arteriole`),
	affixes: [][2]string{
		{"^in", "^"}, {"^im", "^"}, {"^ir", "^"}, {"^il", "^"}, {"^de", "^"}, {"^des", "^"}, {"^non", "^"}, {"^a", "^"}, {"^an", "^"}, {"^anti", "^"}, {"^mal", "^"}, {"^hypo", "^hyper"}, {"^inter", "^intra"}, {"^macro", "^micro"}, {"^endo", "^exo"}, {"^in", "^ex"}, {"^im", "^ex"},
		{"ose$", "ase$"}, {"ate$", "ite$"}, {"ate$", "ure$"}, {"ite$", "ure$"}, {"ane$", "ene$"}, {"ene$", "yne$"}, {"ane$", "yne$"}, {"ol$", "al$"}, {"eur$", "euse$"}, {"ique$", "eux$"},
	},
	opposites: [][2]string{{"phobe$", "phile$"}, {"phobie$", "philie$"}},
	units: groups(`
		metre metres m | kilometre kilometres km | centimetre centimetres cm | millimetre millimetres mm | nanometre nanometres nm | micrometre micrometres | seconde secondes s | minute minutes min | heure heures h | jour jours | semaine semaines | mois | an ans annee annees | siecle siecles
		gramme grammes g | kilogramme kilogrammes kilo kilos kg | milligramme milligrammes mg | tonne tonnes | livre livres | litre litres l | millilitre millilitres ml | degre degres | celsius | fahrenheit | kelvin kelvins | pourcent | newton newtons | joule joules | watt watts | volt volts | ampere amperes | ohm ohms | hertz hz | pascal pascals
		mole moles mol | euro euros | dollar dollars | centime centimes | personne personnes habitants | fois | points | par | carre carres | cube cubes`),
	joints:   strings.Fields("de sur d"),
	money:    strings.Fields("euro dollar livre"),
	coins:    strings.Fields("centime cent"),
	signs:    frenchSigns,
	yes:      strings.Fields("oui ouais ouaip exact vrai"),
	no:       strings.Fields("non nan faux"),
	subjects: strings.Fields("il elle ils elles ca cela c"),
	regional: func(w string) string { return w },
	singular: singularFrench,
	sound:    soundFrench,
	messages: map[Reason]string{
		ReasonSame:       "C’est juste : {answer}.",
		ReasonWritten:    "C’est juste : {answer}.",
		ReasonOrder:      "C’est juste : {answer}.",
		ReasonContained:  "C’est juste : {answer}.",
		ReasonPlural:     "C’est juste : {answer}.",
		ReasonSound:      "C’est juste : {answer}.",
		ReasonSpelling:   "C’est juste. Cela s’écrit {answer}.",
		ReasonInRange:    "C’est juste : {answer}.",
		ReasonPartial:    "C’est une partie de la réponse. La réponse entière est {answer}.",
		ReasonExtra:      "Vous avez dit {heard}. La réponse est {answer}.",
		ReasonMissing:    "Cela en fait partie, et il y en a d’autres. La réponse est {answer}.",
		ReasonNearSound:  "J’ai entendu {heard}. La réponse est {answer}.",
		ReasonNearSpell:  "Presque : cela s’écrit {answer}.",
		ReasonCase:       "Presque : les majuscules comptent ici. Cela s’écrit {answer}.",
		ReasonArticle:    "Le mot est juste, l’article diffère. C’est {answer}.",
		ReasonForm:       "Presque : la question demande la forme {answer}.",
		ReasonOther:      "Vous avez dit {heard} ; c’est {answer}.",
		ReasonDifferent:  "Vous avez dit {heard} ; c’est {answer}.",
		ReasonNegated:    "Cela dit ce que ce n’est pas. C’est {answer}.",
		ReasonGaveUp:     "C’est {answer}.",
		ReasonNearNumber: "J’ai entendu {heard} ; c’est {answer}.",
		ReasonEmpty:      "Je n’ai pas entendu de réponse.",
		ReasonHedged:     "J’ai entendu plusieurs réponses. N’en dites qu’une, s’il vous plaît.",
		ReasonAmbiguous:  "J’ai entendu {heard}, et cela peut vouloir dire plusieurs choses. Dites-le autrement, s’il vous plaît.",
		ReasonNotHeard:   "J’ai entendu {heard}, sans en être sûr. Répétez, s’il vous plaît.",
		ReasonNoNumber:   "J’ai entendu {heard}. Dites un nombre, s’il vous plaît.",
		ReasonUnit:       "J’ai entendu {heard}, dans une autre unité que celle demandée. Répétez, s’il vous plaît.",
		ReasonNoChoice:   "J’ai entendu {heard}. Dites laquelle : la première, la deuxième, et ainsi de suite.",
		ReasonNoTruth:    "J’ai entendu {heard}. Dites vrai ou faux, s’il vous plaît.",
		ReasonSelfGrade:  "Vous vous notez vous-même ici : je le savais, ou je ne savais pas.",
		reasonNoAnswer:   "Ce n’est pas cela.",
		reasonRightBare:  "C’est juste.",
		reasonNotThat:    "J’ai entendu ce que ce n’est pas. Dites ce que c’est, s’il vous plaît.",
	},
}

func singularFrench(w string) string {
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
