package faults

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func chance() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func write(name string, at int64, data string) Op {
	return Op{Kind: Write, Path: name, Offset: at, Data: []byte(data)}
}

// after sets, for each sync, how many operations had ended when it began.
func after(log ...Op) []Op {
	for i := range log {
		log[i].Began = i
	}
	return log
}

func cut(t testing.TB, base Image, log []Op, n int, fate Fate) Image {
	t.Helper()
	im, err := Cut(base, log, n, fate, chance())
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestWhatIsSyncedStays checks what a power cut must leave, and what it may lose,
// if everything that was not synced is lost.
func TestWhatIsSyncedStays(t *testing.T) {
	base := Image{Files: map[string][]byte{"old": []byte("before")}, Folders: map[string]bool{}}
	for name, c := range map[string]struct {
		log  []Op
		fate Fate
		want string // files with their content
	}{
		"nothing is done":           {nil, Fate{}, "old=before"},
		"a write is not synced":     {after(write("old", 0, "AFTER")), Fate{}, "old=before"},
		"a write is synced":         {after(write("old", 0, "AFTER"), Op{Kind: Sync, Path: "old"}), Fate{}, "old=AFTERe"},
		"a write after the sync":    {after(Op{Kind: Sync, Path: "old"}, write("old", 0, "AFTER")), Fate{}, "old=before"},
		"a sync of another file":    {after(Op{Kind: Create, Path: "new"}, write("old", 0, "AFTER"), Op{Kind: Sync, Path: "new"}), Fate{}, "old=before"},
		"a sync that was too early": {[]Op{write("old", 0, "AFTER"), {Kind: Sync, Path: "old", Began: 0}}, Fate{}, "old=before"},
		"a disk that lies":          {after(write("old", 0, "AFTER"), Op{Kind: Sync, Path: "old"}), Fate{Deaf: true}, "old=before"},
		"a new file without a name": {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: Sync, Path: "new"}), Fate{}, "old=before"},
		"a new file with its name":  {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: Sync, Path: "new"}, Op{Kind: Sync, Path: "."}), Fate{}, "new=x old=before"},
		"a journal keeps its name":  {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: Sync, Path: "new"}), Fate{Ordered: true, Journal: true}, "new=x old=before"},
		"a name without its bytes":  {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: Sync, Path: "."}), Fate{}, "new= old=before"},
		"a file is moved over":      {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: SyncAll}, Op{Kind: Rename, Path: "new", To: "old"}), Fate{}, "new=x old=before"},
		"and its folder synced":     {after(Op{Kind: Create, Path: "new"}, write("new", 0, "x"), Op{Kind: SyncAll}, Op{Kind: Rename, Path: "new", To: "old"}, Op{Kind: Sync, Path: "."}), Fate{}, "old=x"},
		"it is removed":             {after(Op{Kind: Remove, Path: "old"}), Fate{}, "old=before"},
		"it is removed for good":    {after(Op{Kind: Remove, Path: "old"}, Op{Kind: SyncAll}), Fate{}, ""},
		"it is cut off":             {after(Op{Kind: Truncate, Path: "old", Size: 2}, Op{Kind: Sync, Path: "old"}), Fate{}, "old=be"},
		"all of it comes through":   {after(write("old", 6, "!"), Op{Kind: Create, Path: "new"}), Fate{Keep: 1}, "new= old=before!"},
		"a lost end leaves zeros":   {after(write("old", 6, "!")), Fate{Zero: 1}, "old=before\x00"},
	} {
		t.Run(name, func(t *testing.T) {
			im := cut(t, base, c.log, len(c.log), c.fate)
			var got []string
			for _, file := range []string{"new", "old"} {
				if data, there := im.Files[file]; there {
					got = append(got, file+"="+string(data))
				}
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("there is %q, want %q", text, c.want)
			}
		})
	}
}

// TestATornWriteIsTornAtSectors checks many torn writes: either each sector is
// complete or unchanged, or the end is missing.
func TestATornWriteIsTornAtSectors(t *testing.T) {
	base := Image{Files: map[string][]byte{"f": []byte(strings.Repeat("a", 4*sector))}, Folders: map[string]bool{}}
	log := []Op{write("f", 100, strings.Repeat("b", 3*sector))}
	r := chance()
	kinds := map[string]bool{}
	for range 500 {
		im, err := Cut(base, log, 1, Fate{Keep: 1, Tear: 1}, r)
		if err != nil {
			t.Fatal(err)
		}
		data := string(im.Files["f"])
		if len(data) != 4*sector || data[:100] != strings.Repeat("a", 100) || data[100+3*sector:] != strings.Repeat("a", sector-100) {
			t.Fatal("a torn write changes what it does not write")
		}
		kinds[data] = true
	}
	if len(kinds) < 16 {
		t.Errorf("writes are torn in %d ways only", len(kinds))
	}
}

// TestNothingComesFromNowhere cuts random logs. If everything is kept, the image
// is what programs saw. Whatever is lost, each byte is an original byte, a byte
// written there, or zero.
func TestNothingComesFromNowhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := Image{Files: map[string][]byte{"f": {1, 1, 1, 1}}, Folders: map[string]bool{}}
		seen := []byte{1, 1, 1, 1}
		var log []Op
		for i := range rapid.IntRange(0, 12).Draw(t, "operations") {
			if rapid.Bool().Draw(t, "sync") {
				log = append(log, Op{Kind: Sync, Path: "f", Began: len(log)})
				continue
			}
			at, n := rapid.IntRange(0, 8).Draw(t, "at"), rapid.IntRange(1, 4).Draw(t, "n")
			data := make([]byte, n)
			for k := range data {
				data[k] = byte(i + 2)
			}
			log = append(log, Op{Kind: Write, Path: "f", Offset: int64(at), Data: data})
			for len(seen) < at+n {
				seen = append(seen, 0)
			}
			copy(seen[at:], data)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		all, err := Cut(base, log, len(log), Fate{Keep: 1}, r)
		if err != nil || string(all.Files["f"]) != string(seen) {
			t.Fatalf("all of it gives %v, want %v, %v", all.Files["f"], seen, err)
		}
		some, err := Cut(base, log, len(log), SomeFate(r), r)
		if err != nil {
			t.Fatal(err)
		}
		for k, b := range some.Files["f"] {
			possible := b == 0 || k < 4 && b == 1
			for _, op := range log {
				possible = possible || op.Kind == Write && int64(k) >= op.Offset && int64(k) < op.Offset+int64(len(op.Data)) && op.Data[0] == b
			}
			if !possible {
				t.Fatalf("byte %d is %d, which nobody wrote there", k, b)
			}
		}
	})
}

func TestARecordThatCannotBeIsAnError(t *testing.T) {
	if _, err := Cut(Image{}, []Op{write("nowhere", 0, "x")}, 1, Fate{}, chance()); err == nil {
		t.Error("a write to a file that is not there is taken")
	}
}
