package audiobook

import (
	"encoding/binary"
	"strings"
	"testing"

	"carrel/internal/interchange/interchangetest"
	"carrel/internal/interchange/source"
	"carrel/internal/study"
)

func u32(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }
func u64(n int) string { return string(binary.BigEndian.AppendUint64(nil, uint64(n))) }

func mp4Box(kind string, parts ...string) string {
	body := strings.Join(parts, "")
	return u32(len(body)+8) + kind + body
}

func tag(kind, text string) string { return mp4Box(kind, mp4Box("data", u32(1)+u32(0)+text)) }

func movie(parts ...string) []byte {
	mvhd := mp4Box("mvhd", u32(0)+u32(0)+u32(0)+u32(1000)+u32(90_000))
	return []byte(mp4Box("ftyp", "M4B \x00\x00\x00\x00M4B ") + mp4Box("mdat", "sound") + mp4Box("moov", append([]string{mvhd}, parts...)...))
}

func nero() []byte {
	chpl := mp4Box("chpl", u32(1<<24)+"\x00\x00\x00\x00\x02", u64(0)+"\x03One", u64(450_000_000)+"\x03Two")
	return movie(mp4Box("udta", chpl, mp4Box("meta", u32(0), mp4Box("ilst", tag("\xa9nam", "A Tale"), tag("\xa9ART", "A Reader")))))
}

// quickTime returns a file with the names of its chapters at the start, before the index.
func quickTime() []byte {
	names := "\x00\x03One" + "\x00\x03Two"
	head := mp4Box("ftyp", "M4B \x00\x00\x00\x00M4B ")
	at := len(head) + 8
	stbl := mp4Box("stbl",
		mp4Box("stts", u32(0)+u32(1), u32(2)+u32(30_000)),
		mp4Box("stsz", u32(0)+u32(0)+u32(2), u32(5)+u32(5)),
		mp4Box("stsc", u32(0)+u32(1), u32(1)+u32(2)+u32(1)),
		mp4Box("stco", u32(0)+u32(1), u32(at)))
	text := mp4Box("trak", mp4Box("tkhd", u32(0)+u32(0)+u32(0)+u32(2)),
		mp4Box("mdia", mp4Box("mdhd", u32(0)+u32(0)+u32(0)+u32(1000)+u32(60_000)), mp4Box("minf", stbl)))
	sound := mp4Box("trak", mp4Box("tkhd", u32(0)+u32(0)+u32(0)+u32(1)), mp4Box("tref", mp4Box("chap", u32(2))))
	mvhd := mp4Box("mvhd", u32(0)+u32(0)+u32(0)+u32(1000)+u32(60_000))
	return []byte(head + mp4Box("mdat", names) + mp4Box("moov", mvhd, sound, text))
}

func id3Frame(kind, body string) string { return kind + u32(len(body)) + "\x00\x00" + body }

func mp3() []byte {
	chap := func(id string, start, end int, title string) string {
		return id3Frame("CHAP", id+"\x00"+u32(start)+u32(end)+u32(-1)+u32(-1)+id3Frame("TIT2", "\x03"+title))
	}
	tags := id3Frame("TIT2", "\x01\xff\xfeT\x00a\x00l\x00e\x00") + id3Frame("TPE1", "\x00R\xe9my") +
		id3Frame("APIC", strings.Repeat("x", 5000)) + chap("c2", 2000, 4000, "Two") + chap("c1", 0, 2000, "One")
	n := len(tags)
	head := "ID3\x03\x00\x00" + string([]byte{byte(n >> 21 & 0x7f), byte(n >> 14 & 0x7f), byte(n >> 7 & 0x7f), byte(n & 0x7f)})
	sound := strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x00", 413), 100) // 128 kbit/s, 44.1 kHz
	return []byte(head + tags + sound)
}

func TestConformance(t *testing.T) {
	interchangetest.Run(t, interchangetest.Format{
		Read: Read,
		Good: map[string][]byte{"nero.m4b": nero(), "quicktime.m4b": quickTime(), "tale.mp3": mp3()},
		Attacks: []interchangetest.Attack{
			{Name: "boxes that claim everything", Make: func() []byte { return []byte(u32(16) + "ftypM4B \x00\x00\x00\x00" + u32(1) + "moov" + u64(1<<62)) }, Want: study.Unreadable},
			{Name: "tags that claim everything", Make: func() []byte { return []byte("ID3\x04\x00\x00\x7f\x7f\x7f\x7f") }, Want: study.Unreadable},
			{Name: "boxes of nothing", Make: func() []byte {
				return []byte(mp4Box("ftyp", "M4B \x00\x00\x00\x00") + mp4Box("moov", strings.Repeat(mp4Box("free"), 4_000_000)))
			}},
			{Name: "four billion samples", Make: func() []byte {
				b := quickTime()
				return []byte(strings.ReplaceAll(string(b), u32(2)+u32(30_000), u32(-1)+u32(30_000)))
			}},
		},
	})
}

func TestChapters(t *testing.T) {
	for name, tc := range map[string]struct {
		data          []byte
		title, author string
		ends          []int64
	}{
		"nero.m4b":      {nero(), "A Tale", "A Reader", []int64{45_000, 90_000}},
		"quicktime.m4b": {quickTime(), "quicktime", "", []int64{30_000, 60_000}},
		"tale.mp3":      {mp3(), "Tale", "Rémy", []int64{2000, 4000}},
	} {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes(name, tc.data), nil))
		if c.Err != nil || len(c.Readings) != 1 || len(c.Media) != 1 {
			t.Fatal(name, c.Err)
		}
		r := c.Readings[0]
		if r.Title != tc.title || r.Author != tc.author || len(r.Sections) != 2 {
			t.Fatalf("%s: got %+v", name, r)
		}
		for i, s := range r.Sections {
			if s.Title != []string{"One", "Two"}[i] || s.EndMS != tc.ends[i] || s.Media != name {
				t.Errorf("%s: section %d is %+v", name, i, s)
			}
		}
	}
}

func TestLengthOfSoundWithoutChapters(t *testing.T) {
	data := []byte(strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x00", 413), 100))
	c := interchangetest.Collect(Read(t.Context(), source.FromBytes("x.mp3", data), nil))
	if s := c.Readings[0].Sections[0]; s.EndMS < 2500 || s.EndMS > 2700 {
		t.Errorf("100 frames of 26 ms last %d ms", s.EndMS)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(nero())
	f.Add(quickTime())
	f.Add(mp3())
	f.Fuzz(func(t *testing.T, b []byte) {
		c := interchangetest.Collect(Read(t.Context(), source.FromBytes("fuzz", b), nil))
		if len(c.Faults) > 0 {
			t.Error(c.Faults)
		}
	})
}
