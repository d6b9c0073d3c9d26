// Files of a folder that was dropped or chosen, such as a vault of notes.

export interface InFolder {
  file: File;
  /** starts with the folder's own name, which some formats turn into a deck */
  path: string;
}

export interface Folder {
  name: string;
  files: InFolder[];
}

export interface Dropped {
  files: File[];
  folders: Folder[];
}

/** Returns the files and folders of a drop. Call it in the event's handler: they are gone later. */
export function dropped(data: DataTransfer): Promise<Dropped> {
  const items = [...data.items]
    .filter((i) => i.kind === "file")
    .map((i) => ({ entry: i.webkitGetAsEntry(), file: i.getAsFile() }));
  return (async () => {
    const out: Dropped = { files: [], folders: [] };
    for (const { entry, file } of items) {
      if (entry?.isDirectory)
        out.folders.push({ name: entry.name, files: await walk(entry as FileSystemDirectoryEntry, entry.name) });
      else if (file) out.files.push(file);
    }
    return out;
  })();
}

/** Returns the folder that a folder picker gave. */
export function picked(files: Iterable<File>): Folder {
  const all = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  const name = all[0]?.path.split("/")[0] ?? "";
  return { name, files: sorted(all.filter((f) => !f.path.split("/").slice(1).some(hidden))) };
}

/** Reports whether a name is hidden: programs keep their own files under such names. */
const hidden = (name: string) => name.startsWith(".");

const sorted = (files: InFolder[]) => files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

async function walk(folder: FileSystemDirectoryEntry, path: string): Promise<InFolder[]> {
  const out: InFolder[] = [];
  const reader = folder.createReader();
  for (;;) {
    // Browsers return about a hundred entries per call.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return sorted(out);
    for (const e of some) {
      if (hidden(e.name)) continue;
      const at = `${path}/${e.name}`;
      if (e.isDirectory) out.push(...(await walk(e as FileSystemDirectoryEntry, at)));
      else
        out.push({
          path: at,
          file: await new Promise<File>((done, failed) => (e as FileSystemFileEntry).file(done, failed)),
        });
    }
  }
}
