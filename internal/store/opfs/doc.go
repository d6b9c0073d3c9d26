// Package opfs keeps a collection in the browser's origin-private file system:
// SQLite's files through a file system for its driver, media as files beside
// them. It works in a worker, where files can be read, written and flushed at
// once (FileSystemSyncAccessHandle), and only for one worker at a time: whoever
// opens a folder must hold a lock on it, such as one of the Web Locks.
package opfs
