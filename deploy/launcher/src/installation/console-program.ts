/** The installed console: built when its sources are newer than what was built last. Loaded by name. */
export async function buildConsole(onProgress: (text: string) => void): Promise<void> {
  const { buildConsole: build } = await import("@drawbar/console/build.ts");
  await build({ onProgress });
}
