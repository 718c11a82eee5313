// Monokle has no command line of its own to install. Arguments: the files of one tree, an object
// each. Prints what was looked at and what was found:
//   {"objects": 25, "rules": 63, "findings": [{"rule", "file", "message"}]}
import fs from 'node:fs';
import YAML from 'yaml';
import {
  DisabledFixer, MonokleValidator, RemotePluginLoader, ResourceParser, SchemaLoader, processRefs,
} from '@monokle/validation';

const files = process.argv.slice(2);
const resources = files.map((file) => {
  const text = fs.readFileSync(file, 'utf8');
  const content = YAML.parse(text);
  const { name, namespace } = content.metadata;
  return {
    id: file, fileId: file, filePath: file, fileOffset: 0, range: { start: 0, length: text.length },
    apiVersion: content.apiVersion, kind: content.kind, name, namespace, content, text,
  };
});

const plugins = {
  'pod-security-standards': true, practices: true, 'resource-links': true, 'yaml-syntax': true,
};
const parser = new ResourceParser();

async function validator(rules) {
  const made = new MonokleValidator(
    // No suppressors: an annotation in a manifest must not silence its judge.
    { loader: new RemotePluginLoader(), parser, schemaLoader: new SchemaLoader(), suppressors: [],
      fixer: new DisabledFixer() },
    { plugins });
  await made.preload({ plugins, rules });
  return made;
}

// Most rules are off until they are named.
const known = Object.entries((await validator({})).rules)
  .flatMap(([plugin, rules]) => rules.map((rule) => `${plugin}/${rule.name}`));
const strict = await validator(Object.fromEntries(known.map((rule) => [rule, 'err'])));

processRefs(resources, parser, undefined, files);
const { runs } = await strict.validate({ resources });
const findings = runs.flatMap((run) => run.results).map((result) => ({
  rule: result.ruleId,
  file: result.locations[0].physicalLocation.artifactLocation.uri,
  message: result.message.text,
}));
process.stdout.write(JSON.stringify({ objects: resources.length, rules: known.length, findings }));
