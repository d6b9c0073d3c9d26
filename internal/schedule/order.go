package schedule

import (
	"bytes"
	"cmp"
	"container/heap"
	"slices"

	"carrel/internal/study"
)

// Place returns a row that is about to be written as the last of its card. It sets
// After if the times of the card's other rows would put the row before one of them. A
// Cancel row counts at any position and needs no After.
func Place(rows []study.Review, r study.Review) study.Review {
	if r.Kind == study.Cancel {
		return r
	}
	inDoubt := false
	var last study.ID
	for _, row := range inOrder(rows) {
		if row.Kind != study.Cancel {
			last = row.ID
			inDoubt = inDoubt || before(row, r) >= 0
		}
	}
	if inDoubt {
		r.After = last
	}
	return r
}

// inOrder returns a sorted copy, or rows itself if they are already in order and
// without duplicates, as nearly all rows from the store are.
func inOrder(rows []study.Review) []study.Review {
	sorted, linked := true, false
	for i := range rows {
		linked = linked || !rows[i].After.IsZero()
		sorted = sorted && (i == 0 || before(rows[i-1], rows[i]) < 0)
	}
	if sorted && !linked {
		return rows
	}
	order := slices.Clone(rows)
	slices.SortStableFunc(order, before)
	order = slices.CompactFunc(order, func(a, b study.Review) bool { return a.ID == b.ID })
	if linked {
		return follow(order)
	}
	return order
}

// before compares by time; rows with the same millisecond are ordered by ID.
func before(a, b study.Review) int {
	if c := cmp.Compare(a.At, b.At); c != 0 {
		return c
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}

// follow moves rows, which are ordered by time, behind the rows that they name in
// After. Of the rows that can come next, it takes the earliest. So the order depends
// only on the rows and not on the order of their arrival.
func follow(rows []study.Review) []study.Review {
	at := make(map[study.ID]int, len(rows))
	for i := range rows {
		at[rows[i].ID] = i
	}
	parent := make([]int, len(rows))
	for i := range rows {
		parent[i] = -1
		if p, ok := at[rows[i].After]; ok && !rows[i].After.IsZero() {
			parent[i] = p
		}
	}
	breakCircles(parent)
	children := make([][]int, len(rows))
	ready := &indexes{}
	for i, p := range parent {
		if p < 0 {
			heap.Push(ready, i)
		} else {
			children[p] = append(children[p], i)
		}
	}
	order := make([]study.Review, 0, len(rows))
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		order = append(order, rows[i])
		for _, child := range children[i] {
			heap.Push(ready, child)
		}
	}
	return order
}

// breakCircles releases the earliest row of every circle of rows that follow each
// other. Carrel never writes such a circle.
func breakCircles(parent []int) {
	const fresh, done = 0, -1
	state := make([]int, len(parent)) // or the number of the walk that visited it
	for start := range parent {
		walk, i := start+1, start
		for i >= 0 && state[i] == fresh {
			state[i] = walk
			i = parent[i]
		}
		if i >= 0 && state[i] == walk {
			first := i
			for k := parent[i]; k != i; k = parent[k] {
				first = min(first, k)
			}
			parent[first] = -1
		}
		for k := start; k >= 0 && state[k] == walk; k = parent[k] {
			state[k] = done
		}
	}
}

// indexes is a min-heap of row numbers.
type indexes []int

func (h indexes) Len() int           { return len(h) }
func (h indexes) Less(i, j int) bool { return h[i] < h[j] }
func (h indexes) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *indexes) Push(x any)        { *h = append(*h, x.(int)) }
func (h *indexes) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
