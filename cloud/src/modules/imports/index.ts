/** What other parts of the cloud may use of this domain. */
export { wordOf } from "./column-mapping.ts";
export { importRoutes } from "./import-routes.ts";
export { ImportService } from "./import-service.ts";
export { importTurn } from "./import-turn.ts";
export type {
  CellReading,
  ChangesOfKind,
  Finding,
  HeldChange,
  ImportColumn,
  ImportKind,
  ImportKinds,
  ImportRow,
  MadeThing,
  PlannedChange,
  Standing,
} from "./import-types.ts";
