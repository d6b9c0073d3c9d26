package en

import (
	"carrel/internal/lang/table"
	"strings"
)

var judging = table.Judging{
	Dropped:     []string{"the"},
	Copulas:     []string{"is", "are", "was", "were", "called", "named", "means"},
	Small:       table.Set("the a an of in on at to and or by for from with is are was were it its this that be do does did has have had"),
	FormWords:   strings.Fields("plural singular spell spelled spelling homophone tense participle conjugate conjugation gerund adjective adverb comparative superlative"),
	About:       strings.Fields("about around roughly approximately nearly almost exactly"),
	LetterWords: strings.Fields("capital small big little lower upper case uppercase lowercase letter then"),
	Abbreviations: map[string]string{
		"cant": "cannot", "bce": "bc",
		"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "dr": "doctor", "mr": "mister", "mrs": "missus", "prof": "professor", "gen": "general",
		"dept": "department", "govt": "government", "vs": "versus", "approx": "approximately", "jr": "junior", "sr": "senior",
	},
	Homophones: table.Groups(`
		two to too | one won | four for fore | eight ate | write right rite wright | there their they're | our hour | sea see | no know | new knew gnu
		son sun | some sum | eye aye i | capital capitol | buy by bye | hair hare | bear bare | pair pear pare | fair fare | stair stare | where wear ware
		which witch | whether weather | whole hole | week weak | steel steal | meat meet mete | peace piece | plain plane | rain reign rein | rode road rowed
		sail sale | scene seen | sight site cite | sole soul | stationary stationery | tail tale | threw through | throne thrown | toe tow | vain vein vane
		waist waste | wait weight | way weigh whey | wood would | court caught | cell sell | cent scent sent | cereal serial | colonel kernel
		complement compliment | council counsel | currant current | dear deer | dew due | die dye | draft draught | feet feat | flea flee | flour flower
		gate gait | great grate | guest guessed | heal heel | hear here | heir air ere | him hymn | idle idol | key quay | knight night | knot not | lead led
		leak leek | made maid | mail male | main mane maine | maize maze | muscle mussel | naval navel | pail pale | palate palette pallet | past passed | patience patients
		pole poll | poor pour pore | pray prey | principal principle | profit prophet | root route | sauce source | sew so sow | shore sure | slay sleigh
		soar sore | stake steak | sweet suite | symbol cymbal | tacks tax | tea tee | tide tied | time thyme | tire tyre | urn earn | use ewes | waive wave | wine whine | yolk yoke
		aisle isle i'll | ascent assent | bail bale | ball bawl | base bass | be bee | beat beet | berry bury | blew blue | boar bore | board bored | brake break | bread bred
		ceiling sealing | chews choose | chord cord | coarse course | core corps | crews cruise | days daze | doe dough | faint feint | find fined | fir fur | gene jean
		groan grown | hall haul | hertz hurts | hi high | higher hire | horse hoarse | jam jamb | knead need | lain lane | lens lends | lessen lesson | loan lone | nose knows | oar ore or
		pause paws | peak peek pique | pedal peddle | peer pier | phase faze | read red | real reel | rest wrest | ring wring | roll role | rose rows | rye wry | side sighed | size sighs
		straight strait | tern turn | vial vile | wail whale wale | war wore | warn worn | wheel weal | wrap rap | rome roam | seoul soul sole | finish finnish | greece grease
		 chile chilly chili | wales whales wails | tense tents  | mite might | nun none
		moose mousse | mustard mustered | bolder boulder | borough burrow | tracts tracks | packed pact | mince mints | prints prince | presents presence`),
	Letters: table.LetterNames("a:a,ay,eh b:b,be,bee c:c,see,sea d:d,de,dee e:e,he f:f,ef,eff g:g,gee h:h,aitch,haitch i:i,eye,aye j:j,jay k:k,kay,ok l:l,el,ell m:m,em n:n,en o:o,oh,owe p:p,pea,pee q:q,cue,queue r:r,are,ar s:s,es,ess t:t,tea,tee u:u,you v:v,vee w:w x:x,ex y:y,why z:z,zed,zee"),
	Confusable: table.Groups(`
		angel angle | casual causal | united untied | trial trail | diary dairy | martial marital | calvary cavalry | silicon silicone | desert dessert | mucus mucous
		cation caution | venus venous | complement compliment | principal principle | stationary stationery | affect effect | accept except | personal personnel | moral morale
		quiet quite | loose lose | human humane | local locale | ration ratio | carton cartoon | breath breathe | cloth clothe | bath bathe | planet plant | form from | spilt split
		chlorine chloride | fluorine fluoride | bromine bromide | photon proton | neuron neutron | ovary ovule | mitosis meiosis | artery arteriole | glycogen glucagon glycerol glycine
		cytosine cysteine | thymine thiamine | purine purin | adenine adenosine | uracil uridine | guanine guanidine | thymus thyme | ileum ilium | humerus humorous | ureter urethra | fetal fatal | palate palette | vesical vesicle | aural oral
		perineal peroneal | peritoneal perineal | afferent efferent | prostate prostrate | discrete discreet | elude allude | emigrate immigrate | illicit elicit | eminent imminent | ingenious ingenuous
		historic historical | economic economical | classic classical | lightning lightening | allusion illusion | conscience conscious | council counsel | device devise | advice advise | practice practise | license licence
		alter altar | bazaar bizarre | callous callus | canvas canvass | censor sensor censer | dominant dominate | dual duel | faint feint | gorilla guerrilla | hanger hangar | idle idol | lesson lessen | medal metal mettle meddle
		muscle mussel | naval navel | pedal petal | phenol phenyl | profit prophet | statue statute stature | taught taut | tortuous torturous | vial vile | bridal bridle | vocation vacation | comprise compromise | contact contract
		prescribe proscribe | precede proceed | persecute prosecute | perspective prospective | collision collusion | eruption irruption | genus genius | organism orgasm | colon colony | ethanol ethanal | methanol methanal
		austria australia | iran iraq | niger nigeria | slovakia slovenia | mali malta malawi | guinea guyana guiana | gambia zambia | dominica dominican | mauritius mauritania | latvia livonia | sweden swedish | georgia george
		budapest bucharest | montana montenegro | ireland iceland | liberia libya | paraguay uruguay | kingston kingstown | hungary hungry | copper cooper | silver sliver | mouse moose | curium cerium | ghana guyana | chad chat | meiosis miosis | arthritis arteritis | proton protein | latitude altitude longitude | north south east west | northern southern eastern western | systole diastole | anode cathode | left right | oman amman | tunis tunisia | algeria algiers`),
	Affixes: [][2]string{
		{"^un", "^"}, {"^in", "^"}, {"^im", "^"}, {"^ir", "^"}, {"^il", "^"}, {"^dis", "^"}, {"^non", "^"}, {"^a", "^"}, {"^an", "^"}, {"^anti", "^"}, {"^mis", "^"},
		{"^hypo", "^hyper"}, {"^a", "^de"}, {"^im", "^e"}, {"^ana", "^cata"}, {"^di", "^tri"}, {"^mono", "^di"}, {"^uni", "^bi"}, {"^bi", "^tri"}, {"^homo", "^hetero"}, {"^con", "^di"}, {"^pro", "^anti"}, {"^up", "^down"}, {"^in", "^out"}, {"^intra", "^extra"}, {"^inter", "^intra"}, {"^ab", "^ad"}, {"^macro", "^micro"}, {"^endo", "^exo"}, {"^ecto", "^endo"}, {"^epi", "^endo"}, {"^in", "^ex"}, {"^im", "^ex"}, {"^in", "^de"}, {"^sub", "^super"}, {"^pre", "^pro"}, {"^pre", "^post"}, {"^pro", "^per"}, {"^e", "^a"}, {"^over", "^under"},
		{"ose$", "ase$"}, {"ose$", "ous$"}, {"ate$", "ite$"}, {"ate$", "ide$"}, {"ite$", "ide$"}, {"ic$", "ous$"}, {"ane$", "ene$"}, {"ene$", "yne$"}, {"ane$", "yne$"}, {"ane$", "ine$"}, {"ine$", "ide$"}, {"ol$", "al$"}, {"ol$", "yl$"}, {"al$", "yl$"}, {"ine$", "ene$"}, {"yl$", "ene$"}, {"cyte$", "cide$"}, {"ory$", "ary$"}, {"er$", "ee$"}, {"ful$", "less$"}, {"ous$", "us$"}, {"um$", "us$"}, {"ium$", "um$"},
	},
	Opposites: [][2]string{
		{"phobic$", "philic$"}, {"phobia$", "philia$"}, {"phobe$", "phile$"}, {"philia$", "penia$"}, {"cytosis$", "penia$"}, {"most$", "least$"},
	},
	Units: table.Groups(`
		metre metres meter meters m | kilometre kilometres kilometer kilometers km kms | centimetre centimetres centimeter centimeters cm | millimetre millimetres millimeter millimeters mm | micrometre micrometres micron microns µm μm | nanometre nanometres nanometer nanometers nm
		mile miles mi | foot feet ft | inch inches | yard yards yd | year years | second seconds s sec secs | minute minutes min mins | hour hours h hr hrs | day days | week weeks | month months | century centuries | decade decades
		gram grams gramme grammes g | kilogram kilograms kilo kilos kg | milligram milligrams mg | tonne tonnes ton tons | pound pounds lb lbs | ounce ounces oz | litre litres liter liters l | millilitre millilitres milliliter milliliters ml
		degree degrees | celsius centigrade | fahrenheit | kelvin kelvins | percent | newton newtons | joule joules | kilojoule kilojoules kj | watt watts | kilowatt kilowatts kw | volt volts | amp amps ampere amperes | ohm ohms | hertz hz | pascal pascals pa | bar bars
		mole moles mol | dollar dollars | penny pence p | euro euros | cent cents | people persons inhabitants | times | points | bits bit | bytes byte | squared | cubed | per | square | cubic`),
	Second:     "second",
	Joints:     strings.Fields("of over a an"),
	Money:      strings.Fields("dollar euro pound"),
	Coins:      strings.Fields("cent penny"),
	Signs:      &signs,
	Infinitive: []string{"to"},
	Yes:        strings.Fields("yes yeah yep yup yea correct true indeed"),
	No:         strings.Fields("no nope nah false incorrect"),
	Subjects:   strings.Fields("it they"),
	Regional:   regional,
	Singular:   singular,
	Sound:      sound,
	Messages: map[string]string{
		"same":                   "That is right: {answer}.",
		"written":                "That is right: {answer}.",
		"order":                  "That is right: {answer}.",
		"contained":              "That is right: {answer}.",
		"plural":                 "That is right: {answer}.",
		"sound":                  "That is right: {answer}.",
		"spelling":               "That is right. It is spelled {answer}.",
		"in_range":               "That is right: {answer}.",
		"partial":                "That is part of it. The whole answer is {answer}.",
		"extra":                  "You said {heard}. The answer is {answer}.",
		"missing":                "Those belong, and there are more. The answer is {answer}.",
		"near_sound":             "I heard {heard}. The answer is {answer}.",
		"near_spell":             "Nearly: it is spelled {answer}.",
		"case":                   "Nearly: capital letters matter here. It is written {answer}.",
		"article":                "The word is right and the article differs. It is {answer}.",
		"form":                   "Nearly: this question asks for the form {answer}.",
		"other":                  "You said {heard}; it is {answer}.",
		"different":              "You said {heard}; it is {answer}.",
		"negated":                "That says what it is not. It is {answer}.",
		"gave_up":                "It is {answer}.",
		"near_number":            "I heard {heard}; it is {answer}.",
		"empty":                  "I did not hear an answer.",
		"hedged":                 "I heard more than one answer. Please say one.",
		"ambiguous":              "I heard {heard}, and that could mean more than one thing. Please say it another way.",
		"not_heard":              "I heard {heard}, and I am not sure of it. Please say it again.",
		"no_number":              "I heard {heard}. Please say one number.",
		"unit":                   "I heard {heard}, in another unit than the question asks for. Please say it again.",
		"no_choice":              "I heard {heard}. Please say which one: the first, the second, and so on.",
		"no_truth":               "I heard {heard}. Please say true or false.",
		"self_grade":             "You grade this one yourself: knew it, or missed it.",
		"wrong, no answer known": "That is not it.",
		"right, no answer known": "That is right.",
		"unclear, a denial":      "I heard what it is not. Please say what it is.",
	},
}

