{{- define "service-library.spread" -}}
{{- if gt (int .Values.replicas) 1 -}}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "service-library.selector" . | nindent 14 }}
{{- end }}
{{- end }}
