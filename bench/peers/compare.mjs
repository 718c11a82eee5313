// `node compare.mjs expected.yaml ACTUAL...`: fails unless the files, or those in a folder, hold the
// same objects with the same fields, in whatever order.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';

const [expectedPath, ...actualPaths] = process.argv.slice(2);
const expected = read([expectedPath]);
const actual = read(actualPaths);
const faults = [];
for (const key of new Set([...expected.keys(), ...actual.keys()])) {
  if (!actual.has(key)) {
    faults.push(`${key} is missing`);
  } else if (!expected.has(key)) {
    faults.push(`${key} is not ours`);
  } else if (!isDeepStrictEqual(expected.get(key), actual.get(key))) {
    faults.push(`${key} differs`);
  }
}
if (expected.size === 0) {
  faults.push(`${expectedPath} has no objects`);
}
if (faults.length > 0) {
  console.error(`error: ${actualPaths.join(' ')} does not hold the objects of ${expectedPath}`);
  faults.forEach((fault) => console.error(`  ${fault}`));
  process.exit(1);
}
console.log(expected.size);

function read(paths) {
  const objects = new Map();
  for (const file of paths.flatMap(files)) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      if (document.errors.length > 0) {
        throw document.errors[0];
      }
      const object = document.toJS();
      if (object !== null) {
        const key = `${object.apiVersion} ${object.kind} ${object.metadata.name}`;
        if (objects.has(key)) {
          throw new Error(`${file} has ${key} again`);
        }
        objects.set(key, object);
      }
    }
  }
  return objects;
}

function files(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true })
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(path, name))
    : [path];
}
