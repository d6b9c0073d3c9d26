package host

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// cookieDays is how long a cookie is valid after its last use. Then the browser needs a
	// new address.
	cookieDays = 90
	// mostTokens is the maximum number of addresses that wait to be opened.
	mostTokens = 16
)

// Lock admits the browsers that opened an address printed by Carrel. The address holds a
// token that works once and is exchanged for a cookie. Every request for the learner's
// data needs the cookie; the page itself is the same for everybody and needs none.
type Lock struct {
	key []byte
	now func() time.Time

	mu     sync.Mutex
	tokens [][sha256.Size]byte // of the unused tokens, oldest first
}

// NewLock returns the lock of a home. It reads or makes the home's key.
func NewLock(home string) (*Lock, error) {
	key, err := loadKey(home)
	if err != nil {
		return nil, err
	}
	return &Lock{key: key, now: time.Now}, nil
}

// Token returns a new token that works once.
func (l *Lock) Token() string {
	token := base64.RawURLEncoding.EncodeToString(newSecret())
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tokens = append(l.tokens, sha256.Sum256([]byte(token)))
	if len(l.tokens) > mostTokens {
		l.tokens = slices.Delete(l.tokens, 0, len(l.tokens)-mostTokens)
	}
	return token
}

// spend reports whether a token is valid, and invalidates it. It compares hashes, so that
// the time it takes reveals nothing about the tokens.
func (l *Lock) spend(token string) bool {
	h := sha256.Sum256([]byte(token))
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.tokens, h)
	if i < 0 {
		return false
	}
	l.tokens = slices.Delete(l.tokens, i, i+1)
	return true
}

// sign returns a 256-bit signature of a text, which needs the key.
func (l *Lock) sign(text string) []byte {
	m := hmac.New(sha256.New, l.key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// CookieName returns a different name for each home, because a browser shares the cookies
// of a host between all ports.
func (l *Lock) CookieName() string { return "carrel-" + hex.EncodeToString(l.sign("name")[:4]) }

// issue sends the browser a cookie with its time of issue, in seconds, and a signature.
func (l *Lock) issue(w http.ResponseWriter) {
	at := strconv.FormatInt(l.now().Unix(), 10)
	http.SetCookie(w, &http.Cookie{
		Name: l.CookieName(), Value: at + "." + hex.EncodeToString(l.sign("cookie "+at)),
		Path: "/", MaxAge: cookieDays * 24 * 60 * 60, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// known reports whether a request has a valid cookie, and how old that is.
func (l *Lock) known(r *http.Request) (age time.Duration, ok bool) {
	for _, c := range r.CookiesNamed(l.CookieName()) {
		at, signature, _ := strings.Cut(c.Value, ".")
		given, err := hex.DecodeString(signature)
		if err != nil || !hmac.Equal(given, l.sign("cookie "+at)) {
			continue
		}
		seconds, err := strconv.ParseInt(at, 10, 64)
		if age := l.now().Sub(time.Unix(seconds, 0)); err == nil && age < cookieDays*24*time.Hour {
			return age, true
		}
	}
	return 0, false
}

// Protect serves api to browsers with a valid cookie, and page to everybody.
func (l *Lock) Protect(api, page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		age, ok := l.known(r)
		switch {
		case strings.HasPrefix(r.URL.Path, "/api/"):
			if !ok {
				refuse(w, r, needsAddress)
				return
			}
			if age > 24*time.Hour || age < 0 {
				l.issue(w)
			}
			api.ServeHTTP(w, r)
		case r.URL.Path == "/" && r.URL.Query().Has("token"):
			l.enter(w, r, ok)
		default:
			page.ServeHTTP(w, r)
		}
	})
}

// enter exchanges a token for a cookie and redirects, which keeps the token out of the
// browser's history.
func (l *Lock) enter(w http.ResponseWriter, r *http.Request, known bool) {
	w.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", "GET")
		http.Error(w, "Only reading is possible here.", http.StatusMethodNotAllowed)
		return
	}
	if l.spend(r.URL.Query().Get("token")) {
		l.issue(w)
	} else if !known {
		refuse(w, r, usedAddress)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
