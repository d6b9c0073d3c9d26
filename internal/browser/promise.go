//go:build js

// Package browser owns how Go code waits for and reads values of the browser: promises,
// exceptions, and files that the learner chose. It knows nothing of Carrel and exists
// only where GOOS is js.
package browser

import (
	"io/fs"
	"syscall/js"
)

// Error is an exception of the browser or the reason of a rejected promise. Name is the
// name of the exception, such as "QuotaExceededError".
type Error struct{ Name, Message string }

func (e *Error) Error() string {
	if e.Message == "" {
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// Is lets errors.Is match a missing file, as with a file on disk.
func (e *Error) Is(target error) bool {
	return target == fs.ErrNotExist && e.Name == "NotFoundError"
}

// Wait waits for a promise; it returns any other value unchanged. The browser continues
// to run meanwhile. Callbacks of the browser must not call Wait, because a promise cannot
// settle before they return.
func Wait(v js.Value) (js.Value, error) {
	if v.Type() != js.TypeObject || v.Get("then").Type() != js.TypeFunction {
		return v, nil
	}
	type outcome struct {
		v   js.Value
		err error
	}
	done := make(chan outcome, 1)
	kept := js.FuncOf(func(_ js.Value, args []js.Value) any {
		o := outcome{v: js.Undefined()}
		if len(args) > 0 {
			o.v = args[0]
		}
		done <- o
		return nil
	})
	defer kept.Release()
	refused := js.FuncOf(func(_ js.Value, args []js.Value) any {
		e := js.Undefined()
		if len(args) > 0 {
			e = args[0]
		}
		done <- outcome{err: errorOf(e)}
		return nil
	})
	defer refused.Release()
	v.Call("then", kept, refused)
	o := <-done
	return o.v, o.err
}

// Call calls a method and waits for its promise. An exception or a rejection becomes the
// error.
func Call(v js.Value, method string, args ...any) (result js.Value, err error) {
	result, err = Now(v, method, args...)
	if err != nil {
		return result, err
	}
	return Wait(result)
}

// Now calls a method that does not return a promise. An exception becomes the error.
func Now(v js.Value, method string, args ...any) (result js.Value, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case js.Error:
			err = errorOf(p.Value)
		default:
			panic(p)
		}
	}()
	return v.Call(method, args...), nil
}

func errorOf(v js.Value) error {
	if v.Type() != js.TypeObject {
		return &Error{"Error", js.Global().Get("String").Invoke(v).String()}
	}
	e := &Error{Name: "Error"}
	if n := v.Get("name"); n.Type() == js.TypeString {
		e.Name = n.String()
	}
	if m := v.Get("message"); m.Type() == js.TypeString {
		e.Message = m.String()
	}
	return e
}
