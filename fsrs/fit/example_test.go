package fit_test

import (
	"context"
	"fmt"
	"strings"

	"carrel/fsrs"
	"carrel/fsrs/fit"
)

func ExampleData_Fit() {
	const csv = `card_id,review_time,review_rating
1,1700000000000,3
1,1700300000000,3
2,1700000100000,1
`
	ctx := context.Background()
	log, err := fit.ReadCSV(strings.NewReader(csv))
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := fit.Prepare(ctx, log, fit.Options{Calendar: fsrs.Calendar{RolloverHour: 4}})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := data.Fit(ctx, fsrs.DefaultParams())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Accepted)
	fmt.Println(report.Why)
	// Output:
	// false
	// Your parameters stay: only 1 of your reviews can be used so far, those of a card on another day than the one before; 25 are needed to fit and to check the result.
}
