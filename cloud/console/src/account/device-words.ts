/** What a browser calls itself, in two words. Pure. */
const browsers = [
  ["Edg/", "Edge"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const systems = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** @returns such as "Firefox, Linux"; what it says itself where neither is known. */
export function deviceOf(userAgent: string): string {
  const named = [browsers, systems].flatMap((list) => list.find(([mark]) => userAgent.includes(mark))?.[1] ?? []);
  return named.length > 0 ? named.join(", ") : userAgent.slice(0, 40) || "?";
}
