// A private file system in memory, for tests in node: what a browser gives to a
// worker as far as Carrel uses it. It keeps a record of what is done to files,
// can refuse the n-th operation, and can be put back to any content.
(() => {
  const fake = {files: new Map(), folders: new Set(), open: new Set(), log: [], count: 0, failAt: -1, lasts: false, failAs: "", cannotMove: false, quota: 0};
  const refuse = (name, text) => { throw new DOMException(text ?? name, name); };

  // begin counts an operation that changes something, and refuses it if told so.
  const begin = () => {
    const n = fake.count++;
    if (fake.failAt >= 0 && (n === fake.failAt || fake.lasts && n > fake.failAt)) refuse(fake.failAs, "refused by the test");
  };
  const note = (op) => fake.log.push(op);
  const join = (dir, name) => dir === "" ? name : dir + "/" + name;

  class Handle {
    constructor(file) { this.file = file; }
    bytes() {
      if (!fake.open.has(this)) refuse("InvalidStateError", "the handle is closed");
      return this.file.data;
    }
    getSize() { return this.bytes().length; }
    read(into, {at}) {
      const part = this.bytes().subarray(at, at + into.length);
      into.set(part);
      return part.length;
    }
    write(from, {at}) {
      this.bytes();
      begin();
      const f = this.file;
      if (at + from.length > f.data.length) {
        if (at + from.length > f.room.length) {
          const room = new Uint8Array(2 * (at + from.length));
          room.set(f.data);
          f.room = room;
        }
        f.room.fill(0, f.data.length, at);
        f.data = f.room.subarray(0, at + from.length);
      }
      f.data.set(from, at);
      note({kind: "write", path: f.path, offset: at, data: from.slice()});
      return from.length;
    }
    truncate(size) {
      this.bytes();
      begin();
      const f = this.file, data = new Uint8Array(size);
      data.set(f.data.subarray(0, size));
      f.room = f.data = data;
      note({kind: "truncate", path: f.path, size});
    }
    flush() {
      this.bytes();
      begin();
      note({kind: "sync", path: this.file.path});
    }
    close() { fake.open.delete(this); }
  }

  class FileHandle {
    constructor(file) { this.file = file; }
    async createSyncAccessHandle() {
      begin();
      for (const h of fake.open) if (h.file === this.file) refuse("NoModificationAllowedError");
      if (fake.files.get(this.file.path) !== this.file) refuse("NotFoundError");
      const h = new Handle(this.file);
      fake.open.add(h);
      return h;
    }
    async getFile() {
      if (fake.files.get(this.file.path) !== this.file) refuse("NotFoundError");
      return blob(this.file.data.slice());
    }
    get move() { return fake.cannotMove ? undefined : this.rename; }
    async rename(name) {
      begin();
      const f = this.file, to = join(f.path.includes("/") ? f.path.slice(0, f.path.lastIndexOf("/")) : "", name);
      note({kind: "rename", path: f.path, to});
      fake.files.delete(f.path);
      f.path = to;
      fake.files.set(to, f);
    }
  }

  const blob = (data) => ({size: data.length, slice: (from, to) => blob(data.slice(from, to)), data});

  class FolderHandle {
    constructor(path) { this.path = path; }
    async getDirectoryHandle(name, {create} = {}) {
      const path = join(this.path, name);
      if (!fake.folders.has(path)) {
        if (!create) refuse("NotFoundError");
        begin();
        fake.folders.add(path);
        note({kind: "folder", path});
      }
      return new FolderHandle(path);
    }
    async getFileHandle(name, {create} = {}) {
      const path = join(this.path, name);
      if (!fake.files.has(path)) {
        if (!create) refuse("NotFoundError");
        begin();
        fake.files.set(path, {path, data: new Uint8Array(0), room: new Uint8Array(0)});
        note({kind: "create", path});
      }
      return new FileHandle(fake.files.get(path));
    }
    async removeEntry(name, {recursive} = {}) {
      const path = join(this.path, name);
      if (fake.files.has(path)) {
        begin();
        for (const h of fake.open) if (h.file.path === path) refuse("NoModificationAllowedError");
        fake.files.delete(path);
        note({kind: "remove", path});
        return;
      }
      if (!fake.folders.has(path)) refuse("NotFoundError");
      begin();
      const inside = [...fake.files.keys(), ...fake.folders].filter((p) => p.startsWith(path + "/"));
      if (inside.length > 0 && !recursive) refuse("InvalidModificationError");
      for (const p of inside) { fake.files.delete(p); fake.folders.delete(p); }
      fake.folders.delete(path);
    }
    async *keys() {
      const here = this.path === "" ? "" : this.path + "/";
      for (const p of [...fake.files.keys(), ...fake.folders]) {
        if (p.startsWith(here) && p !== this.path && !p.slice(here.length).includes("/")) yield p.slice(here.length);
      }
    }
  }

  globalThis.FileReaderSync = class { readAsArrayBuffer(b) { return b.data.buffer.slice(b.data.byteOffset, b.data.byteOffset + b.data.length); } };
  globalThis.FileSystemFileHandle = FileHandle;
  FileHandle.prototype.createSyncAccessHandle; // what is looked for
  Object.defineProperty(globalThis, "navigator", {configurable: true, value: {storage: {getDirectory: async () => new FolderHandle(""), estimate: async () => ({usage: [...fake.files.values()].reduce((n, f) => n + f.data.length, 0), quota: fake.quota || undefined})}}});

  // put replaces everything, and lets go of what a killed worker had open.
  fake.put = (files, folders) => {
    fake.open.clear();
    fake.files = new Map(files.map(([path, data]) => [path, {path, data, room: data}]));
    fake.folders = new Set(folders);
    fake.log = [];
    fake.count = 0;
    fake.failAt = -1;
  };
  globalThis.fakeFiles = fake;
})();
