/**
 * The fonts of the pictures, as files: no import that every program may use
 * gives the bytes of a file that is no code.
 *
 * @module
 */

let fonts: Promise<Uint8Array[]> | undefined;

/**
 * The regular and the bold font. The first call reads them from where Deno
 * keeps packages, and needs the permission to do so.
 */
export function readFonts(): Promise<Uint8Array[]> {
  return fonts ??= readFiles();
}

async function readFiles(): Promise<Uint8Array[]> {
  // Once something of a package is imported its files have an address.
  await import("dejavu-fonts-ttf/package.json", { with: { type: "json" } });
  const urls = [
    import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
    import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
  ];
  return Promise.all(urls.map((url) => Deno.readFile(new URL(url))));
}
