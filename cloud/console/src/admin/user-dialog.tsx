import { useState } from "react";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { Dialog, Failure } from "./form-parts.tsx";
import { grantBody, GrantFields, type GrantDraft } from "./grant-fields.tsx";
import { rolesQuery, tokensQuery, useChange, usersQuery, type RoleView, type UserView } from "./identity-queries.ts";

type Act = "role" | "suspend" | "resume" | "remove";

/** Another role, suspended, or gone: each says what it does before it is pressed. */
export function UserDialog({ user, roles, onClose }: { readonly user: UserView; readonly roles: readonly RoleView[]; readonly onClose: () => void }) {
  const texts = useTexts();
  const [grant, setGrant] = useState<GrantDraft>({ roleId: user.roleId, depots: new Set(user.depots) });
  const change = useChange(
    async (act: Act) => {
      const params = { path: { accountId: user.accountId } };
      if (act === "role") await answer(api.POST("/api/v1/users/{accountId}/role", { params, body: grantBody(grant) }));
      else if (act === "suspend") await answer(api.POST("/api/v1/users/{accountId}/suspend", { params }));
      else if (act === "resume") await answer(api.POST("/api/v1/users/{accountId}/resume", { params }));
      else await answer(api.DELETE("/api/v1/users/{accountId}", { params }));
      onClose();
    },
    [usersQuery.queryKey, rolesQuery.queryKey, tokensQuery.queryKey],
  );
  const isSuspended = user.suspendedAt !== undefined;
  return (
    <Dialog title={user.name} onClose={onClose}>
      <form
        className="wide-stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate("role");
        }}
      >
        <p className="quiet">{user.email}</p>
        <GrantFields roles={roles} grant={grant} onChange={setGrant} />
        <p className="sub">{texts("users.giveHint")}</p>
        <div>
          <button type="submit" className="btn do">
            {texts("users.give")}
          </button>
        </div>
        <Failure error={change.error} />
        {!isSuspended && <p className="sub">{texts("users.suspendHint")}</p>}
        <div>
          <button type="button" className="btn" onClick={() => change.mutate(isSuspended ? "resume" : "suspend")}>
            {texts(isSuspended ? "users.resume" : "users.suspend")}
          </button>
        </div>
        <p className="sub">{texts("users.removeHint")}</p>
        <div>
          <button type="button" className="btn" onClick={() => change.mutate("remove")}>
            {texts("users.remove")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
