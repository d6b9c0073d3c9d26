package api

import (
	"net/http"
	"reflect"

	"carrel/internal/study"
)

// Route is one route of the API and what goes over the wire there. docs/api.md and the
// page's types are written from it.
type Route struct {
	Pattern string
	Query   string       // the parameters, as in "deck=ID&q=TEXT"
	Takes   reflect.Type // the JSON of the request; nil if it takes none
	Part    bool         // some of the fields of Takes suffice
	Gives   reflect.Type // the JSON of the answer; nil if it gives something else
	About   string       // what is not JSON, and what the types do not say

	serve http.HandlerFunc
}

// Nothing is the answer of a route that only does something.
type Nothing struct{}

// gets returns a route that answers with JSON.
func gets[A any](pattern string, f func(*http.Request) (A, error)) Route {
	return Route{Pattern: pattern, serve: handle(f), Gives: reflect.TypeFor[A]()}
}

// does returns a route that only does something.
func does(pattern string, f func(*http.Request) error) Route {
	return gets(pattern, func(r *http.Request) (Nothing, error) { return Nothing{}, f(r) })
}

// takes returns a route that takes JSON and answers with JSON. A missing body is an empty
// object.
func takes[B, A any](pattern string, f func(*http.Request, B) (A, error)) Route {
	r := gets(pattern, func(r *http.Request) (A, error) {
		var body B
		if err := readJSON(r, &body); err != nil {
			var none A
			return none, err
		}
		return f(r, body)
	})
	r.Takes = reflect.TypeFor[B]()
	return r
}

// sends returns a route that answers with something other than JSON, or with a stream.
func sends(pattern string, serve http.HandlerFunc) Route {
	return Route{Pattern: pattern, serve: serve}
}

// with returns the route with its parameters.
func (r Route) with(query string) Route { r.Query = query; return r }

// note returns the route with a note for docs/api.md.
func (r Route) note(about string) Route { r.About = about; return r }

// taking returns the route with the type of its JSON, which its handler reads itself.
func (r Route) taking(body reflect.Type) Route { r.Takes = body; return r }

// takingPart is taking for a type of which some fields suffice.
func (r Route) takingPart(body reflect.Type) Route { r.Takes, r.Part = body, true; return r }

// card returns the ID of the card in a request's path.
func card(r *http.Request) (study.ID, error) { return study.ParseID(r.PathValue("id")) }
