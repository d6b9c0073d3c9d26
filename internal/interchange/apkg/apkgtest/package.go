package apkgtest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"github.com/klauspost/compress/zstd"
)

// Media is one media file of a package.
type Media struct {
	Name string
	Data []byte
}

// Legacy1 wraps a database as a package of the oldest generation, Legacy 1.
func Legacy1(db []byte, media ...Media) []byte {
	return Zip(append([]Entry{{Name: "collection.anki2", Data: db, Deflate: true}}, legacyMedia(media)...)...)
}

// Legacy2 wraps a database as a package of the middle generation, Legacy 2, together with
// the given dummy collection.
func Legacy2(db, dummy []byte, media ...Media) []byte {
	return Zip(append([]Entry{
		{Name: "meta", Data: []byte{8, 2}},
		{Name: "collection.anki21", Data: db, Deflate: true},
		{Name: "collection.anki2", Data: dummy},
	}, legacyMedia(media)...)...)
}

// Latest wraps a database as a package of the newest generation, together with the given
// dummy collection.
func Latest(db, dummy []byte, media ...Media) []byte {
	entries := []Entry{
		{Name: "meta", Data: []byte{8, 3}},
		{Name: "collection.anki21b", Data: Zstd(db)},
		{Name: "collection.anki2", Data: dummy},
	}
	var list []byte
	for i, m := range media {
		item := append(binary.AppendUvarint([]byte{1<<3 | 2}, uint64(len(m.Name))), m.Name...)
		item = binary.AppendUvarint(append(item, 2<<3), uint64(len(m.Data)))
		list = binary.AppendUvarint(append(list, 1<<3|2), uint64(len(item)))
		list = append(list, item...)
		entries = append(entries, Entry{Name: strconv.Itoa(i), Data: Zstd(m.Data)})
	}
	return Zip(append(entries, Entry{Name: "media", Data: Zstd(list)})...)
}

func legacyMedia(media []Media) []Entry {
	var entries []Entry
	var list bytes.Buffer
	list.WriteByte('{')
	for i, m := range media {
		if i > 0 {
			list.WriteByte(',')
		}
		name, _ := json.Marshal(m.Name)
		list.WriteString(`"` + strconv.Itoa(i) + `":`)
		list.Write(name)
		entries = append(entries, Entry{Name: strconv.Itoa(i), Data: m.Data})
	}
	list.WriteByte('}')
	return append(entries, Entry{Name: "media", Data: list.Bytes()})
}

// Entry is one entry of a zip file.
type Entry struct {
	Name    string
	Data    []byte
	Deflate bool
	// Claim, unless it is 0, is a false unpacked size that the entry declares.
	Claim uint64
}

// Zip makes a zip file, including entries that declare a false size.
func Zip(entries ...Entry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.Name}
		if e.Deflate {
			h.Method = zip.Deflate
		}
		if e.Claim != 0 {
			writeLie(z, h, e)
			continue
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(e.Data)
		}
		if err != nil {
			panic(err) // writing to memory does not fail
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Zstd compresses data.
func Zstd(data []byte) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	return w.EncodeAll(data, nil)
}