func regional(w string) string {
	if r, ok := regionalSpellings[w]; ok {
		return r
	}
	for _, p := range [][2]string{{"isation", "ization"}, {"ising", "izing"}, {"ised", "ized"}, {"yse", "yze"}} {
		if s, ok := strings.CutSuffix(w, p[0]); ok && len(s) > 3 {
			return s + p[1]
		}
	}
	if s, ok := strings.CutSuffix(w, "ise"); ok && len(s) > 4 {
		return s + "ize"
	}
	for _, p := range [][2]string{{"haem", "hem"}, {"oesoph", "esoph"}, {"oestr", "estr"}, {"foet", "fet"}, {"paed", "ped"}, {"sulph", "sulf"}, {"anaem", "anem"}, {"leuk", "leuk"}, {"leuc", "leuk"}, {"oedem", "edem"}, {"aether", "ether"}, {"anaesth", "anesth"}, {"archae", "arche"}} {
		if s, ok := strings.CutPrefix(w, p[0]); ok && s != "" {
			return p[1] + s
		}
	}
	return w
}

var regionalSpellings = table.Pairs("colour color colours colors honour honor labour labor neighbour neighbor flavour flavor harbour harbor vapour vapor tumour tumor behaviour behavior favour favor rumour rumor humour humor armour armor goitre goiter centre center centres centers metre meter metres meters litre liter litres liters theatre theater fibre fiber sabre saber spectre specter aluminium aluminum caesium cesium grey gray tyre tire plough plow defence defense offence offense licence license travelling traveling traveller traveler jewellery jewelry programme program catalogue catalog dialogue dialog analogue analog cheque check kerb curb mould mold mouldy moldy storey story diarrhoea diarrhea manoeuvre maneuver encyclopaedia encyclopedia mediaeval medieval orthopaedic orthopedic gynaecology gynecology kilometre kilometer kilometres kilometers centimetre centimeter centimetres centimeters millimetre millimeter millimetres millimeters gramme gram grammes grams disc disk ageing aging sceptic skeptic airplane aeroplane maths math")

