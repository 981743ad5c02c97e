import type { Choice } from "./form-parts.tsx";
import type { RoleView } from "./identity-queries.ts";
import type { TextId } from "../texts/en.ts";
import type { Texts } from "../texts/texts.tsx";

const builtIn: Readonly<Record<string, TextId>> = {
  owner: "role.owner",
  "fleet-manager": "role.fleet-manager",
  "maintenance-planner": "role.maintenance-planner",
  "store-keeper": "role.store-keeper",
  technician: "role.technician",
  driver: "role.driver",
  auditor: "role.auditor",
};

/** @returns how a role is called on screen: built-in ones by our words, own ones by the fleet's. */
export function roleTitle(texts: Texts, role: { readonly roleId: string; readonly name: string }): string {
  const known = builtIn[role.roleId];
  return known === undefined ? role.name : texts(known);
}

/** Roles to pick from; one beyond one's own rights stands there and says why it cannot be picked. */
export function roleChoices(texts: Texts, roles: readonly RoleView[]): readonly Choice[] {
  return roles.map((role) => {
    const title = roleTitle(texts, role);
    return { value: role.roleId, label: role.isGivable ? title : texts("users.notGivable", { role: title }), isDisabled: !role.isGivable };
  });
}
