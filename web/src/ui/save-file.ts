/** Saves a file as a download of the browser. */
export function saveFile(name: string, data: Blob): void {
  const url = URL.createObjectURL(data);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  // By then, the browser holds its own reference to the data.
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
