//go:build js

package opfs

import (
	"syscall/js"

	"carrel/internal/browser"
)

// Grant is how many bytes this site uses of how many the browser grants it; ok is
// false where the browser does not say.
func Grant() (used, granted int64, ok bool) {
	storage := at(js.Global(), "navigator", "storage")
	if at(storage, "estimate").Type() != js.TypeFunction {
		return 0, 0, false
	}
	e, err := browser.Call(storage, "estimate")
	if err != nil || at(e, "quota").Type() != js.TypeNumber || at(e, "usage").Type() != js.TypeNumber {
		return 0, 0, false
	}
	return int64(e.Get("usage").Float()), int64(e.Get("quota").Float()), true
}
