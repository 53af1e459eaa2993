import type { Files } from '../write-missing.ts';
import type { ChartPlan } from './normalize-options.ts';
import { metadata } from './own-templates.ts';

/** The templates that a service has only where they were asked for. */
export const optionalTemplates = ({ ingress, hpa }: ChartPlan): Files => ({
  ...(ingress === undefined ? {} : { 'templates/ingress.yaml': ingressText }),
  ...(hpa ? { 'templates/horizontal-pod-autoscaler.yaml': autoscalerText } : {}),
});

const ingressText = `apiVersion: networking.k8s.io/v1
kind: Ingress
${metadata}spec:
  {{- with .Values.ingress.className }}
  ingressClassName: {{ . }}
  {{- end }}
  rules:
    - host: {{ .Values.ingress.host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ .Chart.Name }}
                port:
                  name: http
  {{- with .Values.ingress.tlsSecret }}
  tls:
    - hosts: [{{ $.Values.ingress.host | quote }}]
      secretName: {{ . }}
  {{- end }}
`;

const autoscalerText = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${metadata}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .Chart.Name }}
  minReplicas: {{ .Values.autoscaling.minReplicas }}
  maxReplicas: {{ .Values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ .Values.autoscaling.cpuUtilization }}
`;
