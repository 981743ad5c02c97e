import { globSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { parseDbc } from "./dbc-parser.ts";
import type { DbcFile } from "./dbc-types.ts";
import { writeDbc } from "./dbc-writer.ts";

const parse = (bytes: Uint8Array | string): DbcFile => parseDbc(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, { name: "test.dbc" });

/** All that a file says; where it stands in the text, and what was wrong with that text, is left out. */
function contentOf(file: DbcFile): unknown {
  const withoutPlace = (part: object): object => ({ ...part, line: 0, column: 0 });
  return {
    ...file,
    diagnostics: [],
    messages: file.messages.map((message) => ({ ...withoutPlace(message), signals: message.signals.map(withoutPlace) })),
    independentSignals: file.independentSignals.map(withoutPlace),
  };
}

function textOf(file: DbcFile): string {
  return new TextDecoder(file.encoding).decode(writeDbc(file));
}

describe("writeDbc", () => {
  it("writes each statement as tools do", () => {
    const text = textOf(
      parse(`VERSION "1"
BU_: A B
VAL_TABLE_ OnOff 0 "off" 1 "on";
BO_ 2147484672 First: 8 A
 SG_ Speed : 7|16@0- (0.5,-10) [-20|30.5] "km/h" B
 SG_ Page M : 16|8@1+ (1,0) [0|0] "" Vector__XXX
 SG_ One m1 : 24|32@1- (1,0) [0|18446744073709551615] "" A,B
BO_TX_BU_ 2147484672 : A,B;
EV_ Text: 0 [0|1] "" 0 7 DUMMY_NODE_VECTOR8001 Vector__XXX;
EV_ Memory: 0 [0|1] "" 0.5 8 DUMMY_NODE_VECTOR0 A;
ENVVAR_DATA_ Memory: 12;
CM_ SG_ 2147484672 Speed "says \\"how fast\\" \\
and more";
CM_ EV_ Text "about it";
BA_DEF_ BO_ "Mode" ENUM "slow","fast";
BA_DEF_DEF_ "Mode" "slow";
BA_DEF_REL_ BU_SG_REL_ "Timeout" INT 0 100;
BA_DEF_DEF_REL_ "Timeout" 5;
BA_ "Mode" BO_ 2147484672 1;
BA_REL_ "Timeout" BU_SG_REL_ B SG_ 2147484672 Speed 50;
VAL_ 2147484672 Speed -1 "Error" 0 "Stands";
VAL_ Text 0 "No";
SIG_GROUP_ 2147484672 Group 1 : Speed Page;
SIG_VALTYPE_ 2147484672 One : 1;
`),
    );
    expect(text.slice(text.indexOf("BU_:"))).toBe(`BU_: A B
VAL_TABLE_ OnOff 0 "off" 1 "on" ;

BO_ 2147484672 First: 8 A
 SG_ Speed : 7|16@0- (0.5,-10) [-20|30.5] "km/h" B
 SG_ Page M : 16|8@1+ (1,0) [0|0] "" Vector__XXX
 SG_ One m1 : 24|32@1- (1,0) [0|18446744073709551616] "" A,B

BO_TX_BU_ 2147484672 : A,B;
EV_ Text: 0 [0|1] "" 0 7 DUMMY_NODE_VECTOR8001 Vector__XXX;
EV_ Memory: 0 [0|1] "" 0.5 8 DUMMY_NODE_VECTOR0 A;
ENVVAR_DATA_ Memory: 12;
CM_ SG_ 2147484672 Speed "says \\"how fast\\" \\
and more";
CM_ EV_ Text "about it";
BA_DEF_ BO_ "Mode" ENUM "slow","fast";
BA_DEF_REL_ BU_SG_REL_ "Timeout" INT 0 100;
BA_DEF_DEF_ "Mode" "slow";
BA_DEF_DEF_REL_ "Timeout" 5;
BA_ "Mode" BO_ 2147484672 1;
BA_REL_ "Timeout" BU_SG_REL_ B SG_ 2147484672 Speed 50;
VAL_ 2147484672 Speed -1 "Error" 0 "Stands" ;
VAL_ Text 0 "No" ;
SIG_GROUP_ 2147484672 Group 1 : Speed Page;
SIG_VALTYPE_ 2147484672 One : 1;
`);
  });

  it.each([
    ["ranges", "SG_MUL_VAL_ 1 B A 1-3, 5-5;"],
    ["nested", "SG_MUL_VAL_ 1 B A 1-1;\nSG_MUL_VAL_ 1 C B 2-2;"],
    ["a circle", "SG_MUL_VAL_ 1 B C 1-1;\nSG_MUL_VAL_ 1 C B 1-1;"],
    ["marks that mean the first of two multiplexers", ""],
    ["no multiplexer of the name", "SG_MUL_VAL_ 1 B Z 1-1;"],
  ])("keeps multiplexing with %s", (_, statements) => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ A2 M : 8|8@1+ (1,0) [0|0] "" X
 SG_ B m1M : 16|8@1+ (1,0) [0|0] "" X
 SG_ C m2 : 24|8@1+ (1,0) [0|0] "" X
${statements}
`);
    expect(contentOf(parse(writeDbc(file)))).toEqual(contentOf(file));
  });

  it("keeps what faults leave: doubles of identifiers and names, odd numbers, definitions behind their use, signals of no frame", () => {
    const file = parse(`BO_ 1 M: 8 X
 SG_ A : 0|8@1+ (nan,1e999) [-1e999|1e-7] "C:\\dir" X
BO_ 1 N: 8 X Y
 SG_ A M : 0|8@1+ (1,0) [0|0] "" X
 SG_ B M : 8|8@1+ (1,0) [0|0] "" X
 SG_ C m7 : 16|8@1+ (1,0) [0|0] "" X
BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX
 SG_ Spare : 0|8@1+ (1,0) [0|0] "" X
BO_ 4294967297 2017_x: 9 17,18
BA_DEF_DEF_ "Kind" "b";
BA_ "Kind" SG_ 1 A 0;
BA_ "Undefined" BO_ 1 "text";
BA_DEF_ SG_ "Kind" ENUM "a","b";
CM_ SG_ 3221225472 Spare "on no frame";
`);
    expect(contentOf(parse(writeDbc(file)))).toEqual(contentOf(file));
  });

  it("keeps what is left of a file when its lines are lost, doubled and out of order", () => {
    const lines = [
      "BU_: A B",
      "BO_ 1 M: 8 A",
      "BO_ 1 Again: 8 B C",
      ' SG_ S M : 0|8@1+ (1,0) [0|0] "" B',
      ' SG_ T m1M : 8|8@1- (0.5,1) [0|0] "x" B,C',
      ' SG_ U m2 : 16|32@0- (1,0) [0|0] "" B',
      "SG_MUL_VAL_ 1 T S 1-3, 5-5;",
      "SG_MUL_VAL_ 1 U T 0-0;",
      "SIG_VALTYPE_ 1 U : 1;",
      "BO_TX_BU_ 1 : A,B,C;",
      'VAL_TABLE_ Lamp 0 "off" 1 "on" ;',
      "VAL_ 1 S Lamp ;",
      'VAL_ 1 T -1 "less" ;',
      'EV_ E: 1 [0|1] "" 0 1 DUMMY_NODE_VECTOR3 A;',
      "ENVVAR_DATA_ E: 4;",
      'VAL_ E 0 "no" ;',
      'CM_ "network";',
      'CM_ SG_ 1 S "signal";',
      'CM_ BU_ A "node";',
      'BA_DEF_ SG_ "Kind" ENUM "a","b";',
      'BA_DEF_ BU_ "Kind" INT 0 9;',
      'BA_DEF_ "Kind" FLOAT ;',
      'BA_DEF_DEF_ "Kind" "b";',
      'BA_DEF_DEF_ "Kind" 1;',
      'BA_ "Kind" SG_ 1 S 0;',
      'BA_ "Kind" BU_ A 7;',
      'BA_ "Kind" 1.5;',
      'BA_DEF_REL_ BU_SG_REL_ "Kind" ENUM "c","d";',
      'BA_DEF_DEF_REL_ "Kind" 1;',
      'BA_REL_ "Kind" BU_SG_REL_ A SG_ 1 S 0;',
      "SIG_GROUP_ 1 G 1 : S T;",
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(lines.length - 1), { minLength: 10, maxLength: 60 }), (order) => {
        // Most of a file in its order, so that statements find what they are about.
        const text = `BO_ 1 M: 8 A\n${order
          .toSorted((a, b) => (a ^ 3) - (b ^ 3))
          .map((index) => lines[index] ?? "")
          .join("\n")}\n`;
        const file = parse(text);
        expect(contentOf(parse(writeDbc(file)))).toEqual(contentOf(file));
      }),
      { numRuns: 500 },
    );
  });

  it("keeps any text in either encoding", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "ä", "€", " ", ";", "日") }), fc.boolean(), (text, isOld) => {
        const empty = parse('BO_ 1 M: 8 X\nCM_ "ä";');
        const file: DbcFile = { ...empty, comment: text, encoding: isOld ? "windows-1252" : "utf-8" };
        // A text cannot end in a backslash: it would take the closing quote into the text.
        expect(parse(writeDbc(file)).comment).toBe(text.endsWith("\\") ? `${text} ` : text);
      }),
    );
  });

  describe.skipIf(recordingsFolder() === undefined)("on files of real cars and of other tools' tests (set DRAWBAR_DATA to their folder)", () => {
    it.each(globSync("dbc/*/*.dbc", { cwd: recordingsFolder() ?? "." }).toSorted())("%s says the same when it is read again", (name) => {
      const file = parseDbc(recording(name), { name: "test.dbc" });
      const written = writeDbc(file);
      const again = parse(written);
      expect(contentOf(again)).toEqual(contentOf(file));
      expect(writeDbc(again)).toEqual(written);
    });
  });
});
