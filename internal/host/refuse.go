package host

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"

	"carrel/internal/study"
)

// refusal is the reason why a request is refused, in the languages of the page.
type refusal struct {
	kind   study.ErrorKind
	en, fr string
}

var (
	notOurName = refusal{study.Invalid,
		"Carrel answers only at http://127.0.0.1 or http://localhost. Open that address instead.",
		"Carrel ne répond qu’à http://127.0.0.1 ou http://localhost. Ouvrez plutôt cette adresse."}
	anotherSite = refusal{study.Invalid,
		"This request came from another site. Open Carrel at its own address and try again.",
		"Cette demande vient d’un autre site. Ouvrez Carrel à sa propre adresse et réessayez."}
	needsAddress = refusal{study.Denied,
		"This browser has not been let in yet. Run \"carrel serve --show-address\" on this computer, as the user who started Carrel, and open the address that it prints.",
		"Ce navigateur n’a pas encore été admis. Exécutez « carrel serve --show-address » sur cet ordinateur, avec le compte qui a lancé Carrel, et ouvrez l’adresse affichée."}
	usedAddress = refusal{study.Denied,
		"This address works once and has been used, or Carrel was started again since. Run \"carrel serve --show-address\" on this computer, as the user who started Carrel, and open the address that it prints.",
		"Cette adresse ne sert qu’une fois : elle a déjà été utilisée, ou Carrel a été relancé depuis. Exécutez « carrel serve --show-address » sur cet ordinateur, avec le compte qui a lancé Carrel, et ouvrez l’adresse affichée."}
	anotherUser = refusal{study.Denied,
		"This Carrel belongs to another user of this computer. Start your own with \"carrel serve --port 0\".",
		"Ce Carrel appartient à un autre utilisateur de cet ordinateur. Lancez le vôtre avec « carrel serve --port 0 »."}
)

// refuse answers 403: with a small page for a person who opened the address, and with JSON
// for a program.
func refuse(w http.ResponseWriter, r *http.Request, why refusal) {
	w.Header().Set("Cache-Control", "no-store")
	if !forPerson(r) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusForbidden)
		json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"kind": string(why.kind), "message": why.en}})
		return
	}
	lang, text := "en", why.en
	if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "fr") {
		lang, text = "fr", why.fr
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	fmt.Fprintf(w, "<!doctype html>\n<html lang=%q>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"+
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>Carrel</title>\n<main>\n<h1>Carrel</h1>\n<p>%s</p>\n</main>\n", lang, html.EscapeString(text))
}

// forPerson reports whether a browser will show the answer as a page.
func forPerson(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}
