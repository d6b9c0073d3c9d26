package fr

import "carrel/internal/lang/table"

var signs = table.Signs{
	Said: map[string]string{
		"-": "moins", "–": "à", ":": "contre", "/": "sur", "^": "puissance", "²": "au carré", "³": "au cube", "n!": "factorielle", "~": "environ", "№": "numéro", "$": "dollars",
		"<": "inférieur à | est inférieur à", ">": "supérieur à | est supérieur à", "&": "et", "%": "pour cent", "=": "égale", "+": "plus", "@": "arobase",
		"≠": "différent de", "≈": "environ égal à | environ", "≃": "environ égal à", "≅": "congru à", "≡": "identique à", "≤": "inférieur ou égal à | est inférieur ou égal à", "≥": "supérieur ou égal à | est supérieur ou égal à",
		"≪": "très inférieur à", "≫": "très supérieur à", "∝": "proportionnel à", "∼": "semblable à",
		"±": "plus ou moins", "∓": "moins ou plus", "×": "fois", "⋅": "fois", "·": "fois", "∙": "fois", "÷": "divisé par", "∗": "fois",
		"√": "racine carrée de", "∛": "racine cubique de", "∞": "l'infini | infini", "∑": "somme de", "∏": "produit de", "∫": "intégrale de", "∮": "intégrale curviligne de",
		"∂": "d rond", "∇": "nabla", "∆": "delta", "∈": "appartient à", "∉": "n'appartient pas à", "∋": "contient", "⊂": "inclus dans", "⊆": "inclus dans", "⊃": "contient", "⊇": "contient",
		"∪": "union", "∩": "inter", "∅": "l'ensemble vide", "∀": "pour tout", "∃": "il existe", "∄": "il n'existe pas", "¬": "non", "∧": "et", "∨": "ou", "⊕": "ou exclusif",
		"∴": "donc", "∵": "car", "∠": "angle", "⊥": "perpendiculaire à", "∥": "parallèle à",
		"→": "vers | implique | donne", "←": "de", "↔": "dans les deux sens | si et seulement si", "⇒": "implique", "⇐": "est impliqué par", "⇔": "si et seulement si", "⟶": "vers", "⟹": "implique", "⟺": "si et seulement si", "⇌": "en équilibre avec", "⇄": "en équilibre avec", "↦": "donne", "↑": "haut", "↓": "bas", "➔": "vers", "➜": "vers", "➡": "vers",
		"°": "degrés", "‰": "pour mille", "′": "prime", "″": "seconde", "½": "un demi", "⅓": "un tiers", "⅔": "deux tiers", "¼": "un quart", "¾": "trois quarts", "⅛": "un huitième",
		"€": "euros", "£": "livres", "¥": "yens", "₹": "roupies", "₩": "wons", "₽": "roubles", "₺": "livres turques", "₴": "hryvnias", "₪": "shekels", "฿": "bahts", "¢": "cents", "§": "paragraphe", "¶": "paragraphe", "©": "copyright", "®": "", "™": "",
		"♀": "femelle", "♂": "mâle", "✓": "oui", "✔": "oui", "✗": "non", "✘": "non", "♯": "dièse", "♭": "bémol", "♮": "bécarre", "★": "étoile", "☆": "étoile", "♠": "pique", "♥": "cœur", "♦": "carreau", "♣": "trèfle",
		"ℝ": "l'ensemble des réels", "ℕ": "l'ensemble des entiers naturels", "ℤ": "l'ensemble des entiers relatifs", "ℚ": "l'ensemble des rationnels", "ℂ": "l'ensemble des complexes", "ℏ": "h barre", "ℓ": "l", "Å": "angström", "℃": "degrés Celsius | degrés C", "℉": "degrés Fahrenheit | degrés F",
		"==": "égale", "===": "égale", "!==": "différent de", "&&": "et", "||": "ou",
		"°N": "nord", "°S": "sud", "°E": "est", "°W": "ouest",
	},
	Code: map[rune]string{
		'(': "parenthèse ouvrante", ')': "parenthèse fermante", '[': "crochet ouvrant", ']': "crochet fermant", '{': "accolade ouvrante", '}': "accolade fermante",
		'<': "inférieur", '>': "supérieur", '=': "égale", '+': "plus", '-': "moins", '*': "étoile", '/': "barre oblique", '\\': "barre inverse",
		'%': "pour cent", '&': "et commercial", '|': "barre verticale", '^': "accent circonflexe", '~': "tilde", '!': "point d'exclamation", '?': "point d'interrogation", ':': "deux-points", ';': "point-virgule",
		',': "virgule", '.': "point", '_': "tiret bas", '#': "dièse", '$': "dollar", '@': "arobase", '"': "guillemet", '\'': "apostrophe", '`': "accent grave",
	},
	Greek:   [24]string{"alpha", "bêta", "gamma", "delta", "epsilon", "zêta", "êta", "thêta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rhô", "sigma", "tau", "upsilon", "phi", "khi", "psi", "oméga"},
	Capital: "{0} majuscule",
}
