package speech

import "container/list"

// recent is a cache of the most recently used values, up to a total size. It is not safe
// for concurrent use.
type recent[V any] struct {
	max, size int64
	sizeOf    func(V) int64
	order     list.List // of recentItem[V], the most recently used first
	items     map[string]*list.Element
}

type recentItem[V any] struct {
	key   string
	value V
}

func newRecent[V any](max int64, sizeOf func(V) int64) *recent[V] {
	return &recent[V]{max: max, sizeOf: sizeOf, items: map[string]*list.Element{}}
}

func (r *recent[V]) get(key string) (V, bool) {
	e, ok := r.items[key]
	if !ok {
		var none V
		return none, false
	}
	r.order.MoveToFront(e)
	return e.Value.(recentItem[V]).value, true
}

// put keeps a value and returns the keys of the values it dropped to make room. It does
// not keep a value larger than the whole cache.
func (r *recent[V]) put(key string, v V) (dropped []string) {
	r.drop(key)
	if r.sizeOf(v) > r.max {
		return nil
	}
	r.items[key] = r.order.PushFront(recentItem[V]{key, v})
	r.size += r.sizeOf(v)
	for r.size > r.max {
		oldest := r.order.Back().Value.(recentItem[V]).key
		r.drop(oldest)
		dropped = append(dropped, oldest)
	}
	return dropped
}

func (r *recent[V]) drop(key string) {
	if e, ok := r.items[key]; ok {
		r.size -= r.sizeOf(e.Value.(recentItem[V]).value)
		r.order.Remove(e)
		delete(r.items, key)
	}
}

func (r *recent[V]) clear() {
	r.order.Init()
	clear(r.items)
	r.size = 0
}
