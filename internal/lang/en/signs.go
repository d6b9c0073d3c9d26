package en

// signs serve every language without its own words. They only need to differ from each
// other.
var signs = map[string]string{
	"<": "less than", ">": "greater than", "≤": "is at most", "≥": "is at least", "≠": "is not equal to", "+": "plus", "-": "minus",
	"/": "over", ":": "to", "^": "to the", "²": "squared", "³": "cubed", "√": "the square root of", "±": "plus or minus", "!": "factorial",
	"×": "times", "÷": "divided by", "∞": "infinity", "→": "to", "←": "from", "↔": "both ways", "%": "percent",
	"N": "north", "S": "south", "E": "east", "W": "west", "°": "degrees", "♯": "sharp", "♭": "flat",
}
