import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useState } from "react";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { Dialog, Failure, Once, TextField } from "./form-parts.tsx";
import { grantBody, GrantFields, type GrantDraft } from "./grant-fields.tsx";
import { invitationsQuery, useChange, type RoleView } from "./identity-queries.ts";

/** Makes an invitation and shows its link, this once. */
export function InviteDialog({ roles, onClose }: { readonly roles: readonly RoleView[]; readonly onClose: () => void }) {
  const texts = useTexts();
  const [email, setEmail] = useState("");
  const [grant, setGrant] = useState<GrantDraft>({
    roleId: roles.findLast(({ isGivable, isBuiltIn }) => isGivable && isBuiltIn)?.roleId ?? "",
    depots: new Set(),
  });
  const [isTried, setIsTried] = useState(false);
  const invite = useChange(
    () => answer<Schemas["NewInvitation"]>(api.POST("/api/v1/invitations", { body: { email: email.trim(), ...grantBody(grant) } })),
    [invitationsQuery.queryKey],
  );
  return (
    <Dialog title={texts("users.invite")} onClose={onClose}>
      {invite.data === undefined ? (
        <form
          className="wide-stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsTried(true);
            if (email.trim() !== "") invite.mutate(undefined);
          }}
        >
          <TextField
            id="invite-email"
            type="email"
            label={texts("users.email")}
            value={email}
            onChange={setEmail}
            wrong={isTried && email.trim() === "" ? texts("users.emailMissing") : undefined}
          />
          <GrantFields roles={roles} grant={grant} onChange={setGrant} />
          <Failure error={invite.error} />
          <div>
            <button type="submit" className="btn do">
              {texts("users.makeInvitation")}
            </button>
          </div>
        </form>
      ) : (
        <Once
          title={texts("users.invited", { email: invite.data.invitation.email })}
          hint={texts("users.invitedHint")}
          // behind the #: what stands there is sent to no server and stays out of its logs
          secret={`${location.origin}/invitation#${invite.data.token}`}
        />
      )}
    </Dialog>
  );
}
