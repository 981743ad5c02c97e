import type { Schemas } from "@drawbar/api-client/api-client.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { answer, api } from "../api/http.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";
import { Checks, Dialog, Failure, PageHead, TextField } from "./form-parts.tsx";
import { rolesQuery, useChange, useMay, usersQuery, type RoleList, type RoleView } from "./identity-queries.ts";
import { roleTitle } from "./role-words.ts";

/** Built-in roles and the fleet's own. */
export function RolesPage() {
  const texts = useTexts();
  const may = useMay();
  const read = useQuery(rolesQuery);
  const { data: roles } = read;
  const [changed, setChanged] = useState<RoleView | "new">();
  usePageTitle(texts("roles.title"));
  const mayChange = may("roles.manage");
  return (
    <>
      <PageHead title={texts("roles.title")} summary={texts("roles.summary")}>
        <ListFiles file={listFile("/roles")} />
        {mayChange && roles !== undefined && (
          <button type="button" className="btn do" onClick={() => setChanged("new")}>
            {texts("roles.add")}
          </button>
        )}
      </PageHead>
      <section className="reg" aria-label={texts("roles.title")}>
        {roles === undefined ? (
          <Unread of={read} reading={texts("roles.reading")} failed={texts("roles.failed")} minHeight={240} headingLevel={2} />
        ) : (
          <RoleTable roles={roles} onChange={mayChange ? setChanged : undefined} />
        )}
      </section>
      {changed !== undefined && roles !== undefined && (
        <RoleDialog role={changed === "new" ? undefined : changed} all={roles.permissions} onClose={() => setChanged(undefined)} />
      )}
    </>
  );
}

function RoleTable({ roles, onChange }: { readonly roles: RoleList; readonly onChange: ((role: RoleView) => void) | undefined }) {
  const texts = useTexts();
  const meanings = new Map(roles.permissions.map(({ permission, meaning }) => [permission, meaning]));
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("roles.title")}>
      <table className="t compact plain">
        <thead>
          <tr>
            <th scope="col">{texts("roles.role")}</th>
            <th scope="col">{texts("roles.allows")}</th>
            <th scope="col" className="num">
              {texts("roles.holders")}
            </th>
            {onChange !== undefined && (
              <th scope="col">
                <span className="vh">{texts("roles.change")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {roles.items.map((role) => (
            <tr key={role.roleId}>
              <th scope="row">
                {roleTitle(texts, role)}
                {role.isBuiltIn && <span className="two">{texts("roles.builtIn")}</span>}
              </th>
              <td>
                {roles.permissions.every(({ permission }) => role.permissions.includes(permission))
                  ? texts("roles.everything")
                  : `${role.permissions.map((permission) => meanings.get(permission)).join(". ")}.`}
              </td>
              <td className="num">{formatNumber(role.holders)}</td>
              {onChange !== undefined && (
                <td className="num">
                  {!role.isBuiltIn && (
                    <button type="button" className="btn" aria-label={texts("roles.changeOf", { name: role.name })} onClick={() => onChange(role)}>
                      {texts("roles.change")}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleDialog({
  role,
  all,
  onClose,
}: {
  readonly role: RoleView | undefined;
  readonly all: Schemas["RoleList"]["permissions"];
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const may = useMay();
  const [name, setName] = useState(role?.name ?? "");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set(role?.permissions ?? ["fleet.read"]));
  const [isTried, setIsTried] = useState(false);
  const permissions = all.map(({ permission }) => permission).filter((permission) => picked.has(permission));
  const change = useChange(
    async (act: "save" | "remove") => {
      const body = { name: name.trim(), permissions };
      if (role === undefined) await answer(api.POST("/api/v1/roles", { body }));
      else if (act === "save") await answer(api.POST("/api/v1/roles/{roleId}", { params: { path: { roleId: role.roleId } }, body }));
      else await answer(api.DELETE("/api/v1/roles/{roleId}", { params: { path: { roleId: role.roleId } } }));
      onClose();
    },
    [rolesQuery.queryKey, usersQuery.queryKey],
  );
  const isHeld = role !== undefined && role.holders > 0;
  return (
    <Dialog title={texts(role === undefined ? "roles.add" : "roles.changeOf", { name: role?.name ?? "" })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (name.trim() !== "" && permissions.length > 0) change.mutate("save");
        }}
      >
        <TextField
          id="role-name"
          label={texts("roles.name")}
          value={name}
          onChange={setName}
          wrong={isTried && name.trim() === "" ? texts("roles.nameMissing") : undefined}
        />
        <Checks
          label={texts("roles.permissions")}
          choices={all.map(({ permission, meaning }) => ({ value: permission, label: meaning, hint: permission, isDisabled: !may(permission) }))}
          picked={picked}
          onPick={setPicked}
          wrong={isTried && permissions.length === 0 ? texts("roles.permissionsMissing") : undefined}
        />
        <Failure error={change.error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("roles.save")}
          </button>
          {role !== undefined && (
            <button type="button" className="btn" aria-disabled={isHeld} aria-describedby="role-held" onClick={() => !isHeld && change.mutate("remove")}>
              {texts("roles.remove")}
            </button>
          )}
        </div>
        {isHeld && (
          <p className="sub" id="role-held">
            {texts("roles.removeWhy", { count: role.holders })}
          </p>
        )}
      </form>
    </Dialog>
  );
}
