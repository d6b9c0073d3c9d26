package fr

var signs = map[string]string{
	"<": "inférieur à", ">": "supérieur à", "≤": "inférieur ou égal à", "≥": "supérieur ou égal à", "≠": "différent de", "+": "plus", "-": "moins",
	"/": "sur", ":": "contre", "^": "puissance", "²": "au carré", "³": "au cube", "√": "racine carrée de", "±": "plus ou moins", "!": "factorielle",
	"×": "fois", "÷": "divisé par", "∞": "l'infini", "→": "vers", "←": "de", "↔": "dans les deux sens", "%": "pourcent",
	"N": "nord", "S": "sud", "E": "est", "W": "ouest", "°": "degrés", "♯": "dièse", "♭": "bémol",
}
