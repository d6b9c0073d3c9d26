package host

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"carrel/internal/study"
)

// KeyName is the file in a home with the key that signs the cookies. Anyone who can read
// it can open the page, so only the owner may. After its removal every browser needs a new
// address.
const KeyName = "page-key"

const keyBytes = 32

// loadKey reads the key of a home. It makes a new key if there is none or if the old one
// cannot be trusted, because it is damaged or others can read it. With home "" the key
// stays in memory. The stored key lets open tabs and installed pages go on working after a
// restart.
func loadKey(home string) ([]byte, error) {
	if home == "" {
		return newSecret(), nil
	}
	path := filepath.Join(home, KeyName)
	if key, err := readKey(path); err == nil {
		return key, nil
	}
	key := newSecret()
	if err := writeKey(path, key); err != nil {
		return nil, study.Because(err, study.Unavailable, "the key of the page cannot be kept in %s: %v", path, err)
	}
	return key, nil
}

var errOldKey = errors.New("the key is not to be used")

func readKey(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, errOldKey
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keyBytes {
		return nil, errOldKey
	}
	return key, nil
}

func writeKey(path string, key []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+KeyName+"-*") // creates it with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// newSecret returns 256 random bits.
func newSecret() []byte {
	b := make([]byte, keyBytes)
	rand.Read(b)
	return b
}
