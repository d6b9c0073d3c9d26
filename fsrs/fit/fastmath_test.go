package fit

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFastExpAndLogAreThoseOfMath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-100, 100).Draw(t, "x")
		if got, want := exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-13 {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
		y := math.Exp(rapid.Float64Range(-60, 60).Draw(t, "ln y"))
		if got, want := log(y), math.Log(y); math.Abs(got-want) > 1e-13*(1+math.Abs(want)) {
			t.Fatalf("log(%v) = %v, want %v", y, got, want)
		}
	})
	for _, x := range []float64{0, 1, -1, math.Ln2, 1e-9, -1e-9} {
		if got, want := exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-13 {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	for _, x := range []float64{1, 2, .5, 1 + 1e-6, 1 - 1e-6, 36501} {
		if got, want := log(x), math.Log(x); math.Abs(got-want) > 1e-15+1e-13*math.Abs(want) {
			t.Errorf("log(%v) = %v, want %v", x, got, want)
		}
	}
}

func BenchmarkExp(b *testing.B) {
	x := 0.0
	for range b.N {
		x = exp(-x * .5)
	}
	floatSink = x
}

func BenchmarkMathExp(b *testing.B) {
	x := 0.0
	for range b.N {
		x = math.Exp(-x * .5)
	}
	floatSink = x
}

func BenchmarkLog(b *testing.B) {
	x := 1.0
	for range b.N {
		x = log(x + 3)
	}
	floatSink = x
}

var floatSink float64
