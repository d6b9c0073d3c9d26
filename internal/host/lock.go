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
	// cookieDays is how long a browser may stay away before it needs a new
	// address; every day of use begins it anew.
	cookieDays = 90
	// mostTokens is how many addresses wait to be opened at a time.
	mostTokens = 16
)

// Lock lets in the browsers that were shown an address by Carrel. An address
// holds a token that works once; it is exchanged for a cookie, which every
// request for something of the learner's needs. The page itself is the same
// for everybody and needs none.
type Lock struct {
	key []byte
	now func() time.Time

	mu     sync.Mutex
	tokens [][sha256.Size]byte // of the tokens not used yet, oldest first
}

// NewLock is the lock of a home, whose key it reads or makes.
func NewLock(home string) (*Lock, error) {
	key, err := loadKey(home)
	if err != nil {
		return nil, err
	}
	return &Lock{key: key, now: time.Now}, nil
}

// Token makes a token that works once.
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

// spend reports whether a token is good, which it is no more afterwards. Hashes
// are compared, so the time it takes says nothing of the tokens.
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

// sign is 256 bits that only the holder of the key can make of a text.
func (l *Lock) sign(text string) []byte {
	m := hmac.New(sha256.New, l.key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

// CookieName is one for each home, since a browser keeps the cookies of a
// computer together whatever the port.
func (l *Lock) CookieName() string { return "carrel-" + hex.EncodeToString(l.sign("name")[:4]) }

// issue gives the browser a cookie: the second it was made in, and a signature.
func (l *Lock) issue(w http.ResponseWriter) {
	at := strconv.FormatInt(l.now().Unix(), 10)
	http.SetCookie(w, &http.Cookie{
		Name: l.CookieName(), Value: at + "." + hex.EncodeToString(l.sign("cookie "+at)),
		Path: "/", MaxAge: cookieDays * 24 * 60 * 60, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// known reports whether a request has a good cookie, and how old that is.
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

// Protect answers from api to browsers that are known, and from page to all.
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

// enter exchanges a token for a cookie. The redirection keeps the token out of
// the browser's history.
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
