import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Glyph } from "@drawbar/ui/glyphs.tsx";
import { formatMoment } from "@drawbar/ui/format/times.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Failure, PageHead } from "./form-parts.tsx";
import { invitationsQuery, rolesQuery, useChange, useMay, usersQuery, type InvitationView, type UserView } from "./identity-queries.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { roleTitle } from "./role-words.ts";
import { UserDialog } from "./user-dialog.tsx";

/** Who works for the fleet, and who is invited to. */
export function UsersPage() {
  const texts = useTexts();
  const may = useMay();
  const read = useQuery(usersQuery);
  const { data: users } = read;
  const { data: invitations = [] } = useQuery(invitationsQuery);
  const { data: roles } = useQuery(rolesQuery);
  const [isInviting, setIsInviting] = useState(false);
  const [changed, setChanged] = useState<string>();
  usePageTitle(texts("users.title"));
  const user = users?.find(({ accountId }) => accountId === changed);
  return (
    <>
      <PageHead title={texts("users.title")} summary={users === undefined ? "" : texts("users.summary", { count: users.length, invited: invitations.length })}>
        <ListFiles file={listFile("/users")} />
        {may("users.manage") && roles !== undefined && (
          <button type="button" className="btn do" onClick={() => setIsInviting(true)}>
            {texts("users.invite")}
          </button>
        )}
      </PageHead>
      <section className="reg" aria-label={texts("users.title")}>
        {users === undefined ? (
          <Unread of={read} reading={texts("users.reading")} failed={texts("users.failed")} minHeight={240} headingLevel={2} />
        ) : (
          <UserTable users={users} onChange={may("users.manage") ? setChanged : undefined} />
        )}
      </section>
      {invitations.length > 0 && <Invitations invitations={invitations} mayWithdraw={may("users.manage")} />}
      {isInviting && roles !== undefined && <InviteDialog roles={roles.items} onClose={() => setIsInviting(false)} />}
      {user !== undefined && roles !== undefined && <UserDialog user={user} roles={roles.items} onClose={() => setChanged(undefined)} />}
    </>
  );
}

function UserTable({ users, onChange }: { readonly users: readonly UserView[]; readonly onChange: ((accountId: string) => void) | undefined }) {
  const texts = useTexts();
  const nowMs = Date.now();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("users.title")}>
      <table className="t compact plain">
        <thead>
          <tr>
            <th scope="col">{texts("users.person")}</th>
            <th scope="col">{texts("users.role")}</th>
            <th scope="col" className="wide">
              {texts("users.state")}
            </th>
            <th scope="col" className="wide">
              {texts("users.seen")}
            </th>
            {onChange !== undefined && (
              <th scope="col">
                <span className="vh">{texts("users.change")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.accountId}>
              <th scope="row">
                {user.name}
                <span className="two">{user.email}</span>
              </th>
              <td>
                {roleTitle(texts, { roleId: user.roleId, name: user.roleName })}
                <span className="two">{user.depots === undefined ? texts("users.allDepots") : texts("users.someDepots", { count: user.depots.length })}</span>
              </td>
              <td className="wide">
                {user.suspendedAt === undefined ? (
                  texts("users.active")
                ) : (
                  <span className="st">
                    <Glyph name="silent" />
                    {texts("users.suspended")}
                  </span>
                )}
              </td>
              <td className="wide">{user.lastSeenAt === undefined ? texts("admin.never") : formatMoment(Date.parse(user.lastSeenAt), nowMs)}</td>
              {onChange !== undefined && (
                <td className="num">
                  <button type="button" className="btn" aria-label={texts("users.changeOf", { name: user.name })} onClick={() => onChange(user.accountId)}>
                    {texts("users.change")}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Invitations({ invitations, mayWithdraw }: { readonly invitations: readonly InvitationView[]; readonly mayWithdraw: boolean }) {
  const texts = useTexts();
  const withdraw = useChange(
    (invitationId: string) => answer<undefined>(api.DELETE("/api/v1/invitations/{invitationId}", { params: { path: { invitationId } } })),
    [invitationsQuery.queryKey],
  );
  return (
    <section className="reg" aria-labelledby="invitations-h">
      <header>
        <h2 id="invitations-h">{texts("users.invitations")}</h2>
        <span className="end">
          <ListFiles file={listFile("/invitations")} />
        </span>
      </header>
      <Failure error={withdraw.error} />
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="invitations-h">
        <table className="t compact plain">
          <thead>
            <tr>
              <th scope="col">{texts("users.email")}</th>
              <th scope="col">{texts("users.role")}</th>
              <th scope="col" className="wide">
                {texts("users.expires")}
              </th>
              {mayWithdraw && (
                <th scope="col">
                  <span className="vh">{texts("users.withdraw")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {invitations.map(({ invitationId, email, roleId, roleName, expiresAt }) => (
              <tr key={invitationId}>
                <th scope="row">{email}</th>
                <td>{roleTitle(texts, { roleId, name: roleName })}</td>
                <td className="wide">{formatMoment(Date.parse(expiresAt), Date.now())}</td>
                {mayWithdraw && (
                  <td className="num">
                    <button type="button" className="btn" aria-label={texts("users.withdrawOf", { email })} onClick={() => withdraw.mutate(invitationId)}>
                      {texts("users.withdraw")}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
