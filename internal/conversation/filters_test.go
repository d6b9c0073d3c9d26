package conversation

import "carrel/internal/store"

var (
	allCards = store.CardFilter{}
	oneCard  = store.CardFilter{Limit: 1}
)
