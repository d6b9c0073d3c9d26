import assert from "node:assert/strict";
import { test } from "node:test";
import { dropped, picked } from "./folders";

type Tree = { [name: string]: Tree | string };

/** Returns an entry like a browser's: readEntries gives two parts, then an empty one. */
function entry(name: string, tree: Tree | string): unknown {
  if (typeof tree === "string")
    return { name, isDirectory: false, file: (done: (f: File) => void) => done(new File([tree], name)) };
  return {
    name,
    isDirectory: true,
    createReader() {
      const all = Object.entries(tree).map(([n, t]) => entry(n, t));
      const parts = [all.slice(0, 1), all.slice(1)].filter((p) => p.length > 0);
      return { readEntries: (done: (e: unknown[]) => void) => done(parts.shift() ?? []) };
    },
  };
}

const item = (name: string, tree: Tree | string) => ({
  kind: "file",
  webkitGetAsEntry: () => entry(name, tree),
  getAsFile: () => new File([typeof tree === "string" ? tree : ""], name),
});

test("a drop gives files and whole folders, without what is hidden", async () => {
  const vault = { "b.md": "b", ".obsidian": { "app.json": "{}" }, a: { "deep.md": "d", ".DS_Store": "" }, "c.md": "c" };
  const d = await dropped({
    items: [{ kind: "string" }, item("deck.apkg", "x"), item("Vault", vault), item("empty", {})],
  } as unknown as DataTransfer);
  assert.deepEqual(
    d.files.map((f) => f.name),
    ["deck.apkg"],
  );
  assert.deepEqual(
    d.folders.map((f) => [f.name, f.files.map((x) => x.path)]),
    [
      ["Vault", ["Vault/a/deep.md", "Vault/b.md", "Vault/c.md"]],
      ["empty", []],
    ],
  );
});

test("where a browser makes no entries, files still come", async () => {
  const d = await dropped({
    items: [{ kind: "file", webkitGetAsEntry: () => null, getAsFile: () => new File(["x"], "a.csv") }],
  } as unknown as DataTransfer);
  assert.deepEqual(
    d.files.map((f) => f.name),
    ["a.csv"],
  );
});

test("a picked folder keeps its paths, without what is hidden", () => {
  const file = (webkitRelativePath: string) =>
    Object.assign(new File([""], webkitRelativePath.split("/").at(-1)!), { webkitRelativePath });
  const f = picked([file("Vault/z.md"), file("Vault/.trash/old.md"), file("Vault/sub/a.md")]);
  assert.deepEqual([f.name, f.files.map((x) => x.path)], ["Vault", ["Vault/sub/a.md", "Vault/z.md"]]);
});
