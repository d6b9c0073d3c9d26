package fit

import "math"

// Most of a fit's time goes into exp and log. These two are several times faster than
// those of package math and accurate to about 1e-13, far below the search's resolution.
// They skip the special cases, which cannot occur within the bounds of parameters and
// memories.

const (
	tableBits = 7
	tableSize = 1 << tableBits
)

var (
	expTable  [tableSize]float64 // 2^(i/tableSize)
	logCenter [tableSize]float64 // 1/c, where c is the middle of the i-th part of [1,2)
	logTable  [tableSize]float64 // ln c
)

func init() {
	for i := range tableSize {
		expTable[i] = math.Exp2(float64(i) / tableSize)
		c := 1 + (float64(i)+0.5)/tableSize
		logCenter[i] = 1 / c
		logTable[i] = -math.Log(logCenter[i])
	}
}

// exp returns e^x for |x| under 700: 2^(k/128) from the table, the rest from the
// series.
func exp(x float64) float64 {
	const toNearest = 3 << 51 // adding it rounds to a whole number
	k := x*(tableSize/math.Ln2) + toNearest
	bits := math.Float64bits(k)
	r := x - (k-toNearest)*(math.Ln2/tableSize)
	p := 1 + r*(1+r*(1./2+r*(1./6+r*(1./24))))
	scale := math.Float64bits(expTable[bits%tableSize]) + bits>>tableBits<<52
	return p * math.Float64frombits(scale)
}

// log returns ln x for a normal x above 0, from the exponent, the table and a series.
func log(x float64) float64 {
	bits := math.Float64bits(x)
	e := float64(int64(bits>>52) - 1023)
	i := bits >> (52 - tableBits) % tableSize
	m := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	r := m*logCenter[i] - 1
	return e*math.Ln2 + (logTable[i] + r*(1-r*(1./2-r*(1./3-r*(1./4-r*(1./5-r*(1./6)))))))
}
