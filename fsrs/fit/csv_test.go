package fit

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestReadCSVFindsItsColumns(t *testing.T) {
	want := []Review{{Card: 1711684180217, Time: 1711744352250, Grade: 1}, {Card: -7, Time: 5, Grade: 4}}
	for what, text := range map[string]string{
		"plain":           "card_id,review_time,review_rating\n1711684180217,1711744352250,1\n-7,5,4\n",
		"other columns":   "x,review_rating,y,card_id,review_time,z\na,1,b,1711684180217,1711744352250,\n,4,,-7,5,\n",
		"windows, quoted": "\ufeff\"card_id\",\"review_time\",\"review_rating\"\r\n\"1711684180217\",\"1711744352250\",\"1\"\r\n\r\n-7, 5 ,4",
		"commas within":   "deck,card_id,review_time,review_rating\n\"Geo, \"\"Europe\"\"\",1711684180217,1711744352250,1\n5\" disks, -7,5,4\n",
		"lines within":    "deck,card_id,review_time,review_rating\r\n\"Geo\r\n\r\n,Europe\",1711684180217,1711744352250,1\r\n\"\",-7,5,4\r\n",
		"long fields":     "x,card_id,review_time,review_rating\n" + strings.Repeat("x", 200_000) + ",1711684180217,1711744352250,1\n,-7,5,4\n",
		"semicolons":      "card_id;review_time;review_rating\n1711684180217;1711744352250;1\n-7;5;4\n",
		"tabs":            "Card_ID\treview_time\treview_rating\n1711684180217\t1711744352250\t1\n-7\t5\t4\n",
		"by hand":         "card_id,review_time,review_rating\n1711684180217,1711744352250,1\n9,9,0\n-7,5.9,4.0\n",
	} {
		got, err := ReadCSV(strings.NewReader(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v", what, got, err)
		}
	}
	got, err := ReadCSV(strings.NewReader("card_id,review_time,review_rating\na-1,1,3\na-2,2,3\na-1,3,3\n"))
	if err != nil || got[0].Card != got[2].Card || got[0].Card == got[1].Card {
		t.Errorf("ids that are no numbers: %v, %v", got, err)
	}
}

// The known size only decides how much space is allocated.
func TestReadCSVOfSeekersAndPipesIsTheSame(t *testing.T) {
	text := "card_id,review_time,review_rating\n" + strings.Repeat("12,1700000000000,3\n", 5000)
	seeker, err := ReadCSV(strings.NewReader(text))
	if err != nil || len(seeker) != 5000 {
		t.Fatalf("%d rows, %v", len(seeker), err)
	}
	pipe, err := ReadCSV(io.MultiReader(strings.NewReader(text)))
	if err != nil || !reflect.DeepEqual(pipe, seeker) {
		t.Errorf("%d rows, %v", len(pipe), err)
	}
	if cap(seeker) > 6500 {
		t.Errorf("room for %d rows was made for 5000", cap(seeker))
	}
}

func TestReadCSVNamesWhatIsWrong(t *testing.T) {
	for text, says := range map[string]string{
		"":                      "empty",
		"\n\r\n":                "empty",
		"card_id,review_time\n": "review_rating",
		"card_id,review_time,review_rating\n1,2\n":                                                    "line 2",
		"card_id,review_time,review_rating\n\n1,x,3\n":                                                `line 3: review_time "x"`,
		"card_id,review_time,review_rating\n1,2,5\n":                                                  `review_rating "5"`,
		"card_id,review_time,review_rating\n1,2,-1\n":                                                 `review_rating "-1"`,
		"card_id,review_time,review_rating\n1,NaN,1\n":                                                "NaN",
		"card_id,review_time,review_rating\n1,1e300,1\n":                                              "1e300",
		"card_id,review_time,review_rating\n1,2,2.5\n":                                                `review_rating "2.5"`,
		"card_id,review_time,review_rating\n1,2,\n":                                                   `review_rating ""`,
		"card_id,review_time,review_rating\n\"a\n\nb\",2,3\n1,2,9\n":                                  "line 5",
		"card_id,review_time,review_rating\n1," + strings.Repeat("1", 1<<21):                          "longer",
		"card_id,review_time,review_rating\n1,2,3\n\"" + strings.Repeat("1,1700000000000,1\n", 1<<17): "line 3",
		"\xff\xfec\x00a\x00": "UTF-16",
	} {
		if _, err := ReadCSV(strings.NewReader(text)); !errors.Is(err, ErrLog) || !strings.Contains(err.Error(), says) {
			t.Errorf("%.60q gave %v, want something about %s", text, err, says)
		}
	}
}

// Identifiers that look like numbers are not rounded to the same number.
func TestReadCSVTellsCardsApart(t *testing.T) {
	ids := []string{"1", "1.5", "1.7", "1e0", "0x1p0", "12345678901234567890", "12345678901234567891", "-", "."}
	text := "card_id,review_time,review_rating\n"
	for _, id := range ids {
		text += id + ",1,3\n"
	}
	log, err := ReadCSV(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int64]string{}
	for i, r := range log {
		if other, ok := seen[r.Card]; ok {
			t.Errorf("%q and %q are taken for one card", other, ids[i])
		}
		seen[r.Card] = ids[i]
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("card_id,review_time,review_rating\n1,2,3\n")
	f.Add("x;card_id;review_time;review_rating\n\"a\"\"\n;\";1;2;3\n")
	f.Add("card_id,review_time,review_rating,x\n\"1\",2.5,0,\n1,-9223372036854775808,4,\n")
	f.Fuzz(func(t *testing.T, text string) {
		log, err := ReadCSV(strings.NewReader(text))
		if err == nil {
			for _, r := range log {
				if !r.Grade.Valid() {
					t.Errorf("a row with grade %d", r.Grade)
				}
			}
		}
	})
}
