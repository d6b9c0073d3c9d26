// Package home owns the folder of a collection, apart from the database in it: the lock that
// keeps other processes out, the permissions of the files, the media files, temporary files,
// how files are overwritten and removed, and how the errors of a full disk are recognised.
//
// A home holds carrel.db (with SQLite's -wal and -shm files), lock, media/, cache/, tmp/ and
// backups/. Only one process at a time may have it open. internal/relay and internal/host put
// their files there too.
package home
