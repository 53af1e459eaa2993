{{- define "service-library.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "service-library.labels" -}}
{{ include "service-library.selector" . }}
app.kubernetes.io/part-of: shop
{{- with .Values.global.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "service-library.metadata" -}}
namespace: {{ .Release.Namespace }}
labels:
  {{- include "service-library.labels" . | nindent 2 }}
{{- end }}
