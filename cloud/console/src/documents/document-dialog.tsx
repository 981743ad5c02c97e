import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Failure, SelectField, TextField, Wrong } from "../admin/form-parts.tsx";
import { useChange } from "../admin/identity-queries.ts";
import { answer, api } from "../api/http.ts";
import { useTexts } from "../texts/texts.tsx";
import { documentKinds, fileBytesMax, fileTypes, sendDocumentFile, type DocumentKind, type DocumentOwner, type DocumentView } from "./document-queries.ts";
import { OwnerPick } from "./owner-pick.tsx";
import { parseReminders } from "./reminder-words.ts";

export interface DocumentDialogProps {
  /** Absent: a new one, of `owner`, or of whom is picked. */
  readonly document?: DocumentView | undefined;
  readonly owner?: DocumentOwner | undefined;
  readonly onClose: () => void;
}

/** Adds a document with its file, or changes one. */
export function DocumentDialog({ document, owner: given, onClose }: DocumentDialogProps) {
  const texts = useTexts();
  const client = useQueryClient();
  const [picked, setPicked] = useState<DocumentOwner>();
  const owner = given ?? picked;
  const isOfDriver = owner !== undefined && "driverId" in owner;
  const [known, setKnown] = useState(document);
  const [kind, setKind] = useState<DocumentKind>(document?.kind ?? (isOfDriver ? "licence" : "inspection"));
  const [title, setTitle] = useState(document?.title ?? "");
  const [number, setNumber] = useState(document?.number ?? "");
  const [expiresOn, setExpiresOn] = useState(document?.expiresOn ?? "");
  const [reminders, setReminders] = useState(document === undefined || document.expiresOn === undefined ? "60, 30, 7" : document.remindDays.join(", "));
  const [note, setNote] = useState(document?.note ?? "");
  const [file, setFile] = useState<File>();
  const [isTried, setIsTried] = useState(false);
  const isOwned = document !== undefined || owner !== undefined;
  const remindDays = parseReminders(reminders);
  const isFileTooLarge = file !== undefined && file.size > fileBytesMax;
  const save = useChange(
    async (act: "save" | "remove" | "removeFile") => {
      if (known !== undefined && act !== "save") {
        const path = { params: { path: { documentId: known.documentId } } };
        await answer(act === "remove" ? api.DELETE("/api/v1/documents/{documentId}", path) : api.DELETE("/api/v1/documents/{documentId}/file", path));
        return onClose();
      }
      const body = { kind, title: title.trim(), number: number.trim(), note: note.trim(), remindDays: [...(remindDays ?? [])] };
      const saved = await (known === undefined
        ? answer<DocumentView>(api.POST("/api/v1/documents", { body: { ...owner, ...body, ...(expiresOn === "" ? {} : { expiresOn }) } }))
        : answer<DocumentView>(
            api.PATCH("/api/v1/documents/{documentId}", {
              params: { path: { documentId: known.documentId } },
              body: { ...body, expiresOn: expiresOn === "" ? null : expiresOn },
            }),
          ));
      // Should its file be refused, the next try changes the document that is there by then.
      setKnown(saved);
      void client.invalidateQueries({ queryKey: ["documents"] });
      if (file !== undefined) await sendDocumentFile(saved.documentId, file);
      onClose();
    },
    [["documents"]],
  );
  return (
    <Dialog title={document === undefined ? texts("documents.add") : texts("documents.changeOf", { title: document.title })} onClose={onClose}>
      <form
        className="wide-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (isOwned && title.trim() !== "" && remindDays !== undefined && !isFileTooLarge && !save.isPending) save.mutate("save");
        }}
      >
        {document === undefined && given === undefined && <OwnerPick owner={picked} onOwner={setPicked} isMissed={isTried} />}
        <SelectField
          id="do-kind"
          label={texts("documents.kind")}
          value={kind}
          choices={documentKinds.map((value) => ({ value, label: texts(`documents.kind.${value}`) }))}
          onChange={(value) => setKind(documentKinds.find((each) => each === value) ?? kind)}
        />
        <TextField
          id="do-title"
          label={texts("documents.titleField")}
          hint={texts("documents.titleHint")}
          value={title}
          onChange={setTitle}
          wrong={isTried && title.trim() === "" ? texts("documents.titleMissing") : undefined}
        />
        <TextField id="do-number" label={texts("documents.number")} value={number} onChange={setNumber} />
        <TextField
          id="do-expires"
          type="date"
          label={texts("documents.lastDay")}
          hint={texts("documents.lastDayHint")}
          value={expiresOn}
          onChange={setExpiresOn}
        />
        {expiresOn !== "" && (
          <TextField
            id="do-remind"
            label={texts("documents.remind")}
            hint={texts("documents.remindHint")}
            value={reminders}
            onChange={setReminders}
            wrong={isTried && remindDays === undefined ? texts("documents.remindWrong") : undefined}
          />
        )}
        <TextField id="do-note" label={texts("documents.note")} value={note} onChange={setNote} />
        <div className="field">
          <label htmlFor="do-file">{texts(known?.file === undefined ? "documents.file" : "documents.otherFile")}</label>
          <input
            id="do-file"
            type="file"
            accept={fileTypes}
            aria-invalid={isFileTooLarge}
            aria-describedby="do-file-below"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
          {isFileTooLarge ? (
            <Wrong id="do-file-below">{texts("documents.fileTooLarge")}</Wrong>
          ) : (
            <p className="sub" id="do-file-below">
              {known?.file === undefined ? texts("documents.fileHint") : texts("documents.fileKept", { name: known.file.name })}
            </p>
          )}
        </div>
        <Failure error={save.error} />
        <div className="btns">
          <button type="submit" className="btn do" aria-disabled={save.isPending}>
            {texts("documents.save")}
          </button>
          {document?.file !== undefined && (
            <button type="button" className="btn" onClick={() => save.mutate("removeFile")}>
              {texts("documents.removeFile")}
            </button>
          )}
          {document !== undefined && (
            <button type="button" className="btn" onClick={() => save.mutate("remove")}>
              {texts("documents.remove")}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
