/** Hands a file to the browser's downloads. */
export function saveFile(name: string, data: Blob): void {
  const url = URL.createObjectURL(data);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  // The browser has taken its own reference by then.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
