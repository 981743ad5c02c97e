/** Rules "group = role" as lines of text. Pure. */
export interface RoleRule {
  readonly value: string;
  readonly roleId: string;
}

/** @returns the rules; or the number of the first line that makes none, from 1. */
export function parseRules(text: string, roleIds: ReadonlyMap<string, string>): { readonly rules: readonly RoleRule[] } | { readonly wrongLine: number } {
  const rules: RoleRule[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    // the last one: a group's name may hold an = sign, as in LDAP
    const at = line.lastIndexOf("=");
    const value = line.slice(0, at).trim();
    const roleId = roleIds.get(
      line
        .slice(at + 1)
        .trim()
        .toLowerCase(),
    );
    if (at < 1 || value === "" || roleId === undefined) return { wrongLine: index + 1 };
    rules.push({ value, roleId });
  }
  return { rules };
}

export function formatRules(rules: readonly RoleRule[], titles: ReadonlyMap<string, string>): string {
  return rules.map(({ value, roleId }) => `${value} = ${titles.get(roleId) ?? roleId}`).join("\n");
}
