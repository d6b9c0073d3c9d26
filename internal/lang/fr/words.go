package fr

import "carrel/internal/lang/table"

// Words are the words that Carrel speaks on cards, in French.
var Words = table.Words{
	Blank: "blanc", Image: "image",
	NOf: "{0} sur {1}", Row: "ligne {0}",
	TrueFalse: "Vrai ou faux ?", Yes: "vrai", No: "faux",
	ChooseAll: "Choisissez toutes les bonnes réponses.", Order: "Mettez dans l'ordre.",
	Match: "Qu'est-ce qui va avec {0} ?", Link: "lien vers {0}", Between: "entre {0} et {1}",
	Tag: "la balise {0}", EndTag: "la balise fermante {0}",
	Sub: "{0} indice {1}", LogBase: "log base {0}",
	Signs: &signs,

	Yields: "donne", Phases: map[string]string{"s": "solide", "l": "liquide", "g": "gaz", "aq": "aqueux"},
	Math: table.MathWords{
		Over: "{0} sur {1}", Fraction: "la fraction {0}, sur {1}, fin de fraction",
		Sqrt: "racine carrée de {0}", SqrtEnd: "racine carrée de {0}, fin de racine",
		Cbrt: "racine cubique de {0}", CbrtEnd: "racine cubique de {0}, fin de racine",
		Root: "racine {0}-ième de {1}", RootEnd: "racine {0}-ième de {1}, fin de racine",
		Power: "{0} puissance {1}", Prime: "{0} prime", Inverse: "l'inverse de {0}", Of: "{0} de {1}",
		FromTo: "{0} de {1} à {2} de", From: "{0} pour {1} de", OverSet: "{0} sur {1} de", Limit: "la limite quand {0} de",
		Open: "ouvrez la parenthèse", Shut: "fermez la parenthèse", OpenSquare: "ouvrez le crochet", ShutSquare: "fermez le crochet", OpenBrace: "ouvrez l'accolade", ShutBrace: "fermez l'accolade",
		Abs: "la valeur absolue de {0}", Norm: "la norme de {0}", Choose: "{1} parmi {0}",
		Vector: "vecteur {0}", Bar: "{0} barre", Hat: "{0} chapeau", Tilde: "{0} tilde", Dot: "{0} point",
		Matrix: "matrice {0} par {1}", Approaches: "tend vers", Given: "sachant", Row: "ligne {0} : {1}", Above: "{0} avec {1} au-dessus", Below: "{0} avec {1} en dessous",
		Functions: map[string]string{
			"sin": "sinus", "cos": "cosinus", "tan": "tangente", "cot": "cotangente", "sec": "sécante", "csc": "cosécante",
			"arcsin": "arc sinus", "arccos": "arc cosinus", "arctan": "arc tangente", "sinh": "sinus hyperbolique", "cosh": "cosinus hyperbolique", "tanh": "tangente hyperbolique",
			"log": "log", "ln": "logarithme népérien", "lg": "log", "exp": "exponentielle", "det": "déterminant", "dim": "dimension", "ker": "noyau", "deg": "degré",
			"gcd": "plus grand commun diviseur", "lcm": "plus petit commun multiple", "min": "minimum", "max": "maximum", "sup": "borne supérieure", "inf": "borne inférieure", "arg": "argument", "Pr": "probabilité",
			"lim": "la limite", "limsup": "la limite supérieure", "liminf": "la limite inférieure", "mod": "modulo", "bmod": "modulo", "pmod": "modulo", "hom": "hom", "argmax": "arg max", "argmin": "arg min",
		},
		Commands: map[string]string{
			"sum": "la somme", "prod": "le produit", "int": "l'intégrale", "iint": "l'intégrale double", "iiint": "l'intégrale triple", "oint": "l'intégrale curviligne", "bigcup": "l'union", "bigcap": "l'intersection",
			"times": "fois", "cdot": "fois", "ast": "étoile", "star": "étoile", "div": "divisé par", "pm": "plus ou moins", "mp": "moins ou plus", "circ": "rond",
			"leq": "est inférieur ou égal à", "le": "est inférieur ou égal à", "geq": "est supérieur ou égal à", "ge": "est supérieur ou égal à", "neq": "est différent de", "ne": "est différent de", "lt": "est inférieur à", "gt": "est supérieur à", "ll": "est très inférieur à", "gg": "est très supérieur à",
			"approx": "est environ égal à", "sim": "est semblable à", "simeq": "est équivalent à", "cong": "est congru à", "equiv": "est identique à", "propto": "est proportionnel à",
			"in": "appartient à", "notin": "n'appartient pas à", "ni": "contient", "subset": "est inclus dans", "subseteq": "est inclus dans ou égal à", "supset": "contient", "supseteq": "contient ou égale",
			"cup": "union", "cap": "inter", "setminus": "privé de", "emptyset": "l'ensemble vide", "varnothing": "l'ensemble vide", "forall": "pour tout", "exists": "il existe", "nexists": "il n'existe pas",
			"land": "et", "wedge": "et", "lor": "ou", "vee": "ou", "lnot": "non", "neg": "non", "oplus": "plus cerclé", "otimes": "tenseur", "to": "vers", "rightarrow": "vers", "longrightarrow": "vers", "leftarrow": "de", "gets": "de", "mapsto": "donne",
			"Rightarrow": "implique", "implies": "implique", "Longrightarrow": "implique", "Leftarrow": "est impliqué par", "iff": "si et seulement si", "Leftrightarrow": "si et seulement si", "leftrightarrow": "dans les deux sens", "rightleftharpoons": "en équilibre avec", "uparrow": "haut", "downarrow": "bas",
			"infty": "l'infini", "partial": "d rond", "nabla": "nabla", "hbar": "h barre", "ell": "l", "Re": "la partie réelle de", "Im": "la partie imaginaire de", "aleph": "aleph", "angle": "angle", "perp": "est perpendiculaire à", "parallel": "est parallèle à", "mid": "tel que", "vert": "barre", "Vert": "double barre",
			"ldots": "et ainsi de suite", "cdots": "et ainsi de suite", "dots": "et ainsi de suite", "vdots": "et ainsi de suite", "ddots": "et ainsi de suite", "therefore": "donc", "because": "car", "prime": "prime", "degree": "degrés", "%": "pour cent", "$": "dollars", "&": "et", "#": "numéro", "S": "paragraphe", "top": "vrai", "bot": "faux", "vdash": "prouve", "models": "satisfait", "triangle": "triangle", "square": "carré", "bullet": "point", "dagger": "croix",
			"!": "factorielle", "lfloor": "partie entière de", "rfloor": "fin de partie entière", "lceil": "partie entière supérieure de", "rceil": "fin de partie entière", "langle": "ouvrez le chevron", "rangle": "fermez le chevron",
			"R": "l'ensemble des réels", "N": "l'ensemble des entiers naturels", "Z": "l'ensemble des entiers relatifs", "Q": "l'ensemble des rationnels", "C": "l'ensemble des complexes",
		},
	},
}
