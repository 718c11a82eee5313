// `node scale.js 50000 one`: the objects of Scale.java by cdk8s, into one file; by `each`, into a
// file each. Untyped, which is its fastest form.
const { ApiObject, App, Chart, YamlOutputType } = require('cdk8s');

const [count, layout] = process.argv.slice(2);
const yamlOutputType = {
  one: YamlOutputType.FILE_PER_CHART,
  each: YamlOutputType.FILE_PER_RESOURCE,
}[layout];
if (!yamlOutputType) {
  throw new Error(`'${layout}' is no layout: take one or each`);
}

const app = new App({ outdir: 'dist', yamlOutputType });
const chart = new Chart(app, 'scale', { disableResourceNameHashes: true });
for (let index = 0; index < Number(count); index++) {
  const number = Math.floor(index / 3);
  const name = `app-${number}`;
  const labels = { 'app.kubernetes.io/name': name };
  const metadata = { name, namespace: 'scale', labels };
  const objects = [deployment, service, settings];
  new ApiObject(chart, `object-${index}`, objects[index % 3](name, number, labels, metadata));
}
app.synth();

function deployment(name, number, labels, metadata) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.example/app:1.0',
              ports: [{ name: 'http', containerPort: 8080 }],
              env: [{ name: 'NUMBER', value: String(number) }],
              resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m' } },
              volumeMounts: [{ name: 'settings', mountPath: '/etc/app' }],
            },
          ],
          volumes: [{ name: 'settings', configMap: { name } }],
        },
      },
    },
  };
}

function service(name, number, labels, metadata) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
}

function settings(name, number, labels, metadata) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { 'app.properties': `name=${name}\nnumber=${number}\n` },
  };
}
