package main

import (
	"errors"
	"io"
	"io/fs"

	"carrel/internal/relay"
	"carrel/internal/study"
)

// openFile opens a file that the learner named, and returns its size. It refuses
// anything but a regular file before opening it: opening a pipe would wait for a
// writer, and a device may be endless.
func openFile(from files, name string) (relay.File, int64, error) {
	st, err := from.Stat(name)
	if err != nil {
		return nil, 0, cannotOpen(name, err)
	}
	if st.IsDir() {
		return nil, 0, study.Errorf(study.Unreadable, "%s is a folder: name a file in it", name)
	}
	if kind := notAFile(st.Mode()); kind != "" {
		return nil, 0, study.Errorf(study.Unreadable, "%s is %s, not a file: name a file, or pipe what you have into standard input and name it -", name, kind)
	}
	f, err := from.Open(name)
	if err != nil {
		return nil, 0, cannotOpen(name, err)
	}
	return f, st.Size(), nil
}

func readFile(from files, name string) ([]byte, error) {
	f, _, err := openFile(from, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, cannotOpen(name, err)
	}
	return data, nil
}

// notAFile names what was found instead of a file; "" for a file.
func notAFile(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return ""
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

func cannotOpen(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return study.Because(err, study.Unreadable, "%s: there is no such file; check the name and the folder", name)
	case errors.Is(err, fs.ErrPermission):
		return study.Because(err, study.Unreadable, "%s may not be read: check its permissions", name)
	}
	return study.Because(err, study.Unreadable, "%s cannot be opened: %v", name, err)
}
