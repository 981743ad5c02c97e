/** The settings of tracing, the same in every process. */
import { Type } from "typebox";

export const tracingSettings = Type.Object({
  otlpUrl: Type.Optional(
    Type.String({
      description:
        "Where traces go by OTLP over HTTP in JSON, such as http://127.0.0.1:4318/v1/traces. Absent: nothing is traced, and nothing is loaded for it.",
    }),
  ),
  ratio: Type.Number({
    minimum: 0,
    maximum: 1,
    default: 0.05,
    description: "Share of traces that begin here and are kept. One that begins elsewhere is kept when it was there.",
  }),
});