func singular(w string) string {
	if s, ok := plurals[w]; ok {
		return s
	}
	if len(w) < 4 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case hasAnySuffix(w, "sses", "xes", "zzes", "ches", "shes"):
		return w[:len(w)-2]
	case hasAnySuffix(w, "ss", "us", "is"):
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

var plurals = table.Pairs("viruses virus bonuses bonus campuses campus sinuses sinus fetuses fetus uteruses uterus octopuses octopus cactuses cactus men man women woman children child feet foot teeth tooth geese goose mice mouse lice louse oxen ox people person dice die knives knife lives life wives wife leaves leaf wolves wolf halves half shelves shelf loaves loaf thieves thief calves calf potatoes potato tomatoes tomato heroes hero echoes echo volcanoes volcano mosquitoes mosquito buses bus gases gas bacteria bacterium nuclei nucleus mitochondria mitochondrion fungi fungus stimuli stimulus larvae larva vertebrae vertebra antennae antenna alumni alumnus cacti cactus foci focus radii radius loci locus algae alga formulae formula nebulae nebula hypotheses hypothesis crises crisis analyses analysis theses thesis axes axis oases oasis diagnoses diagnosis phenomena phenomenon criteria criterion data datum media medium ova ovum strata stratum spectra spectrum quanta quantum vertices vertex indices index matrices matrix appendices appendix alveoli alveolus villi villus bronchi bronchus ganglia ganglion atria atrium")

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
