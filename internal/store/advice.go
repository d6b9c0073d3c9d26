package store

// advice tells the learner what to do about a collection that cannot be used, as the last
// sentence of an error without its period. A browser has other advice, because it has no
// folders and no commands.
type advice struct{ damaged, place, newer string }

func (s *Store) advice() advice {
	if s.opt.VFS != "" {
		return advice{
			damaged: "Restore a backup: in the settings under “Your data”, or on the page that opens when Carrel cannot start",
			place:   "Allow this site to keep data in the browser's settings and reload this page, or use another browser",
			newer:   "Reload this page to get the newer Carrel; your collection stays as it is",
		}
	}
	return advice{
		damaged: "Restore a backup with “carrel restore”, or save what can still be read with “carrel doctor --salvage FILE”",
		place:   "Check its permissions, or choose another folder with --home",
		newer:   "Use the newer Carrel, or choose another folder with --home",
	}
}
