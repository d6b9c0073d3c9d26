// Command pagedev serves the built page with a fake program behind it, so that every state of
// every page can be looked at and tested without a collection. It is not part of a release:
//
//	go run ./tools/pagedev [-addr 127.0.0.1:4748]
//
// A scene chooses what the fake session answers: open /?scene=revealed#/study.
package main

import (
	"flag"
	"log"
	"net/http"
	"os"

	"carrel/internal/host"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:4748", "the address to serve")
	dist := flag.String("dist", "web/dist", "the built page")
	flag.Parse()
	log.Printf("http://%s", *addr)
	log.Fatal(http.ListenAndServe(*addr, pageHandler(*dist, newFake())))
}

// pageHandler serves the built page and the fake API under the policies of the real server.
func pageHandler(dist string, api http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/", api)
	files := http.FileServerFS(os.DirFS(dist))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if s := r.URL.Query().Get("scene"); s != "" {
			http.SetCookie(w, &http.Cookie{Name: "scene", Value: s, Path: "/", SameSite: http.SameSiteStrictMode})
		}
		files.ServeHTTP(w, r)
	})
	return host.Guard(mux)
}
