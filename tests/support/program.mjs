// Finds a browser that is installed on this machine.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The program that the environment names by `variable`, or the first of `names` on the path; `what` is what it is. */
export function findProgram(variable, names, what) {
  if (process.env[variable]) {
    return process.env[variable];
  }
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // It is looked for in the next place.
      }
    }
  }
  throw new Error(`No ${what} was found: install it, or set ${variable} to its path.`);
}
