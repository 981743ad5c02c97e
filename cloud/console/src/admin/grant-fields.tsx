import { useQuery } from "@tanstack/react-query";
import { depotsQuery } from "../api/queries.ts";
import { useTexts } from "../texts/texts.tsx";
import { Checks, SelectField } from "./form-parts.tsx";
import type { RoleView } from "./identity-queries.ts";
import { roleChoices } from "./role-words.ts";

/** A role, and the depots it is for; none picked for all. */
export interface GrantDraft {
  readonly roleId: string;
  readonly depots: ReadonlySet<string>;
}

export function GrantFields({
  roles,
  grant,
  onChange,
}: {
  readonly roles: readonly RoleView[];
  readonly grant: GrantDraft;
  readonly onChange: (grant: GrantDraft) => void;
}) {
  const texts = useTexts();
  const { data: depots = [] } = useQuery(depotsQuery);
  // an owner is owner of the whole fleet
  const takesDepots = depots.length > 0 && grant.roleId !== "owner";
  return (
    <>
      <SelectField
        id="role"
        label={texts("users.role")}
        value={grant.roleId}
        choices={roleChoices(texts, roles)}
        onChange={(roleId) => onChange(roleId === "owner" ? { roleId, depots: new Set() } : { ...grant, roleId })}
      />
      {takesDepots && (
        <Checks
          label={texts("users.depots")}
          hint={texts("users.depotsHint")}
          choices={depots.map(({ depotId, name }) => ({ value: depotId, label: name }))}
          picked={grant.depots}
          onPick={(picked) => onChange({ ...grant, depots: picked })}
        />
      )}
    </>
  );
}

/** @returns the grant as the API takes it. */
export function grantBody({ roleId, depots }: GrantDraft): { roleId: string; depots?: string[] } {
  return depots.size === 0 ? { roleId } : { roleId, depots: [...depots] };
}
