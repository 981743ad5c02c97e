/** At most so many characters of one value, and so many values: the rest is in the file. */
const bounds = { value: 60, members: 4 } as const;

/** @param details JSON with before and after, as an entry keeps it. @returns what changed, one member a text; empty when nothing is kept. */
export function changeWords(details: string | undefined): readonly string[] {
  const parsed = details === undefined ? undefined : read(details);
  if (parsed === undefined) return [];
  const before = membersOf(parsed["before"]);
  const after = membersOf(parsed["after"]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const words = names.flatMap((name) => {
    const [from, to] = [textOf(before[name]), textOf(after[name])];
    if (from === to) return [];
    return [from === "" ? `${name} ${to}` : `${name} ${from} → ${to === "" ? "none" : to}`];
  });
  return words.length <= bounds.members ? words : [...words.slice(0, bounds.members), `+ ${words.length - bounds.members}`];
}

function read(details: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return membersOf(JSON.parse(details));
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > bounds.value ? `${text.slice(0, bounds.value)}…` : text;
}
