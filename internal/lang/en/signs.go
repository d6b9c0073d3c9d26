package en

import "carrel/internal/lang/table"

// signs serve every language without its own.
var signs = table.Signs{
	Said: map[string]string{
		"-": "minus", "–": "to", ":": "to", "/": "over", "^": "to the | to the power of", "²": "squared", "³": "cubed", "n!": "factorial", "~": "about", "№": "number", "$": "dollars",
		"<": "less than | is less than", ">": "greater than | is greater than", "&": "and", "%": "percent", "=": "equals", "+": "plus", "@": "at",
		"≠": "is not equal to", "≈": "is about | about | is approximately equal to", "≃": "is about", "≅": "is congruent to", "≡": "is identical to", "≤": "is at most | less than or equal to | is less than or equal to", "≥": "is at least | greater than or equal to | is greater than or equal to",
		"≪": "is much less than", "≫": "is much greater than", "∝": "is proportional to", "∼": "is similar to",
		"±": "plus or minus", "∓": "minus or plus", "×": "times", "⋅": "times", "·": "times", "∙": "times", "÷": "divided by", "∗": "times",
		"√": "the square root of", "∛": "the cube root of", "∞": "infinity", "∑": "the sum of", "∏": "the product of", "∫": "the integral of", "∮": "the contour integral of",
		"∂": "partial", "∇": "del", "∆": "delta", "∈": "is in", "∉": "is not in", "∋": "contains", "⊂": "is a subset of", "⊆": "is a subset of", "⊃": "is a superset of", "⊇": "is a superset of",
		"∪": "union", "∩": "intersection", "∅": "the empty set", "∀": "for all", "∃": "there is", "∄": "there is no", "¬": "not", "∧": "and", "∨": "or", "⊕": "exclusive or",
		"∴": "therefore", "∵": "because", "∠": "angle", "⊥": "is perpendicular to", "∥": "is parallel to",
		"→": "to | implies | yields", "←": "from", "↔": "both ways | if and only if", "⇒": "implies", "⇐": "is implied by", "⇔": "if and only if", "⟶": "to", "⟹": "implies", "⟺": "if and only if", "⇌": "in equilibrium with", "⇄": "in equilibrium with", "↦": "maps to", "↑": "up", "↓": "down", "➔": "to", "➜": "to", "➡": "to",
		"°": "degrees", "‰": "per thousand", "′": "prime", "″": "double prime", "½": "one half", "⅓": "one third", "⅔": "two thirds", "¼": "one quarter", "¾": "three quarters", "⅛": "one eighth",
		"€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₩": "won", "₽": "roubles", "₺": "lira", "₴": "hryvnias", "₪": "shekels", "฿": "baht", "¢": "cents", "§": "section", "¶": "paragraph", "©": "copyright", "®": "", "™": "",
		"♀": "female", "♂": "male", "✓": "check", "✔": "check", "✗": "cross", "✘": "cross", "♯": "sharp", "♭": "flat", "♮": "natural", "★": "star", "☆": "star", "♠": "spades", "♥": "hearts", "♦": "diamonds", "♣": "clubs",
		"ℝ": "the real numbers", "ℕ": "the natural numbers", "ℤ": "the integers", "ℚ": "the rational numbers", "ℂ": "the complex numbers", "ℏ": "h bar", "ℓ": "l", "Å": "angstrom", "℃": "degrees Celsius | degrees C", "℉": "degrees Fahrenheit | degrees F",
		"==": "equals", "===": "equals", "!==": "is not equal to", "&&": "and", "||": "or",
		"°N": "north", "°S": "south", "°E": "east", "°W": "west",
	},
	Code: map[rune]string{
		'(': "open paren", ')': "close paren", '[': "open bracket", ']': "close bracket", '{': "open brace", '}': "close brace",
		'<': "less than", '>': "greater than", '=': "equals", '+': "plus", '-': "minus", '*': "star", '/': "slash", '\\': "backslash",
		'%': "percent", '&': "ampersand", '|': "pipe", '^': "caret", '~': "tilde", '!': "bang", '?': "question mark", ':': "colon", ';': "semicolon",
		',': "comma", '.': "dot", '_': "underscore", '#': "hash", '$': "dollar", '@': "at", '"': "quote", '\'': "single quote", '`': "backtick",
	},
	Greek:   [24]string{"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"},
	Capital: "capital {0}",
}
