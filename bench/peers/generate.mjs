// `node generate.mjs objects.yaml FOLDER`: programs for our peers that make these objects.
//
//   cdk8s-js/app.js       typed classes of cdk8s, as `cdk8s import k8s` gives them
//   cdk8s-java/.../Program.java   untyped, which asks least of the bridge to node
//   chart/                a Helm chart, a template an object, images and namespace as values
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const [source, folder] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');
const objects = parseAllDocuments(text).map((document) => document.toJS());

write('cdk8s-js/app.js', javaScript());
write('cdk8s-js/cdk8s.yaml', 'language: typescript\napp: node app.js\n');
write('cdk8s-java/src/main/java/Program.java', java());
chart();

function write(path, content) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function id(object) {
  return `${object.kind}-${object.metadata.name}`.toLowerCase();
}

// The class of a field is told by the function that cdk8s writes it with.
function javaScript() {
  const imports = 'cdk8s-plus-33/lib/imports/k8s';
  const require = createRequire(import.meta.url);
  const writers = readFileSync(require.resolve(imports), 'utf8');
  const types = readFileSync(require.resolve(imports).replace(/js$/, 'd.ts'), 'utf8');
  const known = require(imports);

  const statements = objects.map((object) => {
    const name = JSON.stringify(id(object));
    const { apiVersion, kind, ...fields } = object;
    const type = known[`Kube${kind}`];
    return type?.GVK.apiVersion === apiVersion
      ? `new k8s.Kube${kind}(chart, ${name}, ${typed(fields, `Kube${kind}Props`)});`
      : `new ApiObject(chart, ${name}, ${JSON.stringify(object)});`;
  });
  return `const { ApiObject, App, Chart } = require('cdk8s');
const k8s = require('${imports}');

const app = new App();
const chart = new Chart(app, 'homelab');
${statements.join('\n')}
app.synth();
`;

  function typed(fields, type) {
    const at = writers.indexOf(`function toJson_${type}(obj)`);
    if (at < 0) {
      throw new Error(`cdk8s has no ${type}`);
    }
    const body = writers.slice(at, writers.indexOf('\n}\n', at));
    const properties = Object.entries(fields).map(([key, value]) => {
      const line = body.split('\n').find((candidate) => candidate.includes(`'${key}': `));
      const property = line?.match(/obj\.(\w+)/)?.[1];
      if (!property) {
        throw new Error(`cdk8s has no field ${key} in ${type}`);
      }
      return `${property}: ${field(value, property, line)}`;
    });
    return `{ ${properties.join(', ')} }`;
  }

  function field(value, property, line) {
    const type = line.match(/toJson_(\w+)/)?.[1];
    const one = line.includes('?.value')
      ? (item) => scalar(item, property)
      : type
        ? (item) => typed(item, type)
        : JSON.stringify;
    if (Array.isArray(value)) {
      return `[${value.map(one).join(', ')}]`;
    }
    if (line.includes('Object.entries')) {
      return `{ ${Object.entries(value)
        .map(([key, item]) => `${JSON.stringify(key)}: ${one(item)}`)
        .join(', ')} }`;
    }
    return one(value);
  }

  function scalar(value, property) {
    const type = types.match(new RegExp(`readonly ${property}\\??: (IntOrString);`))?.[1];
    const from = typeof value === 'number' ? 'fromNumber' : 'fromString';
    return `k8s.${type ?? 'Quantity'}.${from}(${JSON.stringify(value)})`;
  }
}

function java() {
  const methods = objects.map((object, index) => {
    const { apiVersion, kind, metadata, ...fields } = object;
    const { name, namespace, labels, annotations, ...more } = metadata;
    if (Object.keys(more).length > 0) {
      throw new Error(`${id(object)} has metadata that this does not write: ${Object.keys(more)}`);
    }
    const about = Object.entries({ name, namespace, labels, annotations })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `.${key}(${literal(value)})`);
    const patches = Object.entries(fields).map(
      ([key, value]) => `JsonPatch.add("/${key}", ${literal(value)})`,
    );
    return `  static void object${index}(Chart chart) {
    ApiObject object =
        ApiObject.Builder.create(chart, ${literal(id(object))})
            .apiVersion(${literal(apiVersion)})
            .kind(${literal(kind)})
            .metadata(ApiObjectMetadata.builder()${about.join('')}.build())
            .build();
    ${patches.length > 0 ? `object.addJsonPatch(${patches.join(', ')});` : ''}
  }
`;
  });
  return `import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.JsonPatch;

public final class Program {
  public static void main(String[] args) {
    App app = new App();
    Chart chart = new Chart(app, "homelab");
${objects.map((_, index) => `    object${index}(chart);`).join('\n')}
    app.synth();
  }

  @SuppressWarnings("unchecked")
  static <T> Map<String, T> map(Object... entries) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], (T) entries[i + 1]);
    }
    return map;
  }

${methods.join('\n')}}
`;
}

function literal(value) {
  if (Array.isArray(value)) {
    return `List.of(${value.map(literal).join(', ')})`;
  }
  if (value !== null && typeof value === 'object') {
    return `map(${Object.entries(value).flat().map(literal).join(', ')})`;
  }
  return JSON.stringify(value);
}

function chart() {
  write('chart/Chart.yaml', 'apiVersion: v2\nname: homelab\nversion: 0.1.0\n');
  const images = [];
  let namespace;
  const documents = text.split(/^---\n/m);
  if (documents.length !== objects.length) {
    throw new Error(`${documents.length} texts of ${objects.length} objects`);
  }
  documents.forEach((document, index) => {
    const template = document
      .replaceAll(/\{\{/g, '{{ "{{" }}')
      .replace(/^ {2}namespace: (.+)$/m, (_, value) => {
        namespace = value;
        return '  namespace: {{ .Values.namespace }}';
      })
      .replaceAll(/^( +(?:- )?image: )(.+)$/gm, (_, before, value) => {
        images.push(value);
        return `${before}{{ .Values.images.image${images.length - 1} }}`;
      });
    write(`chart/templates/${id(objects[index])}.yaml`, template);
  });
  const values = images.map((image, index) => `  image${index}: ${image}\n`).join('');
  write('chart/values.yaml', `namespace: ${namespace}\nimages:\n${values}`);
}
