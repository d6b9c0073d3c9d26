package en

import "carrel/internal/lang/table"

// Words are the words that Carrel speaks on cards, in English.
var Words = table.Words{
	Blank: "blank", Image: "image",
	NOf: "{0} of {1}", Row: "row {0}",
	TrueFalse: "True or false?", Yes: "true", No: "false",
	ChooseAll: "Choose all that apply.", Order: "Put these in order.",
	Match: "What goes with {0}?", Link: "link to {0}", Between: "between {0} and {1}",
	Tag: "the {0} tag", EndTag: "the closing {0} tag",
	Sub: "{0} sub {1}", LogBase: "log base {0}",
	Signs: &signs,

	Yields: "yields", Phases: map[string]string{"s": "solid", "l": "liquid", "g": "gas", "aq": "aqueous"},
	Math: table.MathWords{
		Over: "{0} over {1}", Fraction: "the fraction {0}, over {1}, end fraction",
		Sqrt: "the square root of {0}", SqrtEnd: "the square root of {0}, end root",
		Cbrt: "the cube root of {0}", CbrtEnd: "the cube root of {0}, end root",
		Root: "the {0}-th root of {1}", RootEnd: "the {0}-th root of {1}, end root",
		Power: "{0} to the {1}", Prime: "{0} prime", Inverse: "{0} inverse", Of: "{0} of {1}",
		FromTo: "{0} from {1} to {2} of", From: "{0} from {1} of", OverSet: "{0} over {1} of", Limit: "the limit as {0} of",
		Open: "open paren", Shut: "close paren", OpenSquare: "open bracket", ShutSquare: "close bracket", OpenBrace: "open brace", ShutBrace: "close brace",
		Abs: "the absolute value of {0}", Norm: "the norm of {0}", Choose: "{0} choose {1}",
		Vector: "vector {0}", Bar: "{0} bar", Hat: "{0} hat", Tilde: "{0} tilde", Dot: "{0} dot",
		Matrix: "{0} by {1} matrix", Approaches: "approaches", Given: "given", Row: "row {0}: {1}", Above: "{0} with {1} above", Below: "{0} with {1} below",
		Functions: map[string]string{
			"sin": "sine", "cos": "cosine", "tan": "tangent", "cot": "cotangent", "sec": "secant", "csc": "cosecant",
			"arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent", "sinh": "hyperbolic sine", "cosh": "hyperbolic cosine", "tanh": "hyperbolic tangent",
			"log": "log", "ln": "natural log", "lg": "log", "exp": "exponential", "det": "determinant", "dim": "dimension", "ker": "kernel", "deg": "degree",
			"gcd": "greatest common divisor", "lcm": "least common multiple", "min": "minimum", "max": "maximum", "sup": "supremum", "inf": "infimum", "arg": "argument", "Pr": "probability",
			"lim": "the limit", "limsup": "the upper limit", "liminf": "the lower limit", "mod": "mod", "bmod": "mod", "pmod": "mod", "hom": "hom", "argmax": "arg max", "argmin": "arg min",
		},
		Commands: map[string]string{
			"sum": "the sum", "prod": "the product", "int": "the integral", "iint": "the double integral", "iiint": "the triple integral", "oint": "the contour integral", "bigcup": "the union", "bigcap": "the intersection",
			"times": "times", "cdot": "times", "ast": "star", "star": "star", "div": "divided by", "pm": "plus or minus", "mp": "minus or plus", "circ": "composed with",
			"leq": "is less than or equal to", "le": "is less than or equal to", "geq": "is greater than or equal to", "ge": "is greater than or equal to", "neq": "is not equal to", "ne": "is not equal to", "lt": "is less than", "gt": "is greater than", "ll": "is much less than", "gg": "is much greater than",
			"approx": "is approximately equal to", "sim": "is similar to", "simeq": "is asymptotically equal to", "cong": "is congruent to", "equiv": "is identical to", "propto": "is proportional to",
			"in": "is in", "notin": "is not in", "ni": "contains", "subset": "is a subset of", "subseteq": "is a subset of or equal to", "supset": "is a superset of", "supseteq": "is a superset of or equal to",
			"cup": "union", "cap": "intersection", "setminus": "without", "emptyset": "the empty set", "varnothing": "the empty set", "forall": "for all", "exists": "there is", "nexists": "there is no",
			"land": "and", "wedge": "and", "lor": "or", "vee": "or", "lnot": "not", "neg": "not", "oplus": "circled plus", "otimes": "tensor", "to": "to", "rightarrow": "to", "longrightarrow": "to", "leftarrow": "from", "gets": "from", "mapsto": "maps to",
			"Rightarrow": "implies", "implies": "implies", "Longrightarrow": "implies", "Leftarrow": "is implied by", "iff": "if and only if", "Leftrightarrow": "if and only if", "leftrightarrow": "both ways", "rightleftharpoons": "in equilibrium with", "uparrow": "up", "downarrow": "down",
			"infty": "infinity", "partial": "partial", "nabla": "del", "hbar": "h bar", "ell": "l", "Re": "the real part of", "Im": "the imaginary part of", "aleph": "aleph", "angle": "angle", "perp": "is perpendicular to", "parallel": "is parallel to", "mid": "such that", "vert": "bar", "Vert": "double bar",
			"ldots": "dot dot dot", "cdots": "dot dot dot", "dots": "dot dot dot", "vdots": "dot dot dot", "ddots": "dot dot dot", "therefore": "therefore", "because": "because", "prime": "prime", "degree": "degrees", "%": "percent", "$": "dollars", "&": "and", "#": "number", "S": "section", "top": "top", "bot": "bottom", "vdash": "proves", "models": "models", "triangle": "triangle", "square": "square", "bullet": "dot", "dagger": "dagger",
			"!": "factorial", "lfloor": "floor of", "rfloor": "end floor", "lceil": "ceiling of", "rceil": "end ceiling", "langle": "open angle bracket", "rangle": "close angle bracket",
			"R": "the real numbers", "N": "the natural numbers", "Z": "the integers", "Q": "the rational numbers", "C": "the complex numbers",
		},
	},
}
