/** Pods with this label fail on purpose, in the way that its value says. */
const label = 'nx-gitops.dev/fails';

const time = '2026-01-01T00:00:00Z';

const lastState = `
  lastState:
    terminated: { exitCode: 3, reason: Error, startedAt: "${time}", finishedAt: "${time}" }`;

/** The state of each container, and the phase of the pod. No time that moves: the status has to settle. */
const ways: Readonly<Record<string, readonly [phase: string, state: string]>> = {
  'crash-loop': [
    'Running',
    `waiting: { reason: CrashLoopBackOff, message: back-off 10s restarting failed container }${lastState}`,
  ],
  'image-pull': [
    'Pending',
    'waiting: { reason: ImagePullBackOff, message: Back-off pulling image }',
  ],
  exit: [
    'Failed',
    `terminated: { exitCode: 1, reason: Error, startedAt: "${time}", finishedAt: "${time}" }`,
  ],
};

/** Stages of KWOK in which pods fail; their weight lets them win over the one that makes pods ready. */
export const failingStages = Object.entries(ways).map(([way, [phase, state]]) => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: `fails-${way}` },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: `.metadata.labels["${label}"]`, operator: 'In', values: [way] },
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Pending'] },
      ],
    },
    weight: 1000,
    next: {
      statusTemplate: `conditions:
- { type: Ready, status: "False" }
- { type: ContainersReady, status: "False" }
containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: false
  restartCount: 1
  state:
    ${state}
{{ end }}
phase: ${phase}
`,
    },
  },
}));
