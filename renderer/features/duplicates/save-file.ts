/** Long enough for a browser to have begun writing a file of any size. */
const KEEP_MS = 60_000;

/** Hands a text to the browser, or to the shell around it, as a file to save. */
export function saveFile(name: string, text: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
