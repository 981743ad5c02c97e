import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatNumber } from "@drawbar/ui/format/numbers.ts";
import { Dialog, Failure, PageHead, TextField } from "../admin/form-parts.tsx";
import { useChange, useMay } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { vehiclesQuery } from "../api/queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { listFile } from "../lists/list-file.ts";
import { ListFiles } from "../lists/list-files.tsx";
import { groupsQuery, type GroupView } from "../profile/profile-queries.ts";
import { Unread } from "../states/unread.tsx";
import { useTexts } from "../texts/texts.tsx";

const nameLengthMost = 60;

/** Which vehicles belong together? */
export function GroupsPage() {
  const texts = useTexts();
  const may = useMay();
  const read = useQuery(groupsQuery);
  const { data: groups } = read;
  const [changed, setChanged] = useState<GroupView | "new">();
  usePageTitle(texts("groups.title"));
  const mayChange = may("fleet.change");
  return (
    <>
      <PageHead title={texts("groups.title")} summary={texts("groups.summary")}>
        <ListFiles file={listFile("/vehicle-groups")} />
        {mayChange && groups !== undefined && (
          <button type="button" className="btn do" onClick={() => setChanged("new")}>
            {texts("groups.add")}
          </button>
        )}
      </PageHead>
      <section className="reg" aria-label={texts("groups.title")}>
        {groups === undefined ? (
          <Unread of={read} reading={texts("groups.reading")} failed={texts("groups.failed")} minHeight={240} headingLevel={2} />
        ) : groups.length === 0 ? (
          <>
            <b>{texts("groups.none")}</b>
            <p className="quiet">{texts("groups.noneWhy")}</p>
          </>
        ) : (
          <GroupTable groups={groups} onChange={mayChange ? setChanged : undefined} />
        )}
      </section>
      {changed !== undefined && <GroupDialog group={changed === "new" ? undefined : changed} onClose={() => setChanged(undefined)} />}
    </>
  );
}

function GroupTable({ groups, onChange }: { readonly groups: readonly GroupView[]; readonly onChange: ((group: GroupView) => void) | undefined }) {
  const texts = useTexts();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={texts("groups.title")}>
      <table className="t compact plain">
        <thead>
          <tr>
            <th scope="col">{texts("groups.group")}</th>
            <th scope="col" className="num">
              {texts("groups.vehicles")}
            </th>
            {onChange !== undefined && (
              <th scope="col">
                <span className="vh">{texts("groups.change")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.groupId}>
              <th scope="row">
                <Link className="inrow" to="/vehicles" search={{ group: group.groupId }}>
                  {group.name}
                </Link>
                {group.note !== "" && <span className="flag-meaning">{group.note}</span>}
              </th>
              <td className="num">{formatNumber(group.vehicles)}</td>
              {onChange !== undefined && (
                <td className="num">
                  <button type="button" className="btn" aria-label={texts("groups.changeOf", { name: group.name })} onClick={() => onChange(group)}>
                    {texts("groups.change")}
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

function GroupDialog({ group, onClose }: { readonly group: GroupView | undefined; readonly onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(group?.name ?? "");
  const [note, setNote] = useState(group?.note ?? "");
  const [isTried, setIsTried] = useState(false);
  const isNamed = name.trim() !== "" && name.trim().length <= nameLengthMost;
  const change = useChange(
    async (act: "save" | "remove") => {
      const body = { name: name.trim(), note: note.trim() };
      if (group === undefined) await answer(api.POST("/api/v1/vehicle-groups", { body }));
      else if (act === "save") await answer(api.PATCH("/api/v1/vehicle-groups/{groupId}", { params: { path: { groupId: group.groupId } }, body }));
      else await answer(api.DELETE("/api/v1/vehicle-groups/{groupId}", { params: { path: { groupId: group.groupId } } }));
      onClose();
    },
    [groupsQuery.queryKey, vehiclesQuery.queryKey],
  );
  return (
    <Dialog title={texts(group === undefined ? "groups.add" : "groups.changeOf", { name: group?.name ?? "" })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (isNamed) change.mutate("save");
        }}
      >
        <TextField
          id="group-name"
          label={texts("groups.name")}
          value={name}
          onChange={setName}
          wrong={isTried && !isNamed ? texts("groups.nameMissing") : undefined}
        />
        <TextField id="group-note" label={texts("groups.note")} value={note} onChange={setNote} />
        <Failure error={change.error} />
        <div className="btns">
          <button type="submit" className="btn do">
            {texts("groups.save")}
          </button>
          {group !== undefined && (
            <button type="button" className="btn" aria-describedby="group-left" onClick={() => change.mutate("remove")}>
              {texts("groups.remove")}
            </button>
          )}
        </div>
        {group !== undefined && (
          <p className="sub" id="group-left">
            {texts("groups.removeWhy", { count: group.vehicles })}
          </p>
        )}
      </form>
    </Dialog>
  );
}
